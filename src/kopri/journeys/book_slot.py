"""Book a slot: ask, and where this is the exit side, grant at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from kopri.crossing.queries import (
    CaseView,
    by_reference,
    references_with_vehicle,
    references_with_vin,
    views_of,
)
from kopri.crossing.rules import broken_on_change
from kopri.crossing.states import Phase
from kopri.domains.draw.queries import draws_of, full_of, tag_of, undrawn
from kopri.domains.fees.ports import Payments
from kopri.domains.fees.types import Charge
from kopri.domains.notice.queries import load_of_case
from kopri.domains.queue import operations
from kopri.domains.queue.permissions import may_request
from kopri.domains.queue.queries import offers_at
from kopri.domains.queue.queries.excess import awaits_moves
from kopri.domains.queue.queries.waiting import unproven_on
from kopri.domains.queue.rules import NoBookingHere, VehicleChanged, broken_offer
from kopri.domains.queue.states import BookingState
from kopri.engines.countrydata import (
    BOOKING,
    PairData,
    fee_due,
    held_until,
    local_day,
    queue_rule_of,
)
from kopri.engines.countrydata.drawing import draws_close
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.journal.types import Recorded
from kopri.kernel.actor import Actor, Role
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Ground
from kopri.kernel.ids import plate_key
from kopri.kernel.lines import day_of
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """``state``: granted, held, waiting, declined, or requested while the exit side has yet to answer."""

    state: str
    slot: str = ""


def book_slot(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str,
    wishes: Sequence[datetime], stands_until: str = "", payments: Payments | None = None,
    request: RequestKey | None = None,
) -> Booked:
    """Ask for the best free of the wished hours; until the day ``stands_until`` also in draws.

    With ``payments`` a slot for which a fee is due is held until it is paid, at once where what was
    paid in covers it. What is asked for in vain does not stand in the line of those who get something.
    """
    seen = by_reference(reference)
    line, here = seen.line, exit_side(seen.direction) == journal.side
    vain = here and not stands_until and _in_vain(
        seen, wishes=wishes, pair=pair, now=journal.clock.now())
    keys = [f"case:{reference}", f"fees:{seen.payer}", *vehicle_keys(seen)]
    if here and not vain:
        keys.append(line.lock)
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        case = by_reference(reference)
        require(may_request(actor, carrier=case.carrier))
        refuse_if(broken_on_change(phase=case.phase))
        refuse_if([VehicleChanged.fault()] if vehicle_keys(case) != vehicle_keys(seen) else [])
        same = references_with_vehicle(plate=case.plate, vin=case.vin)
        if actor.role is Role.CARRIER:  # an officer has seen the certificate
            refuse_if(operations.not_its_plate(case, same_vehicle=same))
        asking = operations.Asking(
            line=line, wishes=wishes, load=load_of_case(case, pair=pair),
            stands_until=stands_until,
            proven=_is_proven(case, same=same, payments=payments))
        _refuse_where_none(pair, asking=asking, now=tx.now)
        asked = operations.request_slot(tx, reference=reference, asking=asking,
                                        carrier=case.carrier, same_vehicle=same)
        if not here:
            return tx.answer(Booked(state="requested"))
        if vain:
            operations.turn_down(tx, reference=reference, line=line, request=asked)
            return tx.answer(Booked(state=BookingState.DECLINED.value))
        done = _answered(tx, case=case, asking=asking, request=asked, pair=pair, payments=payments)
        return tx.answer(Booked(state=done.state.value,
                                slot=to_text(done.slot) if done.slot else ""))


def _in_vain(
    case: CaseView, *, wishes: Sequence[datetime], pair: PairData, now: datetime
) -> bool:
    """Whether at this moment nothing is free in these hours, and no draw of their days is to come."""
    line, days = case.line, {day_of(wish) for wish in wishes}
    closes = draws_close(pair, line=line, days=days)
    return bool(wishes) and not undrawn(line=line, closes=closes, now=now) and not any(
        offer.free for offer in offers_at(line=line, slots=wishes, now=now,
                                          load=load_of_case(case, pair=pair)))


def _answered(
    tx: Writing, *, case: CaseView, asking: operations.Asking, request: Recorded, pair: PairData,
    payments: Payments | None,
) -> operations.Answer:
    """What the exit side says; paid for at once where what was paid in covers it."""
    line, days = asking.line, {day_of(wish) for wish in asking.wishes}
    draws = draws_of([line.draw(day) for day in days])
    done = operations.answer(
        tx, reference=case.reference, asking=asking, request=request,
        undrawn=undrawn(line=line, closes=draws_close(pair, line=line, days=days), now=tx.now,
                        draws=draws),
        full=full_of(draws.values(), taken=unproven_on),
        moving=partial(awaits_moves, line=line, now=tx.now),
        giving=operations.Giving(
            vehicle=operations.identity(case),
            tag=tag_of(direction=line.direction, day=min(days), vehicle=case.drawn_as),
            held_until=held_until(pair, line=line, now=tx.now) if payments else None))
    if done.state is BookingState.HELD and payments and _paid(
            tx, payments=payments, pair=pair, case=case):
        operations.confirm(tx, reference=case.reference, direction=line.direction)
        return replace(done, state=BookingState.GRANTED)
    return done


def _paid(tx: Writing, *, payments: Payments, pair: PairData, case: CaseView) -> bool:
    """Whether nothing is due, or it was taken out of what was paid in."""
    line = case.line
    due = fee_due(pair.country(exit_side(line.direction)), code=BOOKING,
                  day=local_day(pair, line, tx.now))
    return due is None or payments.take(
        tx, Charge.of(due, party=case.payer, reference=case.reference))


def vehicle_keys(case: CaseView) -> list[str]:
    """What is locked of a vehicle, so that it gets one slot however it is asked for."""
    return [f"vin:{case.vin}", f"vehicle:{plate_key(case.plate)}"]


def _refuse_where_none(pair: PairData, *, asking: operations.Asking, now: datetime) -> None:
    rule = queue_rule_of(pair, line=asking.line, at=min(asking.wishes, default=now))
    faults = list(broken_offer(rule, wishes=asking.wishes, stands_until=asking.stands_until, now=now))
    here = all(fault.code != NoBookingHere.code for fault in faults)
    refuse_if(faults, ground=Ground.INVALID if here else Ground.CONFLICT)


def _is_proven(case: CaseView, *, same: Sequence[str], payments: Payments | None) -> bool:
    """Whether its vehicle has crossed before, or somebody vouches for it."""
    before = references_with_vin(case.vin) if case.vin else same
    others = [each for each in before if each != case.reference]  # this one has yet to cross
    return _has_crossed(others) or bool(payments and payments.vouches(case.vin))


def _has_crossed(references: Sequence[str]) -> bool:
    return bool(references) and any(
        case.phase is Phase.ENTERED for case in views_of(references))
