"""Rules of how long a wish stands, and how far ahead one may book."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from kopri.domains.queue.rules.binding import NoBookingHere
from kopri.engines.countrydata.queueing import QueueRule
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_DATA = "Köpri, docs/reference/country-data: queue.csv"


class StandsAhead(Rule):
    """{day} is no day between today and {days} days ahead."""

    code = "queue.stands_until"
    source = _DATA
    remedy = "Give a day in UTC, for example 2026-01-18, or none to be told at once."


class WithinHorizon(Rule):
    """The hour {wish} is more than {days} days ahead."""

    code = "queue.wish_too_far"
    source = _DATA
    remedy = "Wish for an hour that is nearer."


def broken_offer(
    rule: QueueRule | None, *, wishes: Sequence[datetime], stands_until: str, now: datetime
) -> Iterator[Fault]:
    """What the exit side's row of queue.csv says against these wishes."""
    if rule is None or rule.booking == "none":
        yield NoBookingHere.fault()
        return
    yield from broken_horizon(wishes=wishes, stands_until=stands_until, now=now,
                              days=rule.horizon_days)


def broken_horizon(
    *, wishes: Sequence[datetime], stands_until: str, now: datetime, days: int
) -> Iterator[Fault]:
    """What lies beyond the days for which one may book; 0 is no limit."""
    last = now + timedelta(days=days or 366)
    for number, wish in enumerate(wishes):
        if wish > last:
            yield WithinHorizon.fault(path=f"/wishes/{number}", wish=wish.isoformat(), days=days)
    if stands_until and not _between(stands_until, first=now.date(), last=last.date()):
        yield StandsAhead.fault(path="/stands_until", day=stands_until[:20], days=days or 366)


def _between(text: str, *, first: date, last: date) -> bool:
    try:
        return first <= date.fromisoformat(text) <= last and len(text) == 10
    except ValueError:
        return False
