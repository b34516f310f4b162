"""What a case's milestones, its own side's steps and the closures of its way mean for its clock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from kopri.crossing.queries import CaseView
from kopri.crossing.types import Milestone
from kopri.engines.clockwork import Cause, History, Mark, Span, What, Whose
from kopri.journal.authority import entry_side, exit_side

SYSTEM = "system"  # a gate that is closed for this reason stands before an outage

_NAMED = {
    "called": What.CALLED, "registered": What.REGISTERED, "released": What.RELEASED,
    "refused": What.REFUSED, "reversed": What.REVERSED, "exited": What.EXITED,
    "turned_back": What.TURNED_BACK,
    "withheld": What.HELD, "withheld_lifted": What.DECIDED,  # by a service that is not told
}
_PLACES = {"waiting_area": What.ARRIVED, "gate": What.AT_GATE, "exit_gate": What.AT_EXIT_GATE}


class Timed(Protocol):
    """A step of a plan."""

    @property
    def service(self) -> str: ...
    @property
    def started(self) -> datetime | None: ...
    @property
    def finished(self) -> datetime | None: ...


class Shut(Protocol):
    """A closure."""

    @property
    def side(self) -> str: ...
    @property
    def vehicle_classes(self) -> tuple[str, ...]: ...
    @property
    def since(self) -> datetime: ...
    @property
    def ended(self) -> datetime | None: ...
    @property
    def reason(self) -> str: ...


class Declared(Protocol):
    """A regime under which a post goes on while a system or a line is down."""

    @property
    def side(self) -> str: ...
    @property
    def declared(self) -> datetime: ...
    @property
    def until(self) -> datetime: ...
    @property
    def ended(self) -> datetime | None: ...


def down(regimes: Iterable[Declared]) -> list[Span]:
    """As outages: from when it was declared until it ended or ran out."""
    return [Span(start=second_of(each.declared), end=second_of(
        min(each.until, each.ended or each.until)), whose=Whose(cause=Cause.OUTAGE, side=each.side))
        for each in regimes]


def waits(full: Iterable[tuple[datetime, datetime | None]], *, direction: str) -> list[Span]:
    """As waits for the entry side: its strip was full, so the exit gate was held."""
    return [Span(start=second_of(since), end=None if until is None else second_of(until),
                 whose=Whose(cause=Cause.NEIGHBOUR, side=entry_side(direction)))
            for since, until in full]


def history_of(
    case: CaseView, *, stones: Iterable[Milestone], side: str, steps: Iterable[Timed] = (),
    closures: Iterable[Shut] = (), further: Sequence[Span] = (),
    slots: Iterable[datetime | None] = (),
) -> History:
    """The case as its clock reads it; ``steps``: of ``side``, the reader's own. ``further``: what else
    claims time, see ``down`` and ``waits``.

    ``slots``: the hours that it was given: the earliest counts, for later ones were a state's doing;
    none does of a vehicle that was booked only when it had come.
    """
    written = sorted(stones, key=lambda stone: (stone.recorded, stone.log, stone.number, stone.uid))
    came = _first(written, "arrived", "registered")
    booked = _first(written, "booked")
    given = [second_of(slot) for slot in slots
             if slot is not None and came is not None and booked is not None and booked <= came]
    return History(
        exit_side=exit_side(case.direction), entry_side=entry_side(case.direction),
        marks=tuple(mark for stone in written if (mark := _mark(stone)) is not None),
        spans=(*_work(steps, side=side), *_shut(closures, kind=case.vehicle_class), *further),
        slot=min(given, default=None))


def _first(stones: Iterable[Milestone], *names: str) -> datetime | None:
    return min((stone.time for stone in stones if stone.name in names), default=None)


def _mark(stone: Milestone) -> Mark | None:
    service, _, outcome = stone.detail.partition(" ")
    if stone.name == "finding":
        what = What.HELD if outcome == "held" else What.DECIDED
        return Mark(at=second_of(stone.time), side=stone.side, what=what, service=service)
    known = _PLACES.get(stone.detail) if stone.name == "arrived" else _NAMED.get(stone.name)
    if known is None:
        return None
    return Mark(at=second_of(stone.time), side=stone.side, what=known,
                service=stone.detail if known is What.REVERSED else "")


def _work(steps: Iterable[Timed], *, side: str) -> list[Span]:
    return [Span(start=second_of(step.started), whose=Whose(
        cause=Cause.SERVICE, side=side, service=step.service),
        end=None if step.finished is None else second_of(step.finished))
        for step in steps if step.started is not None]


def _shut(closures: Iterable[Shut], *, kind: str) -> list[Span]:
    return [Span(
        start=second_of(each.since), end=None if each.ended is None else second_of(each.ended),
        shut=True, whose=Whose(
            cause=Cause.OUTAGE if each.reason == SYSTEM else Cause.CLOSURE, side=each.side))
        for each in closures if not each.vehicle_classes or kind in each.vehicle_classes]


def second_of(moment: datetime) -> int:
    """A moment on the scale of the clock."""
    return int(moment.timestamp())
