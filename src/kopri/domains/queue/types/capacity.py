"""What both sides can take: capacity, limits by goods, closures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from kopri.journal.types import Authority, Payload
from kopri.kernel.lines import Day, Direction, Hours, Moment

REASONS = ("weather", "works", "security", "system", "other")


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
    hours: Hours
    revision: int
    valid_until: Moment
    daily: Annotated[dict[str, int], Meta(
        description="goods class -> vehicles of it in the whole day, where limited")] = (
            msgspec.field(default_factory=dict))
    away: Annotated[list[int], Meta(description="hours in which a service is off duty, whichever")] = (
        msgspec.field(default_factory=list))


class LimitsPublished(Payload, frozen=True, kw_only=True):
    """Of these hours, how many may carry goods of a class, and when services are off duty.

    Written before the capacity of the same revision, so that none is followed without it.
    """

    KIND: ClassVar[str] = "queue.limits_published"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_SIDE

    side: str
    point: str
    direction: Direction
    vehicle_class: str
    day: Day
    revision: int
    limits: Annotated[dict[str, Hours], Meta(description="goods class -> vehicles in each hour")]
    off_duty: Annotated[dict[str, list[int]], Meta(
        description="role of a service -> hours of the day in which it is not there")]


class PointClosed(Payload, frozen=True, kw_only=True):
    """This side takes nobody from now on: the reason, and when it expects to open again."""

    KIND: ClassVar[str] = "queue.point_closed"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_PLACE

    side: str
    point: str
    direction: Direction
    closure: Annotated[str, Meta(description="id of the closure, given by the side")]
    vehicle_classes: Annotated[list[str], Meta(description="empty: every class")]
    since: Moment
    until: Annotated[Moment, Meta(description="expected end")]
    reason: Annotated[str, Meta(description="weather, works, security, system, other")]
    text: Annotated[str, Meta(max_length=200)] = ""


class ClosureChanged(Payload, frozen=True, kw_only=True):
    """A closure is expected to end at another time, or has ended."""

    KIND: ClassVar[str] = "queue.closure_changed"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_PLACE

    side: str
    point: str
    closure: str
    until: Annotated[Moment, Meta(description="the new expected end, or when it ended")]
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """One side's published hours of a day; ``revision`` counts its changes from 1.

    ``limits``: goods class -> hours; ``off_duty``: role of a service -> hours without it.
    ``valid_until``: from then on it grants nothing; None: nothing was published.
    """

    side: str
    hours: tuple[int, ...]
    revision: int
    uid: str
    limits: Mapping[str, Sequence[int]] = field(default_factory=dict)
    off_duty: Mapping[str, Sequence[int]] = field(default_factory=dict)
    valid_until: datetime | None = None

    def expired(self, now: datetime) -> bool:
        """Whether it was published and holds no more."""
        return self.valid_until is not None and self.valid_until <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """A side takes nobody. ``ended``: when it ended, None while it lasts; ``log``: of whoever closed
    it, who alone says when it ends; not told of what is yet to be closed."""

    closure: str
    side: str
    point: str
    direction: str
    vehicle_classes: tuple[str, ...]
    since: datetime
    until: datetime
    ended: datetime | None
    reason: str
    text: str
    log: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A service (by its role) that is off duty on a side."""

    side: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What can be granted in one hour.

    ``closed``: sides that take nobody then. ``expired``: sides whose published hours hold no more.
    ``absent``: services that are off duty then, of those that the load needs.
    """

    slot: datetime
    exit_capacity: int
    entry_capacity: int
    granted: int
    closed: tuple[str, ...] = ()
    expired: tuple[str, ...] = ()
    absent: tuple[Absence, ...] = ()
    class_left: int | None = None  # of the goods class asked for; None where it is not limited
    revisions: tuple[int, int] = (0, 0)  # of the exit and the entry side, by which this is so

    @property
    def supply(self) -> int:
        """The smaller of both sides' capacities; nothing while one is closed, or holds no more."""
        if self.closed or self.expired:
            return 0
        return min(self.exit_capacity, self.entry_capacity)

    @property
    def free(self) -> int:
        """What is left, never below nothing."""
        left = max(0, self.supply - self.granted)
        if self.absent:
            return 0
        return left if self.class_left is None else min(left, max(0, self.class_left))
