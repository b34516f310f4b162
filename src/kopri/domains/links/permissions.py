"""Who may give out a link to a case's card, and end those that were given out."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_show(actor: Actor, *, carrier: str) -> bool:
    """The case's own carrier; the gate, for a driver who has lost his."""
    return may_renew(actor, carrier=carrier) or has_role(actor, Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_renew(actor: Actor, *, carrier: str) -> bool:
    """The case's own carrier alone."""
    return has_role(actor, Role.CARRIER) and actor.person == carrier
