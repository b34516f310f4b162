"""Examine the papers of an announced case: look, accept, do not accept, ask, withdraw; answer."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from kopri.crossing.queries import by_reference
from kopri.crossing.states import ENDS, SideState
from kopri.domains.control.queries import services_of
from kopri.domains.documents.queries import documents_of
from kopri.domains.examination import operations
from kopri.domains.examination.operations import Place
from kopri.domains.examination.queries import Standing, papers_of, standings
from kopri.domains.examination.types import Signature
from kopri.domains.notice.queries import newest_of
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The back office of one service, as somebody of it acts on a case."""

    journal: Journal
    pair: PairData
    actor: Actor
    reference: str
    request: RequestKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What was done. ``question``: the id of one that was asked."""

    reference: str
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    tx: Writing
    standing: Standing
    place: Place


@contextmanager
def _work(desk: Desk) -> Iterator[_Work]:
    """The case as it stands, held while the service acts."""
    journal, reference, service = desk.journal, desk.reference, desk.actor.service
    with begin(journal, actor=desk.actor, keys=[f"case:{reference}"],
               request=desk.request) as tx:
        case = by_reference(reference)
        key = (reference, journal.side, service)
        papers = papers_of([reference], notices=newest_of([reference]),
                           documents=documents_of([reference]))
        types = desk.pair.country(journal.side).papers_for(
            service, flow="exit" if exit_side(case.direction) == journal.side else "entry")
        planned = services_of([reference], side=journal.side).get(reference, ())
        yield _Work(
            tx=tx, standing=standings(papers, asked=[key], types={service: types})[key],
            place=Place(
                papers=papers[reference], in_plan=service in planned, over=case.phase in ENDS,
                presented=case.state_at(journal.side) is not SideState.EXPECTED))


def look_at_papers(*, desk: Desk, signature: Signature) -> Examined:
    """Take note of the papers as they are."""
    with _work(desk) as work:
        operations.look(work.tx, standing=work.standing, place=work.place, signature=signature)
        return work.tx.answer(Examined(reference=desk.reference))


def accept_papers(*, desk: Desk, signature: Signature) -> Examined:
    """Accept them unless facts differ."""
    with _work(desk) as work:
        operations.accept(work.tx, standing=work.standing, place=work.place, signature=signature)
        return work.tx.answer(Examined(reference=desk.reference))


def not_accept_papers(
    *, desk: Desk, signature: Signature, reason: str, remedy: str
) -> Examined:
    """Say what is wrong with them and what would mend it."""
    with _work(desk) as work:
        operations.not_accept(work.tx, standing=work.standing, place=work.place,
                              signature=signature, reason=reason, remedy=remedy)
        return work.tx.answer(Examined(reference=desk.reference))


def ask_carrier(*, desk: Desk, signature: Signature, text: str) -> Examined:
    """Ask whoever announced the case."""
    with _work(desk) as work:
        question = operations.ask(work.tx, standing=work.standing, place=work.place,
                                  signature=signature, text=text)
        return work.tx.answer(Examined(reference=desk.reference, question=question))


def withdraw_acceptance(*, desk: Desk, reason: str) -> Examined:
    """Take an acceptance back."""
    with _work(desk) as work:
        operations.withdraw(work.tx, standing=work.standing, reason=reason, over=work.place.over)
        return work.tx.answer(Examined(reference=desk.reference))


def answer_question(
    *, journal: Journal, actor: Actor, reference: str, question: str, text: str,
    documents: Sequence[str] = (), request: RequestKey | None = None,
) -> Examined:
    """Answer for the service that asked; ``documents``: of the case, that belong to the answer."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        case = by_reference(reference)
        operations.answer(
            tx, reference=reference, carrier=case.carrier, question=question, text=text,
            documents=documents, waits=lambda asked: case.lies_before(asked.side),
            known=[each.document for each in documents_of([reference]) if each.standing])
        return tx.answer(Examined(reference=reference, question=question))
