"""The states of one service's examination of a case: from, by whom, to."""

from enum import Enum


class ExaminationState(Enum):
    """How far a service is with the papers of a case."""

    UNSEEN = "unseen"
    LOOKED = "looked"
    ASKED = "asked"  # a question waits for the carrier
    ANSWERED = "answered"
    ACCEPTED = "accepted"  # unless facts differ
    STALE = "stale"  # accepted, and something has changed since
    NOT_ACCEPTED = "not_accepted"
    MENDED = "mended"  # not accepted, and something has changed since
    WITHDRAWN = "withdrawn"


_DECIDE = (
    ("inspector", ExaminationState.ACCEPTED), ("inspector", ExaminationState.NOT_ACCEPTED),
    ("inspector", ExaminationState.ASKED),
)
# from -> (by whom, to); a decision leaves no question open. There is no end: what the gate has
# registered is looked at there, whatever stands here
TRANSITIONS: dict[ExaminationState, tuple[tuple[str, ExaminationState], ...]] = {
    ExaminationState.UNSEEN: (("inspector", ExaminationState.LOOKED), *_DECIDE),
    ExaminationState.LOOKED: _DECIDE,
    ExaminationState.ASKED: (("carrier", ExaminationState.ANSWERED), *_DECIDE),
    ExaminationState.ANSWERED: _DECIDE,
    ExaminationState.ACCEPTED: (
        ("carrier", ExaminationState.STALE), ("inspector", ExaminationState.WITHDRAWN),
        ("inspector", ExaminationState.NOT_ACCEPTED), ("inspector", ExaminationState.ASKED),
    ),
    ExaminationState.STALE: (*_DECIDE, ("inspector", ExaminationState.WITHDRAWN)),
    ExaminationState.NOT_ACCEPTED: (("carrier", ExaminationState.MENDED), *_DECIDE),
    ExaminationState.MENDED: _DECIDE,
    ExaminationState.WITHDRAWN: _DECIDE,
}
ENDS: frozenset[ExaminationState] = frozenset()
# the service has the next word
WAITS_FOR_SERVICE = frozenset({
    ExaminationState.UNSEEN, ExaminationState.LOOKED, ExaminationState.ANSWERED,
    ExaminationState.STALE, ExaminationState.MENDED, ExaminationState.WITHDRAWN,
})
