"""What a shift is shown: its hours in one look, and what goes back over the border."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.engines.clockwork import Whose
from kopri.interfaces.api.answers import answer
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor
from kopri.journeys.show_returns import show_returns
from kopri.journeys.show_shift import show_shift

router = Router(tags=["shift"])


@router.get("/shift")
def shift(request: HttpRequest) -> HttpResponse:
    """The last twelve hours of the caller's post: what is held, waited for, over its limit, recorded
    late, and whose the minutes were."""
    house = house_of(request)
    sheet = show_shift(journal=house.journal, pair=house.pair, actor=actor(request))
    return answer({
        "now": sheet.now, "since": sheet.since, "side": sheet.side, "point": sheet.point,
        "vehicles": sheet.vehicles, "spent": _spent(sheet.seconds),
        "unattributed": sheet.unattributed, "held": sheet.held, "awaited": sheet.awaited,
        "breaches": sheet.breaches, "late": sheet.late, "longest": [{
            "reference": reference, "plate": plate, "seconds": clock.total,
            "spent": _spent(clock.seconds)} for reference, plate, clock in sheet.longest]})


@router.get("/returns")
def returns(request: HttpRequest) -> HttpResponse:
    """What was refused at the entry and is not yet back, the overdue first."""
    house = house_of(request)
    return answer({"rows": show_returns(
        journal=house.journal, pair=house.pair, actor=actor(request))})


def _spent(seconds: Mapping[Whose, int]) -> list[dict[str, Any]]:
    """They add up to the time passed exactly."""
    return [{"cause": whose.cause.value, "side": whose.side, "service": whose.service,
             "seconds": spent} for whose, spent in seconds.items()]
