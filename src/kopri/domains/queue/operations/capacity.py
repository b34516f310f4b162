"""Publish what this side takes, close, reopen: check, then append."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from kopri.domains.queue import permissions
from kopri.domains.queue.queries import latest_revision
from kopri.domains.queue.rules import broken_capacity
from kopri.domains.queue.types import (
    CapacityPublished,
    ClosureChanged,
    LimitsPublished,
    PointClosed,
)
from kopri.journal.append.writing import Writing
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


def publish_capacity(tx: Writing, *, line: Line, hours: DayOfHours) -> Recorded:
    """Publish this side's hours of a day; the next revision replaces the last."""
    require(permissions.may_publish_capacity(tx.actor))
    refuse_if(broken_capacity(hours=hours.hours, day=hours.day), ground=Ground.INVALID)
    side = tx.journal.side
    revision = latest_revision(side=side, line=line, day=hours.day) + 1
    tx.append(Draft(subject=line.point, payload=LimitsPublished(
        side=side, point=line.point, direction=line.direction, vehicle_class=line.vehicle_class,
        day=hours.day, revision=revision,
        limits={name: list(each) for name, each in hours.limits.items()},
        off_duty={role: list(each) for role, each in hours.off_duty.items() if each})))
    return tx.append(Draft(subject=line.point, payload=CapacityPublished(
        side=side, point=line.point, direction=line.direction, vehicle_class=line.vehicle_class,
        day=hours.day, hours=list(hours.hours), revision=revision,
        valid_until=to_text(hours.valid_until),
        daily={name: sum(each) for name, each in hours.limits.items()})))


def close_point(
    tx: Writing, *, line: Line, closure: str, vehicle_classes: Sequence[str], until: datetime,
    reason: str, text: str,
) -> Recorded:
    """Take nobody from now on. ``line``: its point and direction; ``closure``: a new id."""
    require(permissions.may_publish_capacity(tx.actor))
    return tx.append(Draft(subject=line.point, payload=PointClosed(
        side=tx.journal.side, point=line.point, direction=line.direction, closure=closure,
        vehicle_classes=list(vehicle_classes), since=to_text(tx.now), until=to_text(until),
        reason=reason, text=text)))


def change_closure(
    tx: Writing, *, point: str, closure: str, until: datetime, ended: bool
) -> Recorded:
    """Say anew when it ends, or that it has ended now."""
    require(permissions.may_publish_capacity(tx.actor))
    return tx.append(Draft(subject=point, payload=ClosureChanged(
        side=tx.journal.side, point=point, closure=closure, until=to_text(until), ended=ended)))
