"""Calling forward: needs of people who wait, and the switch of automatic calls."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.interfaces.api.answers import body, done, named, takes
from kopri.interfaces.api.bodies import NeedOf, SwitchCalling
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.mind_needs import clear_need, note_need
from kopri.journeys.switch_calling import switch_calling

router = Router(tags=["queue"])
switches = Router(tags=["queue"])


@router.post("/{reference}/needs", openapi_extra=takes(NeedOf))
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Note what somebody in a waiting vehicle, or an animal, needs."""
    return done(lambda: note_need(
        journal=house_of(request).journal, actor=actor(request), reference=reference,
        need=body(request, NeedOf).need, request=request_key(request)), says=named("reference"))


@router.post("/{reference}/needs/clear", openapi_extra=takes(NeedOf))
def clear(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that it has been seen to."""
    return done(lambda: clear_need(
        journal=house_of(request).journal, actor=actor(request), reference=reference,
        need=body(request, NeedOf).need, request=request_key(request)), says=named("reference"))


@switches.post("", openapi_extra=takes(SwitchCalling))
def switch(request: HttpRequest) -> HttpResponse:
    """Have the post's node call by itself, or have its officers call by hand alone."""
    house, asked = house_of(request), body(request, SwitchCalling)
    return done(lambda: switch_calling(
        journal=house.journal, pair=house.pair, actor=actor(request), point=asked.point,
        automatic=asked.automatic, reason=asked.reason, request=request_key(request)),
        says=named("point"))
