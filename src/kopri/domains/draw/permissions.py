"""Who may hold a draw."""

from kopri.kernel.actor import Actor, Role


def may_draw(actor: Actor) -> bool:
    """The node's clock, and nobody who could choose the moment."""
    return actor.role is Role.SYSTEM
