"""Payloads and values of priorities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, ClassVar

from msgspec import Meta, field

from kopri.journal.types import Authority, Payload
from kopri.kernel.lines import LOADED, Direction, Moment

LONGEST = 500
ClaimId = Annotated[str, Meta(description="the commitment, in hex, of the entry that claims")]
RuleId = Annotated[str, Meta(max_length=16, description="row of priority_rules.csv")]


class Danger(Enum):
    """What a vehicle is called for outside of ceilings."""

    PERSON = "person"
    ANIMAL = "animal"
    LEAK = "leak"


class Claimed(Payload, frozen=True, kw_only=True):
    """A carrier asks for a slot out of turn; ``wishes``: starts of hours, the best first."""

    KIND: ClassVar[str] = "priority.claimed"

    direction: Direction
    point: str
    vehicle_class: str
    claim: Annotated[str, Meta(max_length=32, description="goods class in priority_rules.csv")]
    wishes: list[Moment]
    goods: str = LOADED
    services: list[str] = field(default_factory=list)
    spoils_by: Annotated[str, Meta(description="by when the goods must have arrived")] = ""


class ClaimAnswered(Payload, frozen=True, kw_only=True):
    """What the exit side makes of a claim; a later answer replaces an earlier one."""

    KIND: ClassVar[str] = "priority.claim_answered"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    claim: ClaimId
    state: Annotated[str, Meta(description="granted, beyond, missing, awaiting, refused or lapsed")]
    rule: RuleId = ""
    missing: Annotated[list[str], Meta(description="codes of what is missing")] = (
        field(default_factory=list))
    slot: Annotated[str, Meta(description="the hour that was granted")] = ""


class ClaimDecided(Payload, frozen=True, kw_only=True):
    """The service that the row names approves a claim, or does not. Stays with the exit side."""

    KIND: ClassVar[str] = "priority.claim_decided"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    claim: ClaimId
    approved: bool
    reason: Annotated[str, Meta(max_length=LONGEST)]


class VehiclesListed(Payload, frozen=True, kw_only=True):
    """A state body, or the postal operator, has sent a list of its vehicles. Stays with the exit side."""

    KIND: ClassVar[str] = "priority.vehicles_listed"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_SIDE

    direction: Direction
    rule: RuleId
    body: Annotated[str, Meta(min_length=1, max_length=120, description="who sent the list")]
    received: Annotated[str, Meta(description="local day on which it came, ISO 8601")]
    vehicles: Annotated[list[str], Meta(min_length=1, description="plates, as they are compared")]


class SafetyCalled(Payload, frozen=True, kw_only=True):
    """An officer has called a vehicle before others because something is in danger."""

    KIND: ClassVar[str] = "priority.safety_called"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_POST

    direction: Direction
    point: str
    vehicle_class: str
    danger: Annotated[str, Meta(description="person, animal or leak")]
    reason: Annotated[str, Meta(max_length=LONGEST, description="stays with the exit side")]


class Countersigned(Payload, frozen=True, kw_only=True):
    """A second person stands for a safety call; its basis names the first one's entry."""

    KIND: ClassVar[str] = "priority.countersigned"
    AUTHORITY: ClassVar[Authority] = Authority.EXIT_POST

    direction: Direction
    call: Annotated[str, Meta(description="the commitment, in hex, of the entry that it stands for")]


KINDS: tuple[type[Payload], ...] = (
    Claimed, ClaimAnswered, ClaimDecided, VehiclesListed, SafetyCalled, Countersigned,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document of the case as a row asks for it. ``state``: attached, lodged or accepted."""

    type: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """One item of the cargo, as it was announced. ``code``: its HS code, empty where not told."""

    code: str
    dangerous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a row of the law asks of a vehicle, in plain values.

    ``chapters``: beginnings of HS codes of its class, none where the cargo does not tell it;
    ``documents``: any one of these, at least in ``document_state``; ``notice_days``: a list with the
    vehicle came so many days before the slot's day; ``approval``: a service decides on each.
    """

    rule: str
    documents: Sequence[str] = ()
    document_state: str = ""
    chapters: Sequence[str] = ()
    dangerous: bool = False
    only_such_cargo: bool = False
    notice_days: int = 0
    approval: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a vehicle. ``listed``: when the lists with it came, under the row;
    ``approved``: what the service decided, None while it has not."""

    papers: Sequence[Paper] = ()
    goods: Sequence[Goods] = ()
    listed: Sequence[date] = ()
    approved: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """How many of a day's slots may be jumps: ``places``, rounded down.

    ``supply``: what both sides take on the day; ``share``: hundredths of a percent;
    ``remainder``: what the rounding left, in ten-thousandths of a slot.
    """

    supply: int
    share: int
    taken: int

    @property
    def places(self) -> int:
        """Whole slots."""
        return self.supply * self.share // 10_000

    @property
    def remainder(self) -> int:
        """Of a slot, in ten-thousandths."""
        return self.supply * self.share % 10_000

    @property
    def left(self) -> int:
        """What can still be granted: nothing where a later cut has left more than there may be."""
        return max(0, self.places - self.taken)
