"""Reading wishes for another hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.domains.queue.models import SharedBooking, SharedChange
from kopri.domains.queue.states import ACTIVE
from kopri.kernel.clock import from_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A wish for another hour that stands; ``uid``: of its entry."""

    uid: str
    reference: str
    direction: str
    wishes: tuple[datetime, ...]
    time: datetime


def change_of(reference: str) -> Change | None:
    """The newest wish of a case; None where it was answered, withdrawn, or there was none."""
    return _newest([reference]).get(reference)


def _newest(references: Sequence[str]) -> dict[str, Change]:
    rows = SharedChange.objects.filter(reference__in=references).exclude(time=None).order_by(
        "time", "log", "number")
    found = {row.reference: _change(row) for row in rows}  # the last of each
    return {reference: change for reference, change in found.items() if change}


def _change(row: SharedChange) -> Change | None:
    if row.time is None or row.answered or not row.wishes:
        return None
    return Change(uid=row.uid, reference=row.reference, direction=row.direction, time=row.time,
                  wishes=tuple(from_text(wish) for wish in row.wishes))


def open_changes(*, directions: Sequence[str]) -> list[Change]:
    """Wishes that stand of bookings that do, the oldest first."""
    asked = list(SharedChange.objects.filter(direction__in=list(directions), answered=False)
                 .exclude(time=None).values_list("reference", flat=True).distinct())
    active = SharedBooking.objects.filter(
        reference__in=asked, direction__in=list(directions), state__in=[state.value for state in ACTIVE])
    found = _newest(list(active.values_list("reference", flat=True)))
    return sorted(found.values(), key=lambda each: (each.time, each.uid))
