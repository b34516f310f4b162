"""Rules of publishing what a side takes."""

from collections.abc import Iterator, Sequence
from datetime import date

from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"


class CapacityInRange(Rule):
    """The capacity of hour {hour} is not between 0 and 1000."""

    code = "queue.capacity_range"
    source = _HOUSE
    remedy = "Give the number of vehicles that this side takes in the hour."


class DayExists(Rule):
    """There is no day {day}."""

    code = "queue.day_unknown"
    source = _HOUSE
    remedy = "Give the day in UTC, for example 2026-01-15."


def broken_capacity(*, hours: Sequence[int], day: str) -> Iterator[Fault]:
    """What is wrong with published hours of a day."""
    if not _is_day(day):
        yield DayExists.fault(path="/day", day=day)
    for hour, count in enumerate(hours):
        if not 0 <= count <= 1000:
            yield CapacityInRange.fault(path=f"/hours/{hour}", hour=hour)


def _is_day(text: str) -> bool:
    """True for a day of the calendar, written as ISO 8601 writes it and in no other way."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
