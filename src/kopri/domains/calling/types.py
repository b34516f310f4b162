"""Payloads and values of calling forward."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Annotated, ClassVar

from msgspec import Meta

from kopri.journal.types import Authority, Payload
from kopri.kernel.lines import Direction, Moment


class Need(Enum):
    """What a waiting person or animal may need."""

    WATER = "water"
    HEAT = "heat"
    MEDICAL = "medical"
    LIVESTOCK = "livestock"


class Stage(Enum):
    """What a time is told of: until the call, until the gate, through one side's controls."""

    CALL = "call"
    GATE = "gate"
    PASSAGE = "passage"


class Hold(Enum):
    """Why vehicles are not called, and a gate is held."""

    CLOSED = "entry_closed"
    SILENT = "entry_silent"
    FULL = "strip_full"
    AT_EXIT_SIDE = "still_at_exit_side"
    ELSEWHERE = "vehicle_elsewhere"


OFFICER, DRIVER = "officer", "driver"  # who says that somebody needs something


class AutomaticSwitched(Payload, frozen=True, kw_only=True):
    """From now on this post's node calls by itself, or only its officers do."""

    KIND: ClassVar[str] = "calling.automatic_switched"
    KEPT: ClassVar[bool] = True
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    point: str
    automatic: bool
    reason: Annotated[str, Meta(max_length=500)]


class NeedNoted(Payload, frozen=True, kw_only=True):
    """Somebody in a waiting vehicle, or an animal, needs this."""

    KIND: ClassVar[str] = "calling.need_noted"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    side: str
    need: Annotated[str, Meta(description="water, heat, medical or livestock")]
    by: Annotated[str, Meta(description="officer or driver")]


class NeedCleared(Payload, frozen=True, kw_only=True):
    """It has been seen to; the entry's actor says by whom."""

    KIND: ClassVar[str] = "calling.need_cleared"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    side: str
    need: str


class GateOverridden(Payload, frozen=True, kw_only=True):
    """A shift head lets a vehicle out although the exit gate is held."""

    KIND: ClassVar[str] = "calling.gate_overridden"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    point: str
    holds: Annotated[list[str], Meta(description="entry_closed, entry_silent, strip_full")]
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class TimeTold(Payload, frozen=True, kw_only=True):
    """What was told of how long it takes: half of such vehicles by ``p50``, nine tenths by ``p90``."""

    KIND: ClassVar[str] = "calling.time_told"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    side: str
    point: str
    direction: Direction
    stage: Annotated[str, Meta(description="call, gate or passage")]
    since: Annotated[Moment, Meta(description="from when the minutes count")]
    p50: Moment
    p90: Moment
    ahead: Annotated[int, Meta(description="seconds that the queue ahead took at the pace then")]
    again: Annotated[bool, Meta(description="told anew, as what was told before had passed")] = False
    closed: Annotated[bool, Meta(description="a side was closed; counted from its expected end")] = False


KINDS: tuple[type[Payload], ...] = (
    AutomaticSwitched, NeedNoted, NeedCleared, GateOverridden, TimeTold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A vehicle at the waiting area. ``slot``: None for one without a booking; ``safety``: out of turn."""

    reference: str
    arrived: datetime
    slot: datetime | None = None
    safety: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the other side and the strip stand. ``heard``: None where it was never heard of.

    ``closed``: codes of the sides that take nobody now; ``strip``: vehicles on the neutral strip.
    """

    now: datetime
    closed: tuple[str, ...]
    heard: datetime | None
    silence_min: int
    strip: int
    capacity: int
