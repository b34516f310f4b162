"""How long ranks of steps take, against draws of the same steps."""

from random import Random

import pytest

from kopri.engines.quantiles import Ahead, Lognormal, percentiles, time_left

SHARES = (0.5, 0.9)
DRAWS = 6_000
QUICK, SLOW, LONG = ((5, 15), (10, 25), (150, 360))


def _lognormal(minutes: tuple[float, float]) -> Lognormal:
    return Lognormal.from_percentiles(p50=minutes[0], p90=minutes[1])


def _drawn(ranks: list[list[tuple[float, float]]], chance: Random) -> float:
    return sum(max(_lognormal(step).sample(chance.uniform(1e-9, 1 - 1e-9)) for step in rank)
               for rank in ranks)


@pytest.mark.parametrize("ranks", [
    [[QUICK], [SLOW]], [[QUICK, SLOW, SLOW]], [[QUICK], [SLOW, QUICK], [LONG], [QUICK, QUICK]],
])
def test_as_drawn_one_by_one(ranks: list[list[tuple[float, float]]]) -> None:
    chance = Random(7)
    drawn = percentiles([_drawn(ranks, chance) for _ in range(DRAWS)], (50, 90))
    told = time_left(ranks=[[Ahead(duration=_lognormal(step)) for step in rank] for rank in ranks],
                     shares=SHARES)
    for ours, theirs in zip(told, drawn, strict=True):
        assert ours == pytest.approx(theirs, rel=0.05)


def test_one_step_takes_what_it_takes_and_nothing_takes_nothing() -> None:
    alone = time_left(ranks=[[], [Ahead(duration=_lognormal(SLOW))]], shares=SHARES)
    assert alone == pytest.approx(SLOW, rel=0.02)
    assert time_left(ranks=[[]], shares=SHARES) == [0.0, 0.0]


def test_a_step_that_runs_late_still_takes_a_while() -> None:
    """Skewed work that is not over by its 90th percentile is not about to end."""
    late = [[Ahead(duration=_lognormal(SLOW), elapsed=25.0)]]
    left, long_left = time_left(ranks=late, shares=SHARES)
    chance = Random(3)
    rest = [value - 25 for value in (
        _lognormal(SLOW).sample(chance.uniform(1e-9, 1 - 1e-9)) for _ in range(20 * DRAWS))
        if value > 25]
    assert [left, long_left] == pytest.approx(percentiles(rest, (50, 90)), rel=0.06)
    assert time_left(ranks=[[Ahead(duration=_lognormal(SLOW), elapsed=1e9)]], shares=SHARES)[0] >= 0
