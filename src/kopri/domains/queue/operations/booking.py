"""Ask for a slot, list, grant, confirm, decline, give back: check, then append."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime

from kopri.domains.queue import permissions
from kopri.domains.queue.operations.binding import vehicle_of
from kopri.domains.queue.queries import (
    ANY,
    Booking,
    active_among,
    booking_of,
    offers_at,
    standing_among,
)
from kopri.domains.queue.queries.capacity import HOUR, absent_at, opens_again, published, sides_at
from kopri.domains.queue.queries.waiting import wanted
from kopri.domains.queue.rules import (
    ExitSideDecides,
    HasActiveBooking,
    NotYetArrived,
    OneActiveBooking,
    broken_wishes,
)
from kopri.domains.queue.rules.capacity import off_duty_fault
from kopri.domains.queue.states import ACTIVE, STANDING, BookingState
from kopri.domains.queue.types import (
    Allocated,
    CancelRequested,
    Offer,
    RequestDeclined,
    RequestListed,
    SlotCancelled,
    SlotConfirmed,
    SlotGranted,
    SlotRequested,
)
from kopri.journal.append.writing import Writing
from kopri.journal.authority import exit_side
from kopri.journal.types import Draft, Recorded
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Fault, Ground
from kopri.kernel.lines import ORDINARY, Line, Load, day_of, public_class_of
from kopri.kernel.rules import refuse_if, require

NO_FREE_SLOT = "no_free_slot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a carrier asks for. ``stands_until``: takes part in draws until that day; see the kind."""

    line: Line
    wishes: Sequence[datetime]
    load: Load = ANY
    stands_until: str = ""
    proven: bool = False
    claim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """How a slot is given: see ``SlotGranted``. ``basis``: the entries that it rests on.

    ``public_rule``: what the public row names, where ``rule`` would tell what is carried;
    ``vehicle``: what it is bound to, None: what the case says.
    """

    why: str = "leftover"
    tag: str = ""
    vehicle: str | None = None
    public_class: str = ORDINARY
    draw: str = ""
    rule: str = ""
    public_rule: str = ""
    held_until: datetime | None = None
    basis: Sequence[tuple[str, int | str]] = ()


def request_slot(
    tx: Writing, *, reference: str, asking: Asking, carrier: str, same_vehicle: Sequence[str]
) -> Recorded:
    """Ask for a slot. ``same_vehicle``: every case that names the same VIN."""
    require(permissions.may_request(tx.actor, carrier=carrier))
    refuse_if([*broken_wishes(wishes=asking.wishes, now=tx.now), *off_duty(asking)],
              ground=Ground.INVALID)
    booked = standing_among([*same_vehicle, reference], direction=asking.line.direction)
    refuse_if([OneActiveBooking.fault(reference=booked)] if booked else [])
    line = asking.line
    return tx.append(Draft(subject=reference, payload=SlotRequested(
        point=line.point, direction=line.direction, vehicle_class=line.vehicle_class,
        wishes=[to_text(wish) for wish in asking.wishes], goods=asking.load.goods,
        services=list(asking.load.services), stands_until=asking.stands_until,
        proven=asking.proven, claim=asking.claim)))


def off_duty(asking: Asking) -> Iterator[Fault]:
    """Wishes for hours in which a service that must see the load is away."""
    for number, wish in enumerate(asking.wishes if asking.load.services else ()):
        both = sides_at(published(line=asking.line, days=[day_of(wish)]), line=asking.line, slot=wish)
        for absence in absent_at(both, hour=wish.hour, services=asking.load.services):
            yield off_duty_fault(
                path=f"/wishes/{number}", wish=wish, absence=absence,
                opens=opens_again(line=asking.line, absence=absence, slot=wish))


def list_request(
    tx: Writing, *, reference: str, line: Line, day: str, giving: Giving, request: Recorded,
) -> Recorded:
    """Put a request on the list of the draw of a day."""
    require(permissions.may_grant(tx.actor))
    exit_side_only(tx, line.direction)
    return tx.append(Draft(subject=reference, basis=[request.ref], payload=RequestListed(
        direction=line.direction, point=line.point, vehicle_class=line.vehicle_class,
        vehicle=_bound(reference, giving), draw=line.draw(day), tag=giving.tag,
        public_class=giving.public_class)))


def _bound(reference: str, giving: Giving) -> str:
    return vehicle_of(reference) if giving.vehicle is None else giving.vehicle


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``state``: granted, held, waiting or declined; ``slot``: what was granted."""

    state: BookingState
    slot: datetime | None = None


def answer(
    tx: Writing, *, reference: str, asking: Asking, giving: Giving, request: Recorded,
    undrawn: AbstractSet[str] = frozenset(), full: AbstractSet[str] = frozenset(),
    moving: Callable[[], bool] = lambda: False,
) -> Answer:
    """Answer a request: a draw to come, a free hour that nobody waits for, the list, or none.

    The caller holds the locks of case, vehicle and line, and knows that the vehicle has no slot and
    waits for none. ``undrawn``: days whose draw is still to be held; a wish for them is for the draw
    alone. ``full``: days of which vehicles that are not proven get no more. ``moving``: whether bookings
    are about to be moved; what is free is theirs first, and is passed on to the list afterwards.
    """
    require(permissions.may_grant(tx.actor))
    exit_side_only(tx, asking.line.direction)
    line = asking.line
    giving = replace(giving, basis=[*giving.basis, request.ref],
                     public_class=public_class_of(asking.load))
    offer = _leftover(asking, undrawn=undrawn, full=full, now=tx.now)
    if offer is not None and not moving():
        give(tx, reference=reference, line=line, slot=offer.slot, load=asking.load, giving=giving,
             revisions=offer.revisions)
        held = BookingState.HELD if giving.held_until else BookingState.GRANTED
        return Answer(state=held, slot=offer.slot)
    days = sorted({day_of(wish) for wish in asking.wishes} & undrawn)
    if days or asking.stands_until or offer is not None:
        list_request(tx, reference=reference, line=line, giving=giving, request=request,
                     day=(days or [day_of(asking.wishes[0])])[0])
        return Answer(state=BookingState.WAITING)
    turn_down(tx, reference=reference, line=line, request=request)
    return Answer(state=BookingState.DECLINED)


def _leftover(
    asking: Asking, *, undrawn: AbstractSet[str], full: AbstractSet[str], now: datetime
) -> Offer | None:
    """The first wished hour that is free and that nobody waits for: who waits is served first,
    whoever asks faster."""
    open_to = [wish for wish in asking.wishes if wish + HOUR > now and day_of(wish) not in undrawn
               and (asking.proven or day_of(wish) not in full)]
    if not open_to:
        return None
    free = [offer for offer in offers_at(line=asking.line, slots=open_to, load=asking.load, now=now)
            if offer.free]
    others = wanted(line=asking.line, slots=[offer.slot for offer in free], full=full, now=now)
    return next((offer for offer in free if offer.slot not in others), None)


def grant(
    tx: Writing, *, reference: str, line: Line, slot: datetime, load: Load, giving: Giving
) -> bool:
    """Grant this hour if it is free; False where it is not.

    The caller holds the locks of the case and of the line. In public it says of whom by tag alone.
    """
    require(permissions.may_grant(tx.actor))
    exit_side_only(tx, line.direction)
    offer = offers_at(line=line, slots=[slot], load=load, now=tx.now)[0]
    if not offer.free or active_among([reference], direction=line.direction):
        return False
    give(tx, reference=reference, line=line, slot=slot, load=load, giving=giving,
         revisions=offer.revisions)
    return True


def give(
    tx: Writing, *, reference: str, line: Line, slot: datetime, load: Load, giving: Giving,
    revisions: tuple[int, int] | None = None,
) -> None:
    """Write the grant and its public row; whether there is room has been settled.

    ``revisions``: of both sides, by which it was; None: the last.
    """
    leaving, entering = revisions or _revisions(line=line, slot=slot)
    tx.append_many([Draft(subject=reference, basis=list(giving.basis), payload=SlotGranted(
        point=line.point, direction=line.direction, vehicle_class=line.vehicle_class,
        slot=to_text(slot), exit_revision=leaving, entry_revision=entering, goods=load.goods,
        services=list(load.services), tag=giving.tag, public_class=giving.public_class,
        why=giving.why, draw=giving.draw, rule=giving.rule, vehicle=_bound(reference, giving),
        held_until=to_text(giving.held_until) if giving.held_until else "",
    )), _public_row(line=line, tag=giving.tag, slot=slot, was=None, why=giving.why,
                    public_class=giving.public_class, rule=giving.public_rule, now=tx.now)])


def _revisions(*, line: Line, slot: datetime) -> tuple[int, int]:
    known = published(line=line, days=[day_of(slot)])
    leaving, entering = sides_at(known, line=line, slot=slot)
    return leaving.revision, entering.revision


def tell(
    tx: Writing, *, line: Line, tag: str, slot: datetime | None, was: datetime | None,
    public_class: str, why: str, rule: str = "",
) -> None:
    """The public row of a slot that is given, moved or given back."""
    tx.append(_public_row(line=line, tag=tag, slot=slot, was=was, public_class=public_class,
                          why=why, rule=rule, now=tx.now))


def _public_row(
    *, line: Line, tag: str, slot: datetime | None, was: datetime | None, public_class: str,
    why: str, rule: str, now: datetime,
) -> Draft:
    draw = line.draw(day_of(slot or was or now))
    return Draft(subject=draw, payload=Allocated(
        direction=line.direction, draw=draw, tag=tag,
        slot=to_text(slot) if slot else "", was=to_text(was) if was else "",
        public_class=public_class, why=why, rule=rule))


def confirm(tx: Writing, *, reference: str, direction: str) -> Recorded:
    """What was held is paid for."""
    require(permissions.may_grant(tx.actor))
    exit_side_only(tx, direction)
    return tx.append(Draft(subject=reference, payload=SlotConfirmed(direction=direction)))


def decline(tx: Writing, *, reference: str, line: Line, reason: str, request: Recorded) -> None:
    """Answer a request with no slot; ``reason``: a code."""
    require(permissions.may_grant(tx.actor))
    exit_side_only(tx, line.direction)
    booking = booking_of(reference)
    tx.append(_declined(reference, line=line, reason=reason, request=request))
    if booking is not None and booking.state is BookingState.WAITING:
        strike(tx, booking)


def turn_down(tx: Writing, *, reference: str, line: Line, request: Recorded) -> None:
    """Nothing is free in the wished hours; of a case that is on no list."""
    require(permissions.may_grant(tx.actor))
    exit_side_only(tx, line.direction)
    tx.append(_declined(reference, line=line, reason=NO_FREE_SLOT, request=request))


def _declined(reference: str, *, line: Line, reason: str, request: Recorded) -> Draft:
    return Draft(subject=reference, basis=[request.ref], payload=RequestDeclined(
        direction=line.direction, reason=reason))


def cancel(
    tx: Writing, *, reference: str, direction: str, carrier: str, arrived: bool, reason: str
) -> None:
    """Give a booking, or a place on the list, back before the vehicle arrives."""
    require(permissions.may_cancel(tx.actor, carrier=carrier))
    exit_side_only(tx, direction)
    booking = booking_of(reference)
    refuse_if([] if booking and booking.state in STANDING else [HasActiveBooking.fault()])
    refuse_if([NotYetArrived.fault()] if arrived else [])
    give_back(tx, reference=reference, reason=reason)


def give_back(tx: Writing, *, reference: str, reason: str) -> None:
    """Free what a case has; whether it may has been settled."""
    booking = booking_of(reference)
    assert booking is not None
    tx.append(Draft(subject=reference, payload=SlotCancelled(
        direction=booking.direction, reason=reason)))
    if booking.state in ACTIVE and booking.slot is not None:
        tell(tx, line=booking.line, tag=booking.tag, slot=None, was=booking.slot,
             public_class=booking.public_class, why="given_back")
    elif booking.state is BookingState.WAITING:
        strike(tx, booking)


def strike(tx: Writing, booking: Booking) -> None:
    """In public: who stood on a list waits no longer, so that nobody was passed over."""
    tell(tx, line=booking.line, tag=booking.tag, slot=None, was=None,
         public_class=booking.public_class, why="struck")


def request_cancel(tx: Writing, *, reference: str, direction: str, carrier: str, reason: str) -> None:
    """Ask the exit side to take back what was asked for or granted."""
    require(permissions.may_cancel(tx.actor, carrier=carrier))
    tx.append(Draft(subject=reference, payload=CancelRequested(direction=direction, reason=reason)))


def exit_side_only(tx: Writing, direction: str) -> None:
    """Refuse what only the exit side may do, elsewhere."""
    if exit_side(direction) != tx.journal.side:
        refuse_if([ExitSideDecides.fault(direction=direction)])
