"""Reading the queue."""

from kopri.domains.queue.queries.bookings import (
    Asked,
    Booking,
    active_among,
    asked_of,
    booked_from,
    booking_of,
    bookings_of,
    held,
    overdue,
    standing_among,
    unanswered,
    waiting_on,
)
from kopri.domains.queue.queries.capacity import (
    ANY,
    NO_CAPACITY,
    capacity_of,
    closures,
    is_closed,
    latest_revision,
    offers,
    offers_at,
)
from kopri.domains.queue.queries.changes import Change, change_of, open_changes

__all__ = [
    "ANY",
    "NO_CAPACITY",
    "Asked",
    "Booking",
    "Change",
    "active_among",
    "asked_of",
    "booked_from",
    "booking_of",
    "bookings_of",
    "capacity_of",
    "change_of",
    "closures",
    "held",
    "is_closed",
    "latest_revision",
    "offers",
    "offers_at",
    "open_changes",
    "overdue",
    "standing_among",
    "unanswered",
    "waiting_on",
]
