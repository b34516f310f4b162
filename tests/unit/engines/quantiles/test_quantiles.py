"""Percentiles are measured values at exact ranks; what is sampled has the percentiles asked for."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.engines.quantiles import Lognormal, Summary, percentile, percentiles, summary

VALUES = st.lists(st.integers(-1000, 1000), min_size=1, max_size=60)


@given(VALUES, st.integers(0, 100))
def test_nearest_rank_by_its_definition(values: list[int], percent: int) -> None:
    """The smallest measured value that at least ``percent`` of all values do not exceed."""
    enough = [
        value
        for value in sorted(values)
        if Fraction(sum(other <= value for other in values), len(values)) >= Fraction(percent, 100)
    ]
    assert percentile(values, percent) == enough[0]


@given(VALUES)
def test_a_summary(values: list[int]) -> None:
    assert summary(values) == Summary(
        count=len(values),
        p50=percentile(values, 50),
        p90=percentile(values, 90),
        largest=max(values),
    )
    assert percentiles(values, [0, 100]) == [min(values), max(values)]


def test_ranks_do_not_round() -> None:
    hundred = list(range(1, 101))
    assert [percentile(hundred, each) for each in (1, 29, 55, 56, 57, 90)] == [1, 29, 55, 56, 57, 90]
    assert percentile([15, 20, 35, 40, 50], 30) == 20
    assert percentile([2.5, 1.5], 50) == 1.5


def test_refused() -> None:
    assert summary([]) is None
    with pytest.raises(ValueError):
        percentile(list[int](), 50)
    for percent in (-1, 101):
        with pytest.raises(ValueError):
            percentile([1], percent)
    for p50, p90 in ((0, 1), (-1, 1), (2, 1)):
        with pytest.raises(ValueError):
            Lognormal.from_percentiles(p50=p50, p90=p90)
    for u in (0.0, 1.0, -0.5, float("nan")):
        with pytest.raises(ValueError):
            Lognormal(mu=0, sigma=1).sample(u)


DURATIONS = st.floats(0.1, 1e5)


@given(DURATIONS, st.floats(1, 50))
def test_the_percentiles_come_back(p50: float, factor: float) -> None:
    fitted = Lognormal.from_percentiles(p50=p50, p90=p50 * factor)
    assert fitted.sample(0.5) == pytest.approx(p50)
    assert fitted.sample(0.9) == pytest.approx(p50 * factor)


@given(st.floats(1e-9, 1 - 1e-9), st.floats(1.01, 20))
def test_samples_and_shares_are_inverse(u: float, factor: float) -> None:
    fitted = Lognormal.from_percentiles(p50=30, p90=30 * factor)
    assert fitted.share_below(fitted.sample(u)) == pytest.approx(u, abs=1e-9)


@given(st.lists(st.floats(0.001, 0.999), min_size=2, max_size=5).map(sorted))
def test_a_larger_u_gives_a_longer_duration(shares: list[float]) -> None:
    fitted = Lognormal.from_percentiles(p50=12, p90=45)
    drawn = [fitted.sample(u) for u in shares]
    assert drawn == sorted(drawn)


def test_an_even_grid_has_the_stated_percentiles() -> None:
    fitted = Lognormal.from_percentiles(p50=12, p90=45)
    drawn = [fitted.sample((index + 0.5) / 9999) for index in range(9999)]
    assert percentiles(drawn, [50, 90]) == pytest.approx([12, 45], rel=0.01)


def test_a_constant() -> None:
    constant = Lognormal.from_percentiles(p50=7, p90=7)
    assert constant.sample(0.01) == constant.sample(0.99) == pytest.approx(7)
    assert [constant.share_below(value) for value in (-1, 0, 6, 8)] == [0, 0, 0, 1]
