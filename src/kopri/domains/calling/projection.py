"""calling.*, and the gate's and the queue's milestones -> courses, times told, needs, overrides."""

from collections.abc import Sequence

from kopri.domains.calling.models import Course, Override, Switch, Told, WaitingNeed
from kopri.domains.calling.states import NeedState
from kopri.journal.authority import exit_side
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
    row, _ = Course.objects.get_or_create(reference=entry.subject, side=side)
    known = getattr(row, name)
    if known is None or entry.time < known:
        setattr(row, name, entry.time)
        row.save(update_fields=[name])


def told(entries: Sequence[Entry]) -> None:
    """calling.time_told."""
    for entry in entries:
        Told.objects.get_or_create(uid=entry.uid, defaults={
            "reference": entry.subject, "time": entry.time,
            **entry.only("side", "point", "direction", "stage", "ahead"),
            **{name: from_text(entry.payload[name]) for name in ("since", "p50", "p90")},
            **{name: entry.payload.get(name, False) for name in ("again", "closed")},
        })


def need_noted(entries: Sequence[Entry]) -> None:
    """calling.need_noted: one that was seen to may come again."""
    for entry in entries:
        WaitingNeed.objects.update_or_create(
            reference=entry.subject, **entry.only("side", "need"), defaults={
                "state": NeedState.OPEN.value, "noted": entry.time, "cleared": None,
                "cleared_by": "", **entry.only("by")})


def need_cleared(entries: Sequence[Entry]) -> None:
    """calling.need_cleared: by whom stands in the entry's actor."""
    for entry in entries:
        WaitingNeed.objects.filter(reference=entry.subject, **entry.only("side", "need")).update(
            state=NeedState.CLEARED.value, cleared=entry.time,
            cleared_by=entry.actor.get("person", ""))


def switched(entries: Sequence[Entry]) -> None:
    """calling.automatic_switched: the last one counts; one log writes them."""
    for entry in entries:
        Switch.objects.update_or_create(**entry.only("side", "point"), defaults={
            **entry.only("automatic", "reason"), "by": entry.actor.get("person", ""),
            "time": entry.time})


def overridden(entries: Sequence[Entry]) -> None:
    """calling.gate_overridden."""
    for entry in entries:
        Override.objects.get_or_create(uid=entry.uid, defaults={
            "reference": entry.subject, "time": entry.time,
            "by": entry.actor.get("person", ""),
            **entry.only("side", "point", "holds", "reason")})
