"""Close or open a lane: check, then append."""

from kopri.domains.lanes import permissions
from kopri.domains.lanes.queries import closed_lanes
from kopri.domains.lanes.rules import broken
from kopri.domains.lanes.types import LaneSet
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.rules import refuse_if, require


def set_lane(tx: Writing, *, asked: LaneSet, lanes: int) -> Recorded:
    """``lanes``: how many the post has."""
    require(permissions.may_set_lane(tx.actor))
    closed = [each.lane for each in closed_lanes(side=asked.side, point=asked.point)]
    refuse_if(broken(asked, lanes=lanes, closed=closed))
    return tx.append(Draft(subject=asked.point, payload=asked))
