"""Mark a case as a risk by hand, and lift the mark: the own side's services alone know of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kopri.crossing.queries import by_reference
from kopri.domains.control import operations
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedCase:
    """The case that bears the mark, or bore it."""

    reference: str


def mark_risk(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str, service: str,
    steps: Sequence[str], reason: str, seen: str = "", request: RequestKey | None = None,
) -> MarkedCase:
    """``steps``: of those that the service does on suspicion; they outlast every plan. ``seen``: how
    far an officer of the service knew the case, who would overwrite a colleague's mark."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        if seen:
            operations.unchanged(tx, reference=reference, seen=seen)
        case = by_reference(reference)
        leaving = exit_side(case.direction) == journal.side
        operations.mark(
            tx, reference=reference, service=service, extra=steps, reason=reason,
            country=pair.country(journal.side), flow="exit" if leaving else "entry",
            state=case.state_at(journal.side).value)
        return tx.answer(MarkedCase(reference=reference))


def lift_mark(
    *, journal: Journal, actor: Actor, reference: str, service: str, reason: str,
    seen: str = "", request: RequestKey | None = None,
) -> MarkedCase:
    """The risk was looked into; ``seen`` as in ``mark_risk``."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        if seen:
            operations.unchanged(tx, reference=reference, seen=seen)
        by_reference(reference)
        operations.lift_mark(tx, reference=reference, service=service, reason=reason)
        return tx.answer(MarkedCase(reference=reference))
