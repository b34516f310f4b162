"""Show a case: what this person may see of it, over all domains."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kopri.crossing.history import down, history_of, second_of, waits
from kopri.crossing.presence import here_since, milestones_among, strip_full
from kopri.crossing.queries import CaseView, by_reference, milestones_of
from kopri.crossing.rules import KnownCase
from kopri.crossing.states import Phase
from kopri.crossing.types import Milestone
from kopri.domains.calling.queries import NeedView, ToldView, needs_of, told_of
from kopri.domains.calling.types import Stage
from kopri.domains.control.queries import (
    ControlView,
    FindingView,
    StepView,
    control_of,
    corridor_of,
    findings_of,
    steps_of,
)
from kopri.domains.documents.queries import DocumentView, documents_of
from kopri.domains.examination.queries import papers_of, still_accepted
from kopri.domains.fallback.queries import regimes
from kopri.domains.gate.queries import PassageView, passages_of
from kopri.domains.notice.queries import NoticeView, newest_of, notices_of
from kopri.domains.queue.queries import Booking, booking_of, unanswered
from kopri.domains.queue.queries.capacity import closures
from kopri.engines.clockwork import Reading, read_clock
from kopri.engines.countrydata import PairData
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.core import Journal
from kopri.journal.queries import EntryLine, entries_about
from kopri.journal.since import mark_of
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground, Refusal

STALE = timedelta(days=1)  # nobody is on the strip for longer


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSheet:
    """Everything that this person may see of a case.

    ``controls``: which services of each side see it, as far as planned.
    ``steps`` and ``corridor``: the own side's services alone. ``entries``: the proof, for staff.
    ``told``: what this side has told of how long the stage takes that runs now. ``needs``: of people and
    animals on board, noted at this side. ``seen``: how far the case is known, for who decides over it.
    """

    reference: str
    now: datetime
    case: CaseView
    exit_side: str
    entry_side: str
    milestones: Sequence[Milestone]
    booking: Booking | None
    request_open: bool
    notices: Sequence[NoticeView]
    documents: Sequence[DocumentView]
    passages: Sequence[PassageView]
    controls: Sequence[ControlView]
    findings: Sequence[FindingView]
    steps: Sequence[StepView]
    corridor: str
    minutes: Reading
    entries: Sequence[EntryLine]
    told: ToldView | None = None
    needs: Sequence[NeedView] = ()
    seen: str = ""


def show_case(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str
) -> CaseSheet:
    """The case, or a Refusal that there is none for this person."""
    case = by_reference(reference)
    if actor.role is Role.CARRIER and case.carrier != actor.person:
        raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    staff = actor.role not in (Role.CARRIER, Role.ANALYST)
    entries = entries_about(reference) if staff else []  # first: what follows is no older
    stones = milestones_of(reference)
    steps = _steps(reference, side=journal.side) if staff else []
    sides = exit_side(case.direction), entry_side(case.direction)
    open_ = bool(unanswered([reference]))
    planned = [control_of(reference, side=side) for side in sides]
    return CaseSheet(
        reference=reference, now=journal.clock.now(), case=case,
        exit_side=sides[0], entry_side=sides[1],
        controls=[control for control in planned if control is not None],
        milestones=stones, booking=None if open_ else booking_of(reference),
        request_open=open_, notices=notices_of(reference),
        documents=[_to(actor, each) for each in documents_of([reference])], steps=steps,
        findings=findings_of([reference]),
        passages=list(passages_of([reference]).values()),
        corridor=corridor_of(reference) if _may_see_risk(actor, pair=pair) else "",
        minutes=minutes_of(stones, case=case, journal=journal, pair=pair, steps=steps),
        entries=entries, seen=mark_of(entries),
        told=_told(case, side=journal.side), needs=needs_of([reference], side=journal.side),
    )


# what is told while a case is in a phase
_STAGES = {
    Phase.WAITING: Stage.GATE, Phase.CALLED: Stage.GATE,
    **dict.fromkeys((Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED, Phase.ENTRY_CONTROLS,
                     Phase.ENTRY_RELEASED), Stage.PASSAGE),
}


def _told(case: CaseView, *, side: str) -> ToldView | None:
    stage = _STAGES.get(case.phase)
    return told_of([case.reference], side=side).get((case.reference, stage)) if stage else None


def _to(actor: Actor, document: DocumentView) -> DocumentView:
    """Why a service does not accept it is for the carrier and that service's side."""
    if actor.role is Role.CARRIER:
        return document
    return replace(document, judgements=tuple(
        each if each.side == actor.side else replace(each, reason="")
        for each in document.judgements))


def _steps(reference: str, *, side: str) -> list[StepView]:
    """The own plan; papers that it calls accepted, as far as they still are."""
    steps = steps_of([reference])
    if not any(step.papers for step in steps):
        return steps
    kept = still_accepted(papers_of([reference], notices=newest_of([reference]),
                                    documents=documents_of([reference])), side=side)
    return [replace(step, papers=step.papers and (reference, step.service) in kept)
            for step in steps]


def _may_see_risk(actor: Actor, *, pair: PairData) -> bool:
    """The own side's customs, and nobody else."""
    customs = [service.id for service in pair.country(actor.side).services_with("customs")]
    return actor.role is Role.INSPECTOR and actor.service in customs


def minutes_of(
    stones: Sequence[Milestone], *, case: CaseView, journal: Journal, pair: PairData,
    steps: Sequence[StepView],
) -> Reading:
    """Whose the time was from the first arrival to the last gate (or now); of a reference alone it is
    not known."""
    if not case.direction or not stones:
        return Reading()
    booking, now = booking_of(case.reference), journal.clock.now()
    shut = closures(point=case.point, direction=case.direction,
                    now=min(stone.time for stone in stones))
    outages = down(regimes(side=journal.side, point=case.point))
    held = waits(_full(stones, case=case, pair=pair, now=now), direction=case.direction)
    return read_clock(now=second_of(now), history=history_of(
        case, stones=stones, side=journal.side, steps=steps, closures=shut,
        further=[*outages, *held], slots=(booking.first_slot, booking.slot) if booking else ()))


def _full(
    stones: Sequence[Milestone], *, case: CaseView, pair: PairData, now: datetime
) -> list[tuple[datetime, datetime | None]]:
    """When the strip was full after the exit side had released it, as far as the strip tells."""
    leaving = exit_side(case.direction)
    ready = [stone.time for stone in stones if (stone.name, stone.side) == ("released", leaving)]
    if not ready or not case.point:
        return []
    gone = max([stone.time for stone in stones if stone.name == "exited"], default=now)
    others = [each for each in here_since(
        ready[0], points=[case.point], before=gone + STALE) if each.direction == case.direction]
    return strip_full(others, capacity=pair.strip_of(case.point).capacity_vehicles,
                      stones=milestones_among([each.reference for each in others]))
