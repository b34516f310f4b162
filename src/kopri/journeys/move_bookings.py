"""Move bookings when a side closes, slows or reopens: the least total delay, nobody overtaken.

Who stands at the waiting area, or was called, keeps his place; of those, whom a closure has kept
waiting are let through first when it ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kopri.crossing.queries import views_of
from kopri.crossing.states import Phase
from kopri.domains.queue.operations.moving import CLOSED, REOPENED, SLOWED, Move, move_all
from kopri.domains.queue.queries import Booking
from kopri.domains.queue.queries.capacity import HOUR, closure_of
from kopri.domains.queue.queries.supply import (
    MOVABLE,
    holds,
    last_published,
    outlasted,
    standing_from,
    stands_at,
    was_shut,
)
from kopri.domains.queue.types import CapacityPublished, Closure, PointClosed
from kopri.engines.countrydata import PairData
from kopri.engines.queueing.moves import Kind, Supply
from kopri.engines.queueing.replan import PAST, Place, replan, without
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.journal.types import CENTRE, Entry
from kopri.kernel.lines import LOADED, VEHICLE_CLASSES, Line

SECOND = timedelta(seconds=1)
ROUNDS = 5  # of taking the locks of whoever was booked meanwhile
NOT_ARRIVED = frozenset({Phase.EXPECTED, Phase.OPENED, Phase.BOOKED, Phase.ANNOUNCED})
AT_WAITING_AREA = frozenset({Phase.WAITING, Phase.CALLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What has set moves off: see ``SlotMoved``."""

    reason: str
    name: str


def move_bookings(*, journal: Journal, pair: PairData, entry: Entry) -> None:
    """Answer ``queue.capacity_published``, ``point_closed``, ``closure_changed`` of either side."""
    cause = Cause(reason=CLOSED, name=entry.payload.get("closure", ""))
    if entry.kind == CapacityPublished.KIND:
        told = entry.payload
        cause = Cause(reason=SLOWED, name=f"{told['side']}/{told['day']}/{told['revision']}")
    for line in _lines(entry):
        if exit_side(line.direction) == journal.side and journal.role == CENTRE:
            _move(journal=journal, pair=pair, line=line, cause=cause)


def move_outlasted(*, journal: Journal, pair: PairData) -> None:
    """A closure that was to be over takes the hour that runs: whoever stands in it has to wait on."""
    if journal.role != CENTRE:
        return
    now = journal.clock.now()
    hour = now.replace(minute=0, second=0, microsecond=0)
    for each in outlasted(directions=[f"{journal.side}-{pair.other(journal.side)}"], now=now):
        if stands_at(point=each.point, direction=each.direction, slot=hour):
            for line in _lines_of(each):
                _move(journal=journal, pair=pair, line=line,
                      cause=Cause(reason=CLOSED, name=each.closure))


def _lines(entry: Entry) -> list[Line]:
    if entry.kind == CapacityPublished.KIND:
        return [Line(**entry.only("point", "direction", "vehicle_class"))]
    closure = closure_of(entry.payload["closure"])
    if closure is None or (entry.kind != PointClosed.KIND and closure.side != entry.side):
        return []
    return _lines_of(closure)


def _lines_of(closure: Closure) -> list[Line]:
    return [Line(point=closure.point, direction=closure.direction, vehicle_class=each)
            for each in closure.vehicle_classes or VEHICLE_CLASSES]


def _move(*, journal: Journal, pair: PairData, line: Line, cause: Cause) -> None:
    start = journal.clock.now().replace(minute=0, second=0, microsecond=0)
    known = {each.reference for each in standing_from(line=line, start=start)}
    for _ in range(ROUNDS):
        if not known:
            return
        keys = [line.lock, *(f"case:{reference}" for reference in known)]
        with begin(journal, actor=journal.itself(), keys=keys) as tx:
            now = {each.reference for each in standing_from(line=line, start=start)}
            if now <= known:
                _move_standing(tx, pair=pair, line=line, cause=cause)
                return
            known = now  # somebody was booked before the locks were taken


def _move_standing(tx: Writing, *, pair: PairData, line: Line, cause: Cause) -> None:
    situation = _situation(tx, pair=pair, line=line)
    if situation.closure:  # whatever was heard of first
        cause = Cause(reason=CLOSED, name=situation.closure)
    then = replan(places=situation.places, hours=situation.hours)
    moves = [
        Move(booking=booking, slot=situation.slots[at],
             reason=REOPENED if booking.slot and situation.slots[at] < booking.slot else cause.reason)
        for booking, place, at in zip(situation.movable, situation.places, then, strict=True)
        if at != place.at]
    move_all(tx, line=line, moves=moves, cause=cause.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Situation:
    """``places``: of those who may be moved, in order; ``hours``: what is there for them.

    ``closure``: one that has taken somebody's hour.
    """

    closure: str
    slots: Sequence[datetime]
    hours: Sequence[Supply]
    movable: Sequence[Booking]
    places: Sequence[Place]


def _situation(tx: Writing, *, pair: PairData, line: Line) -> _Situation:
    start = tx.now.replace(minute=0, second=0, microsecond=0)
    standing = [(each, each.slot) for each in standing_from(line=line, start=start) if each.slot]
    slots = _slots(start, until=max([
        start, *(slot for _, slot in standing), last_published(line=line) or start]))
    hours = [Supply(total=each.total, limits=each.limits, absent=each.absent)
             for each in holds(line=line, slots=slots, now=tx.now)]
    shut = was_shut(line=line, now=tx.now, slots=[slot for _, slot in standing])
    lost = {slot: closure for slot, closure in shut.items()
            if slot < start or not hours[_hours(start, slot)].total}
    phases = {case.reference: case.phase
              for case in views_of([each.reference for each, _ in standing])}
    movable = [each for each, slot in standing if each.state.value in MOVABLE
               and phases.get(each.reference, Phase.EXPECTED) in NOT_ARRIVED
               and (slot >= start or slot in lost)]
    moving = {each.reference for each in movable}
    hours = without(hours, taken=[
        Place(_kind(each), 0, _hours(start, slot)) for each, slot in standing
        if each.reference not in moving and slot >= start])
    kept = sum(phases.get(each.reference) in AT_WAITING_AREA and slot in lost
               for each, slot in standing)
    soonest = _hours(start, tx.now + _notice(pair, line=line, now=tx.now) + HOUR - SECOND)
    return _Situation(
        slots=slots, movable=movable, hours=_after(kept, hours=hours),
        closure=next((lost[each.slot] for each in movable if each.slot in lost), ""),
        places=[_place(each, start=start, soonest=soonest) for each in movable])


def _notice(pair: PairData, *, line: Line, now: datetime) -> timedelta:
    """How long before its hour a vehicle has to be told that it is sooner."""
    country = pair.country(exit_side(line.direction))
    crossing = next((each.post(country.code).crossing for each in pair.pair.facts.points
                     if each.code == line.point), "")
    rule = country.queue_rule(crossing=crossing, vehicle_class=line.vehicle_class,
                              day=now.astimezone(country.zone).date())
    return timedelta(minutes=rule.move_notice_min if rule else 0)


def _place(booking: Booking, *, start: datetime, soonest: int) -> Place:
    """Never before its first hour; sooner than now only with notice, later at any time."""
    assert booking.slot is not None
    at = _hours(start, booking.slot)
    earliest = max(0, soonest, _hours(start, booking.first_slot or booking.slot))
    return Place(_kind(booking), earliest if at < 0 else min(at, earliest), at if at >= 0 else PAST)


def _kind(booking: Booking) -> Kind:
    return Kind(booking.goods or LOADED, frozenset(booking.services))


def _slots(start: datetime, *, until: datetime) -> list[datetime]:
    return [start + number * HOUR for number in range(_hours(start, until) + 1)]


def _hours(start: datetime, moment: datetime) -> int:
    """Whole hours between, rounded down."""
    return (moment - start) // HOUR


def _after(kept: int, *, hours: Sequence[Supply]) -> list[Supply]:
    """The hours once those have gone through whom a closure has kept at the waiting area."""
    left = []
    for hour in hours:
        through = min(kept, hour.total)
        kept -= through
        left.append(replace(hour, total=hour.total - through) if through else hour)
    return left
