"""What happened to one case, as far as its minutes need it: moments, and stretches of work or trouble."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from kopri.engines.clockwork.table import Whose


class What(Enum):
    """What happened at a moment."""

    ARRIVED = "arrived"  # at the exit side's waiting area
    CALLED = "called"
    AT_GATE = "at_gate"
    REGISTERED = "registered"
    DECIDED = "decided"  # a service has found something, whatever it is
    HELD = "held"
    RELEASED = "released"
    REFUSED = "refused"
    REVERSED = "reversed"  # a service takes back what it said: the side is not done any more
    AT_EXIT_GATE = "at_exit_gate"
    EXITED = "exited"
    TURNED_BACK = "turned_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A moment, in whole seconds. ``service``: of what a service says."""

    at: int
    side: str
    what: What
    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From ``start`` to just before ``end`` (None: it lasts): a service at work, a closure, an outage,
    a gate held for the neighbour. ``shut``: of an outage, that the gate was closed for it."""

    start: int
    end: int | None
    whose: Whose
    shut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One case. ``slot``: the hour that it was given, before any state moved it; None where it had none.

    ``marks`` and ``spans`` in any order; of marks of one second those that are named first come first.
    """

    exit_side: str
    entry_side: str
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...] = ()
    slot: int | None = None

    def of(self, side: str, *whats: What) -> list[Mark]:
        """What happened on a side, by time."""
        return in_order(mark for mark in self.marks if mark.side == side and mark.what in whats)

    def first(self, side: str, *whats: What) -> int | None:
        """When one of these first happened on a side."""
        return min((mark.at for mark in self.of(side, *whats)), default=None)

    @property
    def start(self) -> int | None:
        """When it first arrived; None: it has not."""
        came = (What.ARRIVED, What.AT_GATE, What.REGISTERED)
        return min((mark.at for mark in self.marks if mark.what in came), default=None)

    @property
    def end(self) -> int | None:
        """When it left the border, or went back; None: it is there."""
        for side, what in ((self.entry_side, What.EXITED), (self.entry_side, What.TURNED_BACK),
                           (self.exit_side, What.TURNED_BACK)):
            if (ends := self.of(side, what)):
                return ends[-1].at
        return None


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """By time; of one second in the order in which they were named."""
    return sorted(marks, key=lambda mark: mark.at)
