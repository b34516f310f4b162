"""Reading weighings."""

from dataclasses import dataclass
from datetime import datetime

from kopri.domains.weighing.models import SharedWeighing
from kopri.domains.weighing.types import AxleGroup
from kopri.engines.countrydata import Combination, PairData
from kopri.engines.countrydata.weighing import Found, Weight, weigh_against


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighingView:
    """What scales have said. ``device``: empty where a person typed it; ``uid``: of the entry."""

    side: str
    gross_kg: int
    axle_groups: tuple[AxleGroup, ...]
    device: str
    time: datetime
    uid: str = ""


def unfit(
    weighed: WeighingView, *, pair: PairData, told_kg: int, trailer: bool
) -> tuple[Found, ...]:
    """What of a weighing does not fit the limits of either side, or what was told."""
    weight = Weight(
        gross_kg=weighed.gross_kg, told_kg=told_kg,
        groups=[(group.axles, group.load_kg) for group in weighed.axle_groups],
        vehicle=Combination(coupling="semitrailer" if trailer else ""))
    day = weighed.time.astimezone(pair.country(weighed.side).zone).date()
    return weigh_against(pair, weight=weight, day=day)


def weighings_of(reference: str) -> list[WeighingView]:
    """Of both sides, the oldest first."""
    return [
        WeighingView(
            uid=row.uid, side=row.side, gross_kg=row.gross_kg, device=row.device, time=row.time,
            axle_groups=tuple(AxleGroup(**group) for group in row.axle_groups))
        for row in SharedWeighing.objects.filter(reference=reference).order_by("time", "uid")
    ]
