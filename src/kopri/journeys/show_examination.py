"""Show what services have said of a case's papers, and what has changed since the reader's looked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kopri.crossing.queries import CaseView, by_reference
from kopri.crossing.rules import KnownCase
from kopri.crossing.states import ENDS, SideState
from kopri.domains.control.queries import services_of
from kopri.domains.documents.queries import documents_of
from kopri.domains.examination.permissions import may_examine, may_read_questions
from kopri.domains.examination.queries import (
    Standing,
    open_questions,
    papers_of,
    standings,
)
from kopri.domains.examination.rules import broken_place
from kopri.domains.examination.types import Change, Examination, Move
from kopri.domains.notice.queries import Newest, VersionView, newest_of, versions_by
from kopri.engines.countrydata import PairData
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.consignment.difference import Change as Difference
from kopri.kernel.consignment.difference import differences
from kopri.kernel.errors import Fault, Ground, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A change since the own service's last look. ``differences``: of an amended notice's goods."""

    change: Change
    before: VersionView | None = None
    after: VersionView | None = None
    differences: Sequence[Difference] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminationSheet:
    """``own``: the reader's service's, whether or not begun; ``others``: every other that this
    person may see. ``hindered``: why the own service cannot examine now. ``open_questions``: how
    many wait for the carrier, for everybody to know."""

    reference: str
    own: Standing | None
    hindered: Sequence[Fault]
    changed: Sequence[Changed]
    others: Sequence[Standing]
    open_questions: int


def show_examination(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str
) -> ExaminationSheet:
    """What this person may see of it; a Refusal where there is no such case for him."""
    case = by_reference(reference)
    if actor.role is Role.CARRIER and case.carrier != actor.person:
        raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    service = actor.service if may_examine(actor, service=actor.service) else ""
    key = (reference, journal.side, service)
    newest = newest_of([reference])
    papers = papers_of([reference], notices=newest, documents=documents_of([reference]))
    flow = "exit" if exit_side(case.direction) == journal.side else "entry"
    found = standings(papers, asked=[key] if service else (),
                      types={service: pair.country(journal.side).papers_for(service, flow=flow)})
    own = found.pop(key, None)
    return ExaminationSheet(
        reference=reference, own=own,
        hindered=_hindered(case, side=journal.side, service=service,
                           announced=bool(papers[reference].notices)) if own else (),
        changed=_changed(own.changes, newest=newest) if own else [],
        others=[_visible(each, actor=actor, carrier=case.carrier) for each in found.values()],
        open_questions=open_questions(
            [reference], waits=lambda _, side: case.lies_before(side))[reference],
    )


def _hindered(
    case: CaseView, *, side: str, service: str, announced: bool
) -> tuple[Fault, ...]:
    planned = services_of([case.reference], side=side).get(case.reference, ())
    over = case.phase in ENDS
    return tuple(broken_place(
        announced=announced, in_plan=service in planned, service=service, over=over,
        presented=case.state_at(side) is not SideState.EXPECTED))


def _visible(standing: Standing, *, actor: Actor, carrier: str) -> Standing:
    """Questions, answers and reasons are for the carrier and the side that asked; which officer it
    was, for that side alone."""
    examination: Examination = standing.examination
    if actor.role is Role.CARRIER and may_read_questions(
            actor, side=examination.side, carrier=carrier):
        return replace(standing, examination=replace(
            examination, by="", last=None,
            questions=tuple(replace(each, by="") for each in examination.questions)))
    if may_read_questions(actor, side=examination.side, carrier=carrier):
        return standing
    return replace(standing, examination=replace(
        examination, questions=(), reason="", remedy="", by="", last=None))


def _changed(changes: Sequence[Change], *, newest: Sequence[Newest]) -> list[Changed]:
    """Each change, with both versions of a notice that was amended."""
    now = {each.notice: each.uid for each in newest}
    amended = [each for each in changes if each.move is Move.NOTICE_AMENDED]
    known = versions_by([*(each.entry for each in amended), *(now[each.what] for each in amended)])
    return [_compared(each, before=known.get(each.entry), after=known.get(now.get(each.what, "")))
            for each in changes]


def _compared(
    change: Change, *, before: VersionView | None, after: VersionView | None
) -> Changed:
    return Changed(
        change=change, before=before, after=after,
        differences=differences(before.consignments, after.consignments)
        if before and after else ())
