"""From the hours that vehicles have to those that they get."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.engines.queueing.moves import Kind, Request, Supply, plan
from kopri.engines.queueing.replan import PAST, Place, misplaced, replan, without
from tests.unit.engines.queueing.test_moves import HOURS, KINDS, PLAIN, PLANTS, keeps, overtaken

OPEN, SHUT = Supply(total=2), Supply(total=0)


@st.composite
def standing(draw: st.DrawFn) -> tuple[list[Place], list[Supply]]:
    """Bookings that both sides once had room for, in order; and what they take now."""
    hours = draw(st.lists(HOURS, min_size=2, max_size=8))
    count = len(hours)
    first = draw(st.lists(st.tuples(KINDS, st.integers(0, count - 1), st.integers(0, 3)), max_size=9))
    places = [Place(kind, start, min(start + delay, count - 1)) for kind, start, delay in first]
    return sorted(places, key=lambda place: place.earliest), hours


@settings(max_examples=100)
@given(standing())
def test_all_who_have_an_hour_fit_and_nothing_moves_twice(
    given_: tuple[list[Place], list[Supply]],
) -> None:
    places, hours = given_
    then = replan(places=places, hours=hours)
    moved = [place._replace(at=at) for place, at in zip(places, then, strict=True)]
    assert all(place.earliest <= at for place, at in zip(places, then, strict=True))
    left = misplaced(places=moved, hours=hours)
    assert left <= misplaced(places=places, hours=hours)  # nobody loses his hour to another
    requests = [Request(place.kind, place.earliest) for place in moved]
    if not left:
        keeps(requests, hours, then)
        assert overtaken(requests, then) == [] or then == [place.at for place in places]
        assert sum(then) == sum(plan(requests=requests, hours=hours)) or len(hours) in plan(
            requests=requests, hours=hours)
    again = replan(places=moved, hours=hours)
    assert sum(again) == sum(then)
    if not left:
        assert again == then


def test_nobody_moves_where_all_is_well() -> None:
    """Two ways are as good: whoever has an hour keeps it."""
    places = [Place(PLAIN, 0, 1), Place(PLANTS, 0, 0), Place(PLAIN, 0, 1)]
    assert replan(places=places, hours=[Supply(total=1), OPEN, OPEN]) == [1, 0, 1]


def test_a_shut_hour_shifts_all_that_follow_and_opening_brings_them_back() -> None:
    places = [Place(PLAIN, at, at) for at in (0, 0, 1, 1, 2, 2)]
    shut = [SHUT, SHUT, *[OPEN] * 4]
    later = replan(places=places, hours=shut)
    assert later == [2, 2, 3, 3, 4, 4]
    moved = [place._replace(at=at) for place, at in zip(places, later, strict=True)]
    assert replan(places=moved, hours=[SHUT, *[OPEN] * 5]) == [1, 1, 2, 2, 3, 3]
    assert replan(places=moved, hours=shut) == later
    # told too late for the hours that are back: they come no sooner than they can
    told = [place._replace(earliest=max(place.earliest, 3)) for place in moved[4:]]
    assert replan(places=told, hours=[OPEN] * 6) == [3, 3]


def test_nobody_is_sent_where_another_still_stands_before_him() -> None:
    """The third has lost his hour and stands in it: when the second leaves it, it is his."""
    places = [Place(PLAIN, 0, 0), Place(PLAIN, 4, 7), Place(PLANTS, 4, 7), Place(PLAIN, 4, 6)]
    hours = [*[SHUT] * 6, OPEN, Supply(total=1)]
    then = replan(places=places, hours=hours)
    moved = [place._replace(at=at) for place, at in zip(places, then, strict=True)]
    assert misplaced(places=moved, hours=hours) <= misplaced(places=places, hours=hours)
    assert then[0] == 6


def test_who_is_over_waits_for_hours_to_be_published() -> None:
    places = [Place(PLAIN, 0, 0), Place(PLAIN, 1, 1), Place(PLAIN, 1, PAST)]
    hours = [SHUT, Supply(total=1)]
    assert replan(places=places, hours=hours) == [0, 1, PAST]  # the second does not lose his hour
    assert misplaced(places=places, hours=hours) == {0, 2}
    assert replan(places=places, hours=[*hours, OPEN]) == [1, 2, 2]
    assert without([OPEN], taken=[places[0], places[2]]) == [Supply(total=1)]
    assert Kind("loaded") == PLAIN
