"""Before others: claim a class, decide, send a list of vehicles, call for safety, sign."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.domains.priority.operations import Claiming, Danger, SentList
from kopri.interfaces.api.answers import answer, body, done, instant, moment, named, takes
from kopri.interfaces.api.bodies import CallForSafety, ClaimClass, DecideClaim, Nothing, SendList
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.call_for_safety import call_for_safety, calls_for_safety, countersign
from kopri.journeys.serve_claims import (
    claim_priority,
    claims_to_decide,
    decide_claim,
    list_vehicles,
)
from kopri.kernel.clock import to_text

router = Router(tags=["queue"])
claims = Router(tags=["queue"])
calls = Router(tags=["queue"])


@router.post("/{reference}/claim", openapi_extra=takes(ClaimClass))
def claim(request: HttpRequest, reference: str) -> HttpResponse:
    """Claim a slot out of turn; what is not granted leaves the place in the ordinary queue."""
    house, asked = house_of(request), body(request, ClaimClass)
    claiming = Claiming(
        claim=asked.claim, spoils_by=moment(asked.spoils_by, path="/spoils_by"),
        wishes=[instant(wish, path=f"/wishes/{number}")
                for number, wish in enumerate(asked.wishes)])
    return done(lambda: claim_priority(
        journal=house.journal, pair=house.pair, actor=actor(request), reference=reference,
        claiming=claiming, payments=house.payments, request=request_key(request)))


@claims.get("")
def to_decide(request: HttpRequest) -> HttpResponse:
    """Claims that wait for the decision of this officer's service, the oldest first."""
    house = house_of(request)
    found = claims_to_decide(journal=house.journal, pair=house.pair, actor=actor(request))
    return answer({"claims": [{
        "claim": each.uid, "reference": each.reference, "class": each.claim, "rule": each.rule,
        "wishes": [to_text(wish) for wish in each.wishes], "time": to_text(each.time),
        "spoils_by": _text(each.spoils_by)} for each in found]})


@claims.post("/lists", openapi_extra=takes(SendList))
def keep_list(request: HttpRequest) -> HttpResponse:
    """Keep a list of vehicles as it came; ``vehicles``: how many are on it."""
    house, sent = house_of(request), body(request, SendList)
    return done(lambda: list_vehicles(
        journal=house.journal, pair=house.pair, actor=actor(request), request=request_key(request),
        sent=SentList(rule=sent.rule, body=sent.body, received=sent.received,
                      plates=sent.plates)), says=named("vehicles"))


@claims.post("/{claim}/decision", openapi_extra=takes(DecideClaim))
def decide(request: HttpRequest, claim: str) -> HttpResponse:
    """Approve a claim, or do not; what is approved is served in the order of claims."""
    house, said = house_of(request), body(request, DecideClaim)
    return done(lambda: decide_claim(
        journal=house.journal, pair=house.pair, actor=actor(request), claim=claim,
        approved=said.approved, reason=said.reason, request=request_key(request)),
        says=named("reference"))


@router.post("/{reference}/safety-call", openapi_extra=takes(CallForSafety))
def call(request: HttpRequest, reference: str) -> HttpResponse:
    """Call a vehicle at once because something is in danger; a second person signs afterwards."""
    house, said = house_of(request), body(request, CallForSafety)
    return done(lambda: call_for_safety(
        journal=house.journal, actor=actor(request), reference=reference,
        danger=Danger(danger=said.danger, reason=said.reason), request=request_key(request)),
        says=named("reference"))


@calls.get("")
def listed(request: HttpRequest) -> HttpResponse:
    """Calls for safety: those that wait for a signature first."""
    house = house_of(request)
    found = calls_for_safety(journal=house.journal, pair=house.pair, actor=actor(request))
    return answer({"calls": [{
        "call": each.uid, "reference": each.reference, "danger": each.danger,
        "reason": each.reason, "by": each.person, "time": to_text(each.time),
        "signed_by": each.signed_by, "signed": _text(each.signed)} for each in found]})


@calls.post("/{call}/sign", openapi_extra=takes(Nothing))
def sign(request: HttpRequest, call: str) -> HttpResponse:
    """The second signature."""
    body(request, Nothing)
    return done(lambda: countersign(
        journal=house_of(request).journal, actor=actor(request), call=call,
        request=request_key(request)), says=named("reference"))


def _text(found: datetime | None) -> str | None:
    return to_text(found) if found else None
