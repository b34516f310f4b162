"""Papers examined before departure: lists, acts of a service, questions and answers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Router

from kopri.domains.examination.types import Signature
from kopri.interfaces.api.answers import answer, body, done, takes
from kopri.interfaces.api.bodies import Answer, Ask, Examine, NotAccept, SeenPapers, Why
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor, request_key
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
from kopri.journeys.show_examination import show_examination
from kopri.journeys.show_paper_figures import show_paper_figures
from kopri.journeys.show_papers import show_papers

router = Router(tags=["papers"])
papers = Router(tags=["papers"])


@papers.get("")
def list_(request: HttpRequest) -> HttpResponse:
    """The announced cases whose papers the caller's service must see, the most urgent first."""
    house = house_of(request)
    rows = show_papers(journal=house.journal, pair=house.pair, actor=actor(request))
    return answer({"rows": rows})


@papers.get("/figures")
def figures(request: HttpRequest) -> HttpResponse:
    """How many cases came with accepted papers, and the minutes that it saved."""
    house = house_of(request)
    return answer(show_paper_figures(journal=house.journal, pair=house.pair,
                                     actor=actor(request)))


@router.get("/{reference}/examination")
def read(request: HttpRequest, reference: str) -> HttpResponse:
    """What services have said of a case's papers, as far as the caller may see it."""
    house = house_of(request)
    return answer(show_examination(journal=house.journal, pair=house.pair,
                                   actor=actor(request), reference=reference))


@router.post("/{reference}/examination/look", openapi_extra=takes(Examine))
def look(request: HttpRequest, reference: str) -> HttpResponse:
    """Take note of the papers as they are."""
    asked = body(request, Examine)
    return _act(request, reference, lambda desk: look_at_papers(
        desk=desk, signature=_signature(asked.now)))


@router.post("/{reference}/examination/accept", openapi_extra=takes(Examine))
def accept(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept the papers unless facts differ."""
    asked = body(request, Examine)
    return _act(request, reference, lambda desk: accept_papers(
        desk=desk, signature=_signature(asked.now)))


@router.post("/{reference}/examination/not-accept", openapi_extra=takes(NotAccept))
def not_accept(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what is wrong with the papers, and what would mend them."""
    asked = body(request, NotAccept)
    return _act(request, reference, lambda desk: not_accept_papers(
        desk=desk, signature=_signature(asked.now), reason=asked.reason, remedy=asked.remedy))


@router.post("/{reference}/examination/ask", openapi_extra=takes(Ask))
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask whoever announced the case."""
    asked = body(request, Ask)
    return _act(request, reference, lambda desk: ask_carrier(
        desk=desk, signature=_signature(asked.now), text=asked.text))


@router.post("/{reference}/examination/withdraw", openapi_extra=takes(Why))
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the acceptance of the caller's service back."""
    asked = body(request, Why)
    return _act(request, reference, lambda desk: withdraw_acceptance(
        desk=desk, reason=asked.reason))


@router.post("/{reference}/questions/{question}/answer", openapi_extra=takes(Answer))
def reply(request: HttpRequest, reference: str, question: str) -> HttpResponse:
    """Answer a question; only whoever announced the case."""
    asked = body(request, Answer)
    return done(lambda: answer_question(
        journal=house_of(request).journal, actor=actor(request), reference=reference,
        question=question, text=asked.text, documents=asked.documents,
        request=request_key(request)))


def _act(
    request: HttpRequest, reference: str, act: Callable[[Desk], Examined]
) -> HttpResponse:
    house = house_of(request)
    desk = Desk(journal=house.journal, pair=house.pair, actor=actor(request),
                reference=reference, request=request_key(request))
    return done(lambda: act(desk))


def _signature(given: SeenPapers) -> Signature:
    return Signature(seen=given.seen, acts=given.acts)
