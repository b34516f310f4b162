"""The plan of a side: which services see a case, in which steps."""

from enum import Enum
from typing import ClassVar

import msgspec

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


class Planned(Payload, frozen=True, kw_only=True):
    """These services see the case on this side, in these steps."""

    KIND: ClassVar[str] = "control.planned"
    AUTHORITY: ClassVar[Authority] = Authority.OWN_POST

    side: str
    services: list[str]
    steps: list[Step]


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
