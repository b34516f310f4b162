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
    Because,
    Corridor,
    Directed,
    Marked,
    MarkLifted,
    Planned,
    Step,
    StepFinished,
    StepStarted,
)
from kopri.journal.types import Payload

KINDS: tuple[type[Payload], ...] = (
    Planned, Marked, MarkLifted, Directed, StepStarted, StepFinished, FindingRecorded, Reversed,
    Released, Refused,
)

__all__ = [
    "KINDS",
    "Because",
    "Corridor",
    "Decision",
    "Directed",
    "Finding",
    "FindingRecorded",
    "MarkLifted",
    "Marked",
    "Outcome",
    "Planned",
    "Refused",
    "Released",
    "Reversed",
    "Step",
    "StepFinished",
    "StepStarted",
]
