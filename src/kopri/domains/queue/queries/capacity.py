"""Reading what both sides take, and what can be granted of it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import connection

from kopri.domains.queue.models import SharedBooking, SharedCapacity, SharedClosure, SharedLimits
from kopri.domains.queue.states import COUNTED
from kopri.domains.queue.types.capacity import Absence, Capacity, Closure, Offer
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.rows import select_rows
from kopri.kernel.clock import from_text
from kopri.kernel.lines import Line, Load, day_of

HOUR = timedelta(hours=1)
ANY = Load()
NO_CAPACITY = Capacity(side="", hours=(0,) * 24, revision=0, uid="")
DAYS_AHEAD = 7  # how far it is looked when a service opens again
_COUNTED = [state.value for state in COUNTED]
_OF_LINE = "point = %s AND direction = %s AND vehicle_class = %s"
_OF_CLOSURE = ("closure", "log", "side", "point", "direction", "vehicle_classes", "since", "until",
               "ended", "reason", "text")
Published = Mapping[tuple[str, str], Capacity]  # by side and day


def capacity_of(*, side: str, line: Line, day: str) -> Capacity:
    """One side's hours as far as this node has followed; nothing published is no capacity."""
    return published(line=line, days=[day]).get((side, day), NO_CAPACITY)


def published(*, line: Line, days: Iterable[str]) -> dict[tuple[str, str], Capacity]:
    """Both sides' hours of these days, as far as they are published and followed."""
    wanted = list(days)
    tail = f"WHERE {_OF_LINE} AND day IN ({_marks(wanted)})"
    params = [line.point, line.direction, line.vehicle_class, *wanted]
    told = {(side, day): (limits, off_duty) for side, day, limits, off_duty in select_rows(
        SharedLimits, columns=("side", "day", "limits", "off_duty"), tail=tail, params=params)}
    found = {}
    for side, day, hours, revision, uid, valid_until in select_rows(
            SharedCapacity, columns=("side", "day", "hours", "revision", "uid", "valid_until"),
            tail=tail, params=params):
        limits, off_duty = told.get((side, day), ({}, {}))
        found[side, day] = Capacity(
            side=side, hours=tuple(hours), revision=revision, uid=uid, limits=limits,
            off_duty=off_duty, valid_until=from_text(valid_until))
    return found


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def latest_revision(*, side: str, line: Line, day: str) -> int:
    """The number of the last published revision, 0 before the first."""
    return capacity_of(side=side, line=line, day=day).revision


def closures(*, point: str, direction: str, now: datetime) -> list[Closure]:
    """Closures of a direction that have not ended by now, whichever side's, oldest first."""
    return _closures("point = %s AND direction = %s AND (ended IS NULL OR ended > %s)",
                     point, direction, connection.ops.adapt_datetimefield_value(now))


def closure_of(closure: str) -> Closure | None:
    """A closure by its id, also one that has ended."""
    return next(iter(_closures("closure = %s", closure)), None)


def _closures(where: str, *params: object) -> list[Closure]:
    rows = select_rows(SharedClosure, columns=_OF_CLOSURE, params=params,
                       tail=f"WHERE {where} ORDER BY since, closure")
    return [closure_from(SharedClosure.from_db(connection.alias, _OF_CLOSURE, row)) for row in rows]


def closure_from(row: SharedClosure) -> Closure:
    """A row as it is told."""
    return Closure(
        closure=row.closure, side=row.side, point=row.point, direction=row.direction,
        vehicle_classes=tuple(row.vehicle_classes), since=row.since, until=row.until,
        ended=row.ended, reason=row.reason, text=row.text, log=row.log,
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
    """What is free in these hours. Hours whose ``valid_until`` is over grant nothing."""
    known = published(line=line, days={day_of(slot) for slot in slots})
    taken, taken_of_class = _taken(line=line, slots=slots, goods=load.goods)
    shut = closures(point=line.point, direction=line.direction, now=now)
    found = []
    for slot in slots:
        both = sides_at(known, line=line, slot=slot)
        found.append(Offer(
            slot=slot, granted=taken[slot], exit_capacity=both[0].hours[slot.hour],
            entry_capacity=both[1].hours[slot.hour],
            closed=tuple(each.side for each in shut if is_closed(
                each, vehicle_class=line.vehicle_class, slot=slot, now=now)),
            expired=tuple(each.side for each in both if each.expired(now)),
            absent=absent_at(both, hour=slot.hour, services=load.services),
            class_left=_class_left(both, slot=slot, load=load, taken=taken_of_class[slot]),
            revisions=(both[0].revision, both[1].revision),
        ))
    return found


def sides_at(known: Published, *, line: Line, slot: datetime) -> tuple[Capacity, Capacity]:
    """What the exit and the entry side have published of the day of an hour.

    A slot begins on the full hour: at any other moment, whoever asks for it, there is none.
    """
    if slot.minute or slot.second or slot.microsecond:
        return NO_CAPACITY, NO_CAPACITY
    leaving, entering = (known.get((side, day_of(slot)), NO_CAPACITY)
                         for side in (exit_side(line.direction), entry_side(line.direction)))
    return leaving, entering


def absent_at(
    both: Iterable[Capacity], *, hour: int, services: Sequence[str]
) -> tuple[Absence, ...]:
    """Which of these services are off duty in an hour of the day, on either side."""
    return tuple(Absence(side=each.side, role=role) for role in services for each in both
                 if hour in each.off_duty.get(role, ()))


def opens_again(*, line: Line, absence: Absence, slot: datetime) -> datetime | None:
    """The next hour in which that service is there; None: none that is published."""
    later = [slot + number * HOUR for number in range(1, DAYS_AHEAD * 24)]
    known = published(line=line, days={day_of(each) for each in later})
    for each in later:
        told = known.get((absence.side, day_of(each)))
        if told and each.hour not in told.off_duty.get(absence.role, ()):
            return each
    return None


def _taken(
    *, line: Line, slots: Sequence[datetime], goods: str
) -> tuple[Counter[datetime], Counter[datetime]]:
    """Slots that are counted, of all and of a goods class."""
    rows = select_rows(
        SharedBooking, columns=("slot", "goods"),
        tail=f"WHERE {_OF_LINE} AND slot IN ({_marks(slots)}) AND state IN ({_marks(_COUNTED)})",
        params=[line.point, line.direction, line.vehicle_class,
                *map(connection.ops.adapt_datetimefield_value, slots), *_COUNTED])
    return (Counter(slot for slot, _goods in rows if slot),
            Counter(slot for slot, each in rows if slot and each == goods))


def _class_left(
    both: Iterable[Capacity], *, slot: datetime, load: Load, taken: int
) -> int | None:
    limits = [each.limits[load.goods][slot.hour] for each in both if load.goods in each.limits]
    return min(limits) - taken if limits else None
