"""Who may attach, withdraw and read documents."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_attach(actor: Actor, *, carrier: str) -> bool:
    """The carrier of the case; officers for what is handed over at the post."""
    if actor.role is Role.CARRIER:
        return actor.person == carrier
    return has_role(actor, Role.GATE_OFFICER, Role.INSPECTOR, Role.SHIFT_HEAD)


def may_read(actor: Actor, *, carrier: str) -> bool:
    """The carrier of the case, the services, and those who audit."""
    if actor.role is Role.CARRIER:
        return actor.person == carrier
    return has_role(actor, Role.INSPECTOR, Role.SHIFT_HEAD, Role.GATE_OFFICER, Role.AUDITOR)
