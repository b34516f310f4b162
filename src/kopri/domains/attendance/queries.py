"""Reading moves and absences."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q

from kopri.domains.attendance.models import SharedAbsence, SharedMove
from kopri.domains.attendance.types import Absence, MoveTold

BY_STATE = ("closed", "slowed", "reopened")


def moves_of(reference: str) -> list[MoveTold]:
    """Every other hour that a case was given, by time."""
    rows = SharedMove.objects.filter(reference=reference).order_by("time", "slot", "uid")
    return [_move(row) for row in rows]


def last_moves(references: Sequence[str]) -> dict[str, MoveTold]:
    """The last other hour that each of these cases was given by a state."""
    rows = SharedMove.objects.filter(reference__in=list(references), reason__in=BY_STATE)
    return {row.reference: _move(row) for row in rows.order_by("time", "slot", "uid")}


def absences_of(
    *, tags: Collection[str], references: Collection[str] = (), since: datetime
) -> list[Absence]:
    """No-shows of these tags or cases, of hours since then, by time; whosever fault."""
    rows = SharedAbsence.objects.filter(
        Q(tag__in=[tag for tag in tags if tag]) | Q(reference__in=list(references)),
        slot__gte=since).order_by("time", "uid")
    return [Absence(reference=row.reference, tag=row.tag, direction=row.direction, slot=row.slot,
                    fault=row.fault, because=row.because, time=row.time) for row in rows]


def _move(row: SharedMove) -> MoveTold:
    return MoveTold(reference=row.reference, time=row.time, was=row.was, slot=row.slot,
                    reason=row.reason, uid=row.uid)
