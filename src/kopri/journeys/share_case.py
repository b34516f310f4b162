"""Share a case with its driver: the link to the card, and a new one in its place."""

from kopri.crossing.queries import CaseView, by_reference
from kopri.crossing.rules import KnownCase
from kopri.domains.links import operations, permissions
from kopri.domains.links.queries import link_of
from kopri.domains.links.types import DriverLink
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground, Refusal


def share_case(*, actor: Actor, reference: str) -> DriverLink | None:
    """The link that holds; None for who may see the case and not give it out."""
    case = by_reference(reference)
    return link_of(reference) if permissions.may_show(actor, carrier=case.carrier) else None


def renew_link(*, journal: Journal, actor: Actor, reference: str) -> DriverLink:
    """End every link of the case that was given out; the new one."""
    case = _own(actor, reference=reference)
    return operations.renew(actor=actor, reference=reference, carrier=case.carrier,
                            now=journal.clock.now())


def _own(actor: Actor, *, reference: str) -> CaseView:
    """Another's case is to a carrier as if it were not there."""
    case = by_reference(reference)
    if not permissions.may_show(actor, carrier=case.carrier):
        raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    return case
