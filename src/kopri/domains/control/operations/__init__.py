"""What is done in controls."""

from kopri.domains.control.operations.deciding import (
    record_finding,
    release_cleared,
    reverse,
)
from kopri.domains.control.operations.planning import (
    direct,
    lift_mark,
    mark,
    plan,
    planned_of,
)
from kopri.domains.control.operations.stepping import (
    finish_step,
    start_step,
)
from kopri.domains.control.operations.working import unchanged

__all__ = [
    "direct",
    "finish_step",
    "lift_mark",
    "mark",
    "plan",
    "planned_of",
    "record_finding",
    "release_cleared",
    "reverse",
    "start_step",
    "unchanged",
]
