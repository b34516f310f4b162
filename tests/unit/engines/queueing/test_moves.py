"""New hours after a closure: as good as trying everything, and nobody overtaken."""

from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.engines.queueing.moves import Kind, Request, Supply, plan

PLAIN = Kind("loaded")
PLANTS = Kind("loaded", frozenset({"plants"}))
EMPTY = Kind("empty")
NIGHT = frozenset({"plants"})


def least_total(requests: list[Request], hours: list[Supply]) -> int:
    """Straight from the definition: every vehicle in every hour that it may have, or in none."""

    @cache
    def best(number: int, given_out: tuple[tuple[str, int], ...]) -> int:
        if number == len(requests):
            return 0
        kind, earliest = requests[number]
        found = len(hours) + best(number + 1, given_out)
        for at in range(earliest, len(hours)):
            here = [goods for goods, hour in given_out if hour == at]
            limit = hours[at].limits.get(kind.goods, hours[at].total)
            if (len(here) < hours[at].total and here.count(kind.goods) < limit
                    and not kind.services & hours[at].absent):
                found = min(found, at + best(
                    number + 1, tuple(sorted((*given_out, (kind.goods, at))))))
        return found

    return best(0, ())


def keeps(requests: list[Request], hours: list[Supply], found: list[int]) -> None:
    """Nobody too early, nowhere too many, none where its services are not."""
    for number, hour in enumerate(hours):
        here = [request for request, at in zip(requests, found, strict=True) if at == number]
        assert len(here) <= hour.total
        assert all(request.earliest <= number for request in here)
        assert not any(request.kind.services & hour.absent for request in here)
        for goods, limit in hour.limits.items():
            assert sum(request.kind.goods == goods for request in here) <= limit


def overtaken(requests: list[Request], found: list[int]) -> list[tuple[int, int]]:
    """Pairs of a kind of which the later has an hour that the first could have had instead."""
    return [(first, then) for first in range(len(found)) for then in range(first + 1, len(found))
            if requests[first].kind == requests[then].kind
            and requests[first].earliest <= found[then] < found[first]]


KINDS = st.builds(Kind, st.sampled_from(["loaded", "dangerous"]),
                  st.sets(st.sampled_from(["plants", "animals"])).map(frozenset))
HOURS = st.builds(
    Supply, total=st.integers(0, 3),
    limits=st.dictionaries(st.just("dangerous"), st.integers(0, 2)),
    absent=st.sets(st.sampled_from(["plants", "animals"])).map(frozenset))


@settings(max_examples=100)
@given(st.lists(st.builds(Request, KINDS, st.integers(0, 4)), max_size=6),
       st.lists(HOURS, min_size=1, max_size=6))
def test_no_other_hours_are_better(requests: list[Request], hours: list[Supply]) -> None:
    requests = [request._replace(earliest=min(request.earliest, len(hours))) for request in requests]
    found = plan(requests=requests, hours=hours)
    keeps(requests, hours, found)
    assert sum(found) == least_total(requests, hours)
    assert overtaken(requests, found) == []


def test_a_kind_gives_way_where_the_other_cannot_wait() -> None:
    """One truck may come at night, the other not: the day's last place is the other's."""
    day, night = Supply(total=1), Supply(total=1, absent=NIGHT)
    assert plan(requests=[Request(PLAIN, 0), Request(PLANTS, 0)],
                hours=[day, night, night, day]) == [1, 0]


def test_of_one_kind_all_wait_in_turn() -> None:
    """Six an hour, shut for a day: whole hours shift, and the order within stays."""
    requests = [Request(PLAIN, hour) for hour in range(24) for _ in range(6)]
    shut, opened = [Supply(total=0)] * 24, [Supply(total=6)] * 25
    found = plan(requests=requests, hours=[*shut, *opened])
    assert found == [hour for hour in range(24, 48) for _ in range(6)]
    assert all(one <= other for one, other in pairwise(found))


def test_who_may_not_come_yet_is_not_waited_for() -> None:
    """The first in line was told too late for the hour that comes free: it goes to the second."""
    assert plan(requests=[Request(EMPTY, 2), Request(EMPTY, 0)],
                hours=[Supply(total=1)] * 4) == [2, 0]
    assert plan(requests=[Request(EMPTY, 1), Request(EMPTY, 0)],
                hours=[Supply(total=0), Supply(total=1), Supply(total=1)]) == [1, 2]


def test_who_finds_no_hour_is_told_so() -> None:
    assert plan(requests=[Request(PLAIN, 0)] * 2, hours=[Supply(total=1)]) == [0, 1]
    assert plan(requests=[], hours=[]) == []
