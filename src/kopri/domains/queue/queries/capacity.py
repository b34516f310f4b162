"""Reading what both sides take, and what can be granted of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from kopri.domains.queue.models import SharedBooking, SharedCapacity, SharedClosure, SharedLimits
from kopri.domains.queue.states import COUNTED
from kopri.domains.queue.types import Capacity, Closure, Offer
from kopri.journal.authority import entry_side, exit_side
from kopri.kernel.lines import Line, Load, day_of

HOUR = timedelta(hours=1)
ANY = Load()
NO_CAPACITY = Capacity(side="", hours=(0,) * 24, revision=0, uid="")
_COUNTED = [state.value for state in COUNTED]


def capacity_of(*, side: str, line: Line, day: str) -> Capacity:
    """One side's hours as far as this node has followed; nothing published is no capacity."""
    key = {"side": side, "point": line.point, "direction": line.direction,
           "vehicle_class": line.vehicle_class, "day": day}
    row = SharedCapacity.objects.filter(**key).first()
    if row is None:
        return NO_CAPACITY
    told = SharedLimits.objects.filter(**key).first()
    return Capacity(side=side, hours=tuple(row.hours), revision=row.revision, uid=row.uid,
                    limits=told.limits if told else {}, off_duty=told.off_duty if told else {})


def latest_revision(*, side: str, line: Line, day: str) -> int:
    """The number of the last published revision, 0 before the first."""
    return capacity_of(side=side, line=line, day=day).revision


def closures(*, point: str, direction: str, now: datetime) -> list[Closure]:
    """Closures of a direction that have not ended by now, whichever side's, oldest first."""
    rows = SharedClosure.objects.filter(point=point, direction=direction).order_by("since", "closure")
    return [_closure(row) for row in rows if row.ended is None or row.ended > now]


def _closure(row: SharedClosure) -> Closure:
    return Closure(
        closure=row.closure, side=row.side, point=row.point, direction=row.direction,
        vehicle_classes=tuple(row.vehicle_classes), since=row.since, until=row.until,
        ended=row.ended, reason=row.reason, text=row.text,
    )


def is_closed(closure: Closure, *, vehicle_class: str, slot: datetime, now: datetime) -> bool:
    """Whether it shuts this hour. One that has outlived its expected end shuts the hour that runs."""
    if closure.vehicle_classes and vehicle_class not in closure.vehicle_classes:
        return False
    end = closure.ended or max(closure.until, now)
    return closure.since < slot + HOUR and slot < end


def offers(
    *, line: Line, start: datetime, hours: int, now: datetime, load: Load = ANY
) -> list[Offer]:
    """So many hours of a line for a load, from the hour of ``start`` on."""
    first = start.replace(minute=0, second=0, microsecond=0)
    return offers_at(line=line, slots=[first + number * HOUR for number in range(hours)],
                     load=load, now=now)


def offers_at(
    *, line: Line, slots: Sequence[datetime], load: Load = ANY, now: datetime
) -> list[Offer]:
    """What is free in these hours."""
    sides = exit_side(line.direction), entry_side(line.direction)
    known = {(side, day): capacity_of(side=side, line=line, day=day)
             for side in sides for day in {day_of(slot) for slot in slots}}
    taken, taken_of_class = _taken(line=line, slots=slots, goods=load.goods)
    shut = closures(point=line.point, direction=line.direction, now=now)
    found = []
    for slot in slots:
        leaving, entering = (known[side, day_of(slot)] for side in sides)
        found.append(Offer(
            slot=slot, granted=taken[slot], exit_capacity=leaving.hours[slot.hour],
            entry_capacity=entering.hours[slot.hour],
            closed=tuple(each.side for each in shut if is_closed(
                each, vehicle_class=line.vehicle_class, slot=slot, now=now)),
            absent=tuple(role for role in load.services for each in (leaving, entering)
                         if slot.hour in each.off_duty.get(role, ())),
            class_left=_class_left(leaving, entering, slot=slot, load=load,
                                   taken=taken_of_class[slot]),
        ))
    return found


def _taken(
    *, line: Line, slots: Sequence[datetime], goods: str
) -> tuple[Counter[datetime], Counter[datetime]]:
    """Slots that are counted, of all and of a goods class."""
    rows = list(SharedBooking.objects.filter(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        slot__in=list(slots), state__in=_COUNTED,
    ).values_list("slot", "goods"))
    return (Counter(slot for slot, _goods in rows if slot),
            Counter(slot for slot, each in rows if slot and each == goods))


def _class_left(
    leaving: Capacity, entering: Capacity, *, slot: datetime, load: Load, taken: int
) -> int | None:
    limits = [each.limits[load.goods][slot.hour] for each in (leaving, entering)
              if load.goods in each.limits]
    return min(limits) - taken if limits else None
