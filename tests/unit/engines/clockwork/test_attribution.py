"""Every second belongs to one party, and the sum is the time that passed."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.engines.clockwork import UNATTRIBUTED, Attribution, Interval, attribute

PARTIES = ("outage", "closure", "customs", "sanitary", "queue", "driver")

MOMENTS = st.integers(-5, 65)
INTERVALS = st.builds(
    lambda ends, party: Interval(start=min(ends), end=max(ends), party=party),
    st.tuples(MOMENTS, MOMENTS),
    st.sampled_from(PARTIES),
)


def second_by_second(
    start: int, end: int, intervals: Sequence[Interval], precedence: Sequence[str]
) -> list[str]:
    """The definition: for each second, the first party of the table that has it."""
    return [
        next(
            (
                party
                for party in precedence
                if any(each.party == party and each.start <= now < each.end for each in intervals)
            ),
            UNATTRIBUTED,
        )
        for now in range(start, end)
    ]


@given(
    st.lists(INTERVALS, max_size=12),
    st.permutations(PARTIES),
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted),
)
def test_against_the_definition(
    intervals: list[Interval], precedence: list[str], case: list[int]
) -> None:
    start, end = case
    result = attribute(start=start, end=end, intervals=intervals, precedence=precedence)
    slow = second_by_second(start, end, intervals, precedence)
    assert [each.party for each in result.segments for _ in range(each.seconds)] == slow
    assert result.seconds == Counter(slow)
    assert result.total == end - start
    assert result.unattributed == slow.count(UNATTRIBUTED)
    assert_whole(result, start, end)


def assert_whole(result: Attribution, start: int, end: int) -> None:
    """No gap, no overlap, no empty piece, no two neighbours of one party."""
    if start < end:
        assert (result.segments[0].start, result.segments[-1].end) == (start, end)
    assert all(one.end == two.start and one.party != two.party for one, two in pairwise(result.segments))
    assert all(each.seconds > 0 for each in result.segments)


@given(st.lists(INTERVALS, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_intervals_does_not_matter(
    intervals: list[Interval], random: Random
) -> None:
    shuffled = list(intervals)
    random.shuffle(shuffled)
    one = attribute(start=0, end=60, intervals=intervals, precedence=PARTIES)
    assert attribute(start=0, end=60, intervals=shuffled, precedence=PARTIES) == one


def test_a_case() -> None:
    result = attribute(
        start=100,
        end=200,
        intervals=[
            Interval(start=90, end=150, party="queue"),
            Interval(start=120, end=130, party="closure"),
            Interval(start=150, end=170, party="customs"),
            Interval(start=160, end=180, party="sanitary"),
            Interval(start=190, end=300, party="driver"),
            Interval(start=195, end=195, party="outage"),
        ],
        precedence=PARTIES,
    )
    assert [(each.party, each.start, each.end) for each in result.segments] == [
        ("queue", 100, 120), ("closure", 120, 130), ("queue", 130, 150), ("customs", 150, 170),
        ("sanitary", 170, 180), (UNATTRIBUTED, 180, 190), ("driver", 190, 200),
    ]  # fmt: skip
    assert list(result.seconds.items()) == [
        ("queue", 40), ("closure", 10), ("customs", 20), ("sanitary", 10), (UNATTRIBUTED, 10),
        ("driver", 10),
    ]  # fmt: skip


def test_a_case_of_no_time_and_one_that_nobody_claims() -> None:
    nothing = attribute(start=5, end=5, intervals=[], precedence=PARTIES)
    assert (nothing.segments, nothing.total, nothing.unattributed) == ((), 0, 0)
    alone = attribute(start=5, end=9, intervals=[], precedence=[])
    assert alone.seconds == {UNATTRIBUTED: 4}


@pytest.mark.parametrize(
    ("start", "end", "interval", "precedence"),
    [
        (1, 0, None, PARTIES),
        (0, 9, Interval(start=5, end=4, party="queue"), PARTIES),
        (0, 9, Interval(start=4, end=5, party="nobody"), PARTIES),
        (0, 9, None, ("queue", "queue")),
        (0, 9, None, ("queue", UNATTRIBUTED)),
    ],
)
def test_refused(
    start: int, end: int, interval: Interval | None, precedence: Sequence[str]
) -> None:
    intervals = [interval] if interval else []
    with pytest.raises(ValueError):
        attribute(start=start, end=end, intervals=intervals, precedence=precedence)
