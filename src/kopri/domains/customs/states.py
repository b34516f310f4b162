"""The states of a declaration: from, by whom, to."""

from kopri.domains.customs.types import DeclarationState

_END = (("inspector", DeclarationState.INVALIDATED),)
# from -> (by whom, to): an inspector of customs, with his system's answer or by hand
TRANSITIONS: dict[DeclarationState, tuple[tuple[str, DeclarationState], ...]] = {
    DeclarationState.PRESENTED: (
        ("inspector", DeclarationState.ACCEPTED), ("inspector", DeclarationState.UNDER_EXAMINATION),
        ("inspector", DeclarationState.RELEASED), *_END),
    DeclarationState.ACCEPTED: (
        ("inspector", DeclarationState.UNDER_EXAMINATION), ("inspector", DeclarationState.RELEASED),
        *_END),
    DeclarationState.UNDER_EXAMINATION: (("inspector", DeclarationState.RELEASED), *_END),
    DeclarationState.RELEASED: (("inspector", DeclarationState.DISCHARGED), *_END),
}
ENDS = frozenset({DeclarationState.INVALIDATED, DeclarationState.DISCHARGED})
# Of all that was told the farthest counts, so that the order in which it is heard does not; that
# the goods have left beats an invalidation that was written in ignorance of it.
ORDER = tuple(DeclarationState)
CLEARS = frozenset({DeclarationState.RELEASED, DeclarationState.DISCHARGED})


def farthest(states: frozenset[DeclarationState]) -> DeclarationState:
    """What they come to."""
    return max(states, key=ORDER.index)
