"""Show a worklist: what waits for a gate or a service of this side, the most urgent first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kopri.crossing.queries import CaseView, in_phases
from kopri.crossing.states import Phase, SideState
from kopri.domains.calling.queries import open_needs
from kopri.domains.calling.types import Need
from kopri.domains.control.queries import FindingView, StepView, findings_of, steps_of
from kopri.domains.control.rules import (
    Because,
    Pressing,
    because,
    by_urgency,
    usual_minutes,
)
from kopri.domains.documents.queries import documents_of
from kopri.domains.examination.queries import papers_of, still_accepted
from kopri.domains.inspection.queries import appointed_for
from kopri.domains.notice.queries import newest_of, notices_of_all
from kopri.domains.outcomes.queries import proposals_of
from kopri.domains.priority.queries import claims_of
from kopri.domains.queue.queries import bookings_of
from kopri.engines.countrydata import PairData
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role, require

STAFF = (Role.GATE_OFFICER, Role.INSPECTOR, Role.SHIFT_HEAD, Role.ANALYST, Role.OPERATOR)
INSIDE = (Phase.EXIT_CONTROLS, Phase.ENTRY_CONTROLS)
AT_GATE = (
    Phase.BOOKED, Phase.ANNOUNCED, Phase.WAITING, Phase.CALLED, Phase.EXIT_RELEASED, Phase.STRIP,
    Phase.ENTRY_RELEASED, Phase.REFUSED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRow:
    """A vehicle and what it waits for.

    ``waits_for``: a step's code, or at the gate one of ``arrive``, ``call``, ``register``,
    ``exit``, ``turn_back``. ``since``: since when. ``usual``: p50 and p90 minutes by the
    country's data, of what remains where ``papers`` were accepted. ``under_way``: the step has
    begun. ``held``: this service holds it. ``needs``: of people and animals on board.
    ``goods_classes``: of goods that cannot wait, as ``goods_classes.csv`` names them. ``appointed``:
    when this service is to be at an inspection; ``spoils_by``: when goods must have arrived. ``because``: why it stands here.
    """

    reference: str
    plate: str
    direction: str
    phase: Phase
    waits_for: str
    service: str
    since: datetime
    usual: tuple[int, int] | None
    slot: datetime | None
    under_way: bool = False
    held: bool = False
    papers: bool = False
    needs: tuple[Need, ...] = ()
    goods_classes: tuple[str, ...] = ()
    appointed: datetime | None = None
    spoils_by: datetime | None = None
    because: Because | None = None


def show_worklist(*, journal: Journal, pair: PairData, actor: Actor) -> Sequence[WorkRow]:
    """For an inspector the own service's; for the gate and the shift head the gate's."""
    require(has_role(actor, *STAFF))
    if actor.role is Role.INSPECTOR:
        return _service_rows(pair=pair, side=journal.side, service=actor.service,
                             now=journal.clock.now())
    return _gate_rows(side=journal.side)


def _service_rows(*, pair: PairData, side: str, service: str, now: datetime) -> list[WorkRow]:
    cases = {case.reference: case for case in in_phases(*INSIDE)
             if case.state_at(side) in (SideState.REGISTERED, SideState.HELD)}
    steps = [step for step in steps_of(list(cases)) if step.service == service]
    findings = {(row.reference, row.service): row for row in findings_of(list(cases))
                if row.side == side}
    kept = _still_accepted([step.reference for step in steps if step.papers], side=side)
    rows = [
        _step_row(replace(step, papers=step.papers and (step.reference, service) in kept),
                  case=cases[step.reference], pair=pair, side=side,
                  finding=findings.get((step.reference, service)))
        for step in steps if not step.finished
    ]
    first = {row.reference: row for row in reversed(rows)}
    return _by_urgency(_with_promises(first, pair=pair, side=side, service=service),
                       side=side, service=service, now=now)


def _with_promises(
    rows: Mapping[str, WorkRow], *, pair: PairData, side: str, service: str
) -> dict[str, WorkRow]:
    """With what cannot wait: the goods, an appointment, the hour by which they must have arrived."""
    references, codes = list(rows), dict[str, set[str]]()
    for notice in notices_of_all(references):
        codes.setdefault(notice.reference, set()).update(notice.commodities)
    appointed, claims = appointed_for(references, side=side, service=service), claims_of(references)
    return {
        reference: replace(
            row, goods_classes=tuple(sorted(pair.country(side).goods_classes_of(
                codes.get(reference, ())))),
            appointed=appointed[reference].head.starts if reference in appointed else None,
            spoils_by=claims[reference].spoils_by if reference in claims else None)
        for reference, row in rows.items()}


def _by_urgency(
    rows: Mapping[str, WorkRow], *, side: str, service: str, now: datetime
) -> list[WorkRow]:
    to_sign = {each.reference for each in proposals_of(list(rows), side=side)
               if each.service == service}
    pressing = by_urgency((Pressing(
        reference=row.reference, since=row.since, usual_min=row.usual[1] if row.usual else None,
        goods_classes=frozenset(row.goods_classes), in_hand=row.under_way,
        appointed=row.appointed, spoils_by=row.spoils_by,
        to_sign=row.reference in to_sign) for row in rows.values()), now=now)
    return [replace(rows[each.reference], because=because(each, now=now)) for each in pressing]


def _still_accepted(references: Sequence[str], *, side: str) -> frozenset[tuple[str, str]]:
    """Where what was accepted before the vehicle came was not withdrawn or changed since."""
    return still_accepted(papers_of(
        references, notices=newest_of(references), documents=documents_of(references)), side=side)


def _step_row(
    step: StepView, *, case: CaseView, pair: PairData, side: str, finding: FindingView | None
) -> WorkRow:
    return WorkRow(
        reference=case.reference, plate=case.plate, direction=case.direction, phase=case.phase,
        waits_for=step.step, service=step.service, since=step.started or case.since,
        usual=usual_minutes(country=pair.country(side), step=step.step, papers=step.papers),
        slot=None, under_way=step.started is not None, papers=step.papers,
        held=finding is not None and finding.outcome == "held",
    )


def _gate_rows(*, side: str) -> list[WorkRow]:
    cases = [case for case in in_phases(*AT_GATE) if _gate_act(case, side=side)]
    bookings = bookings_of([case.reference for case in cases])
    needs = open_needs([case.reference for case in cases], side=side)
    rows = []
    for case in cases:
        booking = bookings.get(case.reference)
        rows.append(WorkRow(
            reference=case.reference, plate=case.plate, direction=case.direction,
            phase=case.phase, waits_for=_gate_act(case, side=side), service="",
            since=case.since, usual=None, slot=booking.slot if booking else None,
            needs=needs.get(case.reference, ()),
        ))
    return sorted(rows, key=_gate_urgency)


def _gate_act(case: CaseView, *, side: str) -> str:
    """What the gate of this side does next with a case; empty where it is another's turn."""
    leaving = exit_side(case.direction) == side
    acts = {
        Phase.BOOKED: "arrive", Phase.ANNOUNCED: "arrive", Phase.WAITING: "call",
        Phase.CALLED: "register", Phase.EXIT_RELEASED: "exit",
    } if leaving else {Phase.STRIP: "register", Phase.ENTRY_RELEASED: "exit"}
    if case.phase is Phase.REFUSED:
        return "turn_back" if case.state_at(side) is SideState.REFUSED else ""
    return acts.get(case.phase, "")


_ORDER = {"turn_back": 0, "exit": 1, "register": 2, "call": 3, "arrive": 4}


def _gate_urgency(row: WorkRow) -> tuple[int, bool, datetime]:
    """Those who can leave first, then who stands at the gate, then the queue: who needs help, then
    by slot."""
    return _ORDER[row.waits_for], not row.needs, row.slot or row.since


