"""Who keeps the books, and who reads them."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_keep_books(actor: Actor) -> bool:
    """The shift head is the cashier: records what came to the bank, refunds, reverses."""
    return has_role(actor, Role.SHIFT_HEAD)


def may_read_books(actor: Actor) -> bool:
    """Whoever keeps them, and an auditor."""
    return actor.role in (Role.SHIFT_HEAD, Role.AUDITOR)


def may_read_account(actor: Actor, *, party: str) -> bool:
    """A carrier's own account; any for who reads the books."""
    return may_read_books(actor) or (actor.role is Role.CARRIER and actor.person == party)


def may_deposit(actor: Actor, *, party: str) -> bool:
    """A carrier out of the own credit; the cashier for one without an account."""
    return has_role(actor, Role.SHIFT_HEAD) or (
        actor.role is Role.CARRIER and actor.person == party)


def may_charge(actor: Actor) -> bool:
    """The node charges by its rules, as a carrier, an officer or its clock sets it off."""
    return has_role(actor, Role.CARRIER, Role.GATE_OFFICER, Role.SHIFT_HEAD)
