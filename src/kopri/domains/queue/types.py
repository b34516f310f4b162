"""Payloads and values of the queue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Authority, Payload

Moment = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", description="UTC")]
Direction = Annotated[str, Meta(description="<exit>-<entry>, ISO 3166-1 in lower case")]
Day = Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d$", description="UTC day of the 24 hours")]


class CapacityPublished(Payload, frozen=True, kw_only=True):
    """So many vehicles of a class this side takes in each hour of a day."""

    KIND: ClassVar[str] = "queue.capacity_published"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_SIDE

    side: str
    point: str
    direction: Direction
    vehicle_class: str
    day: Day
    hours: Annotated[list[int], Meta(min_length=24, max_length=24)]
    revision: int
    valid_until: Moment


class SlotRequested(Payload, frozen=True, kw_only=True):
    """A carrier asks for a slot; ``wishes``: starts of hours, the best first."""

    KIND: ClassVar[str] = "queue.slot_requested"

    point: str
    direction: Direction
    vehicle_class: str
    wishes: list[Moment]


class SlotGranted(Payload, frozen=True, kw_only=True):
    """This hour is the case's. The revisions say which capacities it was granted against."""

    KIND: ClassVar[str] = "queue.slot_granted"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    point: str
    direction: Direction
    vehicle_class: str
    slot: Moment
    exit_revision: int
    entry_revision: int


class RequestDeclined(Payload, frozen=True, kw_only=True):
    """No slot could be granted for the request."""

    KIND: ClassVar[str] = "queue.request_declined"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    reason: str


class SlotCancelled(Payload, frozen=True, kw_only=True):
    """The booking is given back."""

    KIND: ClassVar[str] = "queue.slot_cancelled"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    reason: str


class Called(Payload, frozen=True, kw_only=True):
    """The vehicle may come to the gate."""

    KIND: ClassVar[str] = "queue.called"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_POST

    direction: Direction


class NoShow(Payload, frozen=True, kw_only=True):
    """The vehicle did not arrive within the grace time after its slot."""

    KIND: ClassVar[str] = "queue.no_show"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    slot: Moment


class Lapsed(Payload, frozen=True, kw_only=True):
    """The case ended because nothing happened for the time that the rules give."""

    KIND: ClassVar[str] = "queue.lapsed"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction


KINDS: tuple[type[Payload], ...] = (
    CapacityPublished, SlotRequested, SlotGranted, RequestDeclined, SlotCancelled, Called,
    NoShow, Lapsed,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """One side's published hours of a day; ``revision`` counts its changes from 1."""

    side: str
    hours: tuple[int, ...]
    revision: int
    uid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be granted in one hour."""

    slot: datetime
    exit_capacity: int
    entry_capacity: int
    granted: int

    @property
    def supply(self) -> int:
        """The smaller of both sides' capacities."""
        return min(self.exit_capacity, self.entry_capacity)

    @property
    def free(self) -> int:
        """What is left, never below nothing."""
        return max(0, self.supply - self.granted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is queued for: a crossing point, a direction, a class of vehicles."""

    point: str
    direction: str
    vehicle_class: str
