"""Rules of publishing what a side takes, and of who must be there for a slot."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime

from kopri.domains.queue.types.capacity import REASONS, Absence, Closure
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Fault
from kopri.kernel.lines import GOODS_CLASSES, VEHICLE_CLASSES
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
HOURS = 24


class CapacityInRange(Rule):
    """The capacity of hour {hour} is not between 0 and 1000."""

    code = "queue.capacity_range"
    source = _HOUSE
    remedy = "Give the number of vehicles that this side takes in the hour."


class DayHasItsHours(Rule):
    """A day has 24 hours; {count} numbers were given."""

    code = "queue.hours_count"
    source = _HOUSE
    remedy = "Give one number for each hour of the UTC day."


class DayExists(Rule):
    """There is no day {day}."""

    code = "queue.day_unknown"
    source = _HOUSE
    remedy = "Give the day in UTC, for example 2026-01-15."


class KnownVehicleClass(Rule):
    """There is no vehicle class {vehicle_class}."""

    code = "queue.vehicle_class_unknown"
    source = _HOUSE
    remedy = "Give truck, car or coach."


class KnownGoodsClass(Rule):
    """There is no goods class {goods}."""

    code = "queue.goods_class_unknown"
    source = _HOUSE
    remedy = "Give empty, loaded, dangerous or live_animals."


class KnownService(Rule):
    """No service of this side has the role {role}."""

    code = "queue.service_unknown"
    source = "services.csv"
    remedy = "Give the role of a service that works at the border."


class HourOfDay(Rule):
    """{hour} is no hour of the day."""

    code = "queue.hour_unknown"
    source = _HOUSE
    remedy = "Give hours of the UTC day, from 0 to 23."


class HoldsForAWhile(Rule):
    """These hours would hold until {until}, which is over."""

    code = "queue.capacity_expired"
    source = "Köpri, docs/reference/journal: capacity has revisions with a valid-until"
    remedy = "Give a moment ahead; from then on nothing is granted until it is published anew."


class PublishedBefore(Rule):
    """Nothing is published for {day}, so nothing can be copied."""

    code = "queue.nothing_published"
    source = _HOUSE
    remedy = "Publish that day first."


class DaysToCopyTo(Rule):
    """A day is copied to between 1 and {most} other days."""

    code = "queue.copy_count"
    source = _HOUSE
    remedy = "Name the days, each once."


class KnownReason(Rule):
    """There is no reason {reason} for a closure."""

    code = "queue.closure_reason"
    source = _HOUSE
    remedy = "Give weather, works, security, system or other."


class EndsLater(Rule):
    """The closure would end at {until}, which is over or before it begins."""

    code = "queue.closure_end"
    source = _HOUSE
    remedy = "Give when it is expected to end; it can be changed at any time."


class KnownClosure(Rule):
    """This side has no closure {closure} that still lasts."""

    code = "queue.closure_unknown"
    source = _HOUSE
    remedy = "See the list of closures; the other side's are its own to end."


class ClosedHere(Rule):
    """The closure {closure} was told by {log}, which alone says when it ends."""

    code = "queue.closure_of_another_node"
    source = _HOUSE
    remedy = "Ask whoever keeps that node; what is to stay shut longer may be closed here as well."


class ServicesOnDuty(Rule):
    """At {wish} the {role} service of {side} is not on duty; it is there again at {opens}."""

    code = "queue.service_off_duty"
    source = "duty_hours.csv, holidays.csv; as published by the side for the day"
    remedy = "Wish for an hour in which every service that must see the goods is there."


class ServicesBackSoon(Rule):
    """At {wish} the {role} service of {side} is not on duty; when it is back is not published."""

    code = "queue.service_away"
    source = "duty_hours.csv, holidays.csv; as published by the side for the day"
    remedy = "Wish for another day, or ask the side when the service is there."


def off_duty_fault(
    *, path: str, wish: datetime, absence: Absence, opens: datetime | None
) -> Fault:
    """Why an hour cannot be wished for: the service, its side, and when it opens."""
    said = {"wish": to_text(wish), "role": absence.role, "side": absence.side.upper()}
    if opens is None:
        return ServicesBackSoon.fault(path=path, **said)
    return ServicesOnDuty.fault(path=path, opens=to_text(opens), **said)


def broken_capacity(
    *, day: str, vehicle_class: str, hours: Sequence[int],
    limits: Mapping[str, Sequence[int]], off_duty: Mapping[str, Collection[int]],
    roles: Collection[str], valid_until: datetime, now: datetime,
) -> Iterator[Fault]:
    """What is wrong with published hours of a day. ``roles``: of this side's services."""
    if not is_day(day):
        yield DayExists.fault(path="/day", day=day)
    yield from broken_class(vehicle_class, path="/vehicle_class")
    yield from _broken_hours(hours, path="/hours")
    for goods, each in limits.items():
        if goods not in GOODS_CLASSES:
            yield KnownGoodsClass.fault(path=f"/limits/{goods}", goods=goods)
        yield from _broken_hours(each, path=f"/limits/{goods}")
    yield from _broken_absences(off_duty, roles=roles)
    if valid_until <= now:
        yield HoldsForAWhile.fault(path="/valid_until", until=to_text(valid_until))


def _broken_hours(hours: Sequence[int], *, path: str) -> Iterator[Fault]:
    if len(hours) != HOURS:
        yield DayHasItsHours.fault(path=path, count=len(hours))
    for hour, count in enumerate(hours):
        if not 0 <= count <= 1000:
            yield CapacityInRange.fault(path=f"{path}/{hour}", hour=hour)


def _broken_absences(
    off_duty: Mapping[str, Collection[int]], *, roles: Collection[str]
) -> Iterator[Fault]:
    for role, away in off_duty.items():
        if role not in roles:
            yield KnownService.fault(path=f"/off_duty/{role}", role=role)
        for number, hour in enumerate(away):
            if not 0 <= hour < HOURS:
                yield HourOfDay.fault(path=f"/off_duty/{role}/{number}", hour=hour)


def broken_class(vehicle_class: str, *, path: str) -> Iterator[Fault]:
    """A class of vehicles that there is not."""
    if vehicle_class not in VEHICLE_CLASSES:
        yield KnownVehicleClass.fault(path=path, vehicle_class=vehicle_class)


def broken_closure(
    *, vehicle_classes: Sequence[str], since: datetime, until: datetime, reason: str, now: datetime
) -> Iterator[Fault]:
    """What is wrong with a closure."""
    for number, each in enumerate(vehicle_classes):
        yield from broken_class(each, path=f"/vehicle_classes/{number}")
    if until <= max(since, now):
        yield EndsLater.fault(path="/until", until=to_text(until))
    if reason not in REASONS:
        yield KnownReason.fault(path="/reason", reason=reason)


def broken_change(
    closure: Closure | None, *, name: str, side: str, log: str, until: datetime,
    ended: bool, now: datetime,
) -> Iterator[Fault]:
    """What is wrong with ending or extending a closure."""
    if closure is None or closure.side != side or closure.ended is not None:
        yield KnownClosure.fault(path="/closure", closure=name)
    elif closure.log != log:
        yield ClosedHere.fault(path="/closure", closure=name, log=closure.log)
    elif not ended and until <= max(closure.since, now):
        yield EndsLater.fault(path="/until", until=to_text(until))


def is_day(text: str) -> bool:
    """True for a day of the calendar, written as ISO 8601 writes it and in no other way."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
