"""The states of a declaration: from, by whom, to."""

from kopri.domains.customs.types import DeclarationState

_END = (("customs", DeclarationState.INVALIDATED),)
# from -> (by whom, to); "customs" is the system's answer or an officer of the own customs
TRANSITIONS: dict[DeclarationState, tuple[tuple[str, DeclarationState], ...]] = {
    DeclarationState.PRESENTED: (
        ("customs", DeclarationState.ACCEPTED), ("customs", DeclarationState.UNDER_EXAMINATION),
        ("customs", DeclarationState.RELEASED), *_END),
    DeclarationState.ACCEPTED: (
        ("customs", DeclarationState.UNDER_EXAMINATION), ("customs", DeclarationState.RELEASED),
        *_END),
    DeclarationState.UNDER_EXAMINATION: (("customs", DeclarationState.RELEASED), *_END),
    DeclarationState.RELEASED: (("customs", DeclarationState.DISCHARGED), *_END),
}
ENDS = frozenset({DeclarationState.INVALIDATED, DeclarationState.DISCHARGED})
# Of all that was told the farthest counts, so that the order in which it is heard does not; that
# the goods have left beats an invalidation that was written in ignorance of it.
ORDER = tuple(DeclarationState)
CLEARS = frozenset({DeclarationState.RELEASED, DeclarationState.DISCHARGED})


def farthest(states: frozenset[DeclarationState]) -> DeclarationState:
    """What they come to."""
    return max(states, key=ORDER.index)
