"""Payloads and values of outcomes."""

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Authority, Payload

Text = Annotated[str, Meta(max_length=500)]
Until = Annotated[str, Meta(description="until when it is held at most, RFC 3339")]


class PartOutcome(Enum):
    """What a service says of a part; ``cleared`` ends what it said before."""

    CLEARED = "cleared"
    HELD = "held"
    REFUSED = "refused"


class PartDecided(Payload, frozen=True, kw_only=True):
    """A service has decided over one part; the rest may go on."""

    KIND: ClassVar[str] = "outcomes.part_decided"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    service: str
    part: Annotated[str, Meta(min_length=1, max_length=80, description="<kind>:<its id>")]
    outcome: Annotated[str, Meta(description="cleared, held or refused")]
    lifts: Text | None = None
    until: Until | None = None
    rule: Annotated[str, Meta(max_length=200)] | None = None
    appeal: Annotated[str, Meta(description="id in the side's appeals.csv")] | None = None
    appeal_until: Annotated[str, Meta(description="last day to appeal, YYYY-MM-DD")] | None = None
    reason: Text | None = None


class Withheld(Payload, frozen=True, kw_only=True):
    """This side holds the case; who, why and what would lift it is withheld by law."""

    KIND: ClassVar[str] = "outcomes.withheld"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    service: str
    reason: Annotated[str, Meta(min_length=1, max_length=500)]
    until: Until | None = None


class WithheldLifted(Payload, frozen=True, kw_only=True):
    """A hold whose reason is withheld has ended."""

    KIND: ClassVar[str] = "outcomes.withheld_lifted"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    service: str


class Proposed(Payload, frozen=True, kw_only=True):
    """An officer means to decide this; a second one of the service has to confirm it."""

    KIND: ClassVar[str] = "outcomes.proposed"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    service: str
    proposal: str
    act: Annotated[str, Meta(description="refuse, refuse_part, withhold or reverse")]
    words: Annotated[dict[str, str], Meta(description="the decision as it was proposed")]


class ProposalEnded(Payload, frozen=True, kw_only=True):
    """A proposal was confirmed and so carried out, or was given up."""

    KIND: ClassVar[str] = "outcomes.proposal_ended"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    service: str
    proposal: str
    confirmed: bool


KINDS: tuple[type[Payload], ...] = (
    PartDecided, Withheld, WithheldLifted, Proposed, ProposalEnded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a decision says. ``until``: RFC 3339; ``appeal``: of a refusal, by the country's data."""

    reason: str | None = None
    lifts: str | None = None
    rule: str | None = None
    until: str | None = None
    appeal: str | None = None
    appeal_until: str | None = None
