"""What a service decides over a truck, where need be by two officers; and the exit side's answer."""

from collections.abc import Mapping
from typing import Any

from kopri.demo.day.trip import Side, Trip, World
from kopri.demo.lane import Process, Until
from kopri.demo.waybill import second_of

MINUTE = 60
LOOK_AGAIN = 30 * MINUTE  # while the entry side's refusal is not known yet
LOOKS = 40
ON_THE_STRIP = 20 * MINUTE  # until it is back
FINDINGS: Mapping[str, Mapping[str, Any]] = {
    "held": {
        "outcome": "held",
        "reason": "Simulated: the packing list and the waybill differ",
        "lifts": "A corrected packing list",
    },
    "withheld": {
        "outcome": "held",
        "withheld": True,
        "reason": "Simulated: a reason that the law keeps from the carrier",
    },
    "refused": {
        "outcome": "refused",
        "reason": "Simulated: the goods may not cross",
        "rule": "Simulated rule of the demo",
    },
    "less one": {
        "outcome": "refused",
        "reason": "Simulated: the certificate of this consignment is of other goods",
        "rule": "Simulated rule of the demo",
    },
}


def decide(*, side: Side, trip: Trip, service: str, body: Mapping[str, Any]) -> None:
    """Record it; a second officer confirms at once where the country asks for one."""
    said = side.office.find(
        reference=trip.reference, service=service, body=body, now=side.now)
    if said.get("waits"):
        side.office.write(
            f"/crossings/{trip.reference}/proposals/{said['proposal']}/confirm",
            role="inspector", service=service, turn=1, body={})


def finding(*, outcome: str, trip: Trip, accepted: bool) -> dict[str, Any]:
    """What is said of the whole truck, or of one consignment. ``accepted``: its papers were before."""
    body = dict(FINDINGS[outcome])
    if outcome == "less one":
        return body | {"part": f"consignment:{second_of(trip.truck.number)}"}
    return body | ({"facts_differ": True} if accepted and outcome != "withheld" else {})


def goes_back(*, world: World, side: Side, trip: Trip) -> None:
    """What the entry side has refused is the exit side's to answer for."""
    if side.lane.side == trip.truck.entry_side:
        world.hand(side=trip.truck.exit_side, origin=side.lane.side, when=side.now + ON_THE_STRIP,
                   number=trip.truck.number, process=_take_back(world=world, trip=trip))


def _take_back(*, world: World, trip: Trip) -> Process:
    """The exit side's shift head answers as soon as it is known there; its gate sees it come."""
    side = world.sides[trip.truck.exit_side]
    for _ in range(LOOKS):
        number = _return(side, trip)
        if number:
            break
        yield Until(side.now + LOOK_AGAIN)
    else:
        return
    path = f"/crossings/{trip.reference}/returns/{number}"
    # at the post's own node, where it has one: a return is the post's to write
    side.office.write(f"{path}/answer", role="shift_head", desk=side.office.post, body={
        "answer": "takes_back", "note": "Simulated: to the waiting area, by the same lane"})
    yield Until(side.now + ON_THE_STRIP)
    side.office.write(f"{path}/receive", role="gate_officer", body={})


def _return(side: Side, trip: Trip) -> str:
    answer = side.office.look("/returns", role="gate_officer")
    rows = answer.body["rows"] if answer.ok else ()
    return next((str(row["back"]["number"]) for row in rows
                 if row["back"]["reference"] == trip.reference), "")
