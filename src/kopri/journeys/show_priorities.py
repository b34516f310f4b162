"""Show who may go before others: the law of each direction, what a day has left, how many did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kopri.domains.priority.types import Ceiling
from kopri.domains.queue.queries.jumps import BY_LAW, SAFETY, day_supply, jump_rows, jumps_of
from kopri.engines.countrydata import PairData, booking_needed, local_day
from kopri.engines.countrydata.priorities import (
    Priority,
    ceilings_on,
    priorities_on,
    public_class,
)
from kopri.journal.core import Journal
from kopri.kernel.lines import VEHICLE_CLASSES, Line, day_of

AHEAD, BACK = 4, 7  # days to come whose places are shown; days whose jumps are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """A day's places under a ceiling. ``rule``: the row that says how many."""

    day: str
    public_class: str
    rule: str
    ceiling: Ceiling


@dataclass(frozen=True, slots=True, kw_only=True)
class JumpDay:
    """Slots of a day that were given before others, by public class, and calls for safety."""

    day: str
    given: dict[str, int]
    safety: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferred:
    """Who may go before others in a direction. Nothing here says what anybody carries."""

    line: Line
    classes: Sequence[Priority]
    places: Sequence[Places]
    jumps: Sequence[JumpDay]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritySheet:
    """Every line that is booked, as of ``now``."""

    now: datetime
    ways: Sequence[Preferred]


def show_priorities(*, journal: Journal, pair: PairData) -> PrioritySheet:
    """What anybody may know."""
    now = journal.clock.now()
    return PrioritySheet(now=now, ways=[
        _preferred(line, pair=pair, now=now) for line in _lines(pair, now=now)])


def places_of(pair: PairData, *, line: Line, day: str) -> list[Places]:
    """What a day has under each ceiling of the exit side."""
    noon = datetime.fromisoformat(day).replace(tzinfo=UTC, hour=12)
    held = ceilings_on(pair, direction=line.direction, day=local_day(pair, line, noon))
    supply, taken = day_supply(line=line, day=day), jumps_of(line=line, day=day)
    return [
        Places(day=day, public_class=public_class(group), rule=row.id, ceiling=Ceiling(
            supply=supply, share=round((row.value or 0) * 100), taken=taken[public_class(group)]))
        for group, row in sorted(held.items())
    ]


def _lines(pair: PairData, *, now: datetime) -> list[Line]:
    """Where there are slots at all."""
    found = [Line(point=point.code, direction=direction, vehicle_class=each)
             for point in pair.pair.facts.points for direction in pair.directions
             for each in VEHICLE_CLASSES]
    return [line for line in found if booking_needed(pair, line=line, at=now) != "none"]


def _preferred(line: Line, *, pair: PairData, now: datetime) -> Preferred:
    days = [day_of(now + timedelta(days=number)) for number in range(-BACK, AHEAD + 1)]
    today = day_of(now)
    return Preferred(
        line=line,
        classes=priorities_on(pair, direction=line.direction, day=local_day(pair, line, now)),
        places=[each for day in days if day >= today
                for each in places_of(pair, line=line, day=day)
                if day == today or each.ceiling.supply],
        jumps=_jumps(line, days=[day for day in days if day <= today]))


def _jumps(line: Line, *, days: Sequence[str]) -> list[JumpDay]:
    """Newest day first; a slot that was given back later was given all the same."""
    rows = [row for row in jump_rows(line=line, days=days) if row.was is None]
    found = []
    for day in reversed(days):
        own = [row for row in rows if row.draw == line.draw(day)]
        classes = [row.public_class for row in own if row.why == BY_LAW]
        found.append(JumpDay(day=day, safety=sum(row.why == SAFETY for row in own),
                             given={each: classes.count(each) for each in sorted(set(classes))}))
    return found
