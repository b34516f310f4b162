"""Another hour for a booking that stands: as its carrier wishes, or as it stands by."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from kopri.domains.queue import permissions
from kopri.domains.queue.operations.booking import exit_side_only, tell
from kopri.domains.queue.queries import (
    active_among,
    booking_of,
    latest_revision,
    offers_at,
)
from kopri.domains.queue.queries.capacity import HOUR
from kopri.domains.queue.queries.waiting import wanted
from kopri.domains.queue.rules import HasActiveBooking, NotYetArrived, broken_wishes
from kopri.domains.queue.states import REBOOKED
from kopri.domains.queue.types import ChangeRequested, SlotMoved
from kopri.journal.append.writing import Writing
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.types import Draft, Recorded
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.lines import Load, day_of
from kopri.kernel.rules import refuse_if, require


def request_change(
    tx: Writing, *, reference: str, direction: str, wishes: Sequence[datetime], carrier: str,
    arrived: bool,
) -> Recorded:
    """Wish for another hour and keep the slot meanwhile; no wishes: leave it as it is."""
    require(permissions.may_request(tx.actor, carrier=carrier))
    if wishes:
        refuse_if(broken_wishes(wishes=wishes, now=tx.now), ground=Ground.INVALID)
    refuse_if([] if active_among([reference]) else [HasActiveBooking.fault()])
    refuse_if([NotYetArrived.fault()] if arrived else [])
    return tx.append(Draft(subject=reference, payload=ChangeRequested(
        direction=direction, wishes=[to_text(wish) for wish in wishes])))


def free_wish(
    *, reference: str, wishes: Sequence[datetime], now: datetime,
    undrawn: AbstractSet[str] = frozenset(),
) -> datetime | None:
    """The first wished hour that the booking could move to now; None where there is none.

    Those who wait for an hour without a slot come first, and hours that are still to be drawn are
    for the draw.
    """
    booking = booking_of(reference)
    if booking is None or not active_among([reference]):
        return None
    line, load = booking.line, Load(goods=booking.goods, services=booking.services)
    others = [wish for wish in wishes if wish != booking.slot and wish + HOUR > now
              and day_of(wish) not in undrawn]
    free = [offer.slot for offer in offers_at(line=line, slots=others, load=load, now=now)
            if offer.free]
    return next((slot for slot in free if not wanted(
        line=line, slots=[slot], full=frozenset(), now=now)), None)


def rebook(tx: Writing, *, reference: str, slot: datetime, request: str) -> None:
    """Move to the hour that the carrier wished for; ``request``: uid of the wish."""
    require(permissions.may_grant(tx.actor))
    move(tx, reference=reference, slot=slot, reason=REBOOKED, cause=request)


def move(tx: Writing, *, reference: str, slot: datetime, reason: str, cause: str = "") -> None:
    """Write that a booking has another hour, and its public row; there is room for it."""
    booking = booking_of(reference)
    assert booking is not None and booking.slot is not None
    exit_side_only(tx, booking.direction)
    line = booking.line
    leaving, entering = (
        latest_revision(side=side, line=line, day=day_of(slot))
        for side in (exit_side(line.direction), entry_side(line.direction)))
    tx.append(Draft(subject=reference, payload=SlotMoved(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        was=to_text(booking.slot), slot=to_text(slot), reason=reason, cause=cause,
        exit_revision=leaving, entry_revision=entering)))
    tell(tx, line=line, tag=booking.tag, slot=slot, was=booking.slot,
         public_class=booking.public_class, why=reason)
