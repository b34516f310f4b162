"""Plan and direct: check, then append."""

from collections.abc import Sequence
from datetime import datetime

from kopri.domains.control import permissions
from kopri.domains.control.operations.working import decided, may_work, own_findings
from kopri.domains.control.queries import steps_of
from kopri.domains.control.rules import broken_direction, directed_steps
from kopri.domains.control.types import Directed, Planned, Step
from kopri.engines.countrydata import Country
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require


def plan(tx: Writing, *, reference: str, steps: Sequence[Step]) -> Recorded | None:
    """Lay down which services see the case; None where the plan stays as it is."""
    require(permissions.may_plan(tx.actor))
    known = [(step.step, step.service, step.papers) for step in steps_of([reference])]
    if known == [(step.step, step.service, step.papers) for step in steps]:
        return None
    services = list(dict.fromkeys(step.service for step in steps))
    return tx.append(Draft(subject=reference, payload=Planned(
        side=tx.journal.side, services=services, steps=list(steps))))


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
    known = [Step(step=each.step, service=each.service, order=each.order, papers=each.papers)
             for each in steps_of([reference])]
    steps = directed_steps(country=country, flow=flow, service=service, corridor=corridor,
                           extra=extra, known=known)
    return tx.append(Draft(subject=reference, time=time, payload=Directed(
        side=tx.journal.side, service=tx.actor.service, corridor=corridor, steps=list(steps))))
