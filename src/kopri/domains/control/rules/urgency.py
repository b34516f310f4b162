"""Which vehicle a service sees first, and why: one order for every desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

APPOINTED = timedelta(minutes=15)  # from here on an appointment presses
SPOILS = timedelta(hours=2)  # and an hour by which goods must have arrived
UNKNOWN_MIN = 60  # of a step whose usual time the country does not tell


class Because(Enum):
    """Why a vehicle stands where it stands; the first that holds."""

    SIGN = "second_officer"  # decided, and a second officer has yet to confirm
    IN_HAND = "in_hand"  # the step has begun
    PROMISED = "promised"  # for an hour that has come, or nearly
    ANIMALS = "live_animals"
    PERISHABLE = "perishable"
    OVER = "over"  # has waited longer than nine of ten
    TURN = "turn"  # the longest against the usual


_ORDER = (Because.SIGN, Because.IN_HAND, Because.PROMISED, Because.ANIMALS, Because.PERISHABLE)
LIVE_ANIMALS, PERISHABLE = "live_animals", "perishable"  # as ``goods_classes.csv`` names them


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """What makes a vehicle urgent. ``usual_min``: the time that nine of ten do not exceed.

    ``appointed``: when the service is to be at an inspection; ``spoils_by``: when goods must have
    arrived.
    """

    reference: str
    since: datetime
    usual_min: int | None = None
    goods_classes: frozenset[str] = frozenset()
    appointed: datetime | None = None
    spoils_by: datetime | None = None
    in_hand: bool = False
    to_sign: bool = False

    def promised(self, now: datetime) -> bool:
        """Whether an hour that was promised has come, or nearly."""
        return bool((self.appointed and self.appointed - APPOINTED <= now)
                    or (self.spoils_by and self.spoils_by - SPOILS <= now))


def because(of: Pressing, *, now: datetime) -> Because:
    """The first reason that holds."""
    holds = {
        Because.SIGN: of.to_sign, Because.IN_HAND: of.in_hand,
        Because.PROMISED: of.promised(now),
        Because.ANIMALS: LIVE_ANIMALS in of.goods_classes,
        Because.PERISHABLE: PERISHABLE in of.goods_classes,
    }
    over = share_of(of, now=now) > 1
    return next((each for each in _ORDER if holds[each]), Because.OVER if over else Because.TURN)


def share_of(of: Pressing, *, now: datetime) -> float:
    """How long it has waited, against its usual time."""
    return (now - of.since).total_seconds() / 60 / (of.usual_min or UNKNOWN_MIN)


def by_urgency(found: Iterable[Pressing], *, now: datetime) -> list[Pressing]:
    """The most urgent first: by reason, then the longest against the usual time, then by reference."""
    def place(of: Pressing) -> tuple[int, float, str]:
        why = because(of, now=now)
        rank = _ORDER.index(why) if why in _ORDER else len(_ORDER)
        return rank, -share_of(of, now=now), of.reference

    return sorted(found, key=place)
