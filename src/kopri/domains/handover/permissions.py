"""Who may hand over a shift."""

from kopri.kernel.actor import Actor, Role


def may_sign(actor: Actor) -> bool:
    """Shift heads, in person."""
    return actor.role is Role.SHIFT_HEAD
