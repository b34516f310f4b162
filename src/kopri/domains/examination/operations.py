"""Look, accept, do not accept, ask, answer, withdraw: check, then append."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from kopri.domains.examination import permissions
from kopri.domains.examination.queries import Standing, examinations_of
from kopri.domains.examination.rules import (
    AcceptedOnce,
    DocumentOfTheCase,
    QuestionOpen,
    SaysSomething,
    SaysWhatMends,
    SaysWhy,
    SomethingAccepted,
    broken_place,
    broken_signature,
    broken_words,
)
from kopri.domains.examination.types import (
    Accepted,
    Act,
    Answered,
    Asked,
    Examination,
    Looked,
    NotAccepted,
    Papers,
    Signature,
    Withdrawn,
)
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Payload, Recorded
from kopri.kernel.errors import Fault, Ground
from kopri.kernel.ids import new_id
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a case is for the service's side. ``in_plan``: the service will see it.

    ``presented``: this side's gate has registered it; ``over``: it has ended.
    """

    papers: Papers
    in_plan: bool
    presented: bool
    over: bool


def look(
    tx: Writing, *, standing: Standing, place: Place, signature: Signature
) -> Recorded | None:
    """Take note; None where the service has noted exactly this before."""
    _signs(tx, standing=standing, place=place, signature=signature)
    last = standing.examination.last
    if last is not None and last.seen == standing.now.seen:
        return None
    return _append(tx, standing, Looked(**_whose(standing), seen=standing.now.seen))


def accept(
    tx: Writing, *, standing: Standing, place: Place, signature: Signature
) -> Recorded:
    """Accept unless facts differ."""
    _signs(tx, standing=standing, place=place, signature=signature)
    service = standing.examination.service
    refuse_if([AcceptedOnce.fault(service=service)] if standing.accepted else [])
    return _append(tx, standing, Accepted(**_whose(standing), seen=standing.now.seen))


def not_accept(
    tx: Writing, *, standing: Standing, place: Place, signature: Signature, reason: str,
    remedy: str,
) -> Recorded:
    """Say that the papers are not in order, why, and what would mend them."""
    _signs(tx, standing=standing, place=place, signature=signature, words=[
        *broken_words(reason, missing=SaysWhy, path="/reason"),
        *broken_words(remedy, missing=SaysWhatMends, path="/remedy")])
    return _append(tx, standing, NotAccepted(
        **_whose(standing), seen=standing.now.seen, reason=reason, remedy=remedy))


def ask(
    tx: Writing, *, standing: Standing, place: Place, signature: Signature, text: str
) -> str:
    """Ask whoever announced the case; the question's id."""
    _signs(tx, standing=standing, place=place, signature=signature,
           words=broken_words(text, missing=SaysSomething, path="/text"))
    question = new_id(random=tx.random)
    _append(tx, standing, Asked(**_whose(standing), seen=standing.now.seen, question=question,
                                text=text))
    return question


def withdraw(tx: Writing, *, standing: Standing, over: bool, reason: str) -> Recorded:
    """Take an acceptance back; also while the vehicle is in this side's controls."""
    examination = standing.examination
    require(permissions.may_examine(tx.actor, service=examination.service))
    refuse_if(broken_words(reason, missing=SaysWhy, path="/reason"), ground=Ground.INVALID)
    refuse_if(broken_place(announced=True, in_plan=True, service=examination.service,
                           presented=False, over=over))
    if examination.decision is not Act.ACCEPTED:
        refuse_if([SomethingAccepted.fault(service=examination.service)])
    return _append(tx, standing, Withdrawn(**_whose(standing), reason=reason))


def answer(
    tx: Writing, *, reference: str, carrier: str, question: str, text: str,
    documents: Sequence[str], known: Collection[str], waits: Callable[[Examination], bool],
) -> Recorded:
    """Answer a question. ``known``: documents of the case; ``waits``: whether that side's service
    still looks at the papers."""
    require(permissions.may_answer(tx.actor, carrier=carrier))
    refuse_if([*broken_words(text, missing=SaysSomething, path="/text"),
               *_unknown(documents, known=known)], ground=Ground.INVALID)
    asked = next((each for each in examinations_of([reference])
                  if any(known.question == question and known.open for known in each.questions)),
                 None)
    if asked is None or not waits(asked):
        refuse_if([QuestionOpen.fault(path="/question")])
    assert asked is not None
    return tx.append(Draft(subject=reference, payload=Answered(
        side=asked.side, service=asked.service, question=question, text=text,
        documents=list(dict.fromkeys(documents)))))


def _unknown(documents: Iterable[str], *, known: Collection[str]) -> list[Fault]:
    return [DocumentOfTheCase.fault(path=f"/documents/{number}", document=each)
            for number, each in enumerate(documents) if each not in known]


def _signs(
    tx: Writing, *, standing: Standing, place: Place, signature: Signature,
    words: Iterable[Fault] = (),
) -> None:
    """An officer of the service, before the gate, with what stands before him."""
    examination = standing.examination
    require(permissions.may_examine(tx.actor, service=examination.service))
    refuse_if(broken_place(
        announced=bool(place.papers.notices), in_plan=place.in_plan, service=examination.service,
        presented=place.presented, over=place.over))
    refuse_if(words, ground=Ground.INVALID)
    refuse_if(broken_signature(
        signature, now=standing.now.seen, acts=examination.acts, papers=place.papers,
        answers=examination.answers))


def _whose(standing: Standing) -> dict[str, str]:
    return {"side": standing.examination.side, "service": standing.examination.service}


def _append(tx: Writing, standing: Standing, payload: Payload) -> Recorded:
    return tx.append(Draft(subject=standing.examination.reference, payload=payload))
