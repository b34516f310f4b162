"""Rules of examinations; what has changed since a service looked, and what that makes of it."""

from collections.abc import Collection, Iterator, Sequence

from msgspec import structs

from kopri.domains.examination.states import ExaminationState
from kopri.domains.examination.types import (
    Act,
    Change,
    Examination,
    Move,
    Papers,
    Seen,
    SeenDocument,
    SeenNotice,
    Signature,
)
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
_TFA = "WTO Agreement on Trade Facilitation, article 7.1"


class SomethingAnnounced(Rule):
    """Nothing is announced for this case, so there are no papers to accept."""

    code = "examination.nothing_announced"
    source = _TFA
    remedy = "Wait for the carrier's notice."


class ServiceSeesCase(Rule):
    """{service} does not see this case."""

    code = "examination.not_in_plan"
    source = _HOUSE
    remedy = "The list of papers shows the cases of your service."


class NotYetHere(Rule):
    """The vehicle is registered at this side's gate; its papers are looked at there."""

    code = "examination.presented"
    source = _TFA
    remedy = "Tell the officer of your service at the post."


class CaseGoesOn(Rule):
    """The case is over."""

    code = "examination.over"
    source = _HOUSE
    remedy = "Nothing is left to examine here."


class NoticeAsSeen(Rule):
    """Notice {notice} was changed while you were reading."""

    code = "examination.notice_changed"
    source = _HOUSE
    remedy = "Read what has changed, then sign again."


class DocumentsAsSeen(Rule):
    """Documents were added or withdrawn while you were reading."""

    code = "examination.documents_changed"
    source = _HOUSE
    remedy = "Open what is new, then sign again."


class VehicleAsSeen(Rule):
    """The vehicle or its crew was changed while you were reading."""

    code = "examination.vehicle_changed"
    source = _HOUSE
    remedy = "Look at the vehicle and the crew, then sign again."


class NobodyActedMeanwhile(Rule):
    """A colleague has acted, or an answer has come, while you were reading."""

    code = "examination.acted_meanwhile"
    source = _HOUSE
    remedy = "Read what was done, then decide whether yours is still needed."


class AcceptedOnce(Rule):
    """{service} has already accepted these papers, and nothing has changed since."""

    code = "examination.already_accepted"
    source = _HOUSE
    remedy = "Nothing is left to do. To take it back, withdraw the acceptance."


class SomethingAccepted(Rule):
    """{service} has accepted nothing that could be withdrawn."""

    code = "examination.nothing_accepted"
    source = _HOUSE
    remedy = "Open the case to see what was decided."


class SaysWhy(Rule):
    """The reason is missing."""

    code = "examination.no_reason"
    source = "WTO Agreement on Trade Facilitation, article 4"
    remedy = "Say in plain words why; the carrier reads it."


class SaysWhatMends(Rule):
    """It is not said what would mend the papers."""

    code = "examination.no_remedy"
    source = _TFA
    remedy = "Say what the carrier has to correct, add or send."


class SaysSomething(Rule):
    """The text is missing."""

    code = "examination.no_text"
    source = _HOUSE
    remedy = "Write at least a word."


class NotTooLong(Rule):
    """The text has more than {most} characters."""

    code = "examination.text_too_long"
    source = _HOUSE
    remedy = "Say it shorter, or attach a document."


class QuestionOpen(Rule):
    """This question does not wait for an answer."""

    code = "examination.question_closed"
    source = _HOUSE
    remedy = "Open the case to see which questions wait for you."


class DocumentOfTheCase(Rule):
    """There is no document {document} in this case."""

    code = "examination.document_unknown"
    source = _HOUSE
    remedy = "Attach the document first, then answer."


LONGEST = 1000


def seen_of(
    papers: Papers, *, vehicle: int, types: Collection[str], answers: Collection[str] = ()
) -> Seen:
    """What a service has before it now. ``answers``: documents that came as answers to it."""
    mine = [paper for paper in papers.documents
            if paper.type in types or paper.document in answers]
    return Seen(
        notices=sorted(papers.notices, key=lambda each: each.notice),
        documents=sorted(
            (SeenDocument(document=paper.document, sha256=paper.sha256)
             for paper in mine if paper.standing), key=lambda each: each.document),
        types=sorted(types), vehicle=vehicle,
        ended=papers.withdrawn + sum(not paper.standing for paper in mine),
    )


def changes_since(
    seen: Seen, *, papers: Papers, vehicle: int, answers: Collection[str] = ()
) -> tuple[Change, ...]:
    """What has changed since: by ids, versions and counts that only grow, so that a change that
    was undone is two changes and not none."""
    now = seen_of(papers, vehicle=vehicle, types=seen.types, answers=answers)
    found = [*_notices(seen.notices, now.notices), *_documents(seen.documents, now.documents)]
    if now.ended != seen.ended + sum(each.move in _WITHDRAWN for each in found):
        found.append(Change(move=Move.CAME_AND_WENT))
    if vehicle != seen.vehicle:
        found.append(Change(move=Move.VEHICLE_CHANGED))
    return tuple(found)


def _notices(seen: Sequence[SeenNotice], now: Sequence[SeenNotice]) -> Iterator[Change]:
    before = {each.notice: each for each in seen}
    for each in now:
        known = before.pop(each.notice, None)
        if known is None:
            yield Change(move=Move.NOTICE_ADDED, what=each.notice)
        elif known != each:
            yield Change(move=Move.NOTICE_AMENDED, what=each.notice, entry=known.entry)
    for notice, known in before.items():
        yield Change(move=Move.NOTICE_WITHDRAWN, what=notice, entry=known.entry)


def _documents(seen: Sequence[SeenDocument], now: Sequence[SeenDocument]) -> Iterator[Change]:
    before, left = [each.document for each in seen], [each.document for each in now]
    for document in left:
        if document not in before:
            yield Change(move=Move.DOCUMENT_ADDED, what=document)
    for document in before:
        if document not in left:
            yield Change(move=Move.DOCUMENT_WITHDRAWN, what=document)


_WITHDRAWN = (Move.NOTICE_WITHDRAWN, Move.DOCUMENT_WITHDRAWN)


def state_of(
    examination: Examination, *, papers: Papers, vehicle: int
) -> ExaminationState:
    """How far the service is, as of these papers."""
    asked = [each for each in examination.questions if each.since_decision]
    if asked:
        waits = any(each.open for each in asked)
        return ExaminationState.ASKED if waits else ExaminationState.ANSWERED
    if examination.decision is None or examination.seen is None:
        if examination.decision is Act.WITHDRAWN:
            return ExaminationState.WITHDRAWN
        return ExaminationState.LOOKED if examination.last else ExaminationState.UNSEEN
    changed = bool(changes_since(examination.seen, papers=papers, vehicle=vehicle,
                                 answers=examination.answers))
    if examination.decision is Act.ACCEPTED:
        return ExaminationState.STALE if changed else ExaminationState.ACCEPTED
    return ExaminationState.MENDED if changed else ExaminationState.NOT_ACCEPTED


def broken_signature(
    signature: Signature, *, now: Seen, acts: int, papers: Papers, answers: Collection[str]
) -> Iterator[Fault]:
    """What has changed between reading and signing."""
    seen = structs.replace(signature.seen, types=now.types)
    found = changes_since(seen, papers=papers, vehicle=now.vehicle, answers=answers)
    for notice in dict.fromkeys(each.what for each in found if each.move in _OF_NOTICE):
        yield NoticeAsSeen.fault(path="/seen/notices", notice=notice)
    if any(each.move in _OF_DOCUMENT for each in found):
        yield DocumentsAsSeen.fault(path="/seen/documents")
    if any(each.move is Move.VEHICLE_CHANGED for each in found):
        yield VehicleAsSeen.fault(path="/seen/vehicle")
    if signature.acts != acts:
        yield NobodyActedMeanwhile.fault(path="/acts")


_OF_NOTICE = (Move.NOTICE_ADDED, Move.NOTICE_AMENDED, Move.NOTICE_WITHDRAWN)
_OF_DOCUMENT = (Move.DOCUMENT_ADDED, Move.DOCUMENT_WITHDRAWN, Move.CAME_AND_WENT)


def broken_place(
    *, announced: bool, in_plan: bool, service: str, presented: bool, over: bool
) -> Iterator[Fault]:
    """What speaks against examining this case now."""
    if over:
        yield CaseGoesOn.fault()
    elif presented:
        yield NotYetHere.fault()
    elif not announced:
        yield SomethingAnnounced.fault()
    elif not in_plan:
        yield ServiceSeesCase.fault(service=service)


def broken_words(text: str, *, missing: type[Rule], path: str) -> Iterator[Fault]:
    """A text that must be there and not too long."""
    if not text:
        yield missing.fault(path=path)
    if len(text) > LONGEST:
        yield NotTooLong.fault(path=path, most=LONGEST)
