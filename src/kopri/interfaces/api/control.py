"""Controls: direct, steps, findings, reversals."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.domains.control.types import Decision, Outcome
from kopri.interfaces.api.answers import answer as shown
from kopri.interfaces.api.answers import body, done, moment, named, takes
from kopri.interfaces.api.bodies import When, Why
from kopri.interfaces.api.deciding_bodies import (
    AnswerReturn,
    Confirm,
    DirectControls,
    LiftMark,
    MarkRisk,
    RecordFinding,
    TakeBack,
)
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
from kopri.journeys.answer_return import answer_return, receive_return
from kopri.journeys.control_vehicle import (
    direct_controls,
    finish_step,
    start_step,
)
from kopri.journeys.decide import (
    confirm_decision,
    give_up_decision,
    record_finding,
    reverse_finding,
)
from kopri.journeys.mark_risk import lift_mark, mark_risk
from kopri.journeys.plan_controls import plan_anew
from kopri.journeys.show_outcomes import show_outcomes

router = Router(tags=["control"])


@router.get("/{reference}/outcomes")
def outcomes(request: HttpRequest, reference: str) -> HttpResponse:
    """What was said of parts, what goes back, what waits for a second officer, as the caller may see it."""
    return shown(show_outcomes(journal=house_of(request).journal, actor=actor(request),
                               reference=reference))


@router.post("/{reference}/plan", openapi_extra=takes(Why))
def plan(request: HttpRequest, reference: str) -> HttpResponse:
    """A shift head has the controls planned anew."""
    house = house_of(request)
    return done(lambda: plan_anew(
        journal=house.journal, pair=house.pair, actor=actor(request), reference=reference,
        reason=body(request, Why).reason, request=request_key(request)))


@router.post("/{reference}/marks", openapi_extra=takes(MarkRisk))
def mark(request: HttpRequest, reference: str) -> HttpResponse:
    """Mark a risk: the own side's services alone know of it."""
    house, asked = house_of(request), body(request, MarkRisk)
    return done(lambda: mark_risk(
        journal=house.journal, pair=house.pair, actor=actor(request), reference=reference,
        service=asked.service, steps=asked.steps, reason=asked.reason, seen=asked.seen,
        request=request_key(request)))


@router.post("/{reference}/marks/{service}/lift", openapi_extra=takes(LiftMark))
def lift(request: HttpRequest, reference: str, service: str) -> HttpResponse:
    """The risk was looked into."""
    house, asked = house_of(request), body(request, LiftMark)
    return done(lambda: lift_mark(
        journal=house.journal, actor=actor(request), reference=reference, service=service,
        reason=asked.reason, seen=asked.seen, request=request_key(request)))


@router.post("/{reference}/direct", openapi_extra=takes(DirectControls))
def direct(request: HttpRequest, reference: str) -> HttpResponse:
    """The caller's service decides how deep it looks."""
    house, asked = house_of(request), body(request, DirectControls)
    return done(lambda: direct_controls(
        journal=house.journal, pair=house.pair, actor=actor(request), reference=reference,
        corridor=asked.corridor, extra=asked.steps, time=moment(asked.time), seen=asked.seen,
        request=request_key(request)))


@router.post("/{reference}/steps/{step}/start", openapi_extra=takes(When))
def start(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """Begin a step of the caller's service."""
    return done(lambda: start_step(
        journal=house_of(request).journal, actor=actor(request), reference=reference, step=step,
        time=moment(body(request, When).time), request=request_key(request)))


@router.post("/{reference}/steps/{step}/finish", openapi_extra=takes(When))
def finish(request: HttpRequest, reference: str, step: str) -> HttpResponse:
    """Be done with a step."""
    return done(lambda: finish_step(
        journal=house_of(request).journal, actor=actor(request), reference=reference, step=step,
        time=moment(body(request, When).time), request=request_key(request)))


@router.post("/{reference}/findings", openapi_extra=takes(RecordFinding))
def find(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide for the caller's service; the last clearance releases the side."""
    house, asked = house_of(request), body(request, RecordFinding)
    moment(asked.until, path="/until")
    return done(lambda: record_finding(
        journal=house.journal, pair=house.pair, actor=actor(request), reference=reference,
        time=moment(asked.time), seen=asked.seen, request=request_key(request), decision=Decision(
            outcome=Outcome(asked.outcome), reason=asked.reason, lifts=asked.lifts,
            rule=asked.rule, facts_differ=asked.facts_differ, part=asked.part,
            withheld=asked.withheld, until=asked.until)))


@router.post("/{reference}/proposals/{proposal}/confirm", openapi_extra=takes(Confirm))
def confirm(request: HttpRequest, reference: str, proposal: str) -> HttpResponse:
    """The second officer of the caller's service: from now on it counts."""
    house = house_of(request)
    return done(lambda: confirm_decision(
        journal=house.journal, pair=house.pair, actor=actor(request), reference=reference,
        proposal=proposal, seen=body(request, Confirm).seen, request=request_key(request)))


@router.post("/{reference}/proposals/{proposal}/give-up", openapi_extra=takes(When))
def give_up(request: HttpRequest, reference: str, proposal: str) -> HttpResponse:
    """Let a proposal fall."""
    return done(lambda: give_up_decision(
        journal=house_of(request).journal, actor=actor(request), reference=reference,
        proposal=proposal, request=request_key(request)))


@router.post("/{reference}/returns/{number}/answer", openapi_extra=takes(AnswerReturn))
def answer(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """The exit side takes back what the entry side has refused, or objects."""
    asked = body(request, AnswerReturn)
    return done(lambda: answer_return(
        journal=house_of(request).journal, actor=actor(request), reference=reference,
        number=number, answer=asked.answer, note=asked.note, request=request_key(request)),
        says=named("reference"))


@router.post("/{reference}/returns/{number}/receive", openapi_extra=takes(When))
def receive(request: HttpRequest, reference: str, number: str) -> HttpResponse:
    """It has come back to the exit side."""
    return done(lambda: receive_return(
        journal=house_of(request).journal, actor=actor(request), reference=reference,
        number=number, request=request_key(request)), says=named("reference"))


@router.post("/{reference}/reverse", openapi_extra=takes(TakeBack))
def reverse(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the caller's service's decision back."""
    house, asked = house_of(request), body(request, TakeBack)
    return done(lambda: reverse_finding(
        journal=house.journal, pair=house.pair, actor=actor(request), reference=reference,
        reason=asked.reason, time=moment(asked.time), seen=asked.seen,
        request=request_key(request)))
