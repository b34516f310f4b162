"""Payloads and values of a handover."""

from enum import Enum
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from kopri.journal.types import Authority, Payload


class What(Enum):
    """What kind of thing is open."""

    HOLD = "hold"
    PROPOSAL = "proposal"
    RETURN = "return"
    SAMPLE = "sample"
    SEAL = "seal"
    REGIME = "regime"
    SECOND_LOOK = "second_look"
    NEED = "need"


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that is open. ``reference``: of the case, where it is about one; ``of``: the service
    or the kind of need; ``number``: of a seal or a sample, or the part; never a reason or a mark."""

    what: Annotated[str, Meta(description=(
        "hold, proposal, return, sample, seal, regime, second_look or need"))]
    since: Annotated[str, Meta(description="RFC 3339")]
    reference: str = ""
    of: str = ""
    number: str = ""


Note = Annotated[str, Meta(max_length=1000)]


class Given(Payload, frozen=True, kw_only=True):
    """Who leaves signs what is open."""

    KIND: ClassVar[str] = "handover.given"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    point: str
    handover: str
    items: list[Item]
    waiting: Annotated[dict[str, int], Meta(description="vehicles in each phase, both directions")]
    note: Note = ""


class Taken(Payload, frozen=True, kw_only=True):
    """Who comes signs what was open then; another person than who gave."""

    KIND: ClassVar[str] = "handover.taken"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    point: str
    handover: str
    items: list[Item]
    note: Note = ""


KINDS: tuple[type[Payload], ...] = (Given, Taken)
