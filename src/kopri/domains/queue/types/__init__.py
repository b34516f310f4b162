"""Payloads and values of the queue."""

from kopri.domains.queue.types.booking import (
    Allocated,
    Called,
    CancelRequested,
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
from kopri.journal.types import Payload

KINDS: tuple[type[Payload], ...] = (
    CapacityPublished, LimitsPublished, PointClosed, ClosureChanged, SlotRequested, RequestListed,
    CancelRequested, SlotGranted, SlotConfirmed, SlotMoved, Allocated, RequestDeclined,
    SlotCancelled, Called, NoShow, Lapsed,
)

__all__ = [
    "KINDS", "Allocated", "Called", "CancelRequested", "Capacity", "CapacityPublished", "Closure",
    "ClosureChanged", "Lapsed", "LimitsPublished", "NoShow", "Offer", "PointClosed",
    "RequestDeclined", "RequestListed", "SlotCancelled", "SlotConfirmed", "SlotGranted", "SlotMoved",
    "SlotRequested",
]
