"""Hand over a shift: show what is open, give it, take it."""

from kopri.journeys.hand_over.gathering import open_items
from kopri.journeys.hand_over.signing import (
    HandoverSheet,
    give_shift,
    show_handover,
    take_shift,
)

__all__ = ["HandoverSheet", "give_shift", "open_items", "show_handover", "take_shift"]
