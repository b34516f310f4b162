"""Reading lanes."""

from dataclasses import dataclass
from datetime import datetime

from kopri.domains.lanes.models import Lane


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedLane:
    """A lane that is closed: why, since when, by whom."""

    lane: int
    reason: str
    time: datetime
    by: str


def closed_lanes(*, side: str, point: str) -> list[ClosedLane]:
    """Those that are closed now, by number."""
    rows = Lane.objects.filter(side=side, point=point, open=False).order_by("lane")
    return [ClosedLane(lane=row.lane, reason=row.reason, time=row.time, by=row.by)
            for row in rows]
