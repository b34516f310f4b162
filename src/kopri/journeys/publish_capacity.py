"""Publish this side's capacity of a day, or copy a day to others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from kopri.crossing.rules import broken_on_opening
from kopri.domains.queue.operations import DayOfHours
from kopri.domains.queue.operations.capacity import check_capacity
from kopri.domains.queue.operations.capacity import publish_capacity as publish
from kopri.domains.queue.permissions import may_publish_capacity
from kopri.domains.queue.queries.capacity import capacity_of
from kopri.domains.queue.queries.excess import excess
from kopri.domains.queue.rules.capacity import DaysToCopyTo, PublishedBefore, is_day
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.duty import off_duty
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.lines import Line
from kopri.kernel.rules import refuse_if, require

MOST_DAYS = 31
Away = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """``to_move``: bookings that the hours cannot hold any more."""

    day: str
    revision: int
    to_move: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a shift head says of a day. ``limits``: goods class -> vehicles in each hour.

    ``absent``: role of a service -> UTC hours without it, beside those that the country's duty
    hours and holidays tell.
    """

    day: str
    hours: Sequence[int]
    valid_until: datetime
    limits: Mapping[str, Sequence[int]] = field(default_factory=dict)
    absent: Away = field(default_factory=dict)


def publish_capacity(
    *, journal: Journal, pair: PairData, actor: Actor, line: Line, told: Told,
    time: datetime | None = None, request: RequestKey | None = None,
) -> Published:
    """The next revision of the day's 24 hours."""
    hours = _ready(journal=journal, pair=pair, line=line, told=told)
    with begin(journal, actor=actor, keys=[line.lock], request=request) as tx:
        revision = publish(tx, line=line, hours=hours, roles=_roles(pair, side=journal.side),
                           time=time)
        return tx.answer(Published(
            day=told.day, revision=revision, to_move=_over(line=line, days=[told.day], now=tx.now)))


def copy_capacity(
    *, journal: Journal, pair: PairData, actor: Actor, line: Line, day: str,
    to: Sequence[str], request: RequestKey | None = None,
) -> list[Published]:
    """Publish a day's hours and limits for other days too: all of them, or none.

    Each holds on as long after its own day as the first does; services are away by their own
    duty hours of each day.
    """
    _known_place(pair, line=line)
    with begin(journal, actor=actor, keys=[line.lock], request=request) as tx:
        require(may_publish_capacity(actor))
        own = capacity_of(side=journal.side, line=line, day=day)
        faults = [] if own.valid_until else [PublishedBefore.fault(path="/day", day=day)]
        if not 1 <= len(set(to)) == len(to) <= MOST_DAYS:
            faults.append(DaysToCopyTo.fault(path="/to", most=MOST_DAYS))
        refuse_if(faults, ground=Ground.INVALID)
        assert own.valid_until is not None
        found = []
        for other in to:
            shift = _midnight(other) - _midnight(day) if is_day(other) else None
            told = Told(day=other, hours=own.hours, limits=own.limits,
                        valid_until=own.valid_until + shift if shift else own.valid_until)
            revision = publish(
                tx, line=line, roles=_roles(pair, side=journal.side),
                hours=_ready(journal=journal, pair=pair, line=line, told=told))
            found.append(Published(day=other, revision=revision,
                                   to_move=_over(line=line, days=[other], now=tx.now)))
        return tx.answer(found)


def would_move(*, journal: Journal, pair: PairData, line: Line, told: Told) -> int:
    """How many bookings these hours could not hold, were they published now."""
    hours, now = _ready(journal=journal, pair=pair, line=line, told=told), journal.clock.now()
    check_capacity(line=line, hours=hours, roles=_roles(pair, side=journal.side), now=now)
    as_if = {(journal.side, told.day): hours.as_capacity(side=journal.side)}
    return sum(over for slot, over in excess(line=line, now=now, changed=as_if).items()
               if slot.date().isoformat() == told.day)


def absences(*, pair: PairData, side: str, point: str, day: str) -> dict[str, list[int]]:
    """Role -> UTC hours of a day without it, by the country's data."""
    crossing = pair.point(point).post(side).crossing
    return off_duty(pair.country(side), crossing=crossing, day=date.fromisoformat(day))


def _ready(*, journal: Journal, pair: PairData, line: Line, told: Told) -> DayOfHours:
    _known_place(pair, line=line)
    away = {role: set(hours) for role, hours in told.absent.items()}
    if is_day(told.day):
        for role, hours in absences(
                pair=pair, side=journal.side, point=line.point, day=told.day).items():
            away.setdefault(role, set()).update(hours)
    return DayOfHours(
        day=told.day, hours=told.hours, valid_until=told.valid_until, limits=told.limits,
        off_duty={role: sorted(hours) for role, hours in sorted(away.items())})


def _known_place(pair: PairData, *, line: Line) -> None:
    refuse_if(broken_on_opening(
        direction=line.direction, point=line.point, directions=pair.directions,
        points=[point.code for point in pair.pair.facts.points]), ground=Ground.INVALID)


def _roles(pair: PairData, *, side: str) -> frozenset[str]:
    return frozenset(each.role for each in pair.country(side).services_at_the_border())


def _over(*, line: Line, days: Sequence[str], now: datetime) -> int:
    return sum(number for slot, number in excess(line=line, now=now).items()
               if slot.date().isoformat() in days)


def _midnight(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)
