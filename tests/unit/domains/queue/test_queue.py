"""Two-sided slots: who may, how many, when."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from kopri.crossing.states import Phase
from kopri.domains.queue.queries import booking_of, capacity_of, offers, offers_at
from kopri.domains.queue.states import ACTIVE, ENDS, TRANSITIONS, BookingState
from kopri.journeys.book_slot import book_slot
from kopri.journeys.change_booking import cancel_booking
from kopri.kernel.errors import Ground
from kopri.kernel.lines import Line
from tests.border import IN, OUT, POINT, THEIRS, Border, codes, refused
from tests.unit.domains.queue.asking import state

LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")
VIN = "WDB9634031L123456"


def test_nothing_published_is_no_capacity(border: Border) -> None:
    assert border.book(border.open(), 7).state == "declined"


@pytest.mark.parametrize(("own", "theirs"), [(1, 3), (3, 1), (0, 5), (5, 0)])
def test_the_smaller_capacity_counts(border: Border, own: int, theirs: int) -> None:
    border.capacity(own=own, theirs=theirs)
    answers = [border.book(border.open(), 7).state for _ in range(4)]
    assert answers.count("granted") == min(own, theirs)


def test_only_the_own_side_is_not_enough(border: Border) -> None:
    border.publish(6)
    assert border.book(border.open(), 7).state == "declined"


def test_the_best_free_wish_is_granted(border: Border) -> None:
    hours = [1 if hour == 8 else 5 for hour in range(24)]
    border.capacity(own=hours)
    first, second = border.book(border.open(), 8, 9), border.book(border.open(), 8, 9)
    assert [first.slot, second.slot] == ["2026-01-15T08:00:00Z", "2026-01-15T09:00:00Z"]


def test_a_later_revision_replaces_and_a_late_earlier_one_does_not(border: Border) -> None:
    border.capacity(own=5, theirs=5, revision=2)
    border.publish(3)
    border.capacity(own=4, theirs=1, revision=1)
    day = "2026-01-15"
    assert capacity_of(side="kz", line=LINE, day=day).revision == 3
    assert capacity_of(side="kz", line=LINE, day=day).hours[7] == 4
    assert capacity_of(side="tm", line=LINE, day=day).hours[7] == 5


def test_a_grant_names_both_revisions_and_its_request(border: Border) -> None:
    border.capacity()
    border.publish(5)
    reference = border.open()
    border.book(reference, 7)
    (grant,) = border.entries("queue.slot_granted", reference)
    assert grant["payload"] == {
        "point": POINT, "direction": OUT, "vehicle_class": "truck",
        "slot": "2026-01-15T07:00:00Z", "exit_revision": 2, "entry_revision": 1,
        "vehicle": "001ABC12/"}
    (asked,) = border.entries("queue.slot_requested", reference)
    origin, place = grant["basis"][0]
    assert origin == border.node.journal.origin and asked["subject"] == reference
    assert isinstance(place, (int, str))


def test_a_cut_below_what_is_granted_revokes_nothing_and_grants_nothing(border: Border) -> None:
    border.capacity(own=3)
    booked = [border.open() for _ in range(2)]
    for reference in booked:
        border.book(reference, 7)
    border.publish(1)
    assert offers_at(line=LINE, slots=[border.now + timedelta(hours=1)],
                     now=border.now)[0].free == 0
    assert border.book(border.open(), 7).state == "declined"
    assert [state(reference) for reference in booked] == [BookingState.GRANTED] * 2


def test_grants_never_exceed_either_side_when_all_ask_at_once(border: Border) -> None:
    border.capacity(own=3, theirs=5)
    references = [border.open() for _ in range(12)]

    def ask(reference: str) -> str:
        try:
            return border.book(reference, 7).state
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(ask, references))
    assert sorted(answers) == ["declined"] * 9 + ["granted"] * 3


def test_one_vin_asked_twice_at_once_is_booked_once(border: Border) -> None:
    border.capacity()
    references = [border.open(vin=VIN) for _ in range(4)]

    def ask(reference: str) -> str:
        try:
            return border.book(reference, 7).state
        except Exception as error:  # noqa: BLE001  the refusal is the answer here
            return str(error).split()[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(ask, references))
    assert answers == ["granted"] + ["queue.already_booked"] * 3


def test_one_active_booking_per_vin(border: Border) -> None:
    border.capacity()
    first, second = border.open(vin=VIN), border.open(vin=VIN)
    border.book(first, 7)
    assert codes(lambda: border.book(second, 8)) == ["queue.already_booked"]
    assert codes(lambda: border.book(first, 8)) == ["queue.already_booked"]
    border.cancel(first)
    assert border.book(second, 8).state == "granted"


def test_vehicles_without_a_vin_do_not_hinder_each_other(border: Border) -> None:
    border.capacity()
    assert {border.book(border.open(), 7).state for _ in range(3)} == {"granted"}


def test_a_cancelled_place_is_free_again_and_a_no_shows_is_not(border: Border) -> None:
    border.capacity(own=1)
    first, second = border.open(), border.open()
    border.book(first, 7)
    border.cancel(first)
    assert border.book(second, 7).state == "granted"
    border.node.clock.move(hours=4)
    border.work()
    assert state(second) is BookingState.NO_SHOW
    assert offers(line=LINE, start=border.now - timedelta(hours=3), hours=1,
                  now=border.now)[0].free == 0


@pytest.mark.parametrize(("wishes", "expected"), [
    ([], [("queue.wishes_count", "/wishes")]),
    ([timedelta(hours=1)] * 25, [("queue.wishes_count", "/wishes")]),
    ([timedelta(minutes=90)], [("queue.wish_not_on_hour", "/wishes/0")]),
    ([timedelta(hours=1), timedelta(hours=-1), timedelta(minutes=30), timedelta(seconds=7)],
     [("queue.wish_in_past", "/wishes/1"), ("queue.wish_not_on_hour", "/wishes/2"),
      ("queue.wish_not_on_hour", "/wishes/3")]),
])
def test_what_is_wrong_with_wishes_is_said_at_once(
    border: Border, wishes: list[timedelta], expected: list[tuple[str, str]]
) -> None:
    border.capacity()
    reference = border.open()
    found = refused(lambda: book_slot(**border.paired, actor=border.carrier(), reference=reference,
                                      wishes=[border.now + wish for wish in wishes]))
    assert [(fault.code, fault.path) for fault in found.faults] == expected
    assert found.ground is Ground.INVALID


def test_the_hour_under_way_may_still_be_wished(border: Border) -> None:
    border.capacity()
    border.node.clock.move(minutes=59)
    assert border.book(border.open(), 6).state == "granted"
    border.node.clock.move(minutes=1)
    assert codes(lambda: border.book(border.open(), 6)) == ["queue.wish_in_past"]


def test_unknown_places_days_and_hours_are_refused(border: Border) -> None:
    assert codes(lambda: border.publish(6, direction="kz-xx", point="nowhere")) == [
        "crossing.direction_unknown", "crossing.point_unknown"]
    hours = [-1, 1001, *[5] * 22]
    assert codes(lambda: border.publish(hours, day="2026-02-30")) == [
        "queue.day_unknown", "queue.capacity_range", "queue.capacity_range"]
    assert codes(lambda: border.publish(5, day="2026-01-15\n")) == ["queue.day_unknown"]


# the neighbour's direction


def test_the_exit_side_alone_grants(border: Border) -> None:
    border.capacity(direction=IN)
    reference = border.open(direction=IN)
    assert border.book(reference, 7).state == "requested"
    border.work()
    assert booking_of(reference) is None
    assert border.kinds(reference) == ["crossing.opened", "crossing.opened.own",
                                       "queue.slot_requested"]


def test_in_the_neighbours_direction_nothing_is_called(border: Border) -> None:
    reference = border.open(direction=IN)
    assert codes(lambda: border.call(reference, actor=border.gate())) == ["queue.not_exit_side"]


def test_in_the_neighbours_direction_giving_back_is_forwarded(border: Border) -> None:
    reference = border.open(direction=IN)
    assert border.cancel(reference) == reference
    (asked,) = border.entries("queue.cancel_requested", reference)
    assert asked["payload"] == {"direction": IN, "reason": "other plans"}
    assert border.entries("queue.slot_cancelled", reference) == []


def test_what_is_given_back_at_the_neighbour_is_taken_back_here(border: Border) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    border.tell("queue.cancel_requested/1", {"direction": OUT, "reason": "sold"},
                subject=reference)
    border.hear()
    border.work()
    border.work()
    assert state(reference) is BookingState.CANCELLED
    assert len(border.entries("queue.slot_cancelled", reference)) == 1


def ask_at_the_neighbour(border: Border, reference: str, *hours: int) -> None:
    """A carrier asks there for a slot of ours."""
    border.tell("queue.slot_requested/1", {
        "point": POINT, "direction": OUT, "vehicle_class": "truck",
        "wishes": [f"2026-01-15T{hour:02d}:00:00Z" for hour in hours]}, subject=reference)


@pytest.mark.parametrize(("wishes", "code"), [
    (["2026-01-15T07:30:00Z"], "queue.wish_not_on_hour"), ([], "queue.wishes_count")])
def test_what_is_no_request_is_declined_also_when_it_comes_from_the_neighbour(
    border: Border, wishes: list[str], code: str
) -> None:
    border.capacity()
    border.tell_open(THEIRS, direction=OUT)
    border.tell("queue.slot_requested/1", {
        "point": POINT, "direction": OUT, "vehicle_class": "truck", "wishes": wishes},
        subject=THEIRS)
    border.hear()
    border.work()
    found = booking_of(THEIRS)
    assert found is not None and (found.state, found.reason) == (BookingState.DECLINED, code)
    half = border.now.replace(hour=7, minute=30, second=0)
    assert not offers_at(line=LINE, slots=[half], now=border.now)[0].free


def test_a_request_at_the_neighbour_is_answered_here_once(border: Border) -> None:
    border.capacity()
    reference = THEIRS
    border.tell_open(reference, direction=OUT)
    ask_at_the_neighbour(border, reference, 7, 8)
    border.hear()
    border.work()
    border.work()
    border.hear()
    border.work()
    (grant,) = border.entries("queue.slot_granted", reference)
    assert grant["payload"]["slot"] == "2026-01-15T07:00:00Z"
    assert grant["basis"][0][0] == border.log.origin
    assert state(reference) is BookingState.GRANTED


def test_asked_twice_at_the_neighbour_grants_once(border: Border) -> None:
    border.capacity()
    reference = THEIRS
    border.tell_open(reference, direction=OUT)
    ask_at_the_neighbour(border, reference, 7)
    ask_at_the_neighbour(border, reference, 8)
    border.hear()
    border.work()
    assert len(border.entries("queue.slot_granted", reference)) == 1
    assert not border.entries("queue.request_declined", reference)


def test_a_request_that_cannot_be_granted_is_declined_with_its_reason(border: Border) -> None:
    border.capacity(own=0)
    reference = THEIRS
    border.tell_open(reference, direction=OUT)
    ask_at_the_neighbour(border, reference, 7)
    border.hear()
    border.work()
    (declined,) = border.entries("queue.request_declined", reference)
    assert declined["payload"] == {"direction": OUT, "reason": "no_free_slot"}
    assert state(reference) is BookingState.DECLINED


def test_a_request_heard_after_the_vehicle_came_is_declined(border: Border) -> None:
    border.capacity()
    reference = THEIRS
    border.tell_open(reference, direction=OUT)
    border.hear()
    border.register(reference)
    ask_at_the_neighbour(border, reference, 7)
    border.hear()
    border.work()
    assert not border.entries("queue.slot_granted", reference)
    (declined,) = border.entries("queue.request_declined", reference)
    assert declined["payload"]["reason"] == "crossing.at_gate"


def test_a_neighbour_that_grants_in_our_direction_is_kept_and_not_applied(border: Border) -> None:
    reference = border.open()
    border.tell("queue.slot_granted/1", {
        "point": POINT, "direction": OUT, "vehicle_class": "truck",
        "slot": "2026-01-15T07:00:00Z", "exit_revision": 1, "entry_revision": 1,
    }, subject=reference)
    border.hear()
    assert booking_of(reference) is None
    assert border.view(reference).phase is Phase.OPENED


# cancel, call


def test_a_booking_is_cancelled_until_the_vehicle_arrives(border: Border) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    border.cancel(reference)
    assert state(reference) is BookingState.CANCELLED
    assert codes(lambda: border.cancel(reference)) == ["queue.no_booking"]
    border.book(reference, 8)
    border.read(reference)
    assert codes(lambda: border.cancel(reference)) == ["queue.arrived"]


def test_a_long_reason_is_kept(border: Border) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    cancel_booking(**border.common, actor=border.carrier(), reference=reference, reason="w" * 500)
    booking = booking_of(reference)
    assert booking is not None and booking.reason == "w" * 500


def test_only_a_waiting_vehicle_is_called_and_not_tomorrow(border: Border) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    assert codes(lambda: border.call(reference)) == ["queue.not_waiting"]
    border.read(reference)
    ahead = border.now + timedelta(minutes=1)
    assert codes(lambda: border.call(reference, time=ahead)) == ["queue.time_in_future"]
    border.call(reference)
    assert border.view(reference).phase is Phase.CALLED
    assert state(reference) is BookingState.CALLED
    assert codes(lambda: border.call(reference)) == ["queue.not_waiting"]
    border.register(reference)
    assert state(reference) is BookingState.USED


# permissions beyond the table


def test_a_strangers_case_tells_nothing_but_that_it_is_not_ones_own(border: Border) -> None:
    border.capacity()
    reference = border.open()
    border.register(reference)
    stranger = border.carrier("p2")
    assert codes(lambda: border.book(reference, 7, actor=stranger)) == ["permission.denied"]
    assert codes(lambda: border.cancel(reference, actor=stranger)) == ["permission.denied"]


def test_every_booking_state_has_an_owner_and_a_way_out() -> None:
    for booking_state in BookingState:
        assert (booking_state in TRANSITIONS) != (booking_state in ENDS)
    assert ACTIVE <= set(TRANSITIONS)
    reached = {to for ways in TRANSITIONS.values() for _, to in ways}
    assert reached | {BookingState.DECLINED, BookingState.WAITING} == set(BookingState)
