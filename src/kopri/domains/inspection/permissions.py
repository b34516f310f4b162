"""Who may arrange an inspection, work at it, and sign."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_arrange(actor: Actor) -> bool:
    """An inspector of a service, or the shift head: appoint, begin, end."""
    return has_role(actor, Role.SHIFT_HEAD) or may_work(actor)


def may_work(actor: Actor) -> bool:
    """Add to the record, hand samples on, recognise, sign: an inspector, for the own service alone."""
    return actor.role is Role.INSPECTOR and bool(actor.service)


def may_read(actor: Actor) -> bool:
    """Those who work at the border of either side, and auditors; not the carrier."""
    return has_role(actor, Role.INSPECTOR, Role.SHIFT_HEAD, Role.GATE_OFFICER, Role.AUDITOR)
