"""Publish, request, grant, call, cancel, expire: check, then append."""

from collections.abc import Sequence
from datetime import datetime

from kopri.domains.queue import permissions
from kopri.domains.queue.queries import (
    active_among,
    booking_of,
    latest_revision,
    offer,
)
from kopri.domains.queue.rules import (
    ExitSideDecides,
    HasActiveBooking,
    NotYetArrived,
    OneActiveBooking,
    PlausibleTime,
    WaitsForCall,
    broken_capacity,
    broken_wishes,
)
from kopri.domains.queue.states import ACTIVE
from kopri.domains.queue.types import (
    Called,
    CapacityPublished,
    Lapsed,
    Line,
    NoShow,
    RequestDeclined,
    SlotCancelled,
    SlotGranted,
    SlotRequested,
)
from kopri.journal.append.writing import Writing
from kopri.journal.authority import exit_side
from kopri.journal.types import Draft, Recorded
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require

NO_FREE_SLOT = "no_free_slot"


def publish_capacity(
    tx: Writing, *, line: Line, day: str, hours: Sequence[int], valid_until: datetime
) -> Recorded:
    """Publish this side's hours of a day; the next revision replaces the last."""
    require(permissions.may_publish_capacity(tx.actor))
    refuse_if(broken_capacity(hours=hours, day=day), ground=Ground.INVALID)
    side = tx.journal.side
    revision = latest_revision(side=side, line=line, day=day) + 1
    return tx.append(Draft(subject=line.point, payload=CapacityPublished(
        side=side, point=line.point, direction=line.direction, vehicle_class=line.vehicle_class,
        day=day, hours=list(hours), revision=revision, valid_until=to_text(valid_until))))


def request_slot(
    tx: Writing, *, reference: str, line: Line, wishes: Sequence[datetime], carrier: str,
    same_vehicle: Sequence[str],
) -> Recorded:
    """Ask for a slot. ``same_vehicle``: every case that names the same VIN."""
    require(permissions.may_request(tx.actor, carrier=carrier))
    refuse_if(broken_wishes(wishes=wishes, now=tx.now), ground=Ground.INVALID)
    booked = active_among([*same_vehicle, reference])
    refuse_if([OneActiveBooking.fault(reference=booked)] if booked else [])
    return tx.append(Draft(subject=reference, payload=SlotRequested(
        point=line.point, direction=line.direction, vehicle_class=line.vehicle_class,
        wishes=[to_text(wish) for wish in wishes])))


def grant(
    tx: Writing, *, reference: str, line: Line, wishes: Sequence[datetime],
    same_vehicle: Sequence[str], request: Recorded,
) -> datetime | None:
    """Grant the best free wish, or decline; the slot, or None.

    The caller holds the locks of the case and of the line.
    """
    require(permissions.may_grant(tx.actor))
    _exit_side_only(tx, line.direction)
    if active_among([*same_vehicle, reference]):
        decline(tx, reference=reference, line=line, reason=OneActiveBooking.code, request=request)
        return None
    for wish in wishes:
        found, leaving, entering = offer(line=line, slot=wish)
        if found.free > 0 and wish.timestamp() + 3600 > tx.now.timestamp():
            tx.append(Draft(subject=reference, basis=[request.ref], payload=SlotGranted(
                point=line.point, direction=line.direction, vehicle_class=line.vehicle_class,
                slot=to_text(wish), exit_revision=leaving.revision,
                entry_revision=entering.revision)))
            return wish
    decline(tx, reference=reference, line=line, reason=NO_FREE_SLOT, request=request)
    return None


def decline(tx: Writing, *, reference: str, line: Line, reason: str, request: Recorded) -> None:
    """Answer a request with no slot; ``reason``: a code."""
    require(permissions.may_grant(tx.actor))
    _exit_side_only(tx, line.direction)
    tx.append(Draft(subject=reference, basis=[request.ref], payload=RequestDeclined(
        direction=line.direction, reason=reason)))


def cancel(
    tx: Writing, *, reference: str, direction: str, carrier: str, arrived: bool, reason: str
) -> Recorded:
    """Give a booking back before the vehicle arrives."""
    require(permissions.may_cancel(tx.actor, carrier=carrier))
    _exit_side_only(tx, direction)
    _active_only(reference)
    refuse_if([NotYetArrived.fault()] if arrived else [])
    return tx.append(Draft(subject=reference, payload=SlotCancelled(
        direction=direction, reason=reason)))


def call(
    tx: Writing, *, reference: str, direction: str, waiting: bool, phase: str,
    time: datetime | None = None,
) -> Recorded:
    """Call a waiting vehicle to the gate."""
    require(permissions.may_call(tx.actor))
    _exit_side_only(tx, direction)
    refuse_if([] if waiting else [WaitsForCall.fault(phase=phase)])
    refuse_if([PlausibleTime.fault(path="/time")] if time and time > tx.now else [])
    return tx.append(Draft(subject=reference, time=time, payload=Called(direction=direction)))


def no_show(tx: Writing, *, reference: str, direction: str, slot: datetime) -> Recorded:
    """The vehicle did not come within the grace time."""
    require(permissions.may_expire(tx.actor))
    _exit_side_only(tx, direction)
    return tx.append(Draft(subject=reference, payload=NoShow(
        direction=direction, slot=to_text(slot))))


def lapse(tx: Writing, *, reference: str, direction: str) -> Recorded:
    """The case is over because nothing happened."""
    require(permissions.may_expire(tx.actor))
    _exit_side_only(tx, direction)
    return tx.append(Draft(subject=reference, payload=Lapsed(direction=direction)))


def _exit_side_only(tx: Writing, direction: str) -> None:
    if exit_side(direction) != tx.journal.side:
        refuse_if([ExitSideDecides.fault(direction=direction)])


def _active_only(reference: str) -> None:
    booking = booking_of(reference)
    refuse_if([] if booking and booking.state in ACTIVE else [HasActiveBooking.fault()])
