"""Payloads and values of controls."""

from kopri.domains.control.types.deciding import (
    Decision,
    Finding,
    FindingRecorded,
    Outcome,
    Refused,
    Released,
    Reversed,
)
from kopri.domains.control.types.planning import (
    Corridor,
    Directed,
    Planned,
    Step,
    StepFinished,
    StepStarted,
)
from kopri.journal.types import Payload

KINDS: tuple[type[Payload], ...] = (
    Planned, Directed, StepStarted, StepFinished, FindingRecorded, Reversed, Released, Refused,
)

__all__ = [
    "KINDS",
    "Corridor",
    "Decision",
    "Directed",
    "Finding",
    "FindingRecorded",
    "Outcome",
    "Planned",
    "Refused",
    "Released",
    "Reversed",
    "Step",
    "StepFinished",
    "StepStarted",
]
