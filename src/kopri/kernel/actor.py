"""Who acts: a person or device on a node, for a side, at a post, in a service."""

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What an account may be. Permissions are decided in each domain's ``permissions``."""

    CARRIER = "carrier"
    GATE_OFFICER = "gate_officer"
    INSPECTOR = "inspector"
    SHIFT_HEAD = "shift_head"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    DEVICE = "device"
    PEER = "peer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """``side``: ISO 3166-1 alpha-2 in lower case. ``post``: crossing point code or empty.

    ``service``: id from the country's ``services.csv`` or empty. ``person``: a pseudonymous id,
    never a name.
    """

    node: str
    side: str
    role: Role
    person: str
    post: str = ""
    service: str = ""


def system(*, node: str, side: str, post: str = "") -> Actor:
    """The node itself, acting by a stated rule and not for a person."""
    return Actor(node=node, side=side, role=Role.SYSTEM, person="system", post=post)
