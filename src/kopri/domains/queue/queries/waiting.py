"""Reading who waits for which hours."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.domains.queue.models import SharedBooking, SharedCapacity, SharedRequest
from kopri.domains.queue.queries.bookings import Asked, asked_of, bookings_of, waiting_on
from kopri.domains.queue.queries.capacity import offers_at
from kopri.domains.queue.states import COUNTED, BookingState
from kopri.journal.rows import select_rows
from kopri.kernel.clock import from_text
from kopri.kernel.lines import Line, Load, day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A place on the list of a line, with what was asked for.

    ``state``: what the exit side has made of it; None where it has not answered.
    """

    reference: str
    public_class: str
    asked: Asked
    state: BookingState | None = BookingState.WAITING

    @property
    def load(self) -> Load:
        """What it carries."""
        return Load(goods=self.asked.goods, services=self.asked.services)

    def hours_on(self, day: str) -> tuple[int, ...]:
        """The hours of a day that it wants, the best first.

        Those of its wishes; on a later day, while it stands, the same hours as it had wished for.
        """
        wishes = [from_text(wish) for wish in self.asked.wishes]
        named = [wish.hour for wish in wishes if day_of(wish) == day]
        if not named and min(map(day_of, wishes)) < day <= self.asked.stands_until:
            named = [wish.hour for wish in wishes]
        return tuple(dict.fromkeys(named))

    @property
    def last_day(self) -> str:
        """After this day it wants nothing any more."""
        return max(self.asked.stands_until, *(wish[:10] for wish in self.asked.wishes))


def waiting(*, line: Line) -> list[Waiting]:
    """Who is on the list of a line, in order of reference."""
    places = waiting_on(line=line)
    asked = asked_of([place.reference for place in places])
    return [Waiting(reference=place.reference, public_class=place.public_class,
                    asked=asked[place.reference])
            for place in places if place.reference in asked]


def come(*, line: Line) -> list[str]:
    """Cases that are on the list of a line although their vehicles have come to the gate."""
    return list(SharedBooking.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        given=BookingState.WAITING.value,
    ).exclude(state=BookingState.WAITING.value).order_by("reference").values_list(
        "reference", flat=True))


def turned_down(*, line: Line) -> list[Waiting]:
    """Who has asked for a line and was declined or not answered yet."""
    rows = SharedRequest.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class)
    asked = asked_of(list(rows.values_list("reference", flat=True)))
    known = bookings_of(list(asked))
    states = {reference: known[reference].state if reference in known else None
              for reference in asked}
    return [Waiting(reference=reference, public_class="", asked=each, state=states[reference])
            for reference, each in asked.items()
            if states[reference] in (None, BookingState.DECLINED)]


def somebody_waits(*, line: Line) -> bool:
    """Whether anybody is on the list of a line."""
    return bool(select_rows(
        SharedBooking, columns=("reference",), params=[
            line.direction, line.point, line.vehicle_class, BookingState.WAITING.value],
        tail="WHERE direction = %s AND point = %s AND vehicle_class = %s AND state = %s LIMIT 1"))


def wanted(
    *, line: Line, slots: Sequence[datetime], full: AbstractSet[str], now: datetime
) -> set[datetime]:
    """Of these hours, those that somebody on the list wants and could have.

    ``full``: days of which vehicles that are not proven get no more.
    """
    if not slots or not somebody_waits(line=line):
        return set()
    places, found = waiting(line=line), set[datetime]()
    for slot in slots:
        day = day_of(slot)
        loads = {place.load for place in places if slot.hour in place.hours_on(day)
                 and (place.asked.proven or day not in full)}
        if any(offers_at(line=line, slots=[slot], load=load, now=now)[0].free for load in loads):
            found.add(slot)
    return found


def unproven_on(*, line: Line, day: str) -> int:
    """How many slots of a day vehicles have that were not proven when they asked."""
    start = from_text(f"{day}T00:00:00Z")
    references = list(SharedBooking.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        slot__gte=start, slot__lt=start + timedelta(days=1), state__in=[state.value for state in COUNTED],
    ).values_list("reference", flat=True))
    asked = asked_of(references)
    return sum(not each.proven for each in asked.values())




def capacity_days(*, line: Line, start: str) -> list[str]:
    """Days from ``start`` on for which anything is published of a line."""
    rows = SharedCapacity.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        day__gte=start)
    return sorted(set(rows.values_list("day", flat=True)))
