"""Give unused slots of the hour that runs to vehicles that stand by at the waiting area."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kopri.crossing.queries import CaseView, by_reference, in_phases
from kopri.crossing.states import Phase
from kopri.domains.notice.queries import load_of_case
from kopri.domains.queue import operations
from kopri.domains.queue.queries import Booking, booking_of, bookings_of, offers_at, standing_among
from kopri.domains.queue.queries.excess import awaits_moves
from kopri.domains.queue.states import ACTIVE, STANDBY, BookingState
from kopri.engines.countrydata import PairData, booking_needed
from kopri.journal.append.writing import Writing, begin
from kopri.journal.core import Journal
from kopri.journal.types import CENTRE
from kopri.kernel.lines import Line, Load

_HOUR = timedelta(hours=1)
_OPEN = (BookingState.GRANTED,)


def take_standby(*, journal: Journal, pair: PairData) -> int:
    """In order of arrival; how many were given an hour.

    Who stands by: a vehicle at the waiting area without a slot, or whose hour is over and was not
    called in it. One that has a slot ahead of it waits for that.
    """
    if journal.role != CENTRE:
        return 0
    now, given = journal.clock.now(), 0
    direction = f"{journal.side}-{pair.other(journal.side)}"
    waiting = in_phases(Phase.WAITING, direction=direction)
    bookings = bookings_of([case.reference for case in waiting])
    full: set[tuple[Line, Load]] = set()
    for case in waiting:
        if not _stands_by(bookings.get(case.reference), now=now):
            continue
        line, load = case.line, load_of_case(case, pair=pair)
        if (line, load) in full or booking_needed(pair, line=line, at=now) == "none":
            continue
        if _free(line, load, now=now) and _given(journal, reference=case.reference, load=load):
            given += 1
        else:
            full.add((line, load))
    return given


def standing_by(cases: Sequence[CaseView], *, now: datetime) -> list[str]:
    """Of vehicles at the waiting area, in their order, the references of those that stand by."""
    bookings = bookings_of([case.reference for case in cases])
    return [case.reference for case in cases
            if case.phase is Phase.WAITING and _stands_by(bookings.get(case.reference), now=now)]


def _stands_by(booking: Booking | None, *, now: datetime) -> bool:
    if booking is None or booking.state not in ACTIVE:
        return True
    return booking.state in _OPEN and booking.slot is not None and booking.slot + _HOUR <= now


def _given(journal: Journal, *, reference: str, load: Load) -> bool:
    line = by_reference(reference).line
    with begin(journal, actor=journal.itself(), keys=[f"case:{reference}", line.lock]) as tx:
        case, booking = by_reference(reference), booking_of(reference)
        if case.phase is not Phase.WAITING or not _stands_by(booking, now=tx.now):
            return False
        return _give(tx, reference=reference, line=line, load=load, booking=booking)


def _give(
    tx: Writing, *, reference: str, line: Line, load: Load, booking: Booking | None
) -> bool:
    hour = _this_hour(tx.now)
    if booking is None or not standing_among([reference]) or booking.state not in ACTIVE:
        tag = booking.tag if booking else ""
        return operations.grant(tx, reference=reference, line=line, slot=hour, load=load,
                                giving=operations.Giving(why=STANDBY, tag=tag))
    if not _free(line, load, now=tx.now):
        return False
    operations.move(tx, reference=reference, slot=hour, reason=STANDBY)
    return True


def _free(line: Line, load: Load, *, now: datetime) -> bool:
    offer, = offers_at(line=line, slots=[_this_hour(now)], load=load, now=now)
    return offer.free > 0 and not awaits_moves(line=line, now=now)


def _this_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
