"""Who may examine, answer, and read what was asked."""

from kopri.kernel.actor import Actor, Role


def may_examine(actor: Actor, *, service: str) -> bool:
    """An inspector for the own service, from the back office or the post; nobody for another."""
    return actor.role is Role.INSPECTOR and bool(service) and actor.service == service


def may_answer(actor: Actor, *, carrier: str) -> bool:
    """Whoever announced the case, and nobody in their name."""
    return actor.role is Role.CARRIER and bool(carrier) and actor.person == carrier


def may_read_questions(actor: Actor, *, side: str, carrier: str) -> bool:
    """The carrier of the case, and those who work or audit on the side that asked."""
    if actor.role is Role.CARRIER:
        return bool(carrier) and actor.person == carrier
    staff = (Role.INSPECTOR, Role.SHIFT_HEAD, Role.GATE_OFFICER, Role.AUDITOR)
    return actor.role in staff and actor.side == side
