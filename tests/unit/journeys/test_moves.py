"""Bookings after a side closes, slows or reopens: moved once, in order, free, told in public."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from django.db import connections, transaction

from kopri.domains.accounts.operations import create
from kopri.domains.accounts.types import NewAccount
from kopri.domains.attendance.ports import Message
from kopri.domains.queue.models import SharedAllocation, SharedBooking
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.states import BookingState
from kopri.journal.append.outbox import start_due
from kopri.journal.apply.rebuild import rebuild
from kopri.journal.models import Entry as EntryRow
from kopri.journal.reading import entry_of
from kopri.journeys.move_bookings import move_bookings, move_outlasted
from kopri.kernel.clock import to_text
from kopri.node.business import starters
from tests.border import OUT, POINT, Border

TODAY = "2026-01-15"


def hour_of(reference: str) -> int:
    """The hour of the first day, counted on into the next."""
    booking = booking_of(reference)
    assert booking is not None and booking.slot is not None
    return (booking.slot - datetime.fromisoformat(f"{TODAY}T00:00:00+00:00")) // timedelta(hours=1)


def hours_of(references: Sequence[str]) -> list[int]:
    return [hour_of(reference) for reference in references]


def published(border: Border, own: int = 2, theirs: int = 6) -> None:
    """Two days."""
    border.capacity(own=own, theirs=theirs)
    border.capacity(own=own, theirs=theirs, day="2026-01-16")
    border.work()


def booked(border: Border, *hours: int) -> list[str]:
    """A case each, granted its hour."""
    found = []
    for hour in hours:
        found.append(border.open(vin=f"WDB963403{hour:02}{len(found):06}"))
        assert border.book(found[-1], hour).state == "granted", hour
        border.node.clock.move(seconds=1)
    return found


def close(border: Border, *, hours: int, since: datetime | None = None, closure: str = "tm-1") -> None:
    """The neighbour takes nobody for so long, as it expects."""
    start = since or border.now.replace(minute=0, second=0)
    border.tell("queue.point_closed/1", {
        "side": "tm", "point": POINT, "direction": OUT, "closure": closure, "vehicle_classes": [],
        "since": to_text(start), "until": to_text(start + timedelta(hours=hours)),
        "reason": "weather"}, subject=POINT, audience=("*",))


def change(border: Border, *, until: datetime, ended: bool = False, closure: str = "tm-1") -> None:
    border.tell("queue.closure_changed/1", {
        "side": "tm", "point": POINT, "closure": closure, "until": to_text(until), "ended": ended,
    }, subject=POINT, audience=("*",))


def slow(border: Border, hours: Sequence[int], *, revision: int) -> None:
    """The neighbour takes so many."""
    border.tell("queue.capacity_published/1", {
        "side": "tm", "point": POINT, "direction": OUT, "vehicle_class": "truck", "day": TODAY,
        "hours": list(hours), "revision": revision, "valid_until": "2026-02-01T00:00:00Z",
    }, subject=POINT, audience=("*",))
    heard(border)


def heard(border: Border) -> None:
    border.hear()
    border.work()


def moves(border: Border) -> list[dict[str, Any]]:
    return border.entries("queue.slot_moved")


def no_more_than(border: Border, most: int) -> None:
    """No hour holds more than both sides take."""
    slots = list(SharedBooking.objects.exclude(slot=None).exclude(
        state=BookingState.CANCELLED.value).values_list("slot", flat=True))
    assert max(slots.count(slot) for slot in slots) <= most


def test_a_followed_closure_moves_all_in_order_and_says_so(border: Border) -> None:
    published(border)
    trucks = booked(border, 6, 6, 7, 8, 8, 12)
    close(border, hours=2)  # 06:00 to 08:00
    heard(border)
    assert hours_of(trucks) == [8, 8, 9, 9, 10, 12]
    no_more_than(border, 2)
    written = moves(border)
    assert len(written) == 5
    assert {entry["payload"]["reason"] for entry in written} == {"closed"}
    assert {entry["payload"]["cause"] for entry in written} == {"tm-1"}
    told = SharedAllocation.objects.filter(why="moved")
    assert told.count() == 5 and all(row.slot and row.was for row in told)
    assert booking_of(trucks[0]).state is BookingState.GRANTED  # type: ignore[union-attr]
    assert booking_of(trucks[0]).moved == 1  # type: ignore[union-attr]


def test_nothing_is_written_twice(border: Border) -> None:
    """The same closure heard again, told again, a capacity of the same hours: all stay."""
    published(border)
    trucks = booked(border, 6, 7, 7)
    close(border, hours=2)
    heard(border)
    once = hours_of(trucks)
    close(border, hours=2)
    close(border, hours=2, closure="tm-2")
    border.publish(2)
    heard(border)
    assert hours_of(trucks) == once and len(moves(border)) == 3


def test_a_crash_after_it_took_effect_moves_nobody_again(border: Border) -> None:
    """The journey is done, its mark is not; and it fails before it is done."""
    published(border)
    trucks = booked(border, 6, 7)
    close(border, hours=2)
    border.hear()
    starters = dict(border.node.house.starters)

    def crash(entry: Any) -> None:
        with transaction.atomic():
            starters["move_bookings"](entry)
            raise OSError("power")

    start_due(journal=border.node.journal, starters={**starters, "move_bookings": crash})
    assert hours_of(trucks) == [6, 7] and moves_written() == 0
    done = []

    def keep(entry: Any) -> None:
        starters["move_bookings"](entry)
        done.append(entry)

    start_due(journal=border.node.journal, starters={**starters, "move_bookings": keep})
    for entry in done:
        move_bookings(**border.paired, entry=entry)
    assert hours_of(trucks) == [8, 8] and len(moves(border)) == 2


def moves_written() -> int:
    return SharedAllocation.objects.filter(why="moved").count()


def test_reopening_brings_back_who_was_delayed_with_notice(border: Border) -> None:
    published(border)
    trucks = booked(border, 6, 6, 9, 10)
    close(border, hours=10)  # until 16:00
    heard(border)
    assert hours_of(trucks) == [16, 16, 17, 17]
    border.node.clock.move(hours=1, minutes=30)  # 07:30: open again
    change(border, until=border.now, ended=True)
    heard(border)
    # two hours' notice: from 09:30, so from the hour of ten on
    assert hours_of(trucks) == [10, 10, 11, 11]
    assert {entry["payload"]["reason"] for entry in moves(border)[4:]} == {"reopened"}
    assert [booking_of(each).moved for each in trucks] == [2, 2, 2, 2]  # type: ignore[union-attr]


def test_a_closure_that_ended_before_it_was_heard_moves_nobody_whose_hour_is_ahead(
    border: Border,
) -> None:
    published(border)
    trucks = booked(border, 7, 8, 10)
    close(border, hours=6)
    border.node.clock.move(hours=1, minutes=30)
    change(border, until=border.now, ended=True)
    border.hear()
    border.work()  # heard at 07:30: it took 06:00 to 07:30, all at once
    assert hours_of(trucks) == [7, 8, 10] and not moves(border)


def test_a_closure_heard_late_moves_those_whose_hour_it_took(border: Border) -> None:
    """The hour of six is over, nobody knew that the road was shut: the carrier gets another."""
    published(border)
    trucks = booked(border, 6, 6, 8)
    began = border.now.replace(second=0)
    border.node.clock.move(hours=1, minutes=10)  # 07:10, before the grace is over
    close(border, hours=3, since=began)
    heard(border)
    assert hours_of(trucks) == [10, 10, 9]
    # the two have been told too late for the hour of nine; the third may wait one hour only


def test_a_lower_value_of_the_neighbour_moves_what_is_over(border: Border) -> None:
    published(border, own=3, theirs=3)
    trucks = booked(border, 7, 7, 7, 8, 8)
    slow(border, [1 if hour == 7 else 3 for hour in range(24)], revision=2)
    assert hours_of(trucks) == [7, 8, 8, 8, 9]
    assert {entry["payload"]["reason"] for entry in moves(border)} == {"slowed"}
    assert {entry["payload"]["cause"] for entry in moves(border)} == {f"tm/{TODAY}/2"}
    slow(border, [3] * 24, revision=3)
    assert hours_of(trucks) == [7, 8, 8, 8, 9]  # an hour at seven would be too short a notice
    border.publish(4)
    slow(border, [4] * 24, revision=4)
    assert hours_of(trucks) == [7, 8, 8, 8, 9]  # so would eight: it is past six
    slow(border, [3 if hour < 9 else 1 for hour in range(24)], revision=5)
    assert hours_of(trucks) == [7, 8, 8, 8, 9]


def test_who_waits_at_the_area_keeps_the_place_and_goes_first(border: Border) -> None:
    published(border)
    waits, *others = booked(border, 6, 6, 7, 7)
    border.read(border.view(waits).plate)
    close(border, hours=2)
    heard(border)
    assert hour_of(waits) == 6
    assert hours_of(others) == [8, 9, 9]  # one place at eight is for who waits
    assert not border.entries("queue.slot_moved", subject=waits)


def test_without_further_hours_it_stands_and_moves_once_there_are(border: Border) -> None:
    border.capacity(own=1, theirs=1)
    (truck, last) = booked(border, 22, 23)
    border.node.clock.move(hours=16)
    close(border, hours=2)
    heard(border)
    assert hours_of([truck, last]) == [22, 23] and not moves(border)
    border.capacity(own=1, theirs=1, day="2026-01-16")
    border.work()
    assert hours_of([truck, last]) == [24, 25]


def test_a_closure_that_outlasts_its_end_takes_hour_after_hour(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 7)
    close(border, hours=1)
    heard(border)
    assert hour_of(truck) == 7
    border.node.clock.move(hours=1, minutes=1)
    move_outlasted(**border.paired)
    move_outlasted(**border.paired)
    assert hour_of(truck) == 8 and len(moves(border)) == 1


def test_the_entry_side_moves_nobody_and_a_rebuild_gives_the_same(border: Border) -> None:
    border.capacity(direction="tm-kz", own=2, theirs=2)
    published(border)
    trucks = booked(border, 6, 7)
    close(border, hours=2)
    heard(border)
    before = hours_of(trucks)
    assert before == [8, 8]
    border.work()
    rebuild(journal=border.node.journal, tables=border.node.house.tables)
    assert hours_of(trucks) == before


def test_moving_while_others_book_and_cancel(border: Border) -> None:
    """Whoever comes first: nobody above the capacity, no booking without an hour."""
    published(border)
    trucks = booked(border, 6, 6, 7, 7)
    late = [border.open() for _ in range(4)]
    close(border, hours=2)
    border.hear()

    def alone(act: Any) -> Any:
        try:
            return act()
        finally:
            connections.close_all()

    acts = [lambda: start_due(journal=border.node.journal, starters=border.node.house.starters),
            lambda: border.cancel(trucks[0]),
            *[lambda each=each: border.book(each, 8, 9, 10) for each in late]]
    with ThreadPoolExecutor(max_workers=4) as pool:
        list(pool.map(alone, acts))
    border.work()
    no_more_than(border, 2)
    assert all(hour_of(each) >= 8 for each in trucks[1:])


def test_the_carrier_is_told_where_an_address_was_left(border: Border) -> None:
    published(border)
    account = create(
        new=NewAccount(username="c", role="carrier", name="C", email="c@example.kz", language="en"),
        password="", random=border.node.journal.random, now=border.now, by="test")
    reference = border.open(actor=border.carrier(account.person), plate="777 AAA 12")
    border.book(reference, 7, actor=border.carrier(account.person))
    (other,) = booked(border, 7)
    close(border, hours=2)
    heard(border)
    told: list[Message] = []

    class Box:
        def tell(self, message: Message, /) -> None:
            told.append(message)

    journal, pair = border.node.journal, border.node.house.pair
    mailing = starters(journal=journal, pair=pair, messenger=Box())["tell_move"]
    for row in EntryRow.objects.filter(kind__startswith="queue.slot_moved"):
        mailing(entry_of(row))
    (message,) = told  # of the other's carrier nobody has an address
    assert hour_of(other) == 8
    assert message.to == "c@example.kz" and message.subject.startswith("777 AAA 12: your hour")
    assert "2026-01-15 12:00 +0500 -> 2026-01-15 13:00 +0500 (the road was shut)" in message.text
