"""Who may do what in the queue."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_publish_capacity(actor: Actor) -> bool:
    """The shift head publishes the own side's capacity."""
    return has_role(actor, Role.SHIFT_HEAD)


def may_request(actor: Actor, *, carrier: str) -> bool:
    """A carrier for an own case; a gate officer for a vehicle without an account."""
    if actor.role is Role.CARRIER:
        return actor.person == carrier
    return has_role(actor, Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_cancel(actor: Actor, *, carrier: str) -> bool:
    """Whoever may request may give back."""
    return may_request(actor, carrier=carrier)


def may_call(actor: Actor) -> bool:
    """The gate calls."""
    return has_role(actor, Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_grant(actor: Actor) -> bool:
    """The queue itself grants, by the rules; a carrier's request sets it off."""
    return has_role(actor, Role.CARRIER, Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_expire(actor: Actor) -> bool:
    """No-shows and lapses are written by the node's clock."""
    return actor.role is Role.SYSTEM


def may_move(actor: Actor) -> bool:
    """Bookings are moved by the node itself, as what both sides take has changed."""
    return actor.role is Role.SYSTEM
