"""The states of a claim and of a safety call: from, by whom, to."""

from enum import Enum


class ClaimState(Enum):
    """What became of a claim."""

    CLAIMED = "claimed"
    AWAITING = "awaiting"  # the service that approves has yet to decide
    BEYOND = "beyond"  # in order, but no place is left: first to get one that is given back
    GRANTED = "granted"
    MISSING = "missing"  # something that the row asks for is not there
    REFUSED = "refused"  # the service has not approved
    LAPSED = "lapsed"  # its hours have passed, or the vehicle has a slot, or has come


# from -> (by whom, to); who is not granted stands in the ordinary queue, and may claim again
TRANSITIONS: dict[ClaimState, tuple[tuple[str, ClaimState], ...]] = {
    ClaimState.CLAIMED: (
        ("system", ClaimState.GRANTED), ("system", ClaimState.BEYOND),
        ("system", ClaimState.MISSING), ("system", ClaimState.AWAITING),
        ("system", ClaimState.LAPSED),
    ),
    ClaimState.AWAITING: (
        ("inspector", ClaimState.GRANTED), ("inspector", ClaimState.BEYOND),
        ("inspector", ClaimState.REFUSED), ("system", ClaimState.MISSING),
        ("system", ClaimState.LAPSED),
    ),
    ClaimState.BEYOND: (
        ("system", ClaimState.GRANTED), ("system", ClaimState.MISSING),
        ("system", ClaimState.LAPSED),
    ),
}
ENDS = frozenset({
    ClaimState.GRANTED, ClaimState.MISSING, ClaimState.REFUSED, ClaimState.LAPSED})
# served whenever a place may have come free, the oldest first
STANDING = frozenset({ClaimState.CLAIMED, ClaimState.AWAITING, ClaimState.BEYOND})
