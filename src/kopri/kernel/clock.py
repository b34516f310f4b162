"""The clock is an argument. Times are UTC inside and local only at the edge."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Protocol

FIRST_YEAR, LAST_YEAR = 1970, 2999


class Clock(Protocol):
    """Tells the time. Only ``node`` and ``interfaces`` hold a real one."""

    def now(self) -> datetime:
        """The current time, aware, in UTC, whole seconds."""
        ...


def to_text(moment: datetime) -> str:
    """A moment as RFC 3339 in UTC with whole seconds: ``2026-01-15T06:40:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def require_moment(text: str | None) -> None:
    """ValueError for what is there and is no moment as ``to_text`` writes it."""
    if text:
        from_text(text)


def require_day(text: str | None) -> None:
    """The same of a day, ``2026-01-15``."""
    if text:
        date.fromisoformat(text)


@lru_cache(maxsize=4096)  # the entries of a minute have few different times
def from_text(text: str) -> datetime:
    """The inverse of ``to_text``; ValueError for anything else.

    The years at both ends of the calendar are none: every zone and every sum of hours must fit.
    """
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"{text} is too far away")
    return moment
