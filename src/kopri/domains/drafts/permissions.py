"""Who may keep drafts; each reads his own alone."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_keep(actor: Actor) -> bool:
    """Whoever may announce: carriers and forwarders, and officers for a driver without one."""
    return has_role(actor, Role.CARRIER, Role.GATE_OFFICER, Role.SHIFT_HEAD)
