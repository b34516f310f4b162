"""The states of a need: from, by whom, to."""

from enum import Enum


class NeedState(Enum):
    """Whether somebody has seen to it."""

    OPEN = "open"
    CLEARED = "cleared"


TRANSITIONS: dict[NeedState, tuple[tuple[str, NeedState], ...]] = {
    NeedState.OPEN: (("gate_officer", NeedState.CLEARED), ("shift_head", NeedState.CLEARED)),
    NeedState.CLEARED: (("gate_officer", NeedState.OPEN), ("carrier", NeedState.OPEN)),
}
ENDS: frozenset[NeedState] = frozenset()
