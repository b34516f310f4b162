"""POST on a case's papers: one act, one journey; a refusal comes back with what has changed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from kopri.domains.documents.rules import LONGEST_NUMBER
from kopri.domains.documents.types import Told
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.case.view import page as case_page
from kopri.interfaces.web.examining.forms import SEEN, unpacked
from kopri.interfaces.web.filling import Sent, attempt, contents, form_key, values
from kopri.interfaces.web.papers.view import page
from kopri.journal.append.requests import AlreadyAnswered
from kopri.journeys.attach_document import attach_document
from kopri.journeys.examine_papers import (
    Desk,
    Examined,
    accept_papers,
    answer_question,
    ask_carrier,
    look_at_papers,
    not_accept_papers,
    withdraw_acceptance,
)
from kopri.kernel.actor import Actor, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button of the back office, with what was filled in."""

    desk: Desk
    values: dict[str, str]

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self.values.get(name, "")


ACTS: dict[str, Callable[[Pressed], Examined]] = {
    "look": lambda it: look_at_papers(desk=it.desk, signature=unpacked(it.text(SEEN))),
    "accept": lambda it: accept_papers(desk=it.desk, signature=unpacked(it.text(SEEN))),
    "ask": lambda it: ask_carrier(desk=it.desk, signature=unpacked(it.text(SEEN)),
                                  text=it.text("text")),
    "not-accept": lambda it: not_accept_papers(
        desk=it.desk, signature=unpacked(it.text(SEEN)), reason=it.text("reason"),
        remedy=it.text("remedy")),
    "withdraw": lambda it: withdraw_acceptance(desk=it.desk, reason=it.text("reason")),
}


@require_POST
@view(Role.INSPECTOR)
def act(request: HttpRequest, *, reference: str, act: str) -> HttpResponse:
    """Carry out, then show the papers as they stand."""
    who, house, sent = actor(request), house_of(request), values(request)
    pressed = Pressed(values=sent, desk=Desk(
        journal=house.journal, pair=house.pair, actor=who, reference=reference,
        request=form_key(request)))
    _, refusal = attempt(lambda: ACTS[act](pressed))
    if refusal is not None:
        return draw(request, page(house, actor=who, reference=reference, sent=Sent(
            form=act, values=sent, faults=refusal.faults)), status=STATUS[refusal.ground])
    return go(request, f"/papers/{reference}", done=f"papers-{act}")


@require_POST
@view(Role.CARRIER)
def answer(request: HttpRequest, *, reference: str, question: str) -> HttpResponse:
    """The carrier's answer; a file that comes with it is attached first."""
    who, house, sent = actor(request), house_of(request), values(request)

    def send() -> Examined:
        file = contents(request, "file")
        documents = [_attach(request, house=house, actor=who, reference=reference,
                             file=file, sent=sent)] if file else []
        return answer_question(
            journal=house.journal, actor=who, reference=reference, question=question,
            text=sent.get("text", ""), documents=documents, request=form_key(request))

    _, refusal = attempt(send)
    if refusal is not None:
        form = Sent(form=f"answer-{question}", values=sent, faults=refusal.faults)
        return draw(request, case_page(house, actor=who, reference=reference, sent=form),
                    status=STATUS[refusal.ground])
    return go(request, f"/cases/{reference}", done="answer")


def _attach(
    request: HttpRequest, *, house: House, actor: Actor, reference: str, file: bytes,
    sent: dict[str, str],
) -> str:
    """The document's id; the same one where the form is sent again."""
    try:
        return attach_document(
            journal=house.journal, pair=house.pair, actor=actor, blobs=house.blobs,
            reference=reference, data=file, request=form_key(request, part=":file"),
            told=Told(type=sent.get("type", ""), number=sent.get("number", "")[:LONGEST_NUMBER]))
    except AlreadyAnswered as repeated:
        return repeated.answer.decode().strip('"')
