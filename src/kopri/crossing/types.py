"""Payloads and values of the case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from kopri.journal.types import Payload
from kopri.kernel.lines import TRUCK

Plate = Annotated[str, Meta(min_length=2, max_length=20, description="Registration as on the plate")]
Vin = Annotated[str, Meta(pattern="^$|^[A-HJ-NPR-Z0-9]{17}$", description="VIN, ISO 3779")]
VehicleClass = Annotated[str, Meta(pattern="^(truck|car|coach)$", description="truck, car, coach")]
CountryCode = Annotated[str, Meta(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2")]


class Conveyance(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The vehicle that crosses; tractor and trailer have identities of their own."""

    plate: Plate
    country: CountryCode
    vin: Vin = ""
    trailer_plate: Annotated[str, Meta(max_length=20)] = ""
    vehicle_class: VehicleClass = TRUCK


class CrewMember(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person on board. ``person``: a pseudonymous id, ``document``: travel document number."""

    person: Annotated[str, Meta(min_length=1, max_length=64)]
    citizenship: CountryCode
    document: Annotated[str, Meta(max_length=32)] = ""


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something in the case with an outcome of its own."""

    part: Annotated[str, Meta(max_length=32)]
    kind: Annotated[str, Meta(description="consignment, passenger, wagon or vehicle")]
    description: Annotated[str, Meta(max_length=200)] = ""


class CrossingOpened(Payload, frozen=True, kw_only=True):
    """A case exists: this conveyance means to cross here, in this direction."""

    KIND: ClassVar[str] = "crossing.opened"

    direction: Annotated[str, Meta(description="<exit>-<entry>, ISO 3166-1 in lower case")]
    point: Annotated[str, Meta(description="code of the crossing point in the pair's data")]
    mode: Annotated[str, Meta(description="road, rail, sea, foot")]
    loaded: Annotated[bool, Meta(description="carries goods")]
    conveyance: Conveyance
    carrier: Annotated[str, Meta(description="pseudonymous id of who opened it")]
    crew: list[CrewMember]
    parts: list[Part]


class CrossingAmended(Payload, frozen=True, kw_only=True):
    """What has changed of a case; what is not named stays."""

    KIND: ClassVar[str] = "crossing.amended"

    loaded: bool | None = None
    conveyance: Conveyance | None = None
    crew: list[CrewMember] | None = None
    parts: list[Part] | None = None


class CrossingClosed(Payload, frozen=True, kw_only=True):
    """The case ended without a crossing, for a stated reason."""

    KIND: ClassVar[str] = "crossing.closed"

    reason: Annotated[str, Meta(description="duplicate, lapsed, withdrawn")]


KINDS: tuple[type[Payload], ...] = (CrossingOpened, CrossingAmended, CrossingClosed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A shared entry that moves the status. ``side``: of the log that wrote it.

    ``number``: its order among the case's milestones of its ``log``.
    """

    name: str
    side: str
    time: datetime
    recorded: datetime
    uid: str
    detail: str = ""
    log: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What a new case is opened with."""

    direction: str
    point: str
    mode: str
    loaded: bool
    conveyance: Conveyance
    carrier: str
    crew: tuple[CrewMember, ...] = ()
    parts: tuple[Part, ...] = ()
