"""What is told is recorded when it is told, follows the clock, and tells nothing of risk."""

from datetime import timedelta
from random import Random

import pytest

from kopri.domains.calling.queries import Lane, accuracy, first_told, told_of
from kopri.domains.calling.types import Stage
from kopri.engines.quantiles import Lognormal
from kopri.journeys.show_case import show_case
from kopri.journeys.tell_times import tell_times
from kopri.kernel.clock import to_text
from tests.border import OUT, POINT, Border

MINUTE = timedelta(minutes=1)


def tell(border: Border) -> int:
    return tell_times(**border.paired)


def minutes(border: Border, reference: str, stage: Stage) -> tuple[int, int]:
    said = told_of([reference], side="kz")[reference, stage]
    return round((said.p50 - said.since) / MINUTE), round((said.p90 - said.since) / MINUTE)


def test_a_range_is_told_once_when_a_stage_begins_and_is_kept(border: Border) -> None:
    reference = border.open()
    assert tell(border) == 0  # it has not come
    border.read(reference)
    assert tell(border) == 2 and tell(border) == 0
    half, nine = minutes(border, reference, Stage.GATE)
    assert half == pytest.approx(35, abs=6) and nine == pytest.approx(180, abs=40)
    written = border.entries("calling.time_told", reference)
    assert [entry["payload"]["stage"] for entry in written] == ["call", "gate"]
    assert {tuple(entry["audience"]) for entry in written} == {("kz",)}
    border.call(reference)
    border.register(reference)
    assert tell(border) == 1
    sheet = show_case(**border.paired, actor=border.gate(), reference=reference)
    assert sheet.told is not None and sheet.told.stage is Stage.PASSAGE


def test_when_half_the_time_has_passed_it_is_told_anew(border: Border) -> None:
    reference = border.open()
    border.read(reference)
    tell(border)
    first = told_of([reference], side="kz")[reference, Stage.GATE]
    border.node.clock.set(first.p50 + MINUTE)
    assert tell(border) == 2
    again = told_of([reference], side="kz")[reference, Stage.GATE]
    assert again.again and again.p50 > border.now and again.p90 > first.p90
    assert tell(border) == 0
    for _ in range(40):  # however long it takes, something that lies ahead is told, and not each minute
        border.node.clock.move(hours=1)
        tell(border)
        last = told_of([reference], side="kz")[reference, Stage.GATE]
        assert last.p50 > border.now or last.p90 > border.now
    assert len(border.entries("calling.time_told", reference)) < 40


def test_a_closure_is_told_and_nothing_is_learnt_from_it(border: Border) -> None:
    reference = border.open()
    border.read(reference)
    tell(border)
    until = border.now + timedelta(hours=6)
    border.tell("queue.point_closed/1", {
        "side": "tm", "point": POINT, "direction": OUT, "closure": "tm-1", "vehicle_classes": [],
        "since": to_text(border.now), "until": to_text(until), "reason": "weather", "text": ""},
        subject=POINT, audience=("*",))
    border.hear()
    assert tell(border) == 2 and tell(border) == 0
    said = told_of([reference], side="kz")[reference, Stage.CALL]
    assert said.closed and said.since == until < said.p50


def test_ranges_follow_what_vehicles_take_and_the_share_that_held_is_counted(
    border: Border
) -> None:
    """Vehicles, each of which waits for about three times what was assumed."""
    chance, law = Random(11), Lognormal.from_percentiles(p50=110, p90=200)
    ends = []
    for number in range(26):
        reference = border.open()
        ends.append((number * 12, 0, reference))
        ends.append((number * 12 + round(law.sample(chance.random())), 1, reference))
    start = border.now
    for minute, ended, reference in sorted(ends):
        border.node.clock.set(start + minute * MINUTE)
        if ended:
            border.register(reference)
        else:
            border.read(reference)
        tell(border)
    told = first_told(Lane(side="kz", point=POINT, direction=OUT, stage=Stage.GATE), most=99)
    early, late = ([round((each.p50 - each.since) / MINUTE) for each in part]
                   for part in (told[:3], told[-3:]))
    assert max(early) < 50 and min(late) > 65
    border.node.clock.move(hours=12)
    rows = {row.stage: row for row in accuracy(now=border.now, days=7)}
    gate = rows[Stage.GATE]
    assert gate.told == 26 and gate.direction == OUT
    assert gate.below_p50 < gate.below_p90 <= 26
    assert Stage.CALL not in rows  # nobody was called: that stage says nothing
    assert accuracy(now=border.now, days=0) == []


def test_two_vehicles_that_differ_in_risk_alone_are_told_the_same(border: Border) -> None:
    plain, chosen = border.at_control(), border.at_control()
    border.direct(chosen, "red")
    border.start(chosen, "KZ2", "KZ-TRC")
    border.find(chosen, "KZ-BS", "held", reason="secret", lifts="more papers")
    tell(border)
    said = [told_of([each], side="kz")[each, Stage.PASSAGE] for each in (plain, chosen)]
    assert (said[0].p50, said[0].p90) == (said[1].p50, said[1].p90)
