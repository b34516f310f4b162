"""Reading weighings."""

from dataclasses import dataclass
from datetime import datetime

from kopri.domains.weighing.models import SharedWeighing
from kopri.domains.weighing.types import AxleGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighingView:
    """What scales have said. ``device``: empty where a person typed it; ``uid``: of the entry."""

    side: str
    gross_kg: int
    axle_groups: tuple[AxleGroup, ...]
    device: str
    time: datetime
    uid: str = ""


def weighings_of(reference: str) -> list[WeighingView]:
    """Of both sides, the oldest first."""
    return [
        WeighingView(
            uid=row.uid, side=row.side, gross_kg=row.gross_kg, device=row.device, time=row.time,
            axle_groups=tuple(AxleGroup(**group) for group in row.axle_groups))
        for row in SharedWeighing.objects.filter(reference=reference).order_by("time", "uid")
    ]
