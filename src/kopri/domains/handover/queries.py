"""Reading handovers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from kopri.domains.handover.models import Handover
from kopri.domains.handover.types import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverView:
    """A handover; ``taken`` None while it waits for the second signature."""

    handover: str
    point: str
    uid: str
    given: datetime
    given_by: str
    items: tuple[Item, ...]
    waiting: dict[str, int]
    note: str
    taken: datetime | None
    taken_by: str
    taken_items: tuple[Item, ...]
    taken_note: str


def handovers(*, side: str, point: str, most: int = 20) -> list[HandoverView]:
    """Handovers of a post, the newest first."""
    rows = Handover.objects.filter(side=side, point=point).order_by("-number")
    return [_view(row) for row in rows[:most]]


def to_be_taken(*, side: str, point: str) -> HandoverView | None:
    """The last that was given, where nobody has taken it yet; an older one is out of date."""
    last = handovers(side=side, point=point, most=1)
    return last[0] if last and last[0].taken is None else None


def _view(row: Handover) -> HandoverView:
    return HandoverView(
        handover=row.handover, point=row.point, uid=row.uid, given=row.given,
        given_by=row.given_by, items=_items(row.items), waiting=dict(row.waiting), note=row.note,
        taken=row.taken, taken_by=row.taken_by, taken_items=_items(row.taken_items),
        taken_note=row.taken_note)


def _items(stored: Any) -> tuple[Item, ...]:
    return tuple(msgspec.convert(stored, list[Item]))
