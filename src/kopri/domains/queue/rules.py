"""Rules of the queue."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_ORDER_707 = "Order of the Minister of Finance of Kazakhstan 707 of 27 June 2023"
_HOUSE = "Köpri, docs/reference/rules"
MOST_WISHES = 24


class OneActiveBooking(Rule):
    """This vehicle already has an active booking in case {reference}."""

    code = "queue.already_booked"
    source = _ORDER_707
    remedy = "Use that booking, or cancel it first."


class WishesOnTheHour(Rule):
    """A slot begins on the full hour; {wish} does not."""

    code = "queue.wish_not_on_hour"
    source = _HOUSE
    remedy = "Give the start of an hour in UTC, for example 2026-01-15T06:00:00Z."


class WishesAhead(Rule):
    """The hour {wish} is over."""

    code = "queue.wish_in_past"
    source = _HOUSE
    remedy = "Wish for an hour that has not ended."


class SomeWishes(Rule):
    """Between 1 and {most} wished hours are needed."""

    code = "queue.wishes_count"
    source = _HOUSE
    remedy = "Name the hours that suit you, the best first."


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


class PlausibleTime(Rule):
    """The time given lies in the future."""

    code = "queue.time_in_future"
    source = _HOUSE
    remedy = "Give the time when it happened, in UTC."


class HasActiveBooking(Rule):
    """The case has no active booking."""

    code = "queue.no_booking"
    source = _ORDER_707
    remedy = "Book a slot first."


class NotYetArrived(Rule):
    """The vehicle has arrived; its booking can no longer be cancelled."""

    code = "queue.arrived"
    source = _ORDER_707
    remedy = "Tell the officer at the gate."


class WaitsForCall(Rule):
    """The vehicle is not waiting to be called; the case is {phase}."""

    code = "queue.not_waiting"
    source = _HOUSE
    remedy = "Register the arrival at the waiting area first."


class ExitSideDecides(Rule):
    """Only the exit side may do this in direction {direction}."""

    code = "queue.not_exit_side"
    source = "Köpri, docs/reference/journal: facts and acts"
    remedy = "Ask the neighbour's post."


def broken_wishes(*, wishes: Sequence[datetime], now: datetime) -> Iterator[Fault]:
    """What is wrong with the wished hours."""
    if not 1 <= len(wishes) <= MOST_WISHES:
        yield SomeWishes.fault(path="/wishes", most=MOST_WISHES)
    for number, wish in enumerate(wishes):
        path = f"/wishes/{number}"
        if wish.minute or wish.second:
            yield WishesOnTheHour.fault(path=path, wish=wish.isoformat())
        elif (now - wish).total_seconds() >= 3600:
            yield WishesAhead.fault(path=path, wish=wish.isoformat())


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
