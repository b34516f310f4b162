"""Who may attach, withdraw and read documents."""

from collections.abc import Collection

from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role


def may_attach(actor: Actor, *, carrier: str) -> bool:
    """The carrier of the case; officers for what is handed over at the post."""
    if actor.role is Role.CARRIER:
        return actor.person == carrier
    return has_role(actor, Role.GATE_OFFICER, Role.INSPECTOR, Role.SHIFT_HEAD)


def may_state(actor: Actor, *, carrier: str) -> bool:
    """A system's number: who may attach."""
    return may_attach(actor, carrier=carrier)


def may_judge(actor: Actor, *, services: Collection[str]) -> bool:
    """An inspector of a service of this side that asks for such a document."""
    return actor.role is Role.INSPECTOR and bool(actor.service) and actor.service in services


def may_answer_for_system(actor: Actor) -> bool:
    """The node itself, with what the competent system has answered."""
    return actor.role is Role.SYSTEM


def may_read(actor: Actor, *, carrier: str) -> bool:
    """The carrier of the case, the services, and those who audit."""
    if actor.role is Role.CARRIER:
        return actor.person == carrier
    return has_role(actor, Role.INSPECTOR, Role.SHIFT_HEAD, Role.GATE_OFFICER, Role.AUDITOR)
