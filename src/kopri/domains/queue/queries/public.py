"""What anybody may know of the queue: how many are on the list, who came out of turn, who was moved."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.domains.queue.models import SharedAllocation, SharedBooking, SharedCapacity
from kopri.domains.queue.queries.jumps import BY_LAW, SAFETY
from kopri.domains.queue.states import BookingState
from kopri.kernel.lines import UNTOLD, VEHICLE_CLASSES, Line, day_of

MOVED = "moved"
MOVED_WITHIN = timedelta(days=3)  # a move is to a day soon after; each day's rows are looked up by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A day of a direction: ``jumps``: public class, or safety -> slots given out of turn; ``moves``:
    bookings that got another hour."""

    jumps: dict[str, int]
    moves: int


def listed(*, point: str, direction: str) -> dict[str, int]:
    """Vehicle class -> how many are on the list for a slot."""
    rows = SharedBooking.objects.filter(
        point=point, direction=direction, state=BookingState.WAITING.value)
    return dict(Counter(rows.values_list("vehicle_class", flat=True)))


def told(*, point: str, direction: str, now: datetime) -> Told:
    """What the public rows of this UTC day say: slots of the day given out of turn, moves told today."""
    today = _rows(point=point, direction=direction, day=now)
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [start + timedelta(days=number) for number in range(-1, MOVED_WITHIN.days)]
    moved = [row for day in days for row in _rows(point=point, direction=direction, day=day)
             if row.why == MOVED and row.time >= start]
    return Told(moves=len(moved), jumps=dict(Counter(
        SAFETY if row.why == SAFETY else row.public_class for row in today
        if row.slot is not None and row.was is None
        and row.why in (BY_LAW, SAFETY))))


def _rows(*, point: str, direction: str, day: datetime) -> list[SharedAllocation]:
    draws = [Line(point=point, direction=direction, vehicle_class=each).draw(day_of(day))
             for each in VEHICLE_CLASSES]
    return list(SharedAllocation.objects.filter(draw__in=draws))


def daily(*, side: str, line: Line, day: str) -> dict[str, int]:
    """Goods class whose hours would tell too much -> vehicles of it that a side takes in a day."""
    row = SharedCapacity.objects.filter(
        side=side, point=line.point, direction=line.direction,
        vehicle_class=line.vehicle_class, day=day).first()
    return {name: number for name, number in row.daily.items() if name in UNTOLD} if row else {}
