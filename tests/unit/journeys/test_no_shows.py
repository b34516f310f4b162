"""Who did not come, and whose fault it was."""

from datetime import timedelta

from msgspec.structs import replace

from kopri.crossing.states import Phase
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.queries.supply import is_over
from kopri.engines.countrydata.no_shows import no_show_law
from kopri.journeys.show_attendance import Attendance, show_attendance
from kopri.kernel.lines import Line
from tests.border import OUT, POINT, Border, codes
from tests.unit.journeys.test_moves import booked, change, close, heard, hour_of, published, slow

LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")


def missed(border: Border, reference: str) -> tuple[str, str]:
    """Whose fault the no-show of a case is, and by which rule."""
    (entry,) = border.entries("queue.no_show", subject=reference)
    booking = booking_of(reference)
    assert booking is not None
    fault = entry["payload"].get("fault", "driver")
    assert booking.fault == fault
    return fault, entry["payload"].get("because", "")


def count(border: Border, *references: str) -> Attendance:
    tags = [booking.tag for each in references if (booking := booking_of(each))]
    return show_attendance(**border.paired, tags=tags, side="kz")


def test_who_does_not_come_though_all_was_open_has_missed_it(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 7)
    border.node.clock.move(hours=3, minutes=5)
    border.work()
    assert missed(border, truck) == ("driver", "")


def test_a_closure_in_the_hour_of_grace_is_not_the_drivers(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 7)
    border.node.clock.move(hours=2, minutes=5)  # 08:05: late, and now it is shut
    close(border, hours=1)
    heard(border)
    border.node.clock.move(hours=1)
    border.work()
    assert missed(border, truck) == ("state", "queue.no_show_closed")


def test_whose_hour_was_shut_is_moved_and_never_missed(border: Border) -> None:
    """Heard of late, after the time of grace would have been over."""
    published(border)
    (truck,) = booked(border, 7)
    began = border.now.replace(second=0)
    border.node.clock.move(hours=1, minutes=50)
    close(border, hours=4, since=began)
    change(border, until=border.now, ended=True)
    border.hear()
    border.node.clock.move(hours=2)
    border.work()
    assert not border.entries("queue.no_show") and hour_of(truck) == 12  # two hours' notice
    assert border.view(truck).phase is not Phase.NO_SHOW
    border.node.clock.move(hours=5)
    border.work()
    assert missed(border, truck) == ("state", "queue.no_show_told_late")


def test_an_hour_that_a_side_has_since_cut_is_not_the_drivers(border: Border) -> None:
    published(border)
    trucks = booked(border, 6, 6)
    border.node.clock.move(hours=1, minutes=30)
    slow(border, [1] * 24, revision=2)  # of the hour of six too, when it is over
    assert is_over(line=LINE, slot=booking_of(trucks[0]).slot)  # type: ignore[union-attr,arg-type]
    border.node.clock.move(hours=2)
    border.work()
    assert {missed(border, each) for each in trucks} == {("state", "queue.no_show_slowed")}


def test_a_move_told_after_its_time_is_not_the_drivers(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 6)
    border.node.clock.move(minutes=20)  # the hour runs, the driver is on the way
    slow(border, [0 if hour == 6 else 6 for hour in range(24)], revision=2)
    assert hour_of(truck) == 7
    slow(border, [6] * 24, revision=3)
    border.node.clock.move(hours=4)
    border.work()
    assert missed(border, truck) == ("state", "queue.no_show_told_late")


def test_who_is_at_the_waiting_area_never_missed_it(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 7)
    border.node.clock.move(hours=1)
    border.read(border.view(truck).plate)
    border.node.clock.move(hours=20)
    border.work()
    assert not border.entries("queue.no_show")


def test_no_shows_of_ninety_days_are_counted_by_tag_and_follow_the_law(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 7)
    border.node.clock.move(hours=4)
    border.work()
    assert show_attendance(**border.paired, tags=[""], side="kz").absences == []
    found = count(border, truck)
    if booking_of(truck).tag:  # type: ignore[union-attr]
        assert [each.reference for each in found.absences] == [truck]
    pair, day = border.node.house.pair, border.now.date()
    law = no_show_law(pair, side="kz", day=day)
    assert law.limit and law.limit.value == 2 and law.deposit
    assert not law.applied and not law.keeps_deposit(5)  # it is only announced
    set_ = replace(pair, applied=frozenset({law.limit.id, law.deposit.id}))
    applied = no_show_law(set_, side="kz", day=day)
    assert [applied.keeps_deposit(own) for own in (1, 2)] == [False, True]
    assert not no_show_law(set_, side="kz", day=day - timedelta(days=400)).applied
    assert no_show_law(pair, side="tm", day=day).limit is None


def test_a_closed_road_stops_calls_until_its_end_is_told(border: Border) -> None:
    published(border)
    (truck,) = booked(border, 7)
    border.read(border.view(truck).plate)
    close(border, hours=1)
    heard(border)
    assert codes(lambda: border.call(truck)) == ["queue.road_closed"]
    border.node.clock.move(hours=2)  # it was to be open by now, and nobody has said that it is
    assert codes(lambda: border.call(truck)) == ["queue.road_closed"]
    change(border, until=border.now, ended=True)
    heard(border)
    border.call(truck)
    assert border.view(truck).phase is Phase.CALLED
