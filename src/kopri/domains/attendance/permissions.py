"""Who may see whether a vehicle came."""

from kopri.kernel.actor import Actor, Role


def may_see_attendance(actor: Actor, *, carrier: str) -> bool:
    """The carrier whose vehicle it is; the shift head, who decides what follows, and an auditor;
    the node itself."""
    return actor.role in (Role.SHIFT_HEAD, Role.AUDITOR, Role.SYSTEM) or (
        actor.role is Role.CARRIER and actor.person == carrier)
