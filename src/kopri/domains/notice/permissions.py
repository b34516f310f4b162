"""Who may lodge and change notices."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_lodge(actor: Actor) -> bool:
    """Carriers and forwarders; an officer for a driver who comes without."""
    return has_role(actor, Role.CARRIER, Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_change(actor: Actor, *, carrier: str) -> bool:
    """Whoever lodged it, or an officer."""
    if actor.role is Role.CARRIER:
        return actor.person == carrier
    return has_role(actor, Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_read(actor: Actor, *, carrier: str) -> bool:
    """Whoever lodged it, the services, and those who audit."""
    if actor.role is Role.CARRIER:
        return actor.person == carrier
    return has_role(actor, Role.INSPECTOR, Role.SHIFT_HEAD, Role.GATE_OFFICER, Role.AUDITOR)
