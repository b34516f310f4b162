"""Move bookings because a side closed, slowed or reopened: free, and nothing else is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from kopri.domains.queue import permissions
from kopri.domains.queue.operations.booking import exit_side_only
from kopri.domains.queue.queries import Booking, latest_revision
from kopri.domains.queue.types import Allocated, SlotMoved
from kopri.journal.append.writing import Writing
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.types import Draft
from kopri.kernel.clock import to_text
from kopri.kernel.lines import Line, day_of
from kopri.kernel.rules import require

CLOSED, SLOWED, REOPENED = "closed", "slowed", "reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """``booking``: as it stands now; ``slot``: its new hour; ``reason``: see ``SlotMoved``."""

    booking: Booking
    slot: datetime
    reason: str


def move_all(tx: Writing, *, line: Line, moves: Sequence[Move], cause: str) -> None:
    """Write all moves of a line, each with its public row. The caller holds their locks."""
    require(permissions.may_move(tx.actor))
    exit_side_only(tx, line.direction)
    sides = exit_side(line.direction), entry_side(line.direction)

    @cache
    def revisions(day: str) -> tuple[int, int]:
        leaving, entering = (latest_revision(side=side, line=line, day=day) for side in sides)
        return leaving, entering

    drafts: list[Draft] = []
    for move in moves:
        drafts += _drafts(move, line=line, cause=cause, revisions=revisions(day_of(move.slot)))
    if drafts:
        tx.append_many(drafts)


def _drafts(
    move: Move, *, line: Line, cause: str, revisions: tuple[int, int]
) -> tuple[Draft, Draft]:
    booking, draw = move.booking, line.draw(day_of(move.slot))
    assert booking.slot is not None
    was, slot = to_text(booking.slot), to_text(move.slot)
    return Draft(subject=booking.reference, payload=SlotMoved(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class, was=was,
        slot=slot, reason=move.reason, cause=cause, exit_revision=revisions[0],
        entry_revision=revisions[1],
    )), Draft(subject=draw, payload=Allocated(
        direction=line.direction, draw=draw, tag=booking.tag, slot=slot, was=was,
        public_class=booking.public_class, why="moved"))
