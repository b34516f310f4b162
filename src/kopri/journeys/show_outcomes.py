"""Show what was decided of a case beyond its findings: parts, returns, holds without a reason, what waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from kopri.crossing.queries import by_reference
from kopri.crossing.rules import KnownCase
from kopri.domains.control.queries import MarkView, marks_of
from kopri.domains.outcomes.queries import (
    HoldView,
    PartView,
    ProposalView,
    parts_of,
    proposals_of,
    withheld_of,
)
from kopri.domains.returns.queries import ReturnView, returns_of
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeSheet:
    """``parts``: what was said of them, as the carrier is told too. ``returns``: for staff.

    ``withheld``: for the own side's services and who leads the shift; ``waiting``: for the service whose
    second officer confirms; ``marks``: for the service that they concern, and who weighs risks.
    """

    reference: str
    parts: Sequence[PartView]
    returns: Sequence[ReturnView] = ()
    withheld: Sequence[HoldView] = ()
    waiting: Sequence[ProposalView] = ()
    marks: Sequence[MarkView] = ()


def show_outcomes(*, journal: Journal, actor: Actor, reference: str) -> OutcomeSheet:
    """As this person may see them, or a Refusal that there is no such case for him."""
    case, side = by_reference(reference), journal.side
    if actor.role is Role.CARRIER and case.carrier != actor.person:
        raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    inspects = actor.role is Role.INSPECTOR
    return OutcomeSheet(
        reference=reference, parts=parts_of([reference]),
        returns=returns_of([reference]) if actor.role not in (Role.CARRIER, Role.ANALYST) else (),
        withheld=withheld_of([reference], side=side)
        if inspects or actor.role is Role.SHIFT_HEAD else (),
        waiting=[each for each in proposals_of([reference], side=side)
                 if inspects and each.service == actor.service],
        marks=[each for each in marks_of([reference])
               if actor.role is Role.ANALYST or (inspects and each.service == actor.service)])
