"""Whose a minute can be, and who has it where several claim it: the one table of precedence."""

from dataclasses import dataclass
from enum import Enum


class Cause(Enum):
    """What a minute went into."""

    SERVICE = "service"
    HOLD = "hold"
    OUTAGE = "outage"
    CLOSURE = "closure"
    NEIGHBOUR = "neighbour"
    SIDE = "side"
    STRIP = "strip"
    QUEUE = "queue"
    DRIVER = "driver"
    UNATTRIBUTED = "unattributed"


# the first that claims a second has it; of two claims of one cause the one that began first, then the
# exit side's, then by the service's code
PRECEDENCE: tuple[tuple[Cause, str], ...] = (
    (Cause.SERVICE, "Somebody works on it: whatever else stands still, this minute is used."),
    (Cause.HOLD, "It may not go on, and would not if everything else were open."),
    (Cause.OUTAGE, "A system is down: a gate that is closed for it is closed by the outage."),
    (Cause.CLOSURE, "A side takes nobody: there is nothing to be called to and nobody to wait for."),
    (Cause.NEIGHBOUR, "This side is done and its gate is held until the other side takes vehicles."),
    (Cause.SIDE, "It stands inside a side, and no service is at work: the side's own waiting."),
    (Cause.STRIP, "It is between the two gates, and on no side."),
    (Cause.QUEUE, "It waits to be called, in its hour or after it."),
    (Cause.DRIVER, "It could go on, or came before its hour."),
)
RANK = {cause: rank for rank, (cause, _why) in enumerate(PRECEDENCE)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose a minute is. ``side``: whose service, hold, gate, system it was; of NEIGHBOUR the side that
    is waited for. ``service``: empty where it is none's, or not told."""

    cause: Cause
    side: str = ""
    service: str = ""


NOBODY = Whose(cause=Cause.UNATTRIBUTED)
