"""The lanes of this side's posts."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.interfaces.api.answers import answer, body, done, named, takes
from kopri.interfaces.api.bodies import SetLane
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.set_lane import set_lane, show_lanes

router = Router(tags=["gate"])


@router.get("")
def lanes(request: HttpRequest) -> HttpResponse:
    """How many lanes each post has, and which are closed, why and since when."""
    house = house_of(request)
    found = show_lanes(journal=house.journal, pair=house.pair, actor=actor(request))
    return answer({"posts": [{
        "point": each.point, "lanes": each.number, "assumed": each.assumed, "closed": each.closed,
    } for each in found]})


@router.post("/{point}/{lane}", openapi_extra=takes(SetLane))
def put(request: HttpRequest, point: str, lane: int) -> HttpResponse:
    """Close or open a lane."""
    house, asked = house_of(request), body(request, SetLane)
    return done(lambda: set_lane(
        journal=house.journal, pair=house.pair, actor=actor(request), point=point, lane=lane,
        is_open=asked.open, reason=asked.reason, request=request_key(request)),
        says=named("point"))
