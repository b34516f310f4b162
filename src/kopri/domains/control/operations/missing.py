"""Release without some services, under a regime that lets them be missed: check, then append."""

from collections.abc import Collection, Sequence

from kopri.domains.control.operations.working import own_findings
from kopri.domains.control.queries import planned_services
from kopri.domains.control.rules import RegisteredHere, all_cleared
from kopri.domains.control.types import Outcome, Released
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.rules import refuse_if


def not_cleared(tx: Writing, *, reference: str) -> tuple[str, ...]:
    """Services of this side's plan that have not cleared, in its order."""
    findings = own_findings(tx, reference)
    return tuple(
        service for service in planned_services(reference)
        if service not in findings or findings[service].outcome is not Outcome.CLEARED)


def release_without(
    tx: Writing, *, reference: str, missed: Collection[str], regime: Recorded, state: str,
    without: Sequence[str] = (),
) -> Recorded:
    """All others have cleared: this side releases. It rests on their findings and on ``regime``,
    the entry that lets the ``missed`` be missed. ``without``: parts that stay behind."""
    services = [each for each in planned_services(reference) if each not in missed]
    findings = own_findings(tx, reference)
    in_control = state == "registered" and all_cleared(services=services, findings=findings)
    refuse_if([] if in_control else [RegisteredHere.fault()])
    return tx.append(Draft(
        subject=reference, payload=Released(side=tx.journal.side, without=list(without) or None),
        basis=[*(findings[each].ref for each in services), regime.ref]))
