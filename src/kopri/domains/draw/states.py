"""The states of a draw: from, by whom, to."""

from enum import Enum


class DrawState(Enum):
    """What a draw has come to. Before its close there is none, and after that never a second one."""

    CLOSED = "closed"
    SETTLED = "settled"


TRANSITIONS: dict[DrawState, tuple[tuple[str, DrawState], ...]] = {
    DrawState.CLOSED: (("system", DrawState.SETTLED),),
}
ENDS = frozenset({DrawState.SETTLED})

# what becomes of a side's share; all but the first count as 32 zero bytes
IN_TIME, LATE, MISSING, WRONG = "in_time", "late", "missing", "wrong"
