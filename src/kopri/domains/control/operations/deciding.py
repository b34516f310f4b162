"""Decide and take back: check, then append; the last to clear releases the side."""

from collections.abc import Sequence
from datetime import datetime

from kopri.domains.control import permissions
from kopri.domains.control.operations.working import decided, may_work, own_findings
from kopri.domains.control.queries import StepView, planned_services, steps_of
from kopri.domains.control.rules import (
    NotAfterExit,
    PlausibleTime,
    ServiceInPlan,
    SomethingToReverse,
    all_cleared,
    broken_decision,
)
from kopri.domains.control.types import (
    Decision,
    Finding,
    FindingRecorded,
    Outcome,
    Refused,
    Released,
    Reversed,
    StepFinished,
)
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require

Ref = tuple[str, int | str]


def check_finding(
    tx: Writing, *, reference: str, decision: Decision, state: str, time: datetime | None = None,
    involved: bool = False,
) -> None:
    """A Refusal unless this officer's service may decide so now.

    ``involved``: it has something open here, whatever the plan says by now.
    """
    service = tx.actor.service
    may_work(tx, service=service, state=state, time=time)
    findings = own_findings(tx, reference)
    seen = involved or service in findings or any(
        step.service == service for step in steps_of([reference]))
    refuse_if([] if seen else [ServiceInPlan.fault(step="-", service=service)])
    refuse_if(decided(findings, service))
    if not (decision.part or decision.withheld):
        refuse_if(broken_decision(decision=decision), ground=Ground.INVALID)


def record_finding(
    tx: Writing, *, reference: str, decision: Decision, time: datetime | None = None,
    others_hold: bool = False, without: Sequence[str] = (), basis: Sequence[Ref] = (),
) -> Recorded | None:
    """A service decides, after ``check_finding``; the last to clear releases the side, a refusal
    refuses it. Returns the side's outcome where this finding made one.

    ``others_hold``: something else stands in the way of a release. ``without``: parts that stay
    behind. ``basis``: what the finding rests on.
    """
    service = tx.actor.service
    steps = [step for step in steps_of([reference]) if step.service == service]
    findings = own_findings(tx, reference)
    drafts = _closing(tx, reference=reference, steps=steps, time=time, decision=decision)
    *_, recorded = tx.append_many([*drafts, Draft(
        subject=reference, time=time, basis=list(basis), payload=FindingRecorded(
            side=tx.journal.side, service=service, outcome=decision.outcome.value,
            reason=decision.reason, lifts=decision.lifts, until=decision.until,
            rule=decision.rule, appeal=decision.appeal, appeal_until=decision.appeal_until,
            facts_differ=decision.facts_differ or None))])
    findings[service] = Finding(service=service, outcome=decision.outcome, ref=recorded.ref)
    if others_hold and decision.outcome is not Outcome.REFUSED:
        return None
    return _conclude(tx, reference=reference, findings=findings, service=service, time=time,
                     without=without)


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
    time: datetime | None, without: Sequence[str],
) -> Recorded | None:
    if findings[service].outcome is Outcome.REFUSED:
        return tx.append(Draft(
            subject=reference, time=time, basis=[findings[service].ref],
            payload=Refused(side=tx.journal.side, service=service)))
    return release_cleared(tx, reference=reference, time=time, without=without)


def release_cleared(
    tx: Writing, *, reference: str, time: datetime | None = None, without: Sequence[str] = ()
) -> Recorded | None:
    """The side releases, where every service of its plan has cleared; None where one has not."""
    services, findings = planned_services(reference), own_findings(tx, reference)
    if not all_cleared(services=services, findings=findings):
        return None
    return tx.append(Draft(
        subject=reference, time=time, basis=[findings[each].ref for each in services],
        payload=Released(side=tx.journal.side, without=list(without) or None)))


def check_reversal(
    tx: Writing, *, reference: str, state: str, time: datetime | None = None
) -> Finding:
    """The decision that this officer's service may take back, or a Refusal."""
    service = tx.actor.service
    require(permissions.may_inspect(tx.actor, service=service))
    refuse_if([NotAfterExit.fault()] if state in ("gone", "turned_back") else [])
    refuse_if([PlausibleTime.fault(path="/time")] if time and time > tx.now else [])
    known = own_findings(tx, reference).get(service)
    if known is not None and known.outcome is not None:
        return known
    refuse_if([SomethingToReverse.fault(service=service)])
    raise AssertionError("unreachable")


def reverse(
    tx: Writing, *, reference: str, reason: str, state: str, time: datetime | None = None,
    basis: Sequence[Ref] = (),
) -> Recorded:
    """The service that decided takes it back; what rested on it is open again."""
    service = tx.actor.service
    known = check_reversal(tx, reference=reference, state=state, time=time)
    return tx.append(Draft(subject=reference, time=time, basis=[known.ref, *basis],
                           payload=Reversed(side=tx.journal.side, service=service, reason=reason)))
