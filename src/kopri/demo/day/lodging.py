"""What a carrier does about papers once the cargo is announced: everything, the numbers, or nothing."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kopri.demo.day.trip import Side, Trip

# of so many trucks one is ready in every respect, and one more has lodged what must be lodged
READY, LODGED = 10, 4
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
    b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)  # a page with nothing on it: no document of the simulation is real


def bring_papers(*, side: Side, trip: Trip, needed: Sequence[Mapping[str, Any]]) -> None:
    """``needed``: what the node said is still needed when the cargo was announced."""
    number = trip.truck.number
    everything = number % READY == 0
    if not everything and number % LODGED:
        return
    for need in needed:
        if need["system"]:
            _lodge(need, side=side, trip=trip)
        elif everything and need["step"] == "attach":
            side.office.attach(
                reference=trip.reference, carrier=number, file=SCAN,
                fields={"type": str(need["document"]), "number": f"DEMO-{number:05d}"})


def _lodge(need: Mapping[str, Any], *, side: Side, trip: Trip) -> None:
    said = _numbered(str(need["number_example"]) or "DEMO-00000", number=trip.truck.number)
    side.office.lodge(reference=trip.reference, carrier=trip.truck.number, body={
        "type": need["document"], "system": need["system"], "number": said})


def _numbered(example: str, *, number: int) -> str:
    """A number of the example's form, that ends with the truck's own."""
    return re.sub(r"\d+$", lambda last: f"{number:0{len(last[0])}d}"[-len(last[0]):], example)
