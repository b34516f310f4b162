"""Values of attendance: moves and absences as they are told of."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveTold:
    """A case was given another hour. ``reason``: closed, slowed, reopened, rebooked or standby."""

    reference: str
    time: datetime
    was: datetime
    slot: datetime
    reason: str
    uid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A vehicle did not come. ``because``: the rule by which it was the state's fault."""

    reference: str
    tag: str
    slot: datetime
    fault: str
    because: str
    time: datetime
