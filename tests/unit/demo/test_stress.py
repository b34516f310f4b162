"""The model of the passage, and the figures that are made of it."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.demo.stress.figures import make_run
from kopri.demo.stress.passage import HOURS, Wish, first_come, pass_through, spread

HOURLY = st.lists(st.integers(0, 9), min_size=1, max_size=60)


@given(HOURLY, HOURLY)
@settings(max_examples=60)
def test_nobody_is_lost_at_the_barrier_and_nobody_passes_for_whom_there_is_no_room(
    coming: list[int], room: list[int]
) -> None:
    hours = min(len(coming), len(room))
    passage = pass_through(coming=coming[:hours], accepts=room[:hours])
    for hour in range(hours):
        came, passed = sum(coming[:hour + 1]), sum(passage.passed[:hour + 1])
        assert came == passed + passage.standing[hour]
        assert passage.passed[hour] <= room[hour]
        assert not passage.standing[hour] or passage.passed[hour] == room[hour]


def test_a_vehicle_stands_until_those_before_it_have_passed() -> None:
    passage = pass_through(coming=[5, 0, 0, 0], accepts=[2, 2, 2, 2])
    assert passage.standing == (3, 1, 0, 0)
    assert passage.waited == (0, 1, 2, 0)


def test_a_day_is_spread_evenly() -> None:
    assert sum(spread(150)) == 150
    assert set(spread(150)) == {6, 7}


def test_own_slots_alone_move_the_queue_to_the_barrier_and_two_sided_ones_keep_it_at_home() -> None:
    random = Random(1)
    days = [[Wish(name=f"{day}/{number}", hours=tuple(random.sample(range(HOURS), 12)))
             for number in range(400)] for day in range(5)]
    asked = [400] * 5
    alone = make_run(asked=asked, slots=first_come(days=days, hours=spread(240)), accepts=spread(150))
    both = make_run(asked=asked, slots=first_come(days=days, hours=spread(150)), accepts=spread(150))
    assert (alone.last.standing, alone.last.home) == (450, 800)
    assert (both.last.standing, both.last.home) == (0, 1250)
    assert alone.last.passed == both.last.passed == 750
    assert alone.last.longest > 24 > both.last.longest == 0
