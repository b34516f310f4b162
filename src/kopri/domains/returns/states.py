"""The states of a return: from, by whom, to."""

from enum import Enum


class ReturnState(Enum):
    """How far a return is."""

    OPENED = "opened"
    OBJECTED = "objected"
    AWAITED = "awaited"  # the exit side takes it back
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"


# from -> (by whom, to); a test proves that every state that is no end has an owner and a way out
TRANSITIONS: dict[ReturnState, tuple[tuple[str, ReturnState], ...]] = {
    ReturnState.OPENED: (
        ("shift_head of the exit side", ReturnState.AWAITED),
        ("shift_head of the exit side", ReturnState.OBJECTED),
        ("gate_officer of the exit side", ReturnState.RECEIVED),
        ("inspector of the entry side", ReturnState.WITHDRAWN),
    ),
    ReturnState.OBJECTED: (
        ("shift_head of the exit side", ReturnState.AWAITED),
        ("gate_officer of the exit side", ReturnState.RECEIVED),
        ("inspector of the entry side", ReturnState.WITHDRAWN),
    ),
    ReturnState.AWAITED: (
        ("gate_officer of the exit side", ReturnState.RECEIVED),
        ("inspector of the entry side", ReturnState.WITHDRAWN),
    ),
}
ENDS = frozenset({ReturnState.RECEIVED, ReturnState.WITHDRAWN})
