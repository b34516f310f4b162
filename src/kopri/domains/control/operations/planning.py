"""Plan and direct: check, then append."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from kopri.domains.control import permissions
from kopri.domains.control.operations.working import decided, may_work, own_findings
from kopri.domains.control.queries import StepView, marks_of, steps_of
from kopri.domains.control.rules import (
    MarkStands,
    NotAfterExit,
    NotConcluded,
    ReasonGiven,
    broken_direction,
    directed_steps,
    marked_steps,
    unknown_steps,
    with_begun,
)
from kopri.domains.control.types import Because, Directed, Marked, MarkLifted, Planned, Step
from kopri.engines.countrydata import Country
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.errors import Fault, Ground
from kopri.kernel.rules import refuse_if, require


def plan(
    tx: Writing, *, reference: str, steps: Sequence[Step], because: Because,
    reason: str | None = None,
) -> Recorded | None:
    """Lay down which services see the case; None where the plan stays as it is.

    ``steps``: without those of marks, of which nothing may be told to the other side. What has begun
    or is finished stays in every plan.
    """
    require(permissions.may_plan(tx.actor))
    known = _unmarked(reference)
    steps = with_begun(
        steps, begun=_steps(each for each in known if each.started or each.finished),
        finished=_steps(each for each in known if each.finished))
    if _compared(_steps(known)) == _compared(steps):
        return None
    services = list(dict.fromkeys(step.service for step in steps))
    return tx.append(Draft(subject=reference, payload=Planned(
        side=tx.journal.side, services=services, steps=list(steps), because=because.value,
        reason=reason)))


def _compared(steps: Sequence[Step]) -> list[tuple[str, str, bool]]:
    """What makes a plan another one; services of one step stand in no order."""
    return sorted((step.step, step.service, step.papers) for step in steps)


def planned_of(reference: str) -> list[Step]:
    """The steps of this node's plan but for those of marks."""
    return _steps(_unmarked(reference))


def _unmarked(reference: str) -> list[StepView]:
    return [each for each in steps_of([reference]) if not each.marked]


def _steps(views: Iterable[StepView]) -> list[Step]:
    return [Step(step=each.step, service=each.service, order=each.order, papers=each.papers)
            for each in views]


def mark(
    tx: Writing, *, reference: str, service: str, extra: Sequence[str], reason: str,
    country: Country, flow: str, state: str,
) -> Recorded:
    """A risk is seen: the service takes these steps too, whatever is planned or directed.

    A mark on what is released already would stop nobody, and so is refused.
    """
    require(permissions.may_mark(tx.actor, service=service))
    refuse_if([NotAfterExit.fault()] if state in ("gone", "turned_back") else
              [NotConcluded.fault()] if state in ("released", "refused") else [])
    refuse_if([*_unreasoned(reason),
               *unknown_steps(country=country, flow=flow, service=service, extra=extra or ("",))],
              ground=Ground.INVALID)
    refuse_if(decided(own_findings(tx, reference), service))
    steps = marked_steps(country=country, flow=flow, service=service, extra=extra)
    return tx.append(Draft(subject=reference, payload=Marked(
        side=tx.journal.side, service=service, steps=steps, reason=reason)))


def lift_mark(tx: Writing, *, reference: str, service: str, reason: str) -> Recorded:
    """The risk was looked into; what has begun of it is still to be finished."""
    require(permissions.may_mark(tx.actor, service=service))
    refuse_if(_unreasoned(reason), ground=Ground.INVALID)
    found = [each for each in marks_of([reference]) if each.service == service]
    refuse_if([] if found else [MarkStands.fault(service=service)])
    return tx.append(Draft(subject=reference, payload=MarkLifted(
        side=tx.journal.side, service=service, reason=reason)))


def _unreasoned(reason: str) -> list[Fault]:
    return [] if reason.strip() else [ReasonGiven.fault(path="/reason")]


def direct(
    tx: Writing, *, reference: str, corridor: str, extra: Sequence[str], state: str,
    country: Country, flow: str, time: datetime | None = None,
) -> Recorded:
    """A service decides how deep it looks: a corridor of its own, ``extra`` steps beyond it."""
    service = tx.actor.service
    may_work(tx, service=service, state=state, time=time)
    refuse_if(broken_direction(country=country, flow=flow, service=service, corridor=corridor,
                               extra=extra), ground=Ground.INVALID)
    refuse_if(decided(own_findings(tx, reference), service))
    steps = directed_steps(country=country, flow=flow, service=service, corridor=corridor,
                           extra=extra, known=planned_of(reference))
    return tx.append(Draft(subject=reference, time=time, payload=Directed(
        side=tx.journal.side, service=tx.actor.service, corridor=corridor, steps=list(steps))))
