"""Whose fault a no-show is: the driver's, unless one of these holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_DESIGN = "Köpri, docs/reference/rules"
_REMEDY = "Book again, free of charge; it does not count against the driver."
DRIVER, STATE = "driver", "state"


class RoadClosed(Rule):
    """A side was closed around the hour of {slot}."""

    code = "queue.no_show_closed"
    source = _DESIGN
    remedy = _REMEDY


class SideSlowed(Rule):
    """The hour of {slot} holds fewer vehicles than it was given to."""

    code = "queue.no_show_slowed"
    source = _DESIGN
    remedy = _REMEDY


class ToldTooLate(Rule):
    """The booking was moved to {slot} when its hour before had begun, or with too short a notice."""

    code = "queue.no_show_told_late"
    source = _DESIGN
    remedy = _REMEDY


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What the states did around a booked hour. Who was called, or waits, is not judged at all."""

    slot: datetime
    closed: bool = False
    slowed: bool = False
    told_late: bool = False


def fault_of_state(around: Circumstances) -> Iterator[Fault]:
    """Why a no-show is not the driver's."""
    for holds, rule in ((around.closed, RoadClosed), (around.slowed, SideSlowed),
                        (around.told_late, ToldTooLate)):
        if holds:
            yield rule.fault(slot=around.slot.isoformat())
