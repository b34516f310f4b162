"""Who was granted an hour that both sides no longer offer: what is to be moved, before it is."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F

from kopri.domains.queue.models import SharedBooking
from kopri.domains.queue.queries.capacity import (
    Published,
    absent_at,
    closures,
    is_closed,
    published,
    sides_at,
)
from kopri.domains.queue.states import COUNTED, BookingState
from kopri.domains.queue.types import Capacity, Closure
from kopri.journal.append.outbox import is_due
from kopri.kernel.lines import Line, day_of

_COUNTED = [state.value for state in COUNTED]
# who has been called is on the way: he keeps his hour
MOVABLE = frozenset({BookingState.HELD.value, BookingState.GRANTED.value})


def excess(
    *, line: Line, now: datetime, changed: Published | None = None,
    shut: Sequence[Closure] | None = None,
) -> dict[datetime, int]:
    """Hour -> bookings that it cannot hold, from the hour that runs on; the least that will do.

    ``changed``, ``shut``: hours and closures as they would be; without them, as they are.
    """
    booked = _booked(line=line, start=now.replace(minute=0, second=0, microsecond=0))
    known = {**published(line=line, days={day_of(slot) for slot in booked}), **(changed or {})}
    closed = closures(point=line.point, direction=line.direction, now=now) if shut is None else shut
    found = {}
    for slot, rows in sorted(booked.items()):
        both = sides_at(known, line=line, slot=slot)
        supply = 0 if any(
            is_closed(each, vehicle_class=line.vehicle_class, slot=slot, now=now)
            for each in closed) else min(each.hours[slot.hour] for each in both)
        over = _over(rows, both=both, hour=slot.hour, supply=supply)
        if over:
            found[slot] = over
    return found


_Row = tuple[str, str, Sequence[str]]  # state, goods, services


def _booked(*, line: Line, start: datetime) -> Mapping[datetime, list[_Row]]:
    found = defaultdict(list)
    for slot, state, goods, services in SharedBooking.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        slot__gte=start, state__in=_COUNTED,
    ).values_list("slot", "state", "goods", "services"):
        if slot is not None:
            found[slot].append((state, goods, services))
    return found


def _over(rows: Sequence[_Row], *, both: Sequence[Capacity], hour: int, supply: int) -> int:
    """Of these, who must go: those whose services are away, those over a limit, those over all."""
    movable = [row for row in rows if row[0] in MOVABLE]
    staying = [row for row in movable if not absent_at(both, hour=hour, services=row[2])]
    fixed = Counter(goods for state, goods, _services in rows if state not in MOVABLE)
    of_class = Counter(goods for _state, goods, _services in staying)
    left = 0
    for goods, number in of_class.items():
        limits = [each.limits[goods][hour] for each in both if goods in each.limits]
        room = max(0, min(limits) - fixed[goods]) if limits else number
        left += min(number, room)
    return len(movable) - min(left, max(0, supply - fixed.total()))


def awaits_moves(*, line: Line, now: datetime) -> bool:
    """Whether somebody of a line is about to be moved, or brought back: an hour that comes free is
    theirs first."""
    return is_due("move_bookings") and (_is_moved(line=line, now=now) or bool(
        excess(line=line, now=now)))


def _is_moved(*, line: Line, now: datetime) -> bool:
    """Whether anybody has a later hour to come than the one that was granted."""
    return SharedBooking.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        state__in=MOVABLE, slot__gt=F("first_slot"), slot__gte=now).exists()
