"""What services decide, and what it comes to."""

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Authority, Payload


class Outcome(Enum):
    """What a service finds."""

    CLEARED = "cleared"
    HELD = "held"
    REFUSED = "refused"


class FindingRecorded(Payload, frozen=True, kw_only=True):
    """A service has decided. ``lifts``: what would lift a hold; ``rule``: why refused."""

    KIND: ClassVar[str] = "control.finding_recorded"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    service: str
    outcome: Annotated[str, Meta(description="cleared, held or refused")]
    reason: Annotated[str, Meta(max_length=500)] | None = None
    lifts: Annotated[str, Meta(max_length=500)] | None = None
    until: Annotated[str, Meta(description="until when it is held at most, RFC 3339")] | None = None
    rule: Annotated[str, Meta(max_length=200)] | None = None
    appeal: Annotated[str, Meta(description="id in the side's appeals.csv")] | None = None
    appeal_until: Annotated[str, Meta(description="last day to appeal, YYYY-MM-DD")] | None = None
    facts_differ: Annotated[bool, Meta(
        description="the vehicle or goods are not as the papers said")] | None = None


class Reversed(Payload, frozen=True, kw_only=True):
    """A service takes its finding back, with a reason."""

    KIND: ClassVar[str] = "control.reversed"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    service: str
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class Released(Payload, frozen=True, kw_only=True):
    """Every service of this side has cleared all that goes on."""

    KIND: ClassVar[str] = "control.released"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    without: Annotated[list[str], Meta(description="parts that stay behind, <kind>:<id>")] | None = None


class Refused(Payload, frozen=True, kw_only=True):
    """This side refuses the case; ``service`` decided it."""

    KIND: ClassVar[str] = "control.refused"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a service has said last; ``outcome`` None after a reversal. ``ref`` for a basis."""

    service: str
    outcome: Outcome | None
    ref: tuple[str, int | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an inspector decides. ``facts_differ``: vehicle or goods are not as the papers said.

    ``part``: of this part alone (``<kind>:<id>``). ``withheld``: a hold whose reason is withheld by
    law. ``until``: of a hold, RFC 3339. ``appeal``, ``appeal_until``: of a refusal, by the country's
    data, filled in when it is recorded.
    """

    outcome: Outcome
    reason: str | None = None
    lifts: str | None = None
    rule: str | None = None
    facts_differ: bool = False
    part: str = ""
    withheld: bool = False
    until: str | None = None
    appeal: str | None = None
    appeal_until: str | None = None
