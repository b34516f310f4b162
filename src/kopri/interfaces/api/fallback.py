"""Fallback: regimes, releases under them, second looks, the pack, paper hours; and handovers."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.domains.fallback.operations import Declaration
from kopri.interfaces.api.answers import answer, body, done, instant, named, takes
from kopri.interfaces.api.bodies import Nothing
from kopri.interfaces.api.fallback_bodies import (
    DeclareRegime,
    EnterPaper,
    HandOver,
    LookAgain,
    MakePack,
)
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.fall_back import (
    PaperHours,
    declare_regime,
    end_regime,
    enter_paper_hours,
    look_again,
    print_pack,
    release_under_regime,
    renew_regime,
    show_fallback,
    to_look_at,
)
from kopri.journeys.hand_over import give_shift, show_handover, take_shift

router = Router(tags=["fallback"])
handovers = Router(tags=["handover"])


@router.get("")
def shown(request: HttpRequest) -> HttpResponse:
    """Regimes in force, and every release under one, with the services that have yet to look."""
    house = house_of(request)
    sheet = show_fallback(journal=house.journal, pair=house.pair, actor=actor(request))
    return answer({
        "points": [{
            "point": each.point, "may_miss": list(each.may_miss), "released_last_hour": each.released,
            "regime": each.regime and {
                "missed": list(each.regime.missed), "cap_per_hour": each.regime.cap_per_hour,
                "until": each.regime.until, "signed_by": each.regime.signed_by},
            "waiting": [{"reference": one.case.reference, "missed": list(one.missed),
                         "kept_by": [fault.code for fault in one.faults]}
                        for one in each.candidates]} for each in sheet.points],
        "releases": [{"reference": each.reference, "missed": list(each.missed), "time": each.time,
                      "to_look": list(each.open)} for each in sheet.releases]})


@router.get("/looks")
def to_look(request: HttpRequest) -> HttpResponse:
    """Releases that the caller's service has to look at again."""
    rows = to_look_at(journal=house_of(request).journal, actor=actor(request))
    return answer({"releases": [{"reference": each.reference, "missed": list(each.missed),
                                 "time": each.time} for each in rows]})


@router.post("/{point}/declare", openapi_extra=takes(DeclareRegime))
def declare(request: HttpRequest, point: str) -> HttpResponse:
    """Declare which services may be missed at a post."""
    house, asked = house_of(request), body(request, DeclareRegime)
    return done(lambda: declare_regime(
        journal=house.journal, pair=house.pair, actor=actor(request), declaration=Declaration(
            point=point, services=asked.services, cause=asked.cause, reason=asked.reason),
        request=request_key(request)), says=named("regime"))


@router.post("/{point}/renew", openapi_extra=takes(Nothing))
def renew(request: HttpRequest, point: str) -> HttpResponse:
    """Renew it, as another person than who signed last."""
    body(request, Nothing)
    house = house_of(request)
    return done(lambda: renew_regime(
        journal=house.journal, pair=house.pair, actor=actor(request), point=point,
        request=request_key(request)), says=named("point"))


@router.post("/{point}/end", openapi_extra=takes(Nothing))
def end(request: HttpRequest, point: str) -> HttpResponse:
    """End it."""
    body(request, Nothing)
    return done(lambda: end_regime(
        journal=house_of(request).journal, actor=actor(request), point=point,
        request=request_key(request)), says=named("point"))


@router.post("/releases/{reference}", openapi_extra=takes(Nothing))
def release(request: HttpRequest, reference: str) -> HttpResponse:
    """Release one vehicle without the services that are missed."""
    body(request, Nothing)
    house = house_of(request)
    return done(lambda: release_under_regime(
        journal=house.journal, pair=house.pair, actor=actor(request), reference=reference,
        request=request_key(request)), says=named("reference"))


@router.post("/releases/{reference}/look", openapi_extra=takes(LookAgain))
def look(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what the service found afterwards."""
    asked = body(request, LookAgain)
    return done(lambda: look_again(
        journal=house_of(request).journal, actor=actor(request), reference=reference,
        result=asked.result, note=asked.note, request=request_key(request)),
        says=named("reference"))


@router.post("/packs", openapi_extra=takes(MakePack))
def make_pack(request: HttpRequest) -> HttpResponse:
    """Draw references for the stickers of a blackout pack."""
    house, asked = house_of(request), body(request, MakePack)
    return done(lambda: print_pack(
        journal=house.journal, pair=house.pair, actor=actor(request), point=asked.point,
        stickers=asked.stickers, request=request_key(request)), says=named("pack"))


@router.post("/paper", openapi_extra=takes(EnterPaper))
def paper(request: HttpRequest) -> HttpResponse:
    """Find or open the case of a line of paper and note its arrival as written; register it next."""
    house, asked = house_of(request), body(request, EnterPaper)
    return done(lambda: enter_paper_hours(
        journal=house.journal, pair=house.pair, actor=actor(request), request=request_key(request),
        paper=PaperHours(
            text=asked.text, point=asked.point, plate=asked.plate, country=asked.country,
            direction=asked.direction, arrived=instant(asked.arrived, path="/arrived"),
            registered=instant(asked.registered, path="/registered"))), says=named("reference"))


@handovers.get("/{point}")
def open_now(request: HttpRequest, point: str) -> HttpResponse:
    """What is open at a post, and ``seen``, with which it is signed."""
    house = house_of(request)
    sheet = show_handover(journal=house.journal, pair=house.pair, actor=actor(request), point=point)
    return answer({
        "items": [{"what": each.what, "reference": each.reference, "of": each.of,
                   "number": each.number, "since": each.since} for each in sheet.items],
        "waiting": sheet.waiting, "seen": sheet.seen,
        "given": sheet.given and {"by": sheet.given.given_by, "time": sheet.given.given}})


@handovers.post("/{point}/give", openapi_extra=takes(HandOver))
def give(request: HttpRequest, point: str) -> HttpResponse:
    """Sign what is open, and leave."""
    house, asked = house_of(request), body(request, HandOver)
    return done(lambda: give_shift(
        journal=house.journal, pair=house.pair, actor=actor(request), point=point, seen=asked.seen,
        note=asked.note, request=request_key(request)), says=named("handover"))


@handovers.post("/{point}/take", openapi_extra=takes(HandOver))
def take(request: HttpRequest, point: str) -> HttpResponse:
    """Sign what is open, and begin."""
    house, asked = house_of(request), body(request, HandOver)
    return done(lambda: take_shift(
        journal=house.journal, pair=house.pair, actor=actor(request), point=point, seen=asked.seen,
        note=asked.note, request=request_key(request)), says=named("handover"))
