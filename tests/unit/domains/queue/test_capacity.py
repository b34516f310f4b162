"""What both sides take: limits by goods, hours of duty, closures, and what is over."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from kopri.domains.queue.operations import Asking, Giving, answer, request_slot
from kopri.domains.queue.operations.booking import Answer
from kopri.domains.queue.operations.capacity import Closing
from kopri.domains.queue.queries import closures, offers_at
from kopri.domains.queue.queries.excess import excess
from kopri.domains.queue.types import Offer
from kopri.journal.append.writing import begin
from kopri.journeys.close_point import (
    Closed,
    change_closure,
    close_point,
    would_move_by_change,
    would_move_by_closing,
)
from kopri.journeys.publish_capacity import Told, copy_capacity, publish_capacity, would_move
from kopri.journeys.show_capacity import show_capacity
from kopri.kernel.lines import DANGEROUS, EMPTY, LIVE_ANIMALS, LOADED, Line, Load
from tests.border import IN, OUT, POINT, Border, codes, refused

LINE = Line(point=POINT, direction=OUT, vehicle_class="truck")
DAY, SEVEN = "2026-01-15", datetime.fromisoformat("2026-01-15T07:00:00Z")
TOMATOES = Load(services=("phytosanitary",))


def ask(border: Border, *hours: int, load: Load = TOMATOES, plate: str = "") -> Answer:
    """A case with this load asks for hours of today, as the booking journey does."""
    reference = border.open(plate=plate)
    asking = Asking(line=LINE, load=load,
                    wishes=[SEVEN.replace(hour=hour) for hour in hours or (7,)])
    with begin(border.node.journal, actor=border.carrier(), keys=[LINE.lock]) as tx:
        asked = request_slot(tx, reference=reference, asking=asking, carrier="p1", same_vehicle=[])
        return answer(tx, reference=reference, asking=asking, giving=Giving(), request=asked)


def granted(border: Border, goods: str, number: int) -> list[str]:
    return [ask(border, load=Load(goods=goods)).state.value for _ in range(number)]


def told(border: Border, **fields: Any) -> None:
    """The neighbour's limits and absences of the day."""
    border.tell("queue.limits_published/1", {
        "side": "tm", "point": POINT, "direction": OUT, "vehicle_class": "truck", "day": DAY,
        "revision": 1, "limits": {}, "off_duty": {}, **fields}, subject=POINT)
    border.capacity()


def offer(border: Border, load: Load = TOMATOES, hour: int = 7) -> Offer:
    return offers_at(line=LINE, slots=[SEVEN.replace(hour=hour)], load=load, now=border.now)[0]


def close(border: Border, hours: float = 3, **fields: Any) -> Closed:
    return close_point(**border.paired, actor=border.head(), point=POINT, direction=OUT,
                       closing=Closing(until=border.now + timedelta(hours=hours),
                                       **{"reason": "weather", **fields}))


# limits of a goods class


def test_a_limit_of_either_side_binds_its_class_alone(border: Border) -> None:
    told(border, limits={DANGEROUS: [1] * 24})
    border.publish(6, limits={LIVE_ANIMALS: [2] * 24, DANGEROUS: [3] * 24})
    assert granted(border, DANGEROUS, 2) == ["granted", "declined"]
    assert granted(border, LIVE_ANIMALS, 3) == ["granted", "granted", "declined"]
    assert granted(border, LOADED, 2) + granted(border, EMPTY, 2) == [
        "granted", "granted", "granted", "declined"]  # six vehicles in all


def test_what_is_published_for_the_public_is_a_days_sum(border: Border) -> None:
    border.publish(6, limits={DANGEROUS: [0] * 12 + [2] * 12})
    (public,) = border.entries("queue.capacity_published")
    assert public["audience"] == ["*"] and public["payload"]["daily"] == {DANGEROUS: 24}
    assert "limits" not in public["payload"]
    (shared,) = border.entries("queue.limits_published")
    assert sorted(shared["audience"]) == ["kz", "tm"]


# services on duty


def test_no_tomato_slot_while_plant_quarantine_sleeps(border: Border) -> None:
    told(border, off_duty={"phytosanitary": [*range(8), 20, 21, 22, 23]})
    found = refused(lambda: ask(border, 7, 9, 22))
    assert [(fault.code, fault.path) for fault in found.faults] == [
        ("queue.service_off_duty", "/wishes/0"), ("queue.service_away", "/wishes/2")]
    assert found.faults[0].params == {
        "wish": "2026-01-15T07:00:00Z", "role": "phytosanitary", "side": "TM",
        "opens": "2026-01-15T08:00:00Z"}
    assert not border.entries("queue.slot_requested")
    assert offer(border).free == 0 and offer(border, Load()).free == 6
    assert ask(border, 8, 9).slot == SEVEN.replace(hour=8)
    assert ask(border, 7, load=Load()).slot == SEVEN


def test_both_sides_services_must_be_there(border: Border) -> None:
    told(border, off_duty={"phytosanitary": [7]})
    border.publish(6, absent={"phytosanitary": [7, 8], "customs": [7]})
    away = border.entries("queue.capacity_published")[-1]["payload"]["away"]
    assert {7, 8} <= set(away) and away == sorted(set(away))  # in public: when, not who
    assert [(each.side, each.role) for each in offer(border).absent] == [
        ("kz", "phytosanitary"), ("tm", "phytosanitary")]
    assert [fault.params["side"] for fault in refused(lambda: ask(border)).faults] == ["KZ", "TM"]


def test_who_is_away_is_written_when_it_is_published(border: Border) -> None:
    border.publish(6, absent={"sanitary": [3]})
    (entry,) = border.entries("queue.limits_published")
    assert entry["payload"]["off_duty"] == {"sanitary": [3]}  # by the data all are there always


# until when it holds


def test_hours_that_hold_no_more_grant_nothing(border: Border) -> None:
    border.capacity()
    border.node.clock.move(days=1, hours=23)
    assert offers_at(line=LINE, slots=[border.now], now=border.now)[0].expired == ()
    border.node.clock.move(hours=1)
    border.publish(6, day="2026-01-17")
    hour = border.now.replace(hour=7)
    border.tell("queue.capacity_published/1", {
        "side": "tm", "point": POINT, "direction": OUT, "vehicle_class": "truck",
        "day": "2026-01-17", "hours": [6] * 24, "revision": 1,
        "valid_until": "2026-01-17T06:30:00Z"}, subject=POINT, audience=("*",))
    border.hear()
    assert offers_at(line=LINE, slots=[hour], now=border.now)[0].free == 6
    border.node.clock.move(minutes=30)
    found = offers_at(line=LINE, slots=[hour], now=border.now)[0]
    assert (found.expired, found.supply, found.free) == (("tm",), 0, 0)
    assert border.book(border.open(), 7).state == "declined"
    assert excess(line=LINE, now=border.now) == {}  # what was granted stays


# refusals


def test_everything_that_is_wrong_with_a_day_is_said_at_once(border: Border) -> None:
    found = refused(lambda: publish_capacity(
        **border.paired, actor=border.head(), time=border.now,
        line=Line(point=POINT, direction=OUT, vehicle_class="sledge"), told=Told(
            day="2026-01-32", hours=[1] * 23, valid_until=border.now,
            limits={"gold": [1] * 24, DANGEROUS: [*[1] * 23, 1001]},
            absent={"astrology": [1], "customs": [24]})))
    assert [(fault.code, fault.path) for fault in found.faults] == [
        ("queue.day_unknown", "/day"), ("queue.vehicle_class_unknown", "/vehicle_class"),
        ("queue.hours_count", "/hours"), ("queue.goods_class_unknown", "/limits/gold"),
        ("queue.capacity_range", "/limits/dangerous/23"),
        ("queue.service_unknown", "/off_duty/astrology"),
        ("queue.hour_unknown", "/off_duty/customs/0"), ("queue.capacity_expired", "/valid_until")]


def test_a_publication_is_of_the_time_when_it_was_decided(border: Border) -> None:
    def publish(time: datetime) -> object:
        return publish_capacity(**border.paired, actor=border.head(), line=LINE, time=time,
                                told=Told(day=DAY, hours=[4] * 24,
                                          valid_until=border.now + timedelta(days=1)))
    assert codes(lambda: publish(border.now + timedelta(seconds=1))) == ["queue.time_in_future"]
    publish(border.now - timedelta(minutes=20))
    (entry,) = border.entries("queue.capacity_published")
    assert (entry["time"], entry["recorded"]) == ("2026-01-15T05:40:00Z", "2026-01-15T06:00:00Z")


# copies


def test_a_day_is_copied_with_limits_and_the_duty_hours_of_each_day(border: Border) -> None:
    border.publish(range(24), limits={DANGEROUS: [1] * 24}, absent={"customs": [3]})
    days = ["2026-01-16", "2026-01-18"]
    done = copy_capacity(**border.paired, actor=border.head(), line=LINE, day=DAY, to=days)
    assert [(each.day, each.revision) for each in done] == [(day, 1) for day in days]
    sheet = show_capacity(**border.paired, actor=border.head(), line=LINE, day=days[1])
    own = sheet.known["kz"]
    assert own.hours == tuple(range(24)) and own.limits == {DANGEROUS: [1] * 24}
    assert own.off_duty == {} and own.valid_until == border.now + timedelta(days=5)
    assert [hour.goods[DANGEROUS].exit_limit for hour in sheet.hours] == [1] * 24


def test_what_cannot_be_copied(border: Border) -> None:
    def copy(day: str, *to: str) -> list[str]:
        return codes(lambda: copy_capacity(**border.paired, actor=border.head(), line=LINE,
                                           day=day, to=to))
    assert copy(DAY) == ["queue.nothing_published", "queue.copy_count"]
    border.publish(5)
    assert copy(DAY, "2026-01-16", "2026-01-16") == ["queue.copy_count"]
    assert copy(DAY, "2026-01-16", "2026-02-30") == ["queue.day_unknown"]
    assert len(border.entries("queue.capacity_published")) == 1  # none of them


# closures


def test_a_closed_side_takes_nobody_until_it_ends(border: Border) -> None:
    border.capacity()
    done = close(border, hours=2, text="fog")
    assert (offer(border).closed, offer(border).free) == (("kz",), 0)
    assert offer(border, hour=8).free == 6
    assert border.book(border.open(), 7).state == "declined"
    change_closure(**border.common, actor=border.head(), closure=done.closure,
                   until=border.now + timedelta(hours=3))
    assert (offer(border, hour=8).free, offer(border, hour=9).free) == (0, 6)
    border.node.clock.move(minutes=30)
    change_closure(**border.common, actor=border.head(), closure=done.closure)
    assert offer(border).free == 6 and closures(
        point=POINT, direction=OUT, now=border.now) == []
    assert codes(lambda: change_closure(
        **border.common, actor=border.head(), closure=done.closure)) == ["queue.closure_unknown"]


def test_a_closure_that_outlives_its_expected_end_shuts_the_hour_that_runs(border: Border) -> None:
    border.capacity()
    close(border, hours=1)
    border.node.clock.move(hours=2, minutes=10)
    assert [offer(border, hour=hour).free for hour in (8, 9)] == [0, 6]


@pytest.mark.parametrize(("fields", "expected"), [
    ({"hours": 0}, ["queue.closure_end"]),
    ({"reason": "mood", "vehicle_classes": ["sledge"]},
     ["queue.vehicle_class_unknown", "queue.closure_reason"]),
])
def test_closures_that_cannot_be(
    border: Border, fields: dict[str, Any], expected: list[str]
) -> None:
    assert codes(lambda: close(border, **fields)) == expected
    assert not border.entries("queue.point_closed")


def test_a_side_ends_only_its_own_closures_and_takes_no_others_name(border: Border) -> None:
    border.capacity()
    theirs = {"side": "tm", "point": POINT, "direction": OUT, "vehicle_classes": [],
              "since": "2026-01-15T06:00:00Z", "until": "2026-01-15T09:00:00Z", "reason": "works"}
    own = close(border).closure
    border.tell("queue.point_closed/1", {**theirs, "closure": "tm-1"}, subject=POINT,
                audience=("*",))
    border.tell("queue.point_closed/1", {**theirs, "closure": "kz-2"}, subject=POINT,
                audience=("*",))
    border.tell("queue.closure_changed/1", {
        "side": "tm", "point": POINT, "closure": own, "until": "2026-01-15T06:00:00Z",
        "ended": True}, subject=POINT, audience=("*",))
    border.hear()
    assert sorted(each.closure for each in closures(
        point=POINT, direction=OUT, now=border.now)) == [own, "tm-1"]
    assert codes(lambda: change_closure(
        **border.common, actor=border.head(), closure="tm-1")) == ["queue.closure_unknown"]


# what is over


def test_what_would_be_moved_is_known_before_it_is_done(border: Border) -> None:
    border.capacity()
    assert granted(border, DANGEROUS, 2) + granted(border, LOADED, 3) == ["granted"] * 5
    ask(border, 8)

    def over(hours: int = 6, **change: Any) -> int:
        return would_move(journal=border.node.journal, pair=border.node.house.pair, line=LINE,
                          told=Told(day=DAY, hours=[hours] * 24, **change,
                                    valid_until=border.now + timedelta(days=1)))

    assert [over(6), over(4), over(0)] == [0, 1, 6]
    assert over(limits={DANGEROUS: [1] * 24}) == 1
    assert over(4, limits={DANGEROUS: [1] * 24}) == 1  # the same vehicle
    assert over(absent={"phytosanitary": [8]}) == 1
    closing = Closing(until=border.now + timedelta(hours=2), reason="works")
    assert would_move_by_closing(journal=border.node.journal, pair=border.node.house.pair,
                                 point=POINT, direction=OUT, closing=closing) == 5
    assert border.publish(4).to_move == 1
    done = close(border, hours=2)
    assert done.to_move == 5
    later = border.now + timedelta(hours=3)
    journal = border.node.journal
    assert would_move_by_change(journal=journal, closure=done.closure, until=later) == 6
    assert would_move_by_change(journal=journal, closure=done.closure, until=None) == 1


def test_who_has_been_called_keeps_his_hour(border: Border) -> None:
    border.capacity()
    reference = border.open()
    border.book(reference, 7)
    border.read(reference)
    assert sum(excess(line=LINE, now=border.now).values()) == 0
    border.call(reference)
    assert close(border).to_move == 0


def test_the_other_direction_stays_open(border: Border) -> None:
    close(border)
    assert closures(point=POINT, direction=IN, now=border.now) == []
