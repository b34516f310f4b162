"""The states of a side's control: from, by whom, to."""

from enum import Enum


class ControlState(Enum):
    """How far a side's services are."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    HELD = "held"
    RELEASED = "released"
    REFUSED = "refused"


# from -> (by whom, to); a test proves that every state that is no end has an owner and a way out
TRANSITIONS: dict[ControlState, tuple[tuple[str, ControlState], ...]] = {
    ControlState.PLANNED: (("inspector", ControlState.UNDER_WAY),),
    ControlState.UNDER_WAY: (
        ("inspector", ControlState.HELD), ("inspector", ControlState.RELEASED),
        ("inspector", ControlState.REFUSED),
    ),
    ControlState.HELD: (
        ("inspector", ControlState.UNDER_WAY), ("inspector", ControlState.RELEASED),
        ("inspector", ControlState.REFUSED),
    ),
    ControlState.RELEASED: (("inspector", ControlState.UNDER_WAY),),
    ControlState.REFUSED: (("inspector", ControlState.UNDER_WAY),),
}
ENDS: frozenset[ControlState] = frozenset()
