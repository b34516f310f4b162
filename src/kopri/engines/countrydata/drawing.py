"""What the data say of draws: when each is held, and of which lines."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kopri.engines.countrydata.pair import PairData, exit_side
from kopri.engines.countrydata.queueing import QueueRule
from kopri.kernel.lines import VEHICLE_CLASSES, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawTimes:
    """When the draw of a day is held.

    ``opens``: from when the list may be closed; ``closes``: when that is over, and no draw is held;
    ``until``: by when shares must have been told. ``patience``: how long after that a third or a
    neighbour that cannot be reached is waited for.
    """

    opens: datetime
    closes: datetime
    until: datetime
    patience: datetime
    unproven_pct: float


def draw_times(pair: PairData, *, line: Line, day: str) -> DrawTimes | None:
    """When the slots of a UTC day are drawn for; None where no such line is booked."""
    rule = _rule(pair, line=line, day=date.fromisoformat(day))
    if rule is None:
        return None
    hour, minute = map(int, rule.draw_at.split(":"))
    local = date.fromisoformat(day) - timedelta(days=rule.draw_days_before - hour // 24)
    opens = datetime.combine(local, time(hour % 24, minute),
                             pair.country(exit_side(line.direction)).zone)
    given = timedelta(minutes=rule.reveal_min)
    return DrawTimes(opens=opens, closes=opens + given / 2, until=opens + given,
                     patience=opens + 2 * given, unproven_pct=rule.unproven_pct)


def due_day(pair: PairData, *, line: Line, now: datetime) -> str:
    """The day whose list may be closed now; empty where there is none."""
    rule = _rule(pair, line=line, day=now.date())
    for ahead in range(rule.draw_days_before - 1, rule.draw_days_before + 2) if rule else ():
        day = (now + timedelta(days=ahead)).date().isoformat()
        times = draw_times(pair, line=line, day=day)
        if times is not None and times.opens <= now < times.closes:
            return day
    return ""


def undrawn_days(pair: PairData, *, line: Line, since: datetime, now: datetime) -> list[str]:
    """The days from today on for whose draw it has become too late since then."""
    rule = _rule(pair, line=line, day=now.date())
    ahead = range(rule.draw_days_before + 2 if rule else 0)
    days = [(now + timedelta(days=number)).date().isoformat() for number in ahead]
    return [day for day, closes in draws_close(pair, line=line, days=days).items()
            if since < closes <= now]


def booked_lines(pair: PairData, *, day: date) -> Iterator[Line]:
    """Every line of the pair that is booked on a day."""
    for direction in pair.directions:
        for point in pair.pair.facts.points:
            for vehicle_class in VEHICLE_CLASSES:
                line = Line(point=point.code, direction=direction, vehicle_class=vehicle_class)
                if _rule(pair, line=line, day=day) is not None:
                    yield line


def _rule(pair: PairData, *, line: Line, day: date) -> QueueRule | None:
    country = pair.country(exit_side(line.direction))
    point = next((each for each in pair.pair.facts.points if each.code == line.point), None)
    rule = point and country.queue_rule(
        crossing=point.post(country.code).crossing, vehicle_class=line.vehicle_class, day=day)
    return rule if rule and rule.booking != "none" else None


def draws_close(pair: PairData, *, line: Line, days: Iterable[str]) -> dict[str, datetime]:
    """day -> until when the list of its draw may be closed, for days that have a draw."""
    times = {day: draw_times(pair, line=line, day=day) for day in days}
    return {day: each.closes for day, each in times.items() if each is not None}
