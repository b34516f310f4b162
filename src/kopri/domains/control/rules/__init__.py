"""Rules of controls."""

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
    ReasonGiven,
    StepOfTheService,
    broken_direction,
    directed_steps,
    marked_steps,
    planned_steps,
    replanned,
    unknown_steps,
    usual_minutes,
)
from kopri.domains.control.rules.working import (
    NotAfterExit,
    PlausibleTime,
    RegisteredHere,
    ServiceInPlan,
    StepNotDone,
)

__all__ = [
    "HoldSaysWhatLiftsIt",
    "KnownCorridor",
    "MarkStands",
    "NotAfterExit",
    "OneFinding",
    "PlausibleTime",
    "ReasonGiven",
    "RefusalNamesItsRule",
    "RegisteredHere",
    "ServiceInPlan",
    "SomethingToReverse",
    "StepNotDone",
    "StepOfTheService",
    "all_cleared",
    "broken_decision",
    "broken_direction",
    "directed_steps",
    "marked_steps",
    "planned_steps",
    "replanned",
    "unknown_steps",
    "usual_minutes",
]
