"""Rules of the queue."""

from kopri.domains.queue.rules.acts import ExitSideDecides, PlausibleTime, WaitsForCall
from kopri.domains.queue.rules.binding import (
    BoundToClass,
    BoundToPlate,
    BoundToVin,
    NoBookingHere,
    PlateBooked,
    PlateOfAnother,
    VehicleChanged,
    broken_binding,
)
from kopri.domains.queue.rules.booking import (
    MOST_WISHES,
    HasActiveBooking,
    NotPaid,
    NotYetArrived,
    OneActiveBooking,
    SomeWishes,
    WishesAhead,
    WishesOnTheHour,
    broken_wishes,
)
from kopri.domains.queue.rules.capacity import CapacityInRange, DayExists, broken_capacity
from kopri.domains.queue.rules.standing import (
    StandsAhead,
    WithinHorizon,
    broken_horizon,
    broken_offer,
)

__all__ = [
    "MOST_WISHES",
    "BoundToClass",
    "BoundToPlate",
    "BoundToVin",
    "CapacityInRange",
    "DayExists",
    "ExitSideDecides",
    "HasActiveBooking",
    "NoBookingHere",
    "NotPaid",
    "NotYetArrived",
    "OneActiveBooking",
    "PlateBooked",
    "PlateOfAnother",
    "PlausibleTime",
    "SomeWishes",
    "StandsAhead",
    "VehicleChanged",
    "WaitsForCall",
    "WishesAhead",
    "WishesOnTheHour",
    "WithinHorizon",
    "broken_binding",
    "broken_capacity",
    "broken_horizon",
    "broken_offer",
    "broken_wishes",
]
