"""No-shows and lapses: what the exit side's clock writes, and when it may not."""


from datetime import timedelta

import pytest

from kopri.crossing.states import Phase
from kopri.domains.queue.states import BookingState
from kopri.kernel.lines import Line
from tests.border import IN, OUT, POINT, Border, codes
from tests.unit.domains.queue.asking import state

LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")
VIN = "WDB9634031L123456"


def test_a_no_show_only_after_the_slots_end_and_the_grace_time(border: Border) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 7)  # until 08:00, and 60 minutes of grace by the country's data
    border.node.clock.move(hours=3)
    border.work()
    assert state(reference) is BookingState.GRANTED
    border.node.clock.move(seconds=1)
    border.work()
    assert state(reference) is BookingState.NO_SHOW
    assert border.view(reference).phase is Phase.NO_SHOW
    border.work()
    assert len(border.entries("queue.no_show", reference)) == 1


@pytest.mark.parametrize("place", ["waiting_area", "gate"])
@pytest.mark.parametrize("called", [False, True])
def test_a_vehicle_that_came_is_no_no_show(border: Border, place: str, called: bool) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    border.read(reference, place)
    if called:
        border.call(reference)
    border.node.clock.move(hours=24)
    border.work()
    assert not border.entries("queue.no_show", reference)
    assert border.view(reference).phase is (Phase.CALLED if called else Phase.WAITING)


def test_a_no_show_may_book_again_and_may_still_come(border: Border) -> None:
    border.capacity()
    first, second = border.open(), border.open(plate="900 LAT 12")
    for reference in (first, second):
        border.book(reference, 7)
    border.node.clock.move(hours=4)
    border.work()
    assert border.book(first, 15).state == "granted"
    border.read("900 lat 12")
    assert border.view(second).phase is Phase.WAITING
    border.register(second)
    assert state(second) is BookingState.USED


def test_no_shows_and_lapses_of_the_neighbours_direction_are_not_ours(border: Border) -> None:
    reference = border.open(direction=IN)
    border.node.clock.move(days=30)
    border.work()
    assert border.view(reference).phase is Phase.OPENED


def test_a_case_lapses_after_the_days_of_the_rule_and_not_while_it_waits_for_a_slot(border: Border) -> None:
    border.capacity()
    border.capacity(day="2026-01-23")
    idle, listed = border.open(), border.open()
    assert border.book(listed, wishes=[border.now + timedelta(days=8)]).state == "waiting"
    border.node.clock.move(days=7)
    border.work()
    assert border.view(idle).phase is Phase.OPENED
    border.node.clock.move(seconds=1)
    border.work()
    assert border.view(idle).phase is Phase.LAPSED
    assert border.view(listed).phase is Phase.OPENED
    assert len(border.entries("queue.lapsed", idle)) == 1
    assert codes(lambda: border.book(idle, 14)) == ["crossing.not_open"]
