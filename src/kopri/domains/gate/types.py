"""Payloads of the gate."""

from enum import Enum
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Authority, Payload


class Place(Enum):
    """Where a vehicle was seen."""

    WAITING_AREA = "waiting_area"
    GATE = "gate"
    EXIT_GATE = "exit_gate"


class Arrived(Payload, frozen=True, kw_only=True):
    """The vehicle is at this place of this side."""

    KIND: ClassVar[str] = "gate.arrived"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    side: str
    place: Annotated[str, Meta(description="waiting_area, gate or exit_gate")]
    plate: str


class Registered(Payload, frozen=True, kw_only=True):
    """This side has taken the vehicle in."""

    KIND: ClassVar[str] = "gate.registered"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    direction: str
    point: str
    plate: str
    weight_kg: Annotated[int, Meta(ge=1, le=200_000, description="kg, as weighed")] | None = None
    hour_from: Annotated[str, Meta(
        max_length=64, description="entry that gave the booked hour known at this gate")] = ""


class Exited(Payload, frozen=True, kw_only=True):
    """The vehicle has passed this side's exit gate."""

    KIND: ClassVar[str] = "gate.exited"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str


class TurnedBack(Payload, frozen=True, kw_only=True):
    """A refused vehicle has left the way it came."""

    KIND: ClassVar[str] = "gate.turned_back"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str


KINDS: tuple[type[Payload], ...] = (Arrived, Registered, Exited, TurnedBack)
