"""Who may do what in calling forward."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_switch(actor: Actor) -> bool:
    """The shift head says whether the post's node calls by itself."""
    return has_role(actor, Role.SHIFT_HEAD)


def may_override(actor: Actor) -> bool:
    """The shift head alone lets a vehicle out of a gate that is held; never the node by itself."""
    return actor.role is Role.SHIFT_HEAD


def may_note_need(actor: Actor) -> bool:
    """Whoever sees it at the post; the driver by the link of the case, for which the node writes."""
    return has_role(actor, Role.GATE_OFFICER, Role.SHIFT_HEAD, Role.INSPECTOR)


def may_clear_need(actor: Actor) -> bool:
    """The gate, which has seen to it."""
    return actor.role in (Role.GATE_OFFICER, Role.SHIFT_HEAD)


def may_tell(actor: Actor) -> bool:
    """Times are told by the node's clock."""
    return actor.role is Role.SYSTEM
