"""Who may do what in fallback."""

from collections.abc import Collection

from kopri.kernel.actor import Actor, Role


def may_head(actor: Actor) -> bool:
    """A person answers for a regime and for each release under it; never the node by itself."""
    return actor.role is Role.SHIFT_HEAD


def may_reexamine(actor: Actor, *, missed: Collection[str]) -> bool:
    """An inspector of a service that was missed, for the own service."""
    return actor.role is Role.INSPECTOR and actor.service in missed


def may_enter_paper(actor: Actor) -> bool:
    """Whoever works the gate."""
    return actor.role in (Role.GATE_OFFICER, Role.SHIFT_HEAD)
