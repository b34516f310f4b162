"""Who may report plates."""

from kopri.kernel.actor import Actor, Role


def may_report(actor: Actor) -> bool:
    """Devices alone; people note arrivals by hand."""
    return actor.role is Role.DEVICE
