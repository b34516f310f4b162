"""Publish what this side takes, close, reopen: check, then append."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kopri.domains.queue import permissions
from kopri.domains.queue.queries.capacity import closure_of, latest_revision
from kopri.domains.queue.rules.acts import PlausibleTime
from kopri.domains.queue.rules.capacity import broken_capacity, broken_change, broken_closure
from kopri.domains.queue.types.capacity import (
    Capacity,
    CapacityPublished,
    Closure,
    ClosureChanged,
    LimitsPublished,
    PointClosed,
)
from kopri.journal.append.writing import Writing
from kopri.journal.core import Journal
from kopri.journal.types import Draft, Recorded
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.lines import Line
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfHours:
    """What a side takes on a day: see ``CapacityPublished`` and ``LimitsPublished``."""

    day: str
    hours: Sequence[int]
    valid_until: datetime
    limits: Mapping[str, Sequence[int]] = field(default_factory=dict)
    off_duty: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def as_capacity(self, *, side: str) -> Capacity:
        """As it would be read once it is published."""
        return Capacity(side=side, hours=tuple(self.hours), revision=0, uid="",
                        limits=self.limits, off_duty=self.off_duty, valid_until=self.valid_until)


def check_capacity(
    *, line: Line, hours: DayOfHours, roles: Collection[str], now: datetime
) -> None:
    """Refuse hours that cannot be published, with every fault. ``roles``: of this side's services."""
    refuse_if(broken_capacity(
        day=hours.day, vehicle_class=line.vehicle_class, hours=hours.hours, limits=hours.limits,
        off_duty=hours.off_duty, roles=roles, valid_until=hours.valid_until, now=now,
    ), ground=Ground.INVALID)


def publish_capacity(
    tx: Writing, *, line: Line, hours: DayOfHours, roles: Collection[str],
    time: datetime | None = None,
) -> int:
    """Publish this side's hours of a day; the next revision, which replaces the last.

    ``time``: when it was decided, where that is not now.
    """
    require(permissions.may_publish_capacity(tx.actor))
    check_capacity(line=line, hours=hours, roles=roles, now=tx.now)
    _happened(tx, time)
    side = tx.journal.side
    revision = latest_revision(side=side, line=line, day=hours.day) + 1
    tx.append_many([
        Draft(subject=line.point, time=time, payload=LimitsPublished(
            side=side, point=line.point, direction=line.direction,
            vehicle_class=line.vehicle_class, day=hours.day, revision=revision,
            limits={name: list(each) for name, each in hours.limits.items()},
            off_duty={role: list(each) for role, each in hours.off_duty.items() if each})),
        Draft(subject=line.point, time=time, payload=CapacityPublished(
            side=side, point=line.point, direction=line.direction,
            vehicle_class=line.vehicle_class, day=hours.day, hours=list(hours.hours),
            revision=revision, valid_until=to_text(hours.valid_until),
            daily={name: sum(each) for name, each in hours.limits.items()},
            away=sorted({hour for each in hours.off_duty.values() for hour in each}))),
    ])
    return revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A closure to be: see ``PointClosed``. ``since``: None is now."""

    until: datetime
    reason: str
    text: str = ""
    vehicle_classes: Sequence[str] = ()
    since: datetime | None = None

    def as_closure(self, *, closure: str, side: str, line: Line, now: datetime) -> Closure:
        """As it would be read once it is written."""
        return Closure(
            closure=closure, side=side, point=line.point, direction=line.direction,
            vehicle_classes=tuple(self.vehicle_classes), since=self.since or now,
            until=self.until, ended=None, reason=self.reason, text=self.text)


def check_closing(closing: Closing, *, now: datetime) -> None:
    """Refuse a closure that cannot be, with every fault."""
    refuse_if(broken_closure(
        vehicle_classes=closing.vehicle_classes, since=closing.since or now, until=closing.until,
        reason=closing.reason, now=now), ground=Ground.INVALID)


def close_point(
    tx: Writing, *, line: Line, closure: str, closing: Closing, time: datetime | None = None
) -> Recorded:
    """Take nobody for a while. ``line``: its point and direction; ``closure``: a new id."""
    require(permissions.may_publish_capacity(tx.actor))
    check_closing(closing, now=tx.now)
    _happened(tx, time)
    return tx.append(Draft(subject=line.point, time=time, payload=PointClosed(
        side=tx.journal.side, point=line.point, direction=line.direction, closure=closure,
        vehicle_classes=list(closing.vehicle_classes), since=to_text(closing.since or tx.now),
        until=to_text(closing.until), reason=closing.reason, text=closing.text)))


def check_change(
    *, closure: str, journal: Journal, until: datetime, ended: bool, now: datetime
) -> Closure:
    """The closure that is to be changed; refuse what cannot be."""
    known = closure_of(closure)
    refuse_if(broken_change(known, name=closure, side=journal.side, log=journal.origin, until=until,
                            ended=ended, now=now))
    assert known is not None
    return known


def change_closure(tx: Writing, *, closure: str, until: datetime | None, ended: bool) -> Recorded:
    """Say anew when it ends, or that it has ended now."""
    require(permissions.may_publish_capacity(tx.actor))
    end = tx.now if ended or until is None else until
    known = check_change(closure=closure, journal=tx.journal, until=end, ended=ended, now=tx.now)
    return tx.append(Draft(subject=known.point, payload=ClosureChanged(
        side=tx.journal.side, point=known.point, closure=closure, until=to_text(end), ended=ended)))


def _happened(tx: Writing, time: datetime | None) -> None:
    refuse_if([PlausibleTime.fault(path="/time")] if time and time > tx.now else [])
