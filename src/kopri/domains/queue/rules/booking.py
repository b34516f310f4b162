"""Rules of asking for a slot and giving it back."""

from collections.abc import Iterator, Sequence
from datetime import datetime

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


class NotPaid(Rule):
    """The fee was not paid while the slot was held."""

    code = "queue.not_paid"
    source = _HOUSE
    remedy = "Pay in first, then book again."


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
