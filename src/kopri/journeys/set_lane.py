"""Close and open the lanes of a post, and show which are open."""

from collections.abc import Sequence
from dataclasses import dataclass

from kopri.domains.lanes import operations
from kopri.domains.lanes.permissions import may_see_lanes
from kopri.domains.lanes.queries import ClosedLane, closed_lanes
from kopri.domains.lanes.types import LaneSet
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.rules import require

# an assumption, marked as such where it is shown: a post of which no number is published
USUAL_LANES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Lanes:
    """A post's lanes are 1 to ``number``. ``assumed``: no number is published."""

    point: str
    number: int
    assumed: bool
    closed: Sequence[ClosedLane]


def set_lane(
    *, journal: Journal, pair: PairData, actor: Actor, point: str, lane: int, is_open: bool,
    reason: str, request: RequestKey | None = None,
) -> str:
    """Close or open one; the point."""
    with begin(journal, actor=actor, keys=[f"lane:{point}"], request=request) as tx:
        operations.set_lane(tx, lanes=_number(pair, side=journal.side, point=point)[0],
                            asked=LaneSet(side=journal.side, point=point, lane=lane,
                                          open=is_open, reason=reason.strip()))
        return tx.answer(point)


def show_lanes(*, journal: Journal, pair: PairData, actor: Actor) -> list[Lanes]:
    """Of every road post of this side."""
    require(may_see_lanes(actor))
    found = []
    for point in pair.pair.facts.points:
        number, assumed = _number(pair, side=journal.side, point=point.code)
        found.append(Lanes(point=point.code, number=number, assumed=assumed,
                           closed=closed_lanes(side=journal.side, point=point.code)))
    return found


def _number(pair: PairData, *, side: str, point: str) -> tuple[int, bool]:
    """How many lanes, and whether that is an assumption; 0 where there is no post."""
    if point not in {each.code for each in pair.pair.facts.points}:
        return 0, False
    crossing = pair.country(side).crossing(pair.point(point).post(side).crossing)
    known = crossing.lanes_after or crossing.lanes_before
    return known or USUAL_LANES, not known
