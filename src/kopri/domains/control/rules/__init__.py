"""Rules of controls."""

from kopri.domains.control.rules.changing import ChangedSince, changes
from kopri.domains.control.rules.deciding import (
    HoldSaysWhatLiftsIt,
    OneFinding,
    RefusalNamesItsRule,
    SomethingToReverse,
    all_cleared,
    broken_decision,
)
from kopri.domains.control.rules.planning import (
    KnownCorridor,
    MarkStands,
    NotConcluded,
    ReasonGiven,
    StepOfTheService,
    broken_direction,
    directed_steps,
    marked_steps,
    planned_steps,
    replanned,
    unknown_steps,
    usual_minutes,
    with_begun,
    without_papers,
)
from kopri.domains.control.rules.urgency import Because, Pressing, because, by_urgency
from kopri.domains.control.rules.working import (
    NotAfterExit,
    PlausibleTime,
    RegisteredHere,
    ServiceInPlan,
    StepNotDone,
)

__all__ = [
    "Because",
    "ChangedSince",
    "HoldSaysWhatLiftsIt",
    "KnownCorridor",
    "MarkStands",
    "NotAfterExit",
    "NotConcluded",
    "OneFinding",
    "PlausibleTime",
    "Pressing",
    "ReasonGiven",
    "RefusalNamesItsRule",
    "RegisteredHere",
    "ServiceInPlan",
    "SomethingToReverse",
    "StepNotDone",
    "StepOfTheService",
    "all_cleared",
    "because",
    "broken_decision",
    "broken_direction",
    "by_urgency",
    "changes",
    "directed_steps",
    "marked_steps",
    "planned_steps",
    "replanned",
    "unknown_steps",
    "usual_minutes",
    "with_begun",
    "without_papers",
]
