"""What others try with a booking: a neighbour's log, a rival's account, a node that skips checks."""

from datetime import timedelta
from typing import Any

import pytest

from kopri.domains.priority.states import ClaimState
from kopri.domains.queue.queries import booking_of, change_of
from kopri.domains.queue.states import BookingState
from kopri.journeys.answer_change import answer_changes
from kopri.journeys.move_booking import move_booking
from tests.border import IN, OUT, POINT, THEIRS, Border, codes
from tests.unit.domains.priority.claiming import claim, claimed, hours

VIN, OTHER = "WDB9634031L123456", "WDB9634031L654321"
EIGHT = "2026-01-15T08:00:00Z"
SLOT = {"point": POINT, "vehicle_class": "truck", "slot": EIGHT, "exit_revision": 1,
        "entry_revision": 1}


def say(border: Border, kind: str, payload: dict[str, Any], *, subject: str) -> None:
    """The neighbour writes an act under the direction in which it is the exit side."""
    border.tell(f"{kind}/1", {"direction": IN, **payload}, subject=subject)


def test_a_neighbour_has_no_say_in_a_booking_of_ours(border: Border) -> None:
    """Whatever it writes of our cases, before we have granted and after, under its own direction."""
    border.capacity()
    mine, later = border.open(), border.open()
    border.book(mine, 7)
    move_booking(**border.common, actor=border.carrier(), reference=mine, wishes=hours(border, 9))
    wish = change_of(mine)
    assert wish
    for reference in (mine, later):
        say(border, "queue.slot_granted", SLOT, subject=reference)
        say(border, "queue.slot_moved", {**SLOT, "was": EIGHT, "reason": "rebooked",
                                         "cause": wish.uid}, subject=reference)
        say(border, "queue.called", {"because": "turn"}, subject=reference)
        say(border, "queue.slot_cancelled", {"reason": "nice try"}, subject=mine)
    border.hear()
    booking = booking_of(mine)
    assert booking and (booking.state, booking.direction, booking.slot) == (
        BookingState.GRANTED, OUT, hours(border, 7)[0])
    assert change_of(mine) == wish and booking_of(later) is None
    assert border.book(later, 10).state == "granted"
    assert [each.state for each in map(booking_of, (mine, later)) if each] == [
        BookingState.GRANTED] * 2
    border.cancel(later)
    assert border.book(later, 11).state == "granted"


def test_a_neighbour_answers_no_claim_of_ours(border: Border) -> None:
    """It would be told that it had a slot, and never served."""
    border.capacity(own=0)
    reference = border.open()
    claim(border, reference, "paid", 8)
    before = claimed(reference)
    for state in ("granted", "refused"):
        say(border, "priority.claim_answered", {"claim": before.uid, "state": state, "rule": "PR01",
                                                "missing": [], "slot": EIGHT}, subject=reference)
    border.hear()
    assert claimed(reference) == before and before.state is ClaimState.BEYOND


def cross(border: Border, reference: str) -> None:
    """Through both sides, and gone."""
    border.register(reference)
    border.clear(reference)
    border.leave(reference)
    for kind in ("gate.registered", "control.released", "gate.exited"):
        border.tell(f"{kind}/1", {"direction": OUT, "side": "tm", "point": POINT},
                    subject=reference)
    border.hear()


@pytest.mark.parametrize("vin", ["", OTHER])
def test_a_plate_is_read_by_anybody_and_booked_by_its_own(border: Border, vin: str) -> None:
    """A rival who has seen the plate does not know the chassis number."""
    border.capacity()
    first = border.open(plate="123 ABC 12", vin=VIN)
    border.book(first, 7)
    cross(border, first)
    assert border.view(first).phase.value == "entered"
    rival = border.carrier("rival")
    taken = border.open(plate="123 ABC 12", vin=vin, actor=rival)
    assert codes(lambda: border.book(taken, 8, actor=rival)) == ["queue.plate_of_another"]
    assert border.book(taken, 8, actor=border.gate()).state == "granted"  # has seen the certificate
    own = border.open(plate="123 ABC 12", vin=VIN)
    assert codes(lambda: border.book(own, 9)) == ["queue.plate_booked"]
    border.cancel(taken, actor=border.gate())
    assert border.book(own, 9).state == "granted"


@pytest.mark.parametrize(("payload", "reason"), [
    ({"wishes": ["2027-01-15T08:00:00Z"]}, "queue.wish_too_far"),
    ({"stands_until": "2027-01-15"}, "queue.stands_until"),
    ({"vehicle_class": "car"}, "queue.no_booking_here"),
])
def test_a_forwarded_request_is_judged_again(
    border: Border, payload: dict[str, Any], reason: str
) -> None:
    """A neighbour whose node does not ask what ours asks."""
    border.capacity()
    border.tell_open(THEIRS, direction=OUT)
    border.tell("queue.slot_requested/1", {
        "direction": OUT, "point": POINT, "vehicle_class": "truck", "wishes": [EIGHT], **payload},
        subject=THEIRS)
    border.hear()
    border.work()
    booking = booking_of(THEIRS)
    assert booking and (booking.state, booking.reason) == (BookingState.DECLINED, reason)


def test_who_is_to_be_brought_back_comes_before_who_asks_meanwhile(border: Border) -> None:
    """A side raises its hours again; before the moves are made somebody new asks for one."""
    border.capacity(own=1)
    moved, new = border.open(), border.open()
    border.work()
    assert border.book(moved, 9).state == "granted"
    border.publish([1] * 9 + [0] + [1] * 14)
    border.work()
    slot = hours(border, 9)[0]
    booking = booking_of(moved)
    assert booking and booking.slot and booking.slot > slot
    border.publish(1)
    assert border.book(new, 9).state == "waiting"
    border.work()
    back, asked = booking_of(moved), booking_of(new)
    assert back and back.slot == slot and asked and asked.state is BookingState.WAITING


def test_a_slot_by_law_moves_to_no_day_whose_ceiling_is_full(border: Border) -> None:
    """Of 96 hours' places one of a hundred is less than one; of 600 it is six."""
    border.capacity(own=25, theirs=25)
    few = (border.now + timedelta(days=1)).date().isoformat()
    border.capacity(own=2, theirs=2, day=few)
    border.work()
    reference = border.open()
    assert claim(border, reference, "paid", 10).state == "granted"
    move_booking(**border.common, actor=border.carrier(), reference=reference,
                 wishes=hours(border, 10, ahead=1))
    border.work()
    booking = booking_of(reference)
    assert booking and booking.slot == hours(border, 10)[0]
    border.capacity(own=25, theirs=25, day=few, revision=2)
    answer_changes(**border.paired)
    booking = booking_of(reference)
    assert booking and booking.slot == hours(border, 10, ahead=1)[0]
