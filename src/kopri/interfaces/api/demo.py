"""Demo nodes only: move the clock until worker and follower are idle; rehearse a forgery."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kopri.interfaces.api.answers import answer, body, instant, refused
from kopri.interfaces.api.bodies import Body, Moment
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor
from kopri.journeys.rehearse_forgery import rehearse_forgery
from kopri.kernel.actor import Role
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Refusal
from kopri.kernel.rules import has_role, require


class MoveClock(Body, frozen=True, kw_only=True):
    """The new time of the node."""

    now: Moment


@csrf_exempt
@require_POST
def clock(request: HttpRequest) -> HttpResponse:
    """Move this node's clock; answers when everything due at that time is done."""
    control = house_of(request).demo
    if control is None:
        raise Http404
    try:
        require(has_role(actor(request), Role.OPERATOR))
        now = instant(body(request, MoveClock).now, path="/now")
    except Refusal as refusal:
        return refused(request, refusal)
    appended, applied = control.move(now)
    return answer({"now": to_text(now), "appended": appended, "applied": applied})


@csrf_exempt
@require_POST
def alter(request: HttpRequest) -> HttpResponse:
    """One byte of a copy of the neighbour's journal is altered; by what name it is rejected."""
    house = house_of(request)
    if house.demo is None:
        raise Http404
    try:
        require(has_role(actor(request), Role.OPERATOR))
        found = rehearse_forgery(tiles=house.press.tiles,
                                 origins=[each.origin for each in house.neighbours])
    except Refusal as refusal:
        return refused(request, refusal)
    return answer({"log": found.log, "index": found.index, "code": found.code} if found else {})


urls = [path("clock", clock), path("alter", alter)]
