"""The states of a booking: from, by whom, to."""

from enum import Enum


class BookingState(Enum):
    """What became of a booking."""

    WAITING = "waiting"
    HELD = "held"
    GRANTED = "granted"
    CALLED = "called"
    USED = "used"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    LAPSED = "lapsed"


# from -> (by whom, to); a test proves that every state that is no end has an owner and a way out
TRANSITIONS: dict[BookingState, tuple[tuple[str, BookingState], ...]] = {
    BookingState.WAITING: (
        ("system", BookingState.HELD), ("system", BookingState.GRANTED),
        ("carrier", BookingState.CANCELLED), ("system", BookingState.DECLINED),
        ("gate_officer", BookingState.USED),
    ),
    BookingState.HELD: (
        ("carrier", BookingState.GRANTED), ("carrier", BookingState.CANCELLED),
        ("system", BookingState.CANCELLED), ("gate_officer", BookingState.USED),
    ),
    BookingState.GRANTED: (
        ("gate_officer", BookingState.CALLED), ("gate_officer", BookingState.USED),
        ("carrier", BookingState.CANCELLED), ("system", BookingState.NO_SHOW),
    ),
    BookingState.CALLED: (
        ("gate_officer", BookingState.USED), ("system", BookingState.NO_SHOW),
        ("carrier", BookingState.CANCELLED),
    ),
    BookingState.DECLINED: (("carrier", BookingState.GRANTED), ("system", BookingState.LAPSED)),
    BookingState.NO_SHOW: (
        ("carrier", BookingState.GRANTED), ("system", BookingState.LAPSED),
        ("gate_officer", BookingState.USED),
    ),
    BookingState.CANCELLED: (
        ("carrier", BookingState.GRANTED), ("system", BookingState.LAPSED),
    ),
}

# why a slot was moved, where no side's closure or slowness was the cause
REBOOKED, STANDBY = "rebooked", "standby"

ENDS = frozenset({BookingState.USED, BookingState.LAPSED})
# a slot of its own; or a place on the list: a vehicle has one of either, once
ACTIVE = frozenset({BookingState.HELD, BookingState.GRANTED, BookingState.CALLED})
STANDING = ACTIVE | {BookingState.WAITING}
# a place that was given stays counted: an hour is never granted twice over
COUNTED = frozenset({BookingState.HELD, BookingState.GRANTED, BookingState.CALLED, BookingState.USED,
                     BookingState.NO_SHOW})
