"""Confirm what is held and paid for; give back what was not paid in time."""

from kopri.crossing.queries import CaseView, by_reference, views_of
from kopri.domains.fees.ports import Payments
from kopri.domains.fees.types import Charge
from kopri.domains.queue import operations
from kopri.domains.queue.queries import Booking, booking_of, held
from kopri.domains.queue.queries.jumps import BY_LAW
from kopri.domains.queue.rules import NotPaid
from kopri.domains.queue.states import BookingState
from kopri.engines.countrydata import BOOKING, PairData, fee_due, local_day
from kopri.engines.countrydata.priorities import fee_code
from kopri.journal.append.writing import Writing, begin
from kopri.journal.core import Journal
from kopri.journal.types import CENTRE


def settle_holds(
    *, journal: Journal, pair: PairData, payments: Payments | None = None, party: str = ""
) -> int:
    """Every held slot of this side's own direction (with ``party``: that one's); how many acts.

    Without ``payments`` no fee is asked for, and what is held is confirmed.
    """
    if journal.role != CENTRE:
        return 0
    direction, done = f"{journal.side}-{pair.other(journal.side)}", 0
    references = [booking.reference for booking in held(direction=direction)]
    for case in views_of(references):
        if party in ("", case.payer):
            keys = [f"case:{case.reference}", f"fees:{case.payer}", case.line.lock]
            with begin(journal, actor=journal.itself(), keys=keys) as tx:
                done += _settled(tx, reference=case.reference, pair=pair, payments=payments)
    return done


def _settled(
    tx: Writing, *, reference: str, pair: PairData, payments: Payments | None
) -> bool:
    """It may have been paid, given up or used since the list was made."""
    booking, case = booking_of(reference), by_reference(reference)
    if booking is None or booking.state is not BookingState.HELD:
        return False
    if _paid(tx, case=case, booking=booking, pair=pair, payments=payments):
        operations.confirm(tx, reference=reference, direction=booking.direction)
        return True
    if booking.held_until and booking.held_until <= tx.now:
        operations.give_back(tx, reference=reference, reason=NotPaid.code)
        return True
    return False


def _paid(
    tx: Writing, *, case: CaseView, booking: Booking, pair: PairData, payments: Payments | None
) -> bool:
    """The fee as of the day on which the slot was granted, as it was shown then."""
    line = case.line
    code = fee_code(booking.public_class) if booking.why == BY_LAW else BOOKING
    due = fee_due(pair.country(line.direction.partition("-")[0]), code=code,
                  day=local_day(pair, line, booking.changed))
    return payments is None or due is None or payments.take(
        tx, Charge.of(due, party=case.payer, reference=case.reference))
