"""Show what a booking is about: the vehicle, the hours, the fee, what checks say, what has become of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.crossing.queries import CaseView, by_reference
from kopri.crossing.rules import KnownCase
from kopri.domains.draw.queries import undrawn
from kopri.domains.fees.queries import charges_of, credits_of, deposit_of
from kopri.domains.fees.types import Line as Posting
from kopri.domains.fees.types import Money
from kopri.domains.notice.queries import load_of_case
from kopri.domains.queue.permissions import may_request
from kopri.domains.queue.queries import (
    Asked,
    Booking,
    Change,
    asked_of,
    booking_of,
    change_of,
    offers_at,
    unanswered,
)
from kopri.domains.queue.types import Offer
from kopri.engines.countrydata import (
    BOOKING,
    DEPOSIT,
    REBOOKING,
    Due,
    PairData,
    booking_needed,
    fee_due,
    local_day,
)
from kopri.engines.countrydata.drawing import draw_times
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.lines import Line, Load, day_of

DAYS = 4  # of hours that can be wished for
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishable:
    """An hour. ``drawn``: when its day is drawn for, where that is still to come."""

    offer: Offer
    drawn: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingSheet:
    """``needed``: required, offered or none. ``asked``: the newest request; ``request_open``: not
    answered yet. ``drawn``: when the draw is held in which it waits. ``fees``: by code, as of today.
    ``credit`` and ``deposit``: of who pays, where the books are kept here."""

    reference: str
    now: datetime
    case: CaseView
    line: Line
    load: Load
    needed: str
    decides_here: bool
    booking: Booking | None
    change: Change | None
    asked: Asked | None
    request_open: bool
    drawn: datetime | None
    hours: Sequence[Wishable]
    fees: Mapping[str, Due]
    credit: Sequence[Money]
    deposit: Money | None
    charges: Sequence[Posting]


def show_booking(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str,
    announced: frozenset[str] = frozenset(),
) -> BookingSheet:
    """For who may book it: the carrier whose case it is, the gate, the shift head."""
    case = by_reference(reference)
    if not may_request(actor, carrier=case.carrier):
        raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    now, open_ = journal.clock.now(), bool(unanswered([reference]))
    booking = None if open_ else booking_of(reference)
    line, load = case.line, load_of_case(case, pair=pair)
    return BookingSheet(
        reference=reference, now=now, case=case, line=line, load=load, booking=booking,
        needed=booking_needed(pair, line=line, at=now),
        decides_here=exit_side(case.direction) == journal.side, change=change_of(reference),
        asked=asked_of([reference]).get(reference), request_open=open_,
        drawn=_draw_of(pair, line=line, booking=booking),
        hours=_hours(pair, line=line, load=load, now=now),
        fees=_fees(pair, line=line, now=now, announced=announced), credit=credits_of(case.payer),
        deposit=deposit_of(case.vin), charges=charges_of([reference]))


def _hours(pair: PairData, *, line: Line, load: Load, now: datetime) -> list[Wishable]:
    """Hours that have room, or have some while others wait for it, or are still to be drawn."""
    first = now.replace(minute=0, second=0, microsecond=0)
    slots = [first + number * _HOUR for number in range(DAYS * 24)]
    times = {day: draw_times(pair, line=line, day=day) for day in {day_of(each) for each in slots}}
    ahead = undrawn(line=line, now=now, closes={
        day: each.closes for day, each in times.items() if each is not None})
    found = []
    for offer in offers_at(line=line, slots=slots, load=load, now=now):
        each = times[day_of(offer.slot)]
        drawn = each.opens if each and day_of(offer.slot) in ahead else None
        if drawn or offer.supply > 0:
            found.append(Wishable(offer=offer, drawn=drawn))
    return found


def _draw_of(pair: PairData, *, line: Line, booking: Booking | None) -> datetime | None:
    day = (booking.draw if booking else "").partition("/")[0]
    times = draw_times(pair, line=line, day=day) if day else None
    return times.opens if times else None


def _fees(
    pair: PairData, *, line: Line, now: datetime, announced: frozenset[str]
) -> dict[str, Due]:
    country, day = pair.country(exit_side(line.direction)), local_day(pair, line, now)
    found = {code: fee_due(country, code=code, day=day, announced=announced)
             for code in (BOOKING, REBOOKING, DEPOSIT)}
    return {code: due for code, due in found.items() if due is not None}
