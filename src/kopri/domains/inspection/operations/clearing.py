"""Before a service clears: what it took part in is over and signed."""

from kopri.domains.inspection.queries import inspections_of
from kopri.domains.inspection.rules import broken_clearing
from kopri.kernel.rules import refuse_if


def require_signed(reference: str, *, side: str, service: str) -> None:
    """A Refusal while an inspection of the case waits for this service."""
    refuse_if(broken_clearing(inspections_of(reference), side=side, service=service))
