"""Who may put declarations to a case, tell their state, end a transit, and read them."""

from collections.abc import Collection

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_declare(actor: Actor, *, services: Collection[str]) -> bool:
    """Customs alone. ``services``: those of this side that are customs."""
    return actor.role is Role.INSPECTOR and actor.service in services


def may_list(actor: Actor) -> bool:
    """Whose work it is, who leads the post, and those who audit."""
    return has_role(actor, Role.INSPECTOR, Role.SHIFT_HEAD, Role.AUDITOR)


def may_read(actor: Actor, *, carrier: str) -> bool:
    """Of a case: its carrier, the services, the gate, and those who audit."""
    if actor.role is Role.CARRIER:
        return actor.person == carrier
    return has_role(actor, Role.INSPECTOR, Role.SHIFT_HEAD, Role.GATE_OFFICER, Role.AUDITOR)
