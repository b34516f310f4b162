"""Payloads and values of the queue."""

from kopri.domains.queue.types.booking import (
    Allocated,
    Called,
    CancelRequested,
    ChangeRequested,
    Lapsed,
    NoShow,
    RequestDeclined,
    RequestListed,
    SlotCancelled,
    SlotConfirmed,
    SlotGranted,
    SlotMoved,
    SlotRequested,
)
from kopri.domains.queue.types.capacity import (
    Capacity,
    CapacityPublished,
    Closure,
    ClosureChanged,
    LimitsPublished,
    Offer,
    PointClosed,
)
from kopri.domains.queue.types.checks import (
    CLEAR,
    FOUND,
    NOT_CONNECTED,
    SILENT,
    UNKNOWN,
    Known,
)
from kopri.journal.types import Payload

KINDS: tuple[type[Payload], ...] = (
    CapacityPublished, LimitsPublished, PointClosed, ClosureChanged, SlotRequested, RequestListed,
    CancelRequested, ChangeRequested, SlotGranted, SlotConfirmed, SlotMoved, Allocated, RequestDeclined,
    SlotCancelled, Called, NoShow, Lapsed,
)

__all__ = [
    "CLEAR",
    "FOUND",
    "KINDS",
    "NOT_CONNECTED",
    "SILENT",
    "UNKNOWN",
    "Allocated",
    "Called",
    "CancelRequested",
    "Capacity",
    "CapacityPublished",
    "ChangeRequested",
    "Closure",
    "ClosureChanged",
    "Known",
    "Lapsed",
    "LimitsPublished",
    "NoShow",
    "Offer",
    "PointClosed",
    "RequestDeclined",
    "RequestListed",
    "SlotCancelled",
    "SlotConfirmed",
    "SlotGranted",
    "SlotMoved",
    "SlotRequested",
]
