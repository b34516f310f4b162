"""The plan of the day: the same for a seed, and as the data says."""

from collections import Counter
from random import Random

import pytest

from kopri.demo.plan import CUT, DAY, HOUR, deal, make_plan
from kopri.demo.scenario import Scenario


def test_one_seed_gives_one_plan(scenario: Scenario) -> None:
    assert make_plan(scenario=scenario, seed=7) == make_plan(scenario=scenario, seed=7)


def test_another_seed_gives_another_plan(scenario: Scenario) -> None:
    assert make_plan(scenario=scenario, seed=7) != make_plan(scenario=scenario, seed=8)


def test_a_later_day_is_the_same_day_put_off(scenario: Scenario) -> None:
    today = make_plan(scenario=scenario, seed=3)
    tomorrow = make_plan(scenario=scenario, seed=3, later=DAY)
    assert [truck.asked + DAY for truck in today] == [truck.asked for truck in tomorrow]
    assert {truck.day for truck in tomorrow} == {1}


@pytest.mark.parametrize("seed", range(5))
def test_the_shares_of_the_day_are_those_of_the_data(scenario: Scenario, seed: int) -> None:
    trucks = make_plan(scenario=scenario, seed=seed)
    directions = Counter(truck.direction for truck in trucks)
    assert directions == {"kz-tm": 60, "tm-kz": 60}
    for direction in directions:
        way = [truck for truck in trucks if truck.direction == direction]
        assert sum(truck.good is not None for truck in way) == 42
        seen = [t for t in way if t.good and t.good.chapter in scenario.seen_chapters]
        assert len(seen) == 18
        assert sum(not truck.comes for truck in way) in (4, 5)
        assert sum(truck.late for truck in way) <= 6
        assert sum(truck.forwarded for truck in way) == 6


def test_plates_and_vins_are_unique(scenario: Scenario) -> None:
    trucks = make_plan(scenario=scenario, seed=1)
    assert len({truck.conveyance.plate for truck in trucks}) == 120
    assert len({truck.conveyance.vin for truck in trucks}) == 120


def test_some_requests_are_made_at_the_neighbour_while_the_line_is_cut(scenario: Scenario) -> None:
    trucks = make_plan(scenario=scenario, seed=1)
    waiting = [t for t in trucks if t.forwarded and CUT[0] < t.asked < CUT[1]]
    assert len(waiting) >= 4
    # their slots must lie after the line is whole again
    assert all(min(truck.wishes) * HOUR > CUT[1] for truck in waiting)


def test_wishes_lie_ahead_of_the_request(scenario: Scenario) -> None:
    for truck in make_plan(scenario=scenario, seed=2):
        assert truck.wishes[0] * HOUR > truck.asked
        assert all(0 <= hour < 24 for hour in truck.wishes)
        assert list(truck.wishes) == sorted(truck.wishes)


def test_corridors_follow_the_shares(scenario: Scenario) -> None:
    trucks = make_plan(scenario=scenario, seed=1)
    corridors = Counter(
        truck.visits["kz"].corridor for truck in trucks if truck.direction == "kz-tm"
    )
    assert corridors["yellow"] == 12
    assert corridors["red"] == 1
    assert corridors["green"] == 47
    assert all(truck.visits["tm"].corridor == "" for truck in trucks)


def test_every_control_stage_has_a_duration(scenario: Scenario) -> None:
    codes = {s.code for s in scenario.stages if s.side == "tm" and s.kind.value == "control"}
    for truck in make_plan(scenario=scenario, seed=1):
        assert codes <= set(truck.visits["tm"].seconds)
        assert all(seconds >= 30 for seconds in truck.visits["tm"].seconds.values())


def test_loads_are_never_overweight(scenario: Scenario) -> None:
    for truck in make_plan(scenario=scenario, seed=4):
        if truck.good is not None:
            assert 0 < truck.packages * truck.good.package_kg <= truck.good.load_kg


@pytest.mark.parametrize(("count", "share", "hits"), [(60, 0.7, {42}), (60, 0.08, {4, 5})])
def test_cards_have_the_share_exactly(count: int, share: float, hits: set[int]) -> None:
    seen = {sum(deal(count=count, share=share, random=Random(n))) for n in range(200)}
    assert seen == hits


def test_a_pair_that_is_data_only_has_its_day(fictional: Scenario) -> None:
    trucks = make_plan(scenario=fictional, seed=1)
    assert {truck.direction for truck in trucks} == {"xa-xb", "xb-xa"}
    assert len(trucks) == sum(way.trucks for way in fictional.ways)
    # somebody there does not work round the clock
    assert any(duty.opens > 0 for duty in fictional.duty.values())
