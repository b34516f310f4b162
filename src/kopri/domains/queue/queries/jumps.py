"""Reading who goes before others: how many slots of a day were given by law, against how many there are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kopri.domains.queue.models import SharedAllocation, SharedBooking
from kopri.domains.queue.queries.capacity import NO_CAPACITY, published
from kopri.domains.queue.states import COUNTED
from kopri.journal.authority import entry_side, exit_side
from kopri.kernel.lines import Line

BY_LAW, SAFETY = "priority", "safety"
_COUNTED = [state.value for state in COUNTED]


def day_supply(*, line: Line, day: str) -> int:
    """What both sides take in the 24 hours of a day, by their last revisions: the sum of the smaller.

    Closures do not count: a ceiling is a share of what was published, and the grant cites that.
    """
    known = published(line=line, days=[day])
    leaving, entering = (known.get((side, day), NO_CAPACITY).hours
                         for side in (exit_side(line.direction), entry_side(line.direction)))
    return sum(map(min, leaving, entering))


def jumps_of(*, line: Line, day: str) -> Counter[str]:
    """Public class -> slots of a day that vehicles hold, or have used, by law."""
    start = datetime.fromisoformat(day).replace(tzinfo=UTC)
    rows = SharedBooking.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        why=BY_LAW, state__in=_COUNTED, slot__gte=start, slot__lt=start + timedelta(days=1))
    return Counter(rows.values_list("public_class", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A public row of one who went before others. ``rule``: the ceiling it counts under; empty
    for safety, and for what was given back."""

    draw: str
    slot: datetime | None
    was: datetime | None
    public_class: str
    why: str
    rule: str
    tag: str
    time: datetime


def jump_rows(*, line: Line, days: Iterable[str]) -> list[Jump]:
    """The public rows of these days of slots given by law or calls for safety, the oldest first."""
    rows = SharedAllocation.objects.filter(
        draw__in=[line.draw(day) for day in days], why__in=[BY_LAW, SAFETY],
    ).order_by("time", "uid")
    return [Jump(draw=row.draw, slot=row.slot, was=row.was, public_class=row.public_class,
                 why=row.why, rule=row.rule, tag=row.tag, time=row.time) for row in rows]
