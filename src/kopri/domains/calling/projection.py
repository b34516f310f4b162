"""calling.*, and the gate's and the queue's milestones -> courses, times told, needs, overrides."""

from collections.abc import Sequence

from kopri.domains.calling.models import Course, Override, Switch, Told, WaitingNeed
from kopri.domains.calling.states import NeedState
from kopri.journal.authority import exit_side
from kopri.journal.rows import keep_row, put_row, rows_with
from kopri.journal.types import Entry, Projection
from kopri.kernel.clock import from_text

_WAITING_AREA = "waiting_area"


def arrived(entries: Sequence[Entry]) -> None:
    """gate.arrived at a waiting area."""
    for entry in entries:
        if entry.payload.get("place") == _WAITING_AREA:
            _mark(entry, "arrived", side=entry.payload.get("side", entry.side))


def called(entries: Sequence[Entry]) -> None:
    """queue.called."""
    for entry in entries:
        _mark(entry, "called", side=exit_side(entry.payload.get("direction", "")))


def marks(name: str) -> Projection:
    """The projection that keeps the time of a gate's act in the column ``name``."""

    def apply(entries: Sequence[Entry]) -> None:
        for entry in entries:
            _mark(entry, name, side=entry.payload.get("side", entry.side))

    return apply


registered = marks("registered")
exited = marks("exited")
turned_back = marks("turned_back")


def _mark(entry: Entry, name: str, *, side: str) -> None:
    row = next((each for each in rows_with(Course, column="reference", values=[entry.subject])
                if each.side == side), None)
    known = getattr(row, name, None)
    if known is None or entry.time < known:
        put_row(Course, key={"reference": entry.subject, "side": side}, values={name: entry.time})


def told(entries: Sequence[Entry]) -> None:
    """calling.time_told."""
    for entry in entries:
        keep_row(Told, key={"uid": entry.uid}, values={
            "reference": entry.subject, "time": entry.time,
            **entry.only("side", "point", "direction", "stage", "ahead"),
            **{name: from_text(entry.payload[name]) for name in ("since", "p50", "p90")},
            **{name: entry.payload.get(name, False) for name in ("again", "closed")},
        })


def need_noted(entries: Sequence[Entry]) -> None:
    """calling.need_noted: one that was seen to may come again."""
    for entry in entries:
        put_row(WaitingNeed, key={"reference": entry.subject, **entry.only("side", "need")}, values={
            "state": NeedState.OPEN.value, "noted": entry.time, "cleared": None, "cleared_by": "",
            **entry.only("by")})


def need_cleared(entries: Sequence[Entry]) -> None:
    """calling.need_cleared: by whom stands in the entry's actor."""
    for entry in entries:
        WaitingNeed.objects.filter(reference=entry.subject, **entry.only("side", "need")).update(
            state=NeedState.CLEARED.value, cleared=entry.time,
            cleared_by=entry.actor.get("person", ""))


def switched(entries: Sequence[Entry]) -> None:
    """calling.automatic_switched: the last one counts; one log writes them."""
    for entry in entries:
        put_row(Switch, key=entry.only("side", "point"), values={
            **entry.only("automatic", "reason"), "by": entry.actor.get("person", ""),
            "time": entry.time})


def overridden(entries: Sequence[Entry]) -> None:
    """calling.gate_overridden."""
    for entry in entries:
        keep_row(Override, key={"uid": entry.uid}, values={
            "reference": entry.subject, "time": entry.time,
            "by": entry.actor.get("person", ""),
            **entry.only("side", "point", "holds", "reason")})
