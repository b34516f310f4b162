"""Show what both sides take in a day, what results, and why: for shift heads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kopri.crossing.rules import broken_on_opening
from kopri.domains.queue.permissions import may_publish_capacity
from kopri.domains.queue.queries.capacity import (
    NO_CAPACITY,
    absent_at,
    closures,
    offers,
    published,
    sides_at,
)
from kopri.domains.queue.rules.capacity import DayExists, broken_class, is_day
from kopri.domains.queue.types import Capacity, Closure, Offer
from kopri.domains.queue.types.capacity import Absence
from kopri.engines.countrydata import PairData
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.lines import GOODS_CLASSES, Line, Load
from kopri.kernel.rules import refuse_if, require

HOURS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassHour:
    """Vehicles with goods of a class in an hour. A limit of None: as many as vehicles in all."""

    exit_limit: int | None
    entry_limit: int | None
    free: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HourSheet:
    """An hour. ``all``: of all vehicles; ``goods``: by class; ``away``: services off duty."""

    all: Offer
    goods: Mapping[str, ClassHour]
    away: Sequence[Absence]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacitySheet:
    """A day of a line. ``known``: what each side has published of it (side -> capacity)."""

    day: str
    line: Line
    hours: Sequence[HourSheet]
    known: Mapping[str, Capacity]
    closures: Sequence[Closure]


def show_capacity(
    *, journal: Journal, pair: PairData, actor: Actor, line: Line, day: str
) -> CapacitySheet:
    """The 24 hours of a UTC day."""
    require(may_publish_capacity(actor))
    refuse_if([
        *broken_on_opening(direction=line.direction, point=line.point, directions=pair.directions,
                           points=[each.code for each in pair.pair.facts.points]),
        *broken_class(line.vehicle_class, path="/vehicle_class"),
        *([] if is_day(day) else [DayExists.fault(path="/day", day=day)]),
    ], ground=Ground.INVALID)
    now, start = journal.clock.now(), datetime.fromisoformat(day).replace(tzinfo=UTC)
    known = published(line=line, days=[day])
    of_all = offers(line=line, start=start, hours=HOURS, now=now)
    of_class = {goods: offers(line=line, start=start, hours=HOURS, now=now, load=Load(goods=goods))
                for goods in GOODS_CLASSES}
    shut = [each for each in closures(point=line.point, direction=line.direction, now=now)
            if each.since < start + timedelta(hours=HOURS)]
    return CapacitySheet(
        day=day, line=line, closures=shut,
        known={side: known.get((side, day), NO_CAPACITY)
               for side in (exit_side(line.direction), entry_side(line.direction))},
        hours=[_hour(offer, both=sides_at(known, line=line, slot=offer.slot),
                     free={goods: each[number].free for goods, each in of_class.items()})
               for number, offer in enumerate(of_all)],
    )


def _hour(
    offer: Offer, *, both: tuple[Capacity, Capacity], free: Mapping[str, int]
) -> HourSheet:
    hour = offer.slot.hour

    def limit(side: Capacity, goods: str) -> int | None:
        return side.limits[goods][hour] if goods in side.limits else None

    roles = sorted({role for each in both for role in each.off_duty})
    return HourSheet(all=offer, away=absent_at(both, hour=hour, services=roles), goods={
        goods: ClassHour(exit_limit=limit(both[0], goods), entry_limit=limit(both[1], goods),
                         free=left)
        for goods, left in free.items()
    })
