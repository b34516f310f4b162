"""What may be closed and opened."""

from collections.abc import Iterator, Sequence

from kopri.domains.lanes.types import LaneSet
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"


class LaneExists(Rule):
    """This post has no lane {lane}: its lanes are 1 to {lanes}."""

    code = "lanes.unknown"
    source = _HOUSE
    remedy = "Choose one of the lanes that the page shows."


class PointExists(Rule):
    """This side has no post at {point}."""

    code = "lanes.point_unknown"
    source = _HOUSE
    remedy = "Give the code of a crossing point of this border."


class ReasonSaid(Rule):
    """The reason is missing."""

    code = "lanes.no_reason"
    source = _HOUSE
    remedy = "Say in a few words why."


class NewsAtAll(Rule):
    """This lane is so already."""

    code = "lanes.no_change"
    source = _HOUSE
    remedy = "Look at the page again: somebody may have been faster."


class OneStaysOpen(Rule):
    """This is the last lane that is open."""

    code = "lanes.last_open"
    source = _HOUSE
    remedy = "Close the crossing point on the page Capacity, with an expected end: the other side is told."


def broken(asked: LaneSet, *, lanes: int, closed: Sequence[int]) -> Iterator[Fault]:
    """What speaks against it. ``lanes``: how many the post has, 0 where it is none of this side's."""
    if not lanes:
        yield PointExists.fault(path="/point", point=asked.point[:32])
        return
    if not 1 <= asked.lane <= lanes:
        yield LaneExists.fault(path="/lane", lane=asked.lane, lanes=lanes)
    elif asked.open != (asked.lane in closed):
        yield NewsAtAll.fault(path="/lane")
    elif not asked.open and len(closed) + 1 >= lanes:
        yield OneStaysOpen.fault(path="/lane")
    if not asked.reason.strip():
        yield ReasonSaid.fault(path="/reason")
