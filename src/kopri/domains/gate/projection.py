"""gate.* -> passages."""

from collections.abc import Sequence
from typing import Any

from kopri.domains.gate.models import Passage
from kopri.journal.rows import put_row, rows_with
from kopri.journal.types import Entry, Projection


def arrived(entries: Sequence[Entry]) -> None:
    """gate.arrived: the first time at each place counts."""
    for entry in entries:
        place = entry.payload.get("place", "")
        if place:
            _merge(entry, times={place: entry.time}, fields=entry.only("plate"))


def stamps(name: str) -> Projection:
    """The projection that keeps an act's time in the column ``name``."""

    def apply(entries: Sequence[Entry]) -> None:
        for entry in entries:
            _merge(entry, times={name: entry.time}, fields=entry.only("plate", "weight_kg"))

    return apply


registered = stamps("registered")
exited = stamps("exited")
turned_back = stamps("turned_back")


def _merge(entry: Entry, *, times: dict[str, Any], fields: dict[str, Any]) -> None:
    side = entry.payload.get("side", entry.side)
    row = next((each for each in rows_with(Passage, column="reference", values=[entry.subject])
                if each.side == side), None)
    known = {name: getattr(row, name, None) or time for name, time in times.items()}
    put_row(Passage, key={"reference": entry.subject, "side": side}, values={
        **{name: min(known[name], time) for name, time in times.items()}, **fields})
