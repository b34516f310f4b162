"""Payloads and values of fallback."""

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Authority, Payload
from kopri.kernel.lines import Moment


class Cause(Enum):
    """What is down."""

    SYSTEM = "system"
    LINE = "line"
    POWER = "power"


class Result(Enum):
    """What a service finds when it looks again."""

    IN_ORDER = "in_order"
    DIFFERS = "differs"


Services = Annotated[list[str], Meta(min_length=1, description="ids of the side's services")]


class RegimeDeclared(Payload, frozen=True, kw_only=True):
    """From now on vehicles may be released at this post without these services, so many an hour."""

    KIND: ClassVar[str] = "fallback.declared"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    point: str
    regime: str
    missed: Services
    cap_per_hour: Annotated[int, Meta(ge=1, description="in any sixty minutes")]
    until: Moment
    cause: Annotated[str, Meta(description="system, line or power")]
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class RegimeRenewed(Payload, frozen=True, kw_only=True):
    """A second person lets it go on."""

    KIND: ClassVar[str] = "fallback.renewed"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    point: str
    regime: str
    until: Moment


class RegimeEnded(Payload, frozen=True, kw_only=True):
    """What was down works again."""

    KIND: ClassVar[str] = "fallback.ended"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    point: str
    regime: str


class ReleasedUnder(Payload, frozen=True, kw_only=True):
    """This side lets the vehicle go without these services; its release rests on this entry."""

    KIND: ClassVar[str] = "fallback.released"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    point: str
    regime: str
    missed: Services


class Reexamined(Payload, frozen=True, kw_only=True):
    """A service that was missed has looked afterwards."""

    KIND: ClassVar[str] = "fallback.reexamined"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    side: str
    service: str
    result: Annotated[str, Meta(description="in_order or differs")]
    note: Annotated[str, Meta(max_length=500)] = ""


class PackIssued(Payload, frozen=True, kw_only=True):
    """A blackout pack was printed; its stickers carry these references."""

    KIND: ClassVar[str] = "fallback.pack_issued"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE
    KEPT: ClassVar[bool] = True

    side: str
    point: str
    pack: str
    stickers: Annotated[list[str], Meta(description="references that this node has drawn")]


class StickerUsed(Payload, frozen=True, kw_only=True):
    """The sticker was on the vehicle of this case."""

    KIND: ClassVar[str] = "fallback.sticker_used"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    side: str
    sticker: str


KINDS: tuple[type[Payload], ...] = (
    RegimeDeclared, RegimeRenewed, RegimeEnded, ReleasedUnder, Reexamined, PackIssued, StickerUsed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a case stands at a post where a regime is in force.

    ``needed``: services of its plan that have not cleared and may not be missed; ``missed``: those
    that may. ``held``: the vehicle, or a part of it; ``inspected``: an inspection here is not over. ``wanted``: a service of this side wants to see it. ``released``: how many were
    released under the regime in the last sixty minutes, of ``cap``.
    """

    needed: tuple[str, ...]
    missed: tuple[str, ...]
    goods: str
    held: bool
    inspected: bool
    wanted: bool
    released: int
    cap: int
