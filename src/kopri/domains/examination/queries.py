"""Reading examinations."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from kopri.domains.examination.models import OwnLook, SharedExaminationAct, SharedVehicleChange
from kopri.domains.examination.rules import changes_since, seen_of, state_of
from kopri.domains.examination.states import ExaminationState
from kopri.domains.examination.types import (
    DECISIONS,
    Act,
    Change,
    Examination,
    Look,
    Paper,
    Papers,
    Question,
    Seen,
    SeenNotice,
    Signature,
)
from kopri.journal.rows import rows_with

_Key = tuple[str, str, str]  # reference, side, service


class _Notice(Protocol):
    @property
    def reference(self) -> str: ...
    @property
    def notice(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def uid(self) -> str: ...
    @property
    def standing(self) -> bool: ...


class _Document(Protocol):
    @property
    def reference(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def standing(self) -> bool: ...


def papers_of(
    references: Iterable[str], *, notices: Iterable[_Notice], documents: Iterable[_Document]
) -> dict[str, Papers]:
    """The papers of these cases, of all their notices and documents, withdrawn ones too."""
    told: dict[str, list[_Notice]] = {reference: [] for reference in references}
    files: dict[str, list[Paper]] = {reference: [] for reference in told}
    for notice in notices:
        told[notice.reference].append(notice)
    for each in documents:
        files[each.reference].append(Paper(document=each.document, type=each.type,
                                           sha256=each.sha256, standing=each.standing))
    return {reference: Papers(
        notices=[SeenNotice(notice=each.notice, version=each.version, entry=each.uid)
                 for each in own if each.standing],
        withdrawn=sum(not each.standing for each in own), documents=files[reference],
    ) for reference, own in told.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A service's examination as of the papers that stand now.

    ``changes``: since its last look, on the own side; else since its decision. ``now``: what its
    officer signs who has these papers before him.
    """

    examination: Examination
    state: ExaminationState
    changes: tuple[Change, ...]
    now: Signature

    @property
    def accepted(self) -> bool:
        """Accepted unless facts differ, and nothing has changed since."""
        return self.state is ExaminationState.ACCEPTED


def open_questions(
    references: Sequence[str], *, waits: Callable[[str, str], bool]
) -> Counter[str]:
    """How many questions of each case wait for its carrier. ``waits``: whether a case's papers are
    still looked at by a side (reference, side)."""
    return Counter(each.reference for each in examinations_of(references)
                   for question in each.questions
                   if question.open and waits(each.reference, each.side))


def vehicle_changes(references: Iterable[str]) -> Counter[str]:
    """How many times vehicle or crew of each case was changed."""
    rows = SharedVehicleChange.objects.filter(reference__in=list(references))
    return Counter(rows.values_list("reference", flat=True))


def standings(
    papers: Mapping[str, Papers], *, asked: Iterable[_Key] = (),
    types: Mapping[str, Sequence[str]] | None = None,
) -> dict[_Key, Standing]:
    """Every examination of these cases as of their papers, and those that are ``asked`` for
    whether or not anybody has begun them. ``types``: document types that a service asks for."""
    found = {(each.reference, each.side, each.service): each
             for each in examinations_of(list(papers))}
    for key in asked:
        found.setdefault(key, Examination(reference=key[0], side=key[1], service=key[2]))
    moved = vehicle_changes(papers)
    return {
        key: _standing(each, papers=papers[key[0]], vehicle=moved[key[0]],
                       types=(types or {}).get(key[2], ()))
        for key, each in found.items()
    }


def still_accepted(papers: Mapping[str, Papers], *, side: str) -> frozenset[tuple[str, str]]:
    """Case and service of this side, where the papers are accepted and nothing has changed since."""
    return frozenset((reference, service)
                     for (reference, whose, service), each in standings(papers).items()
                     if whose == side and each.accepted)


def _standing(
    each: Examination, *, papers: Papers, vehicle: int, types: Sequence[str]
) -> Standing:
    before = each.last.seen if each.last else each.seen
    return Standing(
        examination=each, state=state_of(each, papers=papers, vehicle=vehicle),
        changes=changes_since(before, papers=papers, vehicle=vehicle, answers=each.answers)
        if before else (),
        now=Signature(acts=each.acts, seen=seen_of(
            papers, vehicle=vehicle, types=types, answers=each.answers)),
    )


def examinations_of(references: Sequence[str]) -> list[Examination]:
    """What services of both sides have said of these cases, each with its questions."""
    acts: dict[_Key, list[SharedExaminationAct]] = {}
    for row in rows_with(SharedExaminationAct, column="reference", values=references,
                         order="recorded, log, number"):
        acts.setdefault((row.reference, row.side, row.service), []).append(row)
    looks: dict[_Key, list[OwnLook]] = {}
    for look in rows_with(OwnLook, column="reference", values=references):
        looks.setdefault((look.reference, look.side, look.service), []).append(look)
    return [_examination(key, acts.get(key, []), looks=looks.get(key, []))
            for key in dict.fromkeys((*acts, *looks))]


def _examination(
    key: _Key, acts: Sequence[SharedExaminationAct], *, looks: Sequence[OwnLook]
) -> Examination:
    own = [row for row in acts if Act(row.act) is not Act.ANSWERED]
    last = next((row for row in reversed(own) if Act(row.act) in DECISIONS), None)
    return Examination(
        reference=key[0], side=key[1], service=key[2], acts=len(acts),
        decision=Act(last.act) if last else None, decided=last.time if last else None,
        by=last.person if last else "", uid=last.uid if last else "",
        seen=_seen(last.seen) if last and last.seen else None,
        reason=last.text if last else "", remedy=last.remedy if last else "",
        questions=_questions(own, answers=[row for row in acts if row not in own],
                             decided=last.number if last else -1),
        last=_last(own, looks=looks),
    )


def _questions(
    own: Sequence[SharedExaminationAct], *, answers: Sequence[SharedExaminationAct], decided: int
) -> tuple[Question, ...]:
    """The first answer to a question counts."""
    given = {row.question: row for row in reversed(answers)}
    found = []
    for row in own:
        if Act(row.act) is Act.ASKED:
            answer = given.get(row.question)
            found.append(Question(
                question=row.question, text=row.text, asked=row.time, by=row.person,
                answer=answer.text if answer else "", answered=answer.time if answer else None,
                documents=tuple(answer.documents) if answer else (),
                settled=row.number < decided, since_decision=row.number > decided))
    return tuple(found)


def _last(own: Sequence[SharedExaminationAct], *, looks: Sequence[OwnLook]) -> Look | None:
    """The newest of its looks and of what it signed with the papers before it."""
    found: list[tuple[tuple[int, int, int], SharedExaminationAct | OwnLook]] = [
        *(((row.number + 1, 0, 0), row) for row in own if row.seen),
        *(((look.after, 1, look.number), look) for look in looks),
    ]
    if not found:
        return None
    _, row = max(found, key=lambda each: each[0])
    return Look(time=row.time, by=row.person, seen=_seen(row.seen))


def _seen(value: object) -> Seen:
    return msgspec.convert(value, Seen)
