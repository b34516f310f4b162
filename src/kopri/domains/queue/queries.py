"""Reading the queue."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.domains.queue.models import SharedBooking, SharedCapacity, SharedRequest
from kopri.domains.queue.states import ACTIVE, COUNTED, BookingState
from kopri.domains.queue.types import Capacity, Line, Offer
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.rows import rows_with

_HOUR = timedelta(hours=1)
_ACTIVE = [state.value for state in ACTIVE]
_COUNTED = [state.value for state in COUNTED]
NO_CAPACITY = Capacity(side="", hours=(0,) * 24, revision=0, uid="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A case's booking."""

    reference: str
    slot: datetime | None
    state: BookingState
    changed: datetime
    reason: str
    vehicle_class: str


def capacity_of(*, side: str, line: Line, day: str) -> Capacity:
    """One side's hours as far as this node has followed; nothing published is no capacity."""
    row = SharedCapacity.objects.filter(
        side=side, point=line.point, direction=line.direction,
        vehicle_class=line.vehicle_class, day=day,
    ).first()
    if row is None:
        return NO_CAPACITY
    return Capacity(side=side, hours=tuple(row.hours), revision=row.revision, uid=row.uid)


def offer(*, line: Line, slot: datetime) -> tuple[Offer, Capacity, Capacity]:
    """What is free in an hour, and the two capacities that this rests on."""
    day = _day(slot)
    leaving = capacity_of(side=exit_side(line.direction), line=line, day=day)
    entering = capacity_of(side=entry_side(line.direction), line=line, day=day)
    granted = SharedBooking.objects.filter(
        direction=line.direction, point=line.point, slot=slot, state__in=_COUNTED
    ).count()
    return Offer(
        slot=slot, exit_capacity=leaving.hours[slot.hour],
        entry_capacity=entering.hours[slot.hour], granted=granted,
    ), leaving, entering


def offers(*, line: Line, start: datetime, hours: int) -> list[Offer]:
    """The next hours of a line, for the board and the booking form."""
    first = start.replace(minute=0, second=0, microsecond=0)
    slots = [first + number * _HOUR for number in range(hours)]
    taken = Counter(
        SharedBooking.objects.filter(
            direction=line.direction, point=line.point, slot__in=slots, state__in=_COUNTED
        ).values_list("slot", flat=True)
    )
    sides = exit_side(line.direction), entry_side(line.direction)
    known = {(side, day): capacity_of(side=side, line=line, day=day).hours
             for side in sides for day in {_day(slot) for slot in slots}}
    return [
        Offer(slot=slot, granted=taken[slot], exit_capacity=known[sides[0], _day(slot)][slot.hour],
              entry_capacity=known[sides[1], _day(slot)][slot.hour])
        for slot in slots
    ]


def _day(slot: datetime) -> str:
    return slot.strftime("%Y-%m-%d")


def booking_of(reference: str) -> Booking | None:
    """The booking of a case, whatever became of it."""
    row = SharedBooking.objects.filter(reference=reference).first()
    return _booking(row) if row else None


def bookings_of(references: Sequence[str]) -> dict[str, Booking]:
    """The bookings of these cases."""
    rows = rows_with(SharedBooking, column="reference", values=references)
    return {row.reference: _booking(row) for row in rows}


def _booking(row: SharedBooking) -> Booking:
    return Booking(
        reference=row.reference, slot=row.slot, state=BookingState(row.state),
        changed=row.changed, reason=row.reason, vehicle_class=row.vehicle_class,
    )


def active_among(references: Sequence[str]) -> str:
    """The first of these cases that has an active booking, or nothing."""
    row = SharedBooking.objects.filter(reference__in=list(references), state__in=_ACTIVE).first()
    return row.reference if row else ""


def overdue(*, directions: Sequence[str], before: datetime) -> list[Booking]:
    """Active bookings whose slot began before this moment."""
    rows = SharedBooking.objects.filter(
        direction__in=list(directions), state__in=_ACTIVE, slot__lt=before
    ).order_by("slot", "reference")
    return [_booking(row) for row in rows]


def unanswered(references: Sequence[str]) -> list[str]:
    """Of these cases, those with a request and no answer yet."""
    asked = set(SharedRequest.objects.filter(reference__in=list(references))
                .values_list("reference", flat=True))
    return [reference for reference in references
            if reference in asked and booking_of(reference) is None]


def latest_revision(*, side: str, line: Line, day: str) -> int:
    """The number of the last published revision, 0 before the first."""
    return capacity_of(side=side, line=line, day=day).revision
