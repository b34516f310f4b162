"""A slot is held until its fee is paid; a date moves without losing the place; who stands by."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kopri.adapters.ledger_payments import LedgerPayments
from kopri.crossing.queries import of_carrier
from kopri.domains.fees.queries import charges_of, credit_of
from kopri.domains.fees.types import Money
from kopri.domains.queue import operations
from kopri.domains.queue.operations.capacity import Closing, close_point
from kopri.domains.queue.queries import Booking, booking_of, change_of, offers_at, open_changes
from kopri.journal.append.writing import begin
from kopri.journeys.answer_change import answer_changes
from kopri.journeys.book_slot import book_slot
from kopri.journeys.grant_slot import grant_slot
from kopri.journeys.keep_books import record_receipt
from kopri.journeys.move_booking import move_booking
from kopri.journeys.settle_holds import settle_holds
from kopri.journeys.take_standby import take_standby
from kopri.kernel.lines import Line
from tests.border import OUT, POINT, THEIRS, Border, codes

LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")
PAID = LedgerPayments()
FEE, REBOOKING = 432_500, 43_250_000


def at(border: Border, hour: int) -> datetime:
    return border.now.replace(hour=hour, minute=0, second=0)


def book(border: Border, reference: str, hour: int) -> str:
    return book_slot(**border.paired, actor=border.carrier(), reference=reference,
                     wishes=[at(border, hour)], payments=PAID).state


def pay_in(border: Border, amount: int, bank: str = "B1", account: str = "p1") -> None:
    if account == "p1" and not of_carrier(account):
        border.open(actor=border.carrier(account))
    record_receipt(**border.common, actor=border.head(), account=account, bank_reference=bank,
                   money=Money(amount_minor=amount, currency="KZT"))


def settle(border: Border) -> int:
    return settle_holds(**border.paired, payments=PAID)


def booked(reference: str) -> Booking:
    booking = booking_of(reference)
    assert booking is not None
    return booking


def free(border: Border, hour: int) -> int:
    return offers_at(line=LINE, slots=[at(border, hour)], now=border.now)[0].free


# holds


def test_held_until_paid_then_firm(border: Border) -> None:
    border.capacity()
    reference = border.open()
    assert book(border, reference, 9) == "held"
    assert booked(reference).held_until == border.now + timedelta(minutes=15)
    assert free(border, 9) == 5 and settle(border) == 0
    pay_in(border, FEE)
    assert settle(border) == 1 and settle(border) == 0
    assert booked(reference).state.value == "granted" and booked(reference).held_until is None
    (line,) = charges_of([reference])
    assert (line.amount_minor, line.code) == (FEE, "booking") and "2026-01-15" in line.source
    assert credit_of("p1", currency="KZT") == 0


def test_what_was_paid_in_before_confirms_at_once_and_is_used_once(border: Border) -> None:
    border.capacity()
    pay_in(border, FEE)
    assert [book(border, border.open(), 9) for _ in range(2)] == ["granted", "held"]


def test_an_expired_hold_is_given_back(border: Border) -> None:
    border.capacity(own=1)
    reference, other = border.open(), border.open()
    book(border, reference, 9)
    border.node.clock.move(minutes=14)
    assert settle(border) == 0
    border.node.clock.move(minutes=1)
    assert settle(border) == 1
    assert (booked(reference).state.value, booked(reference).reason) == (
        "cancelled", "queue.not_paid")
    assert book(border, other, 9) == "held"
    pay_in(border, FEE)  # too late for the first, in time for the second
    settle(border)
    assert booked(other).state.value == "granted" and not charges_of([reference])


@pytest.mark.parametrize("paid", [True, False])
@pytest.mark.parametrize("took_effect", [True, False])
def test_a_failure_while_settling_leaves_all_or_nothing(
    border: Border, monkeypatch: pytest.MonkeyPatch, paid: bool, took_effect: bool
) -> None:
    border.capacity()
    reference = border.open()
    book(border, reference, 9)
    if paid:
        pay_in(border, FEE)
    border.node.clock.move(hours=1)
    whole, act = operations, "confirm" if paid else "give_back"
    done: Callable[..., object] = getattr(whole, act)

    def failing(*given: object, **named: object) -> None:
        if took_effect:
            done(*given, **named)
        raise ConnectionError("the power went")

    with monkeypatch.context() as broken:
        broken.setattr(whole, act, failing)
        with pytest.raises(ConnectionError):
            settle(border)
    assert booked(reference).state.value == "held" and not charges_of([reference])
    assert settle(border) == 1 and settle(border) == 0
    assert len(charges_of([reference])) == int(paid)


def test_without_payments_nothing_is_due(border: Border) -> None:
    border.capacity()
    reference = border.open()
    book(border, reference, 9)
    assert settle_holds(**border.paired) == 1 and booked(reference).state.value == "granted"
    assert not charges_of([reference])


def test_a_request_of_the_neighbours_pays_by_its_reference(border: Border) -> None:
    border.capacity()
    border.tell_open(THEIRS, direction=OUT)
    border.tell("queue.slot_requested/1", {
        "direction": OUT, "point": POINT, "vehicle_class": "truck",
        "wishes": ["2026-01-15T09:00:00Z"]}, subject=THEIRS)
    border.node.house.starters["grant_slot"] = lambda entry: grant_slot(
        **border.paired, entry=entry, payments=PAID)
    border.hear()
    border.work()
    assert booked(THEIRS).state.value == "held"
    pay_in(border, FEE, account=THEIRS)
    assert settle(border) == 1 and booked(THEIRS).state.value == "granted"


# another date


def move(border: Border, reference: str, *hours: int) -> str:
    return move_booking(**border.common, actor=border.carrier(), reference=reference,
                        wishes=[at(border, hour) for hour in hours]).state


def changes(border: Border) -> int:
    return answer_changes(**border.paired, payments=PAID)


def test_the_date_moves_when_there_is_room_and_keeps_its_place_until_then(border: Border) -> None:
    border.capacity(own=1)
    pay_in(border, 2 * FEE + REBOOKING)
    mine, other = border.open(), border.open()
    assert book(border, mine, 9) == book(border, other, 11) == "granted"
    assert move(border, mine, 11) == "change_requested"
    border.work()
    assert booked(mine).slot == at(border, 9) and change_of(mine) and changes(border) == 0
    border.cancel(other)
    assert changes(border) == 1 and changes(border) == 0
    assert (booked(mine).slot, booked(mine).first_slot, booked(mine).moved) == (
        at(border, 11), at(border, 11), 0)
    assert free(border, 9) == 1 and change_of(mine) is None
    assert [line.code for line in charges_of([mine])] == ["booking", "rebooking"]
    (entry,) = border.entries("queue.slot_moved", mine)
    assert (entry["payload"]["reason"], entry["payload"]["was"]) == (
        "rebooked", "2026-01-15T09:00:00Z")


def test_a_change_waits_for_its_fee_and_for_who_has_no_slot(border: Border) -> None:
    border.capacity(own=1)
    pay_in(border, 2 * FEE)
    mine, other, waits = border.open(), border.open(), border.open()
    assert book(border, mine, 9) == book(border, other, 11) == "granted"
    move(border, mine, 12)
    assert changes(border) == 0 and booked(mine).slot == at(border, 9)
    pay_in(border, REBOOKING, bank="B2")
    book_slot(**border.paired, actor=border.carrier(), reference=waits,
              wishes=[at(border, 11)], stands_until="2026-01-20")
    assert move(border, mine) == "change_withdrawn" and changes(border) == 0
    move(border, mine, 11)
    border.cancel(other)
    # the hour is free, and wanted by somebody who has none
    assert booked(waits).state.value == "waiting" and changes(border) == 0
    # another hour, which nobody waits for, is not held back by that
    move(border, mine, 12)
    assert changes(border) == 1 and booked(mine).slot == at(border, 12)


def test_a_change_takes_nothing_that_is_still_to_be_drawn(border: Border) -> None:
    for day in ("2026-01-15", "2026-01-18"):
        border.capacity(day=day)
    reference = border.open()
    border.book(reference, 9)
    move_booking(**border.common, actor=border.carrier(), reference=reference,
                 wishes=[at(border, 9) + timedelta(days=3)])
    assert answer_changes(**border.paired) == 0 and booked(reference).slot == at(border, 9)


def test_wishes_for_hours_that_are_full_cost_no_more_the_more_there_are(border: Border) -> None:
    border.capacity(own=[0] * 9 + [4, 0, 0] + [0] * 12)

    def reads() -> int:
        with CaptureQueriesContext(connection) as told:
            assert changes(border) == 0
        return len(told)

    costs = []
    for _ in range(3):
        reference = border.open()
        border.book(reference, 9)
        move(border, reference, 11)
        costs.append(reads())
    assert costs[0] == costs[1] == costs[2]


def test_what_a_change_refuses(border: Border) -> None:
    border.capacity()
    reference = border.open()
    assert codes(lambda: move(border, reference, 9)) == ["queue.no_booking"]
    border.book(reference, 9)
    assert codes(lambda: move(border, reference, 7, 4)) == ["queue.wish_in_past"]
    border.read(reference)
    assert codes(lambda: move(border, reference, 11)) == ["queue.arrived"]


def test_a_change_asked_for_at_the_neighbours_is_answered_here(border: Border) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 9)
    border.tell("queue.change_requested/1", {
        "direction": OUT, "wishes": ["2026-01-15T12:00:00Z"]}, subject=reference)
    border.hear()
    border.work()
    assert booked(reference).slot == at(border, 12) and not open_changes(directions=[OUT])


# standing by


def standby(border: Border) -> int:
    return take_standby(**border.paired)


def arrive(border: Border, reference: str) -> str:
    border.read(reference)
    border.node.clock.move(minutes=1)
    return reference


def test_who_stands_by_takes_unused_slots_in_order_of_arrival(border: Border) -> None:
    border.capacity(own=2)
    later, first, second, third = (border.open() for _ in range(4))
    border.book(later, 11)
    for reference in (first, second, later, third):
        arrive(border, reference)
    assert standby(border) == 2 and standby(border) == 0
    hour = border.now.replace(minute=0, second=0)
    assert [booked(each).slot for each in (first, second)] == [hour, hour]
    assert booking_of(third) is None and booked(later).slot == at(border, 11)
    assert booked(first).why == "standby"
    border.node.clock.move(hours=1)
    assert standby(border) == 2  # the first two were not called: they were here before the third
    assert booking_of(third) is None and booked(first).slot == hour + timedelta(hours=1)
    border.call(first)
    border.node.clock.move(hours=1)
    assert standby(border) == 2 and booked(third).slot == hour + timedelta(hours=2)


def test_who_stands_by_gets_nothing_where_nothing_is_free(border: Border) -> None:
    reference = border.open()
    arrive(border, reference)
    assert standby(border) == 0  # no capacity
    border.capacity(own=1)
    with begin(border.node.journal, actor=border.head()) as tx:
        close_point(tx, line=LINE, closure="kz-1", closing=Closing(
            until=border.now + timedelta(hours=2), reason="weather"))
    assert standby(border) == 0
