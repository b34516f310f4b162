"""Who may record what scales have said."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_weigh(actor: Actor) -> bool:
    """Scales, who works the gate, and inspectors."""
    return has_role(actor, Role.DEVICE, Role.GATE_OFFICER, Role.SHIFT_HEAD, Role.INSPECTOR)
