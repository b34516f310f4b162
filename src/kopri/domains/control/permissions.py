"""Who may do what in controls."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_plan(actor: Actor) -> bool:
    """The node plans by the rules; a shift head may have it done anew; the gate sets it off."""
    return has_role(actor, Role.SHIFT_HEAD, Role.GATE_OFFICER)


def may_plan_anew(actor: Actor) -> bool:
    """A shift head, who says why."""
    return has_role(actor, Role.SHIFT_HEAD)


def may_mark(actor: Actor, *, service: str) -> bool:
    """Whoever weighs risks for the side, or an inspector for the own service."""
    return has_role(actor, Role.ANALYST) or may_inspect(actor, service=service)


def may_inspect(actor: Actor, *, service: str) -> bool:
    """An inspector for the own service, and nobody for another."""
    return actor.role is Role.INSPECTOR and bool(service) and actor.service == service
