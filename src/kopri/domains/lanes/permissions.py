"""Who may close and open lanes."""

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_set_lane(actor: Actor) -> bool:
    """The shift head."""
    return has_role(actor, Role.SHIFT_HEAD)


def may_see_lanes(actor: Actor) -> bool:
    """Who works at the post."""
    return has_role(actor, Role.SHIFT_HEAD, Role.GATE_OFFICER, Role.INSPECTOR, Role.AUDITOR)
