"""Values of attendance: moves and absences as they are told of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

OWN = "driver"  # whose fault a no-show is


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
    """A vehicle did not come. ``because``: the rule by which it was the state's fault; ``came``: it
    was there before this was written, by who did not know."""

    reference: str
    tag: str
    direction: str
    slot: datetime
    fault: str
    because: str
    time: datetime
    came: bool = False

    @property
    def counts(self) -> bool:
        """Whether it counts against the driver."""
        return self.fault == OWN and not self.came

    def seen(self, moments: Iterable[datetime | None]) -> "Absence":
        """The same, with when the vehicle was seen on the exit side."""
        return replace(self, came=any(each is not None and each <= self.time for each in moments))
