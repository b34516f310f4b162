"""Who may do what at the gate."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_work_gate(actor: Actor) -> bool:
    """Gate officers, and the shift head in their place."""
    return has_role(actor, Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_note_arrival(actor: Actor) -> bool:
    """Whoever works the gate, and the cameras there."""
    return may_work_gate(actor) or actor.role is Role.DEVICE
