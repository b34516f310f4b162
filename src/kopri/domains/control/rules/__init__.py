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
    StepOfTheService,
    broken_direction,
    directed_steps,
    planned_steps,
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
    "NotAfterExit",
    "OneFinding",
    "PlausibleTime",
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
    "planned_steps",
    "usual_minutes",
]
