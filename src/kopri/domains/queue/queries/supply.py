"""Reading what hours hold, and who stands in them: what moves are planned from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, Q

from kopri.domains.queue.models import SharedBooking, SharedCapacity, SharedClosure
from kopri.domains.queue.queries.bookings import Booking, bookings_of
from kopri.domains.queue.queries.capacity import (
    HOUR,
    Published,
    closure_from,
    closures,
    is_closed,
    published,
    sides_at,
)
from kopri.domains.queue.states import COUNTED, BookingState
from kopri.domains.queue.types import Closure
from kopri.kernel.clock import from_text
from kopri.kernel.lines import Line, day_of

MOVABLE = (BookingState.HELD.value, BookingState.GRANTED.value)
_COUNTED = [state.value for state in COUNTED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holds:
    """What one hour takes, whoever has it: vehicles in all, of a goods class, and who is absent."""

    total: int
    limits: dict[str, int] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()


def holds(*, line: Line, slots: Sequence[datetime], now: datetime) -> list[Holds]:
    """By the last values of both sides; an hour whose values hold no more takes nobody new."""
    known = published(line=line, days={day_of(slot) for slot in slots})
    shut = closures(point=line.point, direction=line.direction, now=now)
    booked = Counter(SharedBooking.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        slot__in=list(slots), state__in=_COUNTED).values_list("slot", flat=True))
    return [_holds(known, line=line, slot=slot, now=now, booked=booked[slot], shut=any(
        is_closed(each, vehicle_class=line.vehicle_class, slot=slot, now=now) for each in shut))
        for slot in slots]


def _holds(
    known: Published, *, line: Line, slot: datetime, now: datetime, booked: int, shut: bool
) -> Holds:
    both = sides_at(known, line=line, slot=slot)
    total = 0 if shut else min(each.hours[slot.hour] for each in both)
    if any(each.expired(now) for each in both):
        total = min(total, booked)
    names = {name for each in both for name in each.limits}
    return Holds(
        total=total,
        limits={name: min(each.limits[name][slot.hour] for each in both if name in each.limits)
                for name in names},
        absent=frozenset(role for each in both for role, hours in each.off_duty.items()
                         if slot.hour in hours))


def last_published(*, line: Line) -> datetime | None:
    """The last hour of the last day that any side has published."""
    day = SharedCapacity.objects.filter(
        point=line.point, direction=line.direction, vehicle_class=line.vehicle_class,
    ).aggregate(last=Max("day"))["last"]
    return from_text(f"{day}T23:00:00Z") if day else None


def standing_from(*, line: Line, start: datetime) -> list[Booking]:
    """Whoever has an hour from this one on, or had one and may still come; by their first hours.

    Those who had the same stand as they stand now, then in the order in which it was given to them.
    """
    rows = SharedBooking.objects.filter(
        Q(slot__gte=start, state__in=_COUNTED) | Q(slot__lt=start, state__in=MOVABLE),
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
    ).order_by("first_slot", "slot", "given_at", "reference")
    names = list(rows.values_list("reference", flat=True))
    found = bookings_of(names)
    return [found[name] for name in names if found[name].slot is not None]


def shut_within(
    *, line: Line, start: datetime, end: datetime, now: datetime
) -> list[Closure]:
    """Closures, also ended ones, of any part of this time."""
    rows = SharedClosure.objects.filter(
        Q(ended=None) | Q(ended__gt=start), point=line.point, direction=line.direction,
        since__lt=end).order_by("since", "closure")
    return [each for each in map(closure_from, rows)
            if (not each.vehicle_classes or line.vehicle_class in each.vehicle_classes)
            and (each.ended or max(each.until, now)) > start]


def is_over(*, line: Line, slot: datetime) -> bool:
    """Whether an hour was given to more vehicles than both sides take by their last values."""
    known = published(line=line, days=[day_of(slot)])
    if not known:
        return False
    given = SharedBooking.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class, slot=slot,
        state__in=_COUNTED).count()
    return given > min(each.hours[slot.hour] for each in sides_at(known, line=line, slot=slot))


def was_shut(
    *, line: Line, slots: Iterable[datetime], now: datetime
) -> dict[datetime, str]:
    """Of these hours, those of which a closure took a part, and the last that did."""
    wanted = sorted(set(slots))
    if not wanted:
        return {}
    shut = shut_within(line=line, start=wanted[0], end=wanted[-1] + HOUR, now=now)
    return {slot: each.closure for each in shut for slot in wanted
            if each.since < slot + HOUR and slot < (each.ended or max(each.until, now))}


def closed_sides(
    *, point: str, direction: str, vehicle_class: str, now: datetime
) -> list[str]:
    """The sides that take nobody of a class at this moment; a closure lasts until its end is told."""
    shut = closures(point=point, direction=direction, now=now)
    return sorted({each.side for each in shut if each.since <= now
                   and (not each.vehicle_classes or vehicle_class in each.vehicle_classes)})


def outlasted(*, directions: Sequence[str], now: datetime) -> list[Closure]:
    """Closures that were to be over by now and are not."""
    rows = SharedClosure.objects.filter(ended=None, until__lte=now, direction__in=list(directions))
    return [closure_from(row) for row in rows.order_by("since", "closure")]


def stands_at(*, point: str, direction: str, slot: datetime) -> bool:
    """Whether any booking that may move has this hour."""
    return SharedBooking.objects.filter(
        point=point, direction=direction, slot=slot, state__in=MOVABLE).exists()


__all__ = ["Holds", "closed_sides", "holds", "is_over", "last_published", "outlasted", "shut_within", "standing_from",
           "stands_at", "was_shut"]
