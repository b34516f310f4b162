"""Reading controls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.domains.control.models import (
    OwnDirection,
    OwnMark,
    OwnPlan,
    PlanStep,
    SharedControl,
    SharedFinding,
)
from kopri.domains.control.types import Because
from kopri.journal.rows import rows_with


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A step of this node's plan. ``papers``: accepted in advance, unless facts differ;
    ``marked``: only a mark asks for it."""

    reference: str
    step: str
    service: str
    order: int
    started: datetime | None
    finished: datetime | None
    papers: bool = False
    differs: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """What a service has said last; ``outcome`` is empty after a reversal."""

    reference: str
    side: str
    service: str
    outcome: str
    reason: str
    lifts: str
    rule: str
    time: datetime
    uid: str
    until: str = ""
    appeal: str = ""
    appeal_until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlView:
    """One side's controls of a case."""

    side: str
    services: tuple[str, ...]
    released: datetime | None
    refused: datetime | None
    refused_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """When this node planned a case last, and why. ``reason``: of a shift head who asked for it."""

    planned: datetime
    because: Because | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkView:
    """A risk that the own side sees; for its services alone."""

    reference: str
    service: str
    steps: tuple[str, ...]
    reason: str
    person: str
    time: datetime
    uid: str


def steps_of(references: Sequence[str]) -> list[StepView]:
    """This node's steps of these cases, in order."""
    rows = rows_with(PlanStep, column="reference", values=references,
                     order='reference, "order", step, service')
    return [_step(row) for row in rows]


def findings_of(references: Sequence[str]) -> list[FindingView]:
    """The latest finding of each service of both sides."""
    return [
        FindingView(
            reference=row.reference, side=row.side, service=row.service, outcome=row.outcome,
            reason=row.reason, lifts=row.lifts, rule=row.rule, time=row.time, uid=row.uid,
            until=row.until, appeal=row.appeal, appeal_until=row.appeal_until,
        )
        for row in rows_with(SharedFinding, column="reference", values=references,
                             order="time, side, service")
    ]


def control_of(reference: str, *, side: str) -> ControlView | None:
    """A side's controls, if it has planned any."""
    return next((
        ControlView(side=row.side, services=tuple(row.services), released=row.released,
                    refused=row.refused, refused_by=row.refused_by)
        for row in rows_with(SharedControl, column="reference", values=[reference])
        if row.side == side), None)


def services_of(references: Sequence[str], *, side: str) -> dict[str, tuple[str, ...]]:
    """The services of a side that see each of these cases, as far as planned."""
    rows = rows_with(SharedControl, column="reference", values=references)
    return {row.reference: tuple(row.services) for row in rows if row.side == side}


def steps_done(*, since: datetime) -> list[StepView]:
    """Steps of this node's plans that were begun since then and are finished."""
    rows = PlanStep.objects.filter(started__gte=since, finished__isnull=False)
    return [_step(row) for row in rows.order_by("reference", "order", "step", "service")]


def planned_services(reference: str) -> tuple[str, ...]:
    """The services in this node's own plan, in its order."""
    return tuple(dict.fromkeys(step.service for step in steps_of([reference])))


def corridor_of(reference: str) -> str:
    """The corridor of a case; for the own side's customs only."""
    row = OwnDirection.objects.filter(reference=reference).first()
    return row.corridor if row else ""


def plan_of(reference: str) -> PlanView | None:
    """Why this node's plan is as it is; None where it has none."""
    row = OwnPlan.objects.filter(reference=reference).first()
    return None if row is None else PlanView(
        planned=row.planned, because=Because(row.because) if row.because else None,
        reason=row.reason)


def marks_of(references: Sequence[str]) -> list[MarkView]:
    """The marks that stand; for the own side's services alone."""
    rows = rows_with(OwnMark, column="reference", values=references, order="reference, service")
    return [MarkView(
        reference=row.reference, service=row.service, reason=row.reason, person=row.person,
        steps=tuple(step["step"] for step in row.steps), time=row.time, uid=row.uid,
    ) for row in rows]


def _step(row: PlanStep) -> StepView:
    return StepView(reference=row.reference, step=row.step, service=row.service, order=row.order,
                    started=row.started, finished=row.finished, papers=row.papers,
                    differs=row.differs, marked=row.marked)
