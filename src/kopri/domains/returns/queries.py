"""Reading returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import at_points
from kopri.domains.returns.models import SharedReturn
from kopri.domains.returns.rules import overdue
from kopri.domains.returns.states import ENDS, ReturnState


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnView:
    """A return. ``side``: the one that refused; ``part``: empty for the whole vehicle."""

    reference: str
    number: str
    side: str
    service: str
    part: str
    rule: str
    opened: datetime
    uid: str
    note: str
    answered: datetime | None
    state: ReturnState

    @property
    def over(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in ENDS

    def overdue(self, now: datetime) -> bool:
        """Whether the exit side should have done something by now."""
        return overdue(state=self.state, opened=self.opened, answered=self.answered, now=now)


def returns_of(references: Sequence[str]) -> list[ReturnView]:
    """The returns of these cases, by time."""
    rows = SharedReturn.objects.filter(reference__in=list(references), opened__isnull=False)
    return [_view(row) for row in rows.order_by("opened", "number")]


def open_returns(
    *, points: Sequence[str], most: int, asked: str = ""
) -> list[ReturnView]:
    """Returns over these points that are neither received nor withdrawn, the oldest first. ``asked``:
    only those that the other side waits for this one to answer, or to take back."""
    rows = SharedReturn.objects.filter(received=None, withdrawn=None, opened__isnull=False,
                                       reference__in=at_points(points))
    if asked:
        rows = rows.exclude(side=asked).exclude(answer="objects")
    return [_view(row) for row in rows.order_by("opened", "number")[:most]]


def _view(row: SharedReturn) -> ReturnView:
    assert row.opened is not None
    return ReturnView(
        reference=row.reference, number=row.number, side=row.side, service=row.service,
        part=row.part, rule=row.rule, opened=row.opened, uid=row.uid, note=row.note,
        answered=row.answered, state=_state(row))


def _state(row: SharedReturn) -> ReturnState:
    if row.received is not None:
        return ReturnState.RECEIVED
    if row.withdrawn is not None:
        return ReturnState.WITHDRAWN
    return {"takes_back": ReturnState.AWAITED, "objects": ReturnState.OBJECTED}.get(
        row.answer, ReturnState.OPENED)
