"""The plan of a side: which services see a case, in which steps."""

from enum import Enum
from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta

from kopri.journal.types import Authority, Payload


class Corridor(Enum):
    """How deep customs looks."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One stage of the plan: its code in the country's data, the service that does it.

    ``papers``: the service has accepted the papers unless facts differ; what is physical remains.
    """

    step: str
    service: str
    order: int
    papers: bool = False


class Because(Enum):
    """Why a case was planned, or planned anew."""

    GOODS = "goods"  # a notice came, changed or was withdrawn
    PAPERS = "papers"  # attached, or a service has said something of them
    VEHICLE = "vehicle"
    GATE = "gate"  # it came without a plan
    WEIGHED = "weighed"  # the scales contradict what was told, or no longer do
    ASKED = "asked"  # a shift head wanted it, and says why


class Planned(Payload, frozen=True, kw_only=True):
    """These services see the case on this side, in these steps. ``reason``: whoever asked for it."""

    KIND: ClassVar[str] = "control.planned"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    services: list[str]
    steps: list[Step]
    because: Annotated[str, Meta(description="goods, papers, vehicle, gate, weighed, asked")] | None = None
    reason: Annotated[str, Meta(max_length=500)] | None = None


class Marked(Payload, frozen=True, kw_only=True):
    """A risk is seen: a service takes these steps beyond its usual ones. It never leaves the side."""

    KIND: ClassVar[str] = "control.marked"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    side: str
    service: str
    steps: list[Step]
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class MarkLifted(Payload, frozen=True, kw_only=True):
    """The risk was looked into: steps of the mark that have not begun fall away."""

    KIND: ClassVar[str] = "control.mark_lifted"
    AUTHORITY: ClassVar[Authority] = Authority.FACT_OF_SIDE

    side: str
    service: str
    reason: Annotated[str, Meta(min_length=1, max_length=500)]


class Directed(Payload, frozen=True, kw_only=True):
    """A service has decided how deep it looks: these are its steps from now on."""

    KIND: ClassVar[str] = "control.directed"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    service: str
    corridor: str
    steps: list[Step]


class StepStarted(Payload, frozen=True, kw_only=True):
    """A service has begun a step."""

    KIND: ClassVar[str] = "control.step_started"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    step: str
    service: str


class StepFinished(Payload, frozen=True, kw_only=True):
    """A service is done with a step."""

    KIND: ClassVar[str] = "control.step_finished"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    step: str
    service: str
