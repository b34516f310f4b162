"""Plan, direct, work through steps, decide, reverse: check, then append."""

from collections.abc import Sequence
from datetime import datetime

from kopri.domains.control import permissions
from kopri.domains.control.queries import StepView, findings_of, planned_services, steps_of
from kopri.domains.control.rules import (
    NotAfterExit,
    OneFinding,
    PlausibleTime,
    RegisteredHere,
    ServiceInPlan,
    SomethingToReverse,
    StepNotDone,
    all_cleared,
    broken_decision,
    broken_direction,
    directed_steps,
)
from kopri.domains.control.types import (
    Decision,
    Directed,
    Finding,
    FindingRecorded,
    Outcome,
    Planned,
    Refused,
    Released,
    Reversed,
    Step,
    StepFinished,
    StepStarted,
)
from kopri.engines.countrydata import Country
from kopri.journal.append.writing import Writing
from kopri.journal.queries import ref_of
from kopri.journal.types import Draft, Payload, Recorded
from kopri.kernel.errors import Fault, Ground
from kopri.kernel.rules import refuse_if, require

IN_CONTROLS = ("registered", "held")


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
    _may_work(tx, service=service, state=state, time=time)
    refuse_if(broken_direction(country=country, flow=flow, service=service, corridor=corridor,
                               extra=extra), ground=Ground.INVALID)
    refuse_if(_decided(_findings(tx, reference), service))
    known = [Step(step=each.step, service=each.service, order=each.order, papers=each.papers)
             for each in steps_of([reference])]
    steps = directed_steps(country=country, flow=flow, service=service, corridor=corridor,
                           extra=extra, known=known)
    return tx.append(Draft(subject=reference, time=time, payload=Directed(
        side=tx.journal.side, service=tx.actor.service, corridor=corridor, steps=list(steps))))


def start_step(
    tx: Writing, *, reference: str, step: str, state: str, time: datetime | None = None
) -> Recorded:
    """Begin a step."""
    found = _own_step(tx, reference=reference, step=step, state=state, time=time)
    refuse_if([StepNotDone.fault(step=step)] if found.finished else [])
    return tx.append(Draft(subject=reference, time=time, payload=StepStarted(
        side=tx.journal.side, step=step, service=found.service)))


def finish_step(
    tx: Writing, *, reference: str, step: str, state: str, time: datetime | None = None
) -> Recorded:
    """Be done with a step without deciding yet."""
    found = _own_step(tx, reference=reference, step=step, state=state, time=time)
    refuse_if([StepNotDone.fault(step=step)] if found.finished else [])
    return tx.append(Draft(subject=reference, time=time, payload=StepFinished(
        side=tx.journal.side, step=step, service=found.service)))


def record_finding(
    tx: Writing, *, reference: str, decision: Decision, state: str, time: datetime | None = None
) -> Recorded | None:
    """A service decides; the last to clear releases the side, a refusal refuses it.

    Returns the side's outcome where this finding made one.
    """
    service = tx.actor.service
    _may_work(tx, service=service, state=state, time=time)
    steps = [step for step in steps_of([reference]) if step.service == service]
    findings = _findings(tx, reference)
    refuse_if([] if steps else [ServiceInPlan.fault(step="-", service=service)])
    refuse_if(_decided(findings, service))
    refuse_if(broken_decision(decision=decision), ground=Ground.INVALID)
    drafts = _closing(tx, reference=reference, steps=steps, time=time, decision=decision)
    *_, recorded = tx.append_many([*drafts, Draft(
        subject=reference, time=time, payload=FindingRecorded(
            side=tx.journal.side, service=service, outcome=decision.outcome.value,
            reason=decision.reason, lifts=decision.lifts, rule=decision.rule,
            facts_differ=decision.facts_differ or None))])
    findings[service] = Finding(service=service, outcome=decision.outcome, ref=recorded.ref)
    return _conclude(tx, reference=reference, findings=findings, service=service, time=time)


def _decided(findings: dict[str, Finding], service: str) -> list[Fault]:
    """A hold may be followed by another finding; a clearance or refusal must be reversed."""
    known = findings.get(service)
    final = known is not None and known.outcome in (Outcome.CLEARED, Outcome.REFUSED)
    return [OneFinding.fault(service=service)] if final else []


def _closing(
    tx: Writing, *, reference: str, steps: Sequence[StepView], time: datetime | None,
    decision: Decision,
) -> list[Draft]:
    """A decision that ends the service's work ends its open steps too."""
    if decision.outcome is Outcome.HELD:
        return []
    return [
        Draft(subject=reference, time=time, payload=StepFinished(
            side=tx.journal.side, step=step.step, service=step.service))
        for step in steps if not step.finished
    ]


def _conclude(
    tx: Writing, *, reference: str, findings: dict[str, Finding], service: str,
    time: datetime | None,
) -> Recorded | None:
    services = planned_services(reference)
    payload: Payload
    if findings[service].outcome is Outcome.REFUSED:
        payload, basis = Refused(side=tx.journal.side, service=service), [findings[service].ref]
    elif all_cleared(services=services, findings=findings):
        payload = Released(side=tx.journal.side)
        basis = [findings[each].ref for each in services]
    else:
        return None
    return tx.append(Draft(subject=reference, time=time, payload=payload, basis=basis))


def reverse(
    tx: Writing, *, reference: str, reason: str, state: str, time: datetime | None = None
) -> Recorded:
    """The service that decided takes it back; what rested on it is open again."""
    service = tx.actor.service
    require(permissions.may_inspect(tx.actor, service=service))
    refuse_if([NotAfterExit.fault()] if state in ("gone", "turned_back") else [])
    refuse_if([PlausibleTime.fault(path="/time")] if time and time > tx.now else [])
    known = _findings(tx, reference).get(service)
    if known is None or known.outcome is None:
        refuse_if([SomethingToReverse.fault(service=service)])
    return tx.append(Draft(subject=reference, time=time, basis=[known.ref] if known else [],
                           payload=Reversed(side=tx.journal.side, service=service, reason=reason)))


def _may_work(tx: Writing, *, service: str, state: str, time: datetime | None) -> None:
    require(permissions.may_inspect(tx.actor, service=service))
    refuse_if([] if state in IN_CONTROLS else [RegisteredHere.fault()])
    refuse_if([PlausibleTime.fault(path="/time")] if time and time > tx.now else [])


def _own_step(
    tx: Writing, *, reference: str, step: str, state: str, time: datetime | None
) -> StepView:
    service = tx.actor.service
    _may_work(tx, service=service, state=state, time=time)
    for found in steps_of([reference]):
        if found.step == step and found.service == service:
            return found
    raise_missing = [ServiceInPlan.fault(step=step, service=service)]
    refuse_if(raise_missing)
    raise AssertionError("unreachable")


def _findings(tx: Writing, reference: str) -> dict[str, Finding]:
    return {
        row.service: Finding(
            service=row.service, outcome=Outcome(row.outcome) if row.outcome else None,
            ref=ref_of(row.uid, subject=reference),
        )
        for row in findings_of([reference]) if row.side == tx.journal.side
    }
