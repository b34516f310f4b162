"""What became of each case by the end: exactly one fate, folded from its entries."""

from collections.abc import Sequence
from enum import Enum

from kopri.demo.report.cases import Story


class Fate(Enum):
    """Read from top to bottom: the first that fits is the case's."""

    ENTERED = "entered"
    TURNED_BACK = "turned back"
    CANCELLED = "cancelled"
    NO_SHOW = "no-show"
    LAPSED = "lapsed"
    INSIDE = "still inside"  # from the waiting area to the last gate
    AWAITED = "still awaited"  # has a slot, has not come
    WITHOUT_SLOT = "without a slot"
    UNKNOWN = "unknown"


ARRIVED = ("gate.arrived", "gate.registered")


def fate_of(*, story: Story) -> Fate:
    """A later arrival beats a no-show or a lapse: the fact wins over the act."""
    kinds = [event.kind for event in story.events]
    if "crossing.opened" not in kinds:
        return Fate.UNKNOWN
    if story.first("gate.exited", side=story.entry_side) is not None:
        return Fate.ENTERED
    if "gate.turned_back" in kinds:
        return Fate.TURNED_BACK
    if any(kind in kinds for kind in ARRIVED):
        return Fate.INSIDE
    return _never_came(kinds)


def _never_came(kinds: Sequence[str]) -> Fate:
    last_slot = _last(kinds, "queue.slot_granted")
    if "crossing.closed" in kinds or _last(kinds, "queue.slot_cancelled") > last_slot:
        return Fate.CANCELLED
    if _last(kinds, "queue.no_show") > last_slot:
        return Fate.NO_SHOW
    if "queue.lapsed" in kinds:
        return Fate.LAPSED
    return Fate.AWAITED if last_slot >= 0 else Fate.WITHOUT_SLOT


def _last(kinds: Sequence[str], kind: str) -> int:
    return max((place for place, known in enumerate(kinds) if known == kind), default=-1)
