"""Who may do what with outcomes."""

from kopri.kernel.actor import Actor, Role


def may_decide(actor: Actor, *, service: str) -> bool:
    """An inspector for the own service, and nobody for another."""
    return actor.role is Role.INSPECTOR and bool(service) and actor.service == service
