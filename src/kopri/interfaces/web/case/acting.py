"""POST on a case: one act, one journey; a refusal comes back in the form that asked for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from kopri.domains.control.types import Decision, Outcome
from kopri.domains.documents.rules import LONGEST_NUMBER
from kopri.domains.documents.types import Told
from kopri.domains.gate.types import Place
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names, weighing, wishes
from kopri.interfaces.web.answers import STATUS, draw, go, safe_next, view
from kopri.interfaces.web.case.view import page
from kopri.interfaces.web.filling import Sent, attempt, contents, form_key, values
from kopri.journal.append.requests import RequestKey
from kopri.journeys.answer_return import answer_return, receive_return
from kopri.journeys.attach_document import attach_document
from kopri.journeys.book_slot import book_slot
from kopri.journeys.change_booking import call_vehicle, cancel_booking
from kopri.journeys.change_notice import cancel_notice
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
from kopri.journeys.judge_document import (
    Named,
    accept_document,
    lodge_document,
    reject_document,
)
from kopri.journeys.mark_risk import lift_mark, mark_risk
from kopri.journeys.mind_needs import clear_need, note_need
from kopri.journeys.pass_gate import Passing, leave_side, register_vehicle, turn_back
from kopri.journeys.plan_controls import plan_anew
from kopri.journeys.register_arrival import Read, register_arrival
from kopri.journeys.share_case import renew_link
from kopri.journeys.weigh_vehicle import weigh_vehicle
from kopri.kernel.actor import Actor
from kopri.kernel.clock import require_moment, to_text
from kopri.kernel.errors import Fault, Refusal

_HOUSE = "Köpri, docs/reference/rules"
LONGEST = 500
NO_REASON = Fault(
    code="form.no_reason", path="/reason", rule=_HOUSE, message="The reason is missing.",
    remedy="Say in a few words why.",
)
NO_TIME = Fault(
    code="form.time", path="/until", rule=_HOUSE, message="This is not a day and time.",
    remedy="Choose the day and the time, or leave the field empty.",
)
NO_OUTCOME = Fault(
    code="form.no_outcome", path="/outcome", rule=_HOUSE, message="The outcome is missing.",
    remedy="Choose one.",
)
NO_NUMBER = Fault(
    code="form.number", path="/weight_kg", rule=_HOUSE, message="This is not a whole number.",
    remedy="Write digits only.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act on a case as it was asked for."""

    house: House
    actor: Actor
    reference: str
    values: dict[str, str]
    file: bytes
    step: str
    key: RequestKey | None

    def text(self, name: str) -> str | None:
        """A field's text, as far as an entry takes it; None where it is empty."""
        return self.values.get(name, "")[:LONGEST] or None

    @property
    def reason(self) -> str:
        """The reason that this act needs; a Refusal where it is missing."""
        reason = self.text("reason")
        if reason is None:
            raise Refusal([NO_REASON])
        return reason

    @property
    def seen(self) -> str:
        """How far the officer knew the case when the form was made."""
        return self.values.get("seen", "")


@require_POST
@view()
def act(request: HttpRequest, *, reference: str, act: str, step: str = "") -> HttpResponse:
    """Carry out, then show the case or the page that the form came from."""
    asked = Asked(
        house=house_of(request), actor=actor(request), reference=reference,
        values=values(request), file=contents(request, "file"), step=step, key=form_key(request),
    )
    result, refusal = attempt(lambda: ACTS[act](asked))
    if refusal is not None:
        form = asked.values.get("form") or (f"{act}-{step}" if step else act)
        sent = Sent(form=form, values=asked.values, faults=_named_in(refusal.faults, asked=asked))
        return draw(request, page(asked.house, actor=asked.actor, reference=reference, sent=sent),
                    status=STATUS[refusal.ground])
    done = _state(result) if act == "book" else "proposed" if _waits(result) else act
    return go(request, safe_next(request, otherwise=f"/cases/{reference}"), done=done)


def _named_in(faults: Sequence[Fault], *, asked: Asked) -> list[Fault]:
    """Services by their names, in the reader's language."""
    pair, side = asked.house.pair, asked.house.side
    return [replace(fault, params={**fault.params, "service": str(
        names.service(pair, side=side, code=str(fault.params["service"])))})
        if fault.params.get("service") else fault for fault in faults]


def _waits(decided: object) -> bool:
    """Whether a decision waits for a second officer, so that nothing was decided."""
    return bool(decided.get("waits") if isinstance(decided, dict)
                else getattr(decided, "waits", False))


def _state(booked: object) -> str:
    """What became of a wish; a repeated request gives the first answer as plain values."""
    return str(booked["state"] if isinstance(booked, dict) else getattr(booked, "state", ""))


def _arrive(asked: Asked) -> object:
    return register_arrival(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor, request=asked.key,
        read=Read(text=asked.reference, place=Place.WAITING_AREA))


def _call(asked: Asked) -> object:
    return call_vehicle(journal=asked.house.journal, actor=asked.actor,
                        reference=asked.reference, request=asked.key)


def _register(asked: Asked) -> object:
    weight = asked.values.get("weight_kg", "").replace(" ", "")
    if weight and not (weight.isdecimal() and len(weight) < 7):
        raise Refusal([NO_NUMBER])
    return register_vehicle(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor, request=asked.key,
        passing=Passing(reference=asked.reference, weight_kg=int(weight) if weight else None,
                        override=asked.text("override") or ""))


def _weigh(asked: Asked) -> object:
    return weigh_vehicle(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor, request=asked.key,
        scales=weighing.typed(asked.reference, gross_kg=asked.values.get("gross_kg", ""),
                              axles=asked.values.get("axles", "")))


def _exit(asked: Asked) -> object:
    return leave_side(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor, request=asked.key,
        silence_min=asked.house.silence_min,
        passing=Passing(reference=asked.reference, override=asked.text("override") or ""))


def _need(asked: Asked) -> object:
    return note_need(journal=asked.house.journal, actor=asked.actor, reference=asked.reference,
                     need=asked.values.get("need", ""), request=asked.key)


def _see_to(asked: Asked) -> object:
    return clear_need(journal=asked.house.journal, actor=asked.actor, reference=asked.reference,
                      need=asked.values.get("need", ""), request=asked.key)


def _turn_back(asked: Asked) -> object:
    return turn_back(journal=asked.house.journal, actor=asked.actor, request=asked.key,
                     passing=Passing(reference=asked.reference))


def _start(asked: Asked) -> object:
    return start_step(journal=asked.house.journal, actor=asked.actor, step=asked.step,
                      reference=asked.reference, request=asked.key)


def _finish(asked: Asked) -> object:
    return finish_step(journal=asked.house.journal, actor=asked.actor, step=asked.step,
                       reference=asked.reference, request=asked.key)


def _decide(outcome: Outcome) -> Callable[[Asked], object]:
    def decide(asked: Asked) -> object:
        return record_finding(
            journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor, reference=asked.reference,
            request=asked.key, seen=asked.seen, decision=Decision(
                outcome=outcome, reason=asked.text("reason"), lifts=asked.text("lifts"),
                rule=asked.text("rule"), facts_differ=bool(asked.text("facts_differ")),
                withheld=bool(asked.text("withheld")), until=_until(asked)))

    return decide


def _until(asked: Asked) -> str | None:
    """A local time of this side, as an entry writes it."""
    text = asked.values.get("until", "")
    try:
        local = datetime.fromisoformat(text).replace(
            tzinfo=asked.house.pair.country(asked.house.side).zone) if text else None
        until = to_text(local.astimezone(UTC)) if local else None
        require_moment(until)
    except (ValueError, OverflowError):
        raise Refusal([NO_TIME]) from None
    return until


def _part(asked: Asked) -> object:
    outcome = asked.values.get("outcome", "")
    if outcome not in {each.value for each in Outcome}:
        raise Refusal([NO_OUTCOME])
    return record_finding(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor, request=asked.key,
        reference=asked.reference, seen=asked.seen, decision=Decision(
            outcome=Outcome(outcome), part=asked.values.get("part", "") or "-",
            reason=asked.text("reason"), lifts=asked.text("lifts"), rule=asked.text("rule")))


def _confirm(asked: Asked) -> object:
    return confirm_decision(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor, request=asked.key,
        reference=asked.reference, seen=asked.seen, proposal=asked.values.get("proposal", ""))


def _give_up(asked: Asked) -> object:
    return give_up_decision(
        journal=asked.house.journal, actor=asked.actor, request=asked.key,
        reference=asked.reference, proposal=asked.values.get("proposal", ""))


def _answer_return(asked: Asked) -> object:
    return answer_return(
        journal=asked.house.journal, actor=asked.actor, request=asked.key,
        reference=asked.reference, number=asked.values.get("number", ""),
        answer=asked.values.get("answer", ""), note=asked.text("note") or "")


def _receive_return(asked: Asked) -> object:
    return receive_return(
        journal=asked.house.journal, actor=asked.actor, request=asked.key,
        reference=asked.reference, number=asked.values.get("number", ""))


def _reverse(asked: Asked) -> object:
    return reverse_finding(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor, request=asked.key,
        reason=asked.reason, reference=asked.reference, seen=asked.seen)


def _direct(asked: Asked) -> object:
    extra = [name.removeprefix("step-") for name, value in asked.values.items()
             if name.startswith("step-") and value]
    return direct_controls(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor, extra=extra,
        reference=asked.reference, corridor=asked.values.get("corridor", ""), seen=asked.seen,
        request=asked.key)


def _book(asked: Asked) -> object:
    hours = wishes.wished(asked.values)
    if not hours:
        raise Refusal([wishes.NO_WISH])
    return book_slot(journal=asked.house.journal, pair=asked.house.pair,
        payments=asked.house.payments, actor=asked.actor, wishes=hours,
                     reference=asked.reference, request=asked.key)


def _cancel_booking(asked: Asked) -> object:
    return cancel_booking(journal=asked.house.journal, actor=asked.actor, reason=asked.reason,
                          reference=asked.reference, request=asked.key)


def _cancel_notice(asked: Asked) -> object:
    return cancel_notice(journal=asked.house.journal, actor=asked.actor, reason=asked.reason,
                         notice=asked.values.get("notice", ""), request=asked.key)


def _attach(asked: Asked) -> object:
    return attach_document(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor,
        blobs=asked.house.blobs, reference=asked.reference, data=asked.file,
        told=_told(asked), request=asked.key)


def _told(asked: Asked) -> Told:
    """What is said of a document; its part comes with the form, or is chosen in it."""
    part = asked.values.get("part", "")
    return Told(
        type=asked.values.get("type", ""), number=asked.values.get("number", "")[:LONGEST_NUMBER],
        covers=(part,) if part else (), valid_to=asked.values.get("valid_to", ""))


def _named(asked: Asked) -> Named:
    return Named(reference=asked.reference, document=asked.values.get("document", ""),
                 told=_told(asked))


def _lodge(asked: Asked) -> object:
    return lodge_document(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor, named=_named(asked),
        number=asked.values.get("number", ""), system=asked.values.get("system", ""),
        request=asked.key)


def _accept(asked: Asked) -> object:
    return accept_document(journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor,
                           named=_named(asked), request=asked.key)


def _reject(asked: Asked) -> object:
    return reject_document(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor, reason=asked.reason,
        document=asked.values.get("document", ""), request=asked.key)


def _renew_link(asked: Asked) -> object:
    return renew_link(journal=asked.house.journal, actor=asked.actor, reference=asked.reference)


def _plan_anew(asked: Asked) -> object:
    return plan_anew(journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor,
                     reference=asked.reference, reason=asked.reason, request=asked.key)


def _mark(asked: Asked) -> object:
    return mark_risk(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor,
        reference=asked.reference, service=asked.actor.service, reason=asked.reason,
        steps=[name.removeprefix("step-") for name in asked.values if name.startswith("step-")],
        seen=asked.seen, request=asked.key)


def _lift_mark(asked: Asked) -> object:
    return lift_mark(journal=asked.house.journal, actor=asked.actor, reference=asked.reference,
                     service=asked.actor.service, reason=asked.reason, seen=asked.seen,
                     request=asked.key)


ACTS: dict[str, Callable[[Asked], object]] = {
    "arrive": _arrive, "call": _call, "register": _register, "exit": _exit,
    "weigh": _weigh, "need": _need, "see-to": _see_to, "turn-back": _turn_back, "start": _start, "finish": _finish,
    "clear": _decide(Outcome.CLEARED), "hold": _decide(Outcome.HELD),
    "part": _part, "confirm": _confirm, "give-up": _give_up,
    "answer-return": _answer_return, "receive-return": _receive_return,
    "refuse": _decide(Outcome.REFUSED), "reverse": _reverse, "direct": _direct,
    "book": _book, "cancel-booking": _cancel_booking, "cancel-notice": _cancel_notice,
    "attach": _attach, "lodge": _lodge, "accept-paper": _accept, "reject-paper": _reject,
    "renew-link": _renew_link, "plan-anew": _plan_anew, "mark": _mark, "lift-mark": _lift_mark,
}
