"""What is asked for and what is given: requests, slots, and what becomes of them."""

from typing import Annotated, ClassVar

from msgspec import Meta, field

from kopri.journal.types import Authority, Payload
from kopri.kernel.lines import LOADED, ORDINARY, Direction, Moment

Goods = Annotated[str, Meta(description="empty, loaded, dangerous or live_animals")]
Tag = Annotated[str, Meta(description="HMAC of the canonical VIN, hex; a case's where it has none")]
Bound = Annotated[str, Meta(description="comparable plate and VIN that it is bound to: <plate>/<VIN>")]
Why = Annotated[str, Meta(
    description="draw, leftover, returned, priority, standby, safety, moved, rebooked, given_back, "
                "struck (no longer on the list)")]


class SlotRequested(Payload, frozen=True, kw_only=True):
    """A carrier asks for a slot; ``wishes``: starts of hours, the best first."""

    KIND: ClassVar[str] = "queue.slot_requested"

    point: str
    direction: Direction
    vehicle_class: str
    wishes: list[Moment]
    goods: Goods = LOADED
    services: Annotated[list[str], Meta(description="roles that must see the goods")] = (
        field(default_factory=list))
    stands_until: Annotated[str, Meta(
        description="day until which those who lose a draw take part in the next")] = ""
    proven: Annotated[bool, Meta(description="a deposit, or an earlier crossing of this VIN")] = False
    claim: Annotated[str, Meta(description="priority class claimed, as the country names it")] = ""


class RequestListed(Payload, frozen=True, kw_only=True):
    """The exit side has the request on its list: for a draw, or for what is given back."""

    KIND: ClassVar[str] = "queue.request_listed"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    point: str
    vehicle_class: str
    draw: Annotated[str, Meta(description="the first draw that it takes part in")]
    tag: Tag
    public_class: str = ORDINARY
    vehicle: Bound = ""


class CancelRequested(Payload, frozen=True, kw_only=True):
    """The carrier gives back what was asked for or granted; the exit side acts on it."""

    KIND: ClassVar[str] = "queue.cancel_requested"

    direction: Direction
    reason: str


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
    goods: Goods = LOADED
    services: list[str] = field(default_factory=list)
    tag: Tag = ""
    public_class: str = ORDINARY
    why: Why = "leftover"
    draw: Annotated[str, Meta(description="the draw that gave it")] = ""
    rule: Annotated[str, Meta(description="row of priority_rules.csv that it jumped by")] = ""
    held_until: Annotated[str, Meta(description="to be paid by then, or it is given back")] = ""
    vehicle: Bound = ""


class SlotConfirmed(Payload, frozen=True, kw_only=True):
    """What was held is paid for: the slot is firm."""

    KIND: ClassVar[str] = "queue.slot_confirmed"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction


class ChangeRequested(Payload, frozen=True, kw_only=True):
    """A carrier wishes for another hour and keeps the slot until it is given; none: no longer."""

    KIND: ClassVar[str] = "queue.change_requested"

    direction: Direction
    wishes: list[Moment]


class SlotMoved(Payload, frozen=True, kw_only=True):
    """Another hour: because a side closed, slowed or reopened, as the carrier wished, or because the
    vehicle stands by at the waiting area."""

    KIND: ClassVar[str] = "queue.slot_moved"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    point: str
    vehicle_class: str
    was: Moment
    slot: Moment
    reason: Annotated[str, Meta(description="closed, slowed, reopened, rebooked or standby")]
    cause: Annotated[str, Meta(description=
        "the closure, <side>/<day>/<revision> of a capacity, or the request")]
    exit_revision: int
    entry_revision: int


class Allocated(Payload, frozen=True, kw_only=True):
    """In public: a slot was given, moved or given back after the draw, or beside it.

    Of whom there is a tag, never a plate or a reference; its subject is the draw of the day.
    """

    KIND: ClassVar[str] = "queue.allocated"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    draw: Annotated[str, Meta(description="<day>/<direction>/<point>/<vehicle class>")]
    tag: Tag
    slot: Annotated[str, Meta(description="the hour now; empty where it was given back")]
    was: Annotated[str, Meta(description="the hour before; empty where there was none")] = ""
    public_class: str = ORDINARY
    why: Why
    rule: str = ""


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
    because: Annotated[str, Meta(description="turn, officer or safety")] = "officer"


class NoShow(Payload, frozen=True, kw_only=True):
    """The vehicle did not arrive within the grace time after its slot."""

    KIND: ClassVar[str] = "queue.no_show"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    slot: Moment
    fault: Annotated[str, Meta(description="driver, or state: only the driver's own counts")] = "driver"
    because: Annotated[str, Meta(description="code of the rule by which it is the state's")] = ""
    tag: Tag = ""


class Lapsed(Payload, frozen=True, kw_only=True):
    """The case ended because nothing happened for the time that the rules give."""

    KIND: ClassVar[str] = "queue.lapsed"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
