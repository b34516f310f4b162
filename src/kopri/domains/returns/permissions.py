"""Who may do what with returns."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_answer(actor: Actor) -> bool:
    """The shift head answers for the side."""
    return has_role(actor, Role.SHIFT_HEAD)


def may_receive(actor: Actor) -> bool:
    """Who works at the gate sees it come back."""
    return has_role(actor, Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_see(actor: Actor) -> bool:
    """The list is for those who answer and receive; others find a return on its case."""
    return may_answer(actor) or may_receive(actor)
