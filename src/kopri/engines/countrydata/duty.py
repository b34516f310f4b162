"""When services are not at a crossing: hours of the UTC day, as capacities are published."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from kopri.engines.countrydata.cells import Names
from kopri.engines.countrydata.queueing import DutyHours
from kopri.engines.countrydata.state import Country

_HOUR = timedelta(hours=1)


def off_duty(country: Country, *, crossing: str, day: date) -> dict[str, list[int]]:
    """Role -> hours of a UTC day in which a service of that role is not there all the hour.

    A service for which no row is in force is there always. Holidays are those with a date: see
    ``holidays_without_date``.
    """
    found: dict[str, set[int]] = {}
    for service in country.services_at_the_border():
        rows = [row for row in country.duty_hours
                if (row.service, row.crossing) == (service.id, crossing)]
        hours = {hour for hour in range(24) if _misses(country, rows, start=_start(day, hour))}
        if hours:
            found.setdefault(service.role, set()).update(hours)
    return {role: sorted(hours) for role, hours in sorted(found.items())}


def holidays_without_date(country: Country) -> tuple[Names, ...]:
    """Holidays that move: nobody's duty hours know of them until they are told by hand."""
    return tuple(row.names for row in country.holidays if row.movable)


def _start(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def _misses(country: Country, rows: list[DutyHours], *, start: datetime) -> bool:
    """Whether the service is away at any moment of the hour."""
    for moment in _changes(country, rows, start=start):
        in_force = [row for row in rows if row.holds_on(moment.astimezone(country.zone).date())]
        if in_force and not country.on_duty(
                service=in_force[0].service, crossing=in_force[0].crossing, at=moment):
            return True
    return False


def _changes(country: Country, rows: list[DutyHours], *, start: datetime) -> Iterator[datetime]:
    """The start of an hour, and every moment in it at which somebody may come or go."""
    yield start
    shift = start.astimezone(country.zone).minute  # half-hour zones
    clocks = {clock for row in rows for clock in (row.opens, row.closes)} | {"24:00"}
    for minutes in sorted({(int(clock[3:]) - shift) % 60 for clock in clocks} - {0}):
        yield start + timedelta(minutes=minutes)
