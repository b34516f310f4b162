"""The states of a return: from, by whom, to."""

from enum import Enum


class ReturnState(Enum):
    """How far a return is."""

    OPENED = "opened"
    OBJECTED = "objected"
    AWAITED = "awaited"  # the exit side takes it back
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"


# from -> (by whom, to): the inspector is the entry side's, the others are the exit side's; a test
# proves that every state that is no end has an owner and a way out
TRANSITIONS: dict[ReturnState, tuple[tuple[str, ReturnState], ...]] = {
    ReturnState.OPENED: (
        ("shift_head", ReturnState.AWAITED),
        ("shift_head", ReturnState.OBJECTED),
        ("gate_officer", ReturnState.RECEIVED),
        ("inspector", ReturnState.WITHDRAWN),
    ),
    ReturnState.OBJECTED: (
        ("shift_head", ReturnState.AWAITED),
        ("gate_officer", ReturnState.RECEIVED),
        ("inspector", ReturnState.WITHDRAWN),
    ),
    ReturnState.AWAITED: (
        ("gate_officer", ReturnState.RECEIVED),
        ("inspector", ReturnState.WITHDRAWN),
    ),
}
ENDS = frozenset({ReturnState.RECEIVED, ReturnState.WITHDRAWN})
