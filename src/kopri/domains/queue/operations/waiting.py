"""Serve the list: how much room there still is for whom, and who has waited in vain."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kopri.domains.queue import permissions
from kopri.domains.queue.operations.booking import NO_FREE_SLOT, exit_side_only, strike
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.queries.capacity import HOUR, offers_at
from kopri.domains.queue.types import Offer, RequestDeclined
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft
from kopri.kernel.clock import from_text
from kopri.kernel.lines import Line, Load, day_of
from kopri.kernel.rules import require


@dataclass(slots=True, kw_only=True)
class Room:
    """What is free of a line's hours while many are given one after the other, read once a day."""

    line: Line
    now: datetime
    _offers: dict[tuple[str, Load], list[Offer]] = field(default_factory=dict)
    _given: Counter[datetime] = field(default_factory=Counter)
    _of_class: Counter[tuple[datetime, str]] = field(default_factory=Counter)

    def take(self, slot: datetime, *, load: Load) -> bool:
        """Take one slot of this hour for a load; False where there is none."""
        free = self.free(slot, load=load)
        if free:
            self._given[slot] += 1
            self._of_class[slot, load.goods] += 1
        return free

    def free(self, slot: datetime, *, load: Load) -> bool:
        """Whether there is a slot in this hour for a load."""
        if slot + HOUR <= self.now:
            return False
        offer = self._offer(slot, load)
        left = offer.supply - offer.granted - self._given[slot]
        if offer.class_left is not None:
            left = min(left, offer.class_left - self._of_class[slot, load.goods])
        return left > 0 and not offer.absent

    def _offer(self, slot: datetime, load: Load) -> Offer:
        key = (day_of(slot), load)
        if key not in self._offers:
            start = from_text(f"{key[0]}T00:00:00Z")
            slots = [start + timedelta(hours=hour) for hour in range(24)]
            self._offers[key] = offers_at(line=self.line, slots=slots, load=load, now=self.now)
        return self._offers[key][slot.hour]


def dismiss(tx: Writing, *, reference: str, line: Line) -> None:
    """Take a case off the list that stands for no day any more; in public its tag is struck."""
    require(permissions.may_grant(tx.actor))
    exit_side_only(tx, line.direction)
    booking = booking_of(reference)
    tx.append(Draft(subject=reference, payload=RequestDeclined(
        direction=line.direction, reason=NO_FREE_SLOT)))
    if booking is not None:
        strike(tx, booking)
