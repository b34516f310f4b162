"""Move a booking to another hour that its carrier wished for, as soon as there is one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from kopri.crossing.queries import CaseView, by_reference
from kopri.crossing.rules import broken_on_change
from kopri.crossing.states import Phase
from kopri.domains.draw.queries import undrawn
from kopri.domains.fees.ports import Payments
from kopri.domains.fees.types import Charge
from kopri.domains.priority.types import Ceiling
from kopri.domains.queue import operations
from kopri.domains.queue.queries import (
    Booking,
    booking_of,
    bookings_of,
    change_of,
    offers_at,
    open_changes,
)
from kopri.domains.queue.queries.capacity import HOUR
from kopri.domains.queue.queries.changes import Change
from kopri.domains.queue.queries.excess import awaits_moves
from kopri.domains.queue.queries.jumps import BY_LAW, day_supply, jumps_of
from kopri.engines.countrydata import REBOOKING, PairData, fee_due, local_day
from kopri.engines.countrydata.drawing import draws_close
from kopri.engines.countrydata.priorities import priorities_on
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.journal.types import CENTRE, Entry
from kopri.kernel.lines import Line, day_of

_NOT_ARRIVED = frozenset({Phase.EXPECTED, Phase.OPENED, Phase.BOOKED, Phase.ANNOUNCED})


def answer_changes(*, journal: Journal, pair: PairData, payments: Payments | None = None) -> int:
    """Try every wish for another hour that stands; how many were given."""
    if journal.role != CENTRE:
        return 0
    directions = [f"{journal.side}-{pair.other(journal.side)}"]
    return sum(
        _answered(journal=journal, pair=pair, reference=each.reference, payments=payments)
        for each in _within_reach(open_changes(directions=directions), pair=pair,
                                  now=journal.clock.now())
        if operations.free_wish(reference=each.reference, wishes=each.wishes,
                                now=journal.clock.now()))  # cheap, and may be refused below


def _within_reach(
    changes: Sequence[Change], *, pair: PairData, now: datetime
) -> Iterator[Change]:
    """Of each the hours in which a slot is left, whoever it is for; each line is read once."""
    lines: dict[Line, list[Change]] = {}
    booked = bookings_of([each.reference for each in changes])
    for each in changes:
        lines.setdefault(booked[each.reference].line, []).append(each)
    for line, wished in lines.items():
        slots = sorted({wish for each in wished for wish in each.wishes if wish > now - HOUR})
        coming = undrawn(line=line, now=now, closes=draws_close(
            pair, line=line, days={day_of(slot) for slot in slots}))
        left = {offer.slot for offer in offers_at(line=line, slots=slots, now=now)
                if offer.supply > offer.granted and day_of(offer.slot) not in coming}
        for each in wished:
            within = tuple(wish for wish in each.wishes if wish in left)
            if within:
                yield replace(each, wishes=within)


def answer_change(
    *, journal: Journal, pair: PairData, entry: Entry, payments: Payments | None = None
) -> None:
    """Answer ``queue.change_requested``: give the wished hour if it is free and paid for; else the
    slot stays what it is, and the wish stands."""
    _answered(journal=journal, pair=pair, reference=entry.subject, payments=payments)


def _answered(
    *, journal: Journal, pair: PairData, reference: str, payments: Payments | None
) -> bool:
    case = by_reference(reference)
    if not case.direction or exit_side(case.direction) != journal.side:
        return False
    keys = [f"case:{reference}", f"fees:{case.payer}", _line(case).lock]
    with begin(journal, actor=journal.itself(), keys=keys) as tx:
        return _moved(tx, case=by_reference(reference), pair=pair, payments=payments)


def _moved(tx: Writing, *, case: CaseView, pair: PairData, payments: Payments | None) -> bool:
    change, booking = change_of(case.reference), booking_of(case.reference)
    if (change is None or booking is None or case.phase not in _NOT_ARRIVED
            or list(broken_on_change(phase=case.phase))):
        return False
    line, days = _line(case), {day_of(wish) for wish in change.wishes}
    coming = undrawn(line=line, closes=draws_close(pair, line=line, days=days), now=tx.now)
    slot = operations.free_wish(
        reference=case.reference, wishes=change.wishes, now=tx.now,
        undrawn=coming | _full_by_law(booking, wishes=change.wishes, pair=pair))
    if slot is None or awaits_moves(line=line, now=tx.now) or not _paid(tx, case=case, pair=pair, payments=payments, at=change.time):
        return False
    operations.rebook(tx, reference=case.reference, slot=slot, request=change.uid)
    return True


def _full_by_law(
    booking: Booking, *, wishes: Sequence[datetime], pair: PairData
) -> set[str]:
    """Days on which the ceiling of the class by whose law it was given has no place for it."""
    if booking.why != BY_LAW or booking.slot is None:
        return set()
    others = [wish for wish in wishes if day_of(wish) != day_of(booking.slot)]
    return {day_of(wish) for wish in others if not _place_by_law(booking, wish=wish, pair=pair)}


def _place_by_law(booking: Booking, *, wish: datetime, pair: PairData) -> bool:
    line, day = booking.line, day_of(wish)
    ceiling = next((each.ceiling for each in priorities_on(
        pair, direction=line.direction, day=local_day(pair, line, wish))
        if each.rule.id == booking.rule and each.applied), None)
    return ceiling is not None and Ceiling(
        supply=day_supply(line=line, day=day), share=round((ceiling.value or 0) * 100),
        taken=jumps_of(line=line, day=day)[booking.public_class]).left > 0


def _paid(
    tx: Writing, *, case: CaseView, pair: PairData, payments: Payments | None, at: datetime
) -> bool:
    """The fee as of the day on which the change was asked for, as it was shown then."""
    due = fee_due(pair.country(exit_side(case.direction)), code=REBOOKING,
                  day=local_day(pair, _line(case), at))
    return payments is None or due is None or payments.take(
        tx, Charge.of(due, party=case.payer, reference=case.reference))


def _line(case: CaseView) -> Line:
    return Line(point=case.point, direction=case.direction, vehicle_class=case.vehicle_class)
