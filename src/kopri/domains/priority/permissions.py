"""Who may claim, decide, call for safety, sign."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_claim(actor: Actor, *, carrier: str) -> bool:
    """The carrier of the case; a gate officer for a vehicle without an account."""
    if actor.role is Role.CARRIER:
        return actor.person == carrier
    return actor.role in (Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_answer(actor: Actor) -> bool:
    """The queue itself answers, by the rules; a claim sets it off."""
    return has_role(actor, Role.CARRIER, Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_decide(actor: Actor, *, role: str, approved_by: str) -> bool:
    """An inspector of the service whose ``role`` the row names."""
    return actor.role is Role.INSPECTOR and bool(role) and role == approved_by


def may_list(actor: Actor, *, role: str) -> bool:
    """The revenue body receives lists of vehicles: customs of this side."""
    return actor.role is Role.INSPECTOR and role == "customs"


def may_call_for_safety(actor: Actor) -> bool:
    """A person at the gate; never the node by itself."""
    return actor.role in (Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_countersign(actor: Actor) -> bool:
    """Whoever may call for safety, if it is not the same person."""
    return may_call_for_safety(actor)
