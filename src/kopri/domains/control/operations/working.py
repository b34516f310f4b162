"""What every act of a service begins with."""

from datetime import datetime

from kopri.domains.control import permissions
from kopri.domains.control.queries import StepView, findings_of, steps_of
from kopri.domains.control.rules import (
    ChangedSince,
    OneFinding,
    PlausibleTime,
    RegisteredHere,
    ServiceInPlan,
    changes,
)
from kopri.domains.control.types import Finding, Outcome
from kopri.journal.append.writing import Writing
from kopri.journal.queries import ref_of
from kopri.journal.since import learned_since
from kopri.kernel.errors import Fault
from kopri.kernel.rules import refuse_if, require

IN_CONTROLS = ("registered", "held")


def may_work(tx: Writing, *, service: str, state: str, time: datetime | None) -> None:
    """A Refusal unless this officer's service has the vehicle in its controls."""
    require(permissions.may_inspect(tx.actor, service=service))
    refuse_if([] if state in IN_CONTROLS else [RegisteredHere.fault()])
    refuse_if([PlausibleTime.fault(path="/time")] if time and time > tx.now else [])


def unchanged(tx: Writing, *, reference: str, seen: str) -> None:
    """A Refusal that tells what has changed of what this service decides over; ``seen``: how far the
    officer knew the case, empty where nobody says."""
    require(permissions.may_inspect(tx.actor, service=tx.actor.service))
    if not seen:
        return
    learned = learned_since(reference, mark=seen)
    found = [] if learned is None else list(changes(
        ((each.kind, each.payload) for each in learned),
        side=tx.journal.side, service=tx.actor.service))
    refuse_if([ChangedSince.fault(path="/seen"), *found] if found or learned is None else [])


def own_step(
    tx: Writing, *, reference: str, step: str, state: str, time: datetime | None
) -> StepView:
    """A step of this officer's service, or a Refusal."""
    service = tx.actor.service
    may_work(tx, service=service, state=state, time=time)
    for found in steps_of([reference]):
        if found.step == step and found.service == service:
            return found
    raise_missing = [ServiceInPlan.fault(step=step, service=service)]
    refuse_if(raise_missing)
    raise AssertionError("unreachable")


def own_findings(tx: Writing, reference: str) -> dict[str, Finding]:
    """What each service of this side has said last."""
    return {
        row.service: Finding(
            service=row.service, outcome=Outcome(row.outcome) if row.outcome else None,
            ref=ref_of(row.uid, subject=reference),
        )
        for row in findings_of([reference]) if row.side == tx.journal.side
    }


def decided(findings: dict[str, Finding], service: str) -> list[Fault]:
    """A hold may be followed by another finding; a clearance or refusal must be reversed."""
    known = findings.get(service)
    final = known is not None and known.outcome in (Outcome.CLEARED, Outcome.REFUSED)
    return [OneFinding.fault(service=service)] if final else []
