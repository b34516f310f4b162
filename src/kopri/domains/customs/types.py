"""Payloads and values of customs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Authority, Payload
from kopri.kernel.consignment import Consignment

Side = Annotated[str, Meta(description="whose customs it is, ISO 3166-1 alpha-2 in lower case")]
DeclarationId = Annotated[str, Meta(description="opaque id, made where it was put to the case")]
Line = Annotated[str, Meta(max_length=120)]


class Regime(Enum):
    """What the goods are declared for."""

    EXPORT = "export"
    TRANSIT = "transit"
    IMPORT = "import"


class DeclarationState(Enum):
    """How far a customs system is with a declaration."""

    PRESENTED = "presented"
    ACCEPTED = "accepted"
    UNDER_EXAMINATION = "under_examination"
    RELEASED = "released"
    INVALIDATED = "invalidated"  # or never accepted
    DISCHARGED = "discharged"  # the goods have left; the transit has ended


class Declared(Payload, frozen=True, kw_only=True):
    """A declaration to the own customs system belongs to this case."""

    KIND: ClassVar[str] = "customs.declared"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    side: Side
    declaration: DeclarationId
    regime: Annotated[str, Meta(description="export, transit or import")]
    simulated: Annotated[bool, Meta(description="the customs system is a simulated one")] = False
    exit_office: Annotated[Line, Meta(description="where a transit ends")] = ""
    deadline: Annotated[str, Meta(description="by when a transit ends, RFC 3339")] = ""
    seals: Annotated[list[str], Meta(description="numbers")] | None = None
    route: Annotated[list[str], Meta(description="places in order")] | None = None
    guarantee: Annotated[Line, Meta(description="its reference")] | None = None
    lrn: Annotated[Line, Meta(description="the declarant's reference")] | None = None
    system: Annotated[Line, Meta(description="which has it")] | None = None
    consignment: Annotated[Line, Meta(description="which it is of, as the notice names it")] | None = None


class StateTold(Payload, frozen=True, kw_only=True):
    """What the customs system has answered, or an officer has before him on paper."""

    KIND: ClassVar[str] = "customs.state_told"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    side: Side
    declaration: DeclarationId
    state: Annotated[str, Meta(description="of domains/customs/states.py")]
    number: Annotated[Line, Meta(description="given by the system (MRN)")] = ""
    by: Annotated[str, Meta(description="system or officer")]
    answer: Annotated[Line, Meta(description="the answer's own reference")] | None = None
    code: Annotated[str, Meta(max_length=8, description="function code or status")] | None = None
    text: Annotated[str, Meta(max_length=500)] | None = None


class TransitEnded(Payload, frozen=True, kw_only=True):
    """The own office ends its transit. The basis is the neighbour's arrival, where that proves it."""

    KIND: ClassVar[str] = "customs.transit_ended"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: Side
    declaration: DeclarationId
    evidence: Annotated[str, Meta(description="neighbour_arrival or office_report")]
    office: Annotated[Line, Meta(description="that reported")]
    seals_intact: bool
    text: Annotated[str, Meta(max_length=500)] | None = None


KINDS: tuple[type[Payload], ...] = (Declared, StateTold, TransitEnded)
NEIGHBOUR_ARRIVAL, OFFICE_REPORT = "neighbour_arrival", "office_report"
BY_SYSTEM, BY_OFFICER = "system", "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Of a transit: where it ends, until when, what secures it, by which way."""

    exit_office: str = ""
    deadline: datetime | None = None
    guarantee: str = ""
    seals: Sequence[str] = ()
    route: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodgement:
    """What is handed to a customs system. ``reference``: the declarant's, the same one each time."""

    reference: str
    regime: Regime
    goods: Consignment | None = None
    terms: Terms = field(default_factory=Terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """One answer of a customs system. ``state``: None where it changes none."""

    answer: str
    code: str
    at: datetime
    number: str = ""
    state: DeclarationState | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Whether the goods have come to the office, and left it, as the gate has it."""

    at: datetime
    place: str
    left: datetime | None = None
