"""Rules of the queue."""

from kopri.domains.queue.rules.acts import ExitSideDecides, PlausibleTime, WaitsForCall
from kopri.domains.queue.rules.booking import (
    MOST_WISHES,
    HasActiveBooking,
    NotYetArrived,
    OneActiveBooking,
    SomeWishes,
    WishesAhead,
    WishesOnTheHour,
    broken_wishes,
)
from kopri.domains.queue.rules.capacity import CapacityInRange, DayExists, broken_capacity

__all__ = [
    "MOST_WISHES", "CapacityInRange", "DayExists", "ExitSideDecides", "HasActiveBooking",
    "NotYetArrived", "OneActiveBooking", "PlausibleTime", "SomeWishes", "WaitsForCall",
    "WishesAhead", "WishesOnTheHour", "broken_capacity", "broken_wishes",
]
