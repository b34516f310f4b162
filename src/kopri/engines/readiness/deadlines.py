"""Until when a paper must be there."""

from datetime import UTC, datetime, time, timedelta

from kopri.engines.readiness.values import Case, Paper, Side

UNITS = {"min": timedelta(minutes=1), "day": timedelta(days=1)}


def until(paper: Paper, *, case: Case, side: Side) -> datetime | None:
    """The moment in UTC; None where what it counts from is not known."""
    if paper.due_at == "after_entry":
        return _after(paper, side=side)
    if case.expected is None:
        return None
    return case.expected - paper.offset * UNITS.get(paper.unit, timedelta())


def _after(paper: Paper, *, side: Side) -> datetime | None:
    """The end of the last of so many days after the day of entry."""
    if side.entered is None:
        return None
    day, left = side.entered.astimezone(side.zone).date(), paper.offset
    while left:
        day += timedelta(days=1)
        left -= paper.unit != "working_day" or _works(day.isoweekday(), f"{day:%m-%d}", side=side)
    return datetime.combine(day + timedelta(days=1), time(), side.zone).astimezone(UTC)


def _works(weekday: int, month_day: str, *, side: Side) -> bool:
    return weekday in side.working_days and month_day not in side.holidays
