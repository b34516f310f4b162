"""A running estimator of durations: it learns from each that ends, the newest the most.

The logarithm of a duration is taken as a level, plus a slope times what is known at the start (the
logarithm of how long the queue ahead takes at the pace of the moment). The level follows quickly,
so that a day on which all takes twice as long is seen within a dozen outcomes; the slope and the
spread follow slowly. The spread is that of the estimator's own past errors, each made with what
was known when its duration began (conformal prediction, Vovk et al. 2005, with weights that fade):
whatever the shape of the durations, half of them end below p50 and nine tenths below p90. Errors
made with a like queue ahead weigh the most: what many vehicles take together is surer than what one
takes, so where more come than are served the ranges get narrow, and on a quiet day wide again.
"""

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log
from statistics import NormalDist

from kopri.engines.estimating.prior import Z90, Range

QUICK = 12  # outcomes after which half of the level's memory is gone
SLOW = 150  # the same of slope and spread
NEAR = 1.0  # an error counts half for each so much in the logarithm of the queue ahead
LEAST = 0.5  # minutes: nothing is told to be sooner
_ASSUMED = tuple(NormalDist().inv_cdf((number + 0.5) / 20) for number in range(20))
_ASSUMED_WEIGHT = 0.5  # of each, in outcomes
_RIDGE = 4.0  # so many outcomes of unit spread before a slope is believed
_CERTAIN = 1e-9


def _keeps(half_life: float) -> float:
    return float(0.5 ** (1 / half_life))


@dataclass(slots=True)
class _Slope:
    """Least squares of y on x, with weights that fade."""

    weight: float = 0.0
    x: float = 0.0
    y: float = 0.0
    xx: float = 0.0
    xy: float = 0.0

    def learn(self, x: float, y: float) -> None:
        keeps = _keeps(SLOW)
        self.weight = keeps * self.weight + 1
        step_x, step_y = x - self.x, y - self.y
        self.x += step_x / self.weight
        self.y += step_y / self.weight
        self.xx = keeps * self.xx + step_x * (x - self.x)
        self.xy = keeps * self.xy + step_x * (y - self.y)

    @property
    def value(self) -> float:
        """Between none and full proportion."""
        return min(1.0, max(0.0, self.xy / (self.xx + _RIDGE)))


@dataclass(slots=True)
class _Errors:
    """Past errors, sorted: (error, weight, x at which it was made; None for what is assumed)."""

    rows: list[tuple[float, float, float | None]]
    unit: float = 1.0  # weight of the next one: it grows, instead of all others shrinking

    def learn(self, error: float, *, x: float) -> None:
        self.unit /= _keeps(SLOW)
        insort(self.rows, (error, self.unit, x), key=lambda row: row[0])

    def near(self, x: float) -> "_Spread":
        """Those made with such a queue ahead count the most: the longer it is, the surer it lasts."""
        return _Spread([(error, weight if at is None else weight * 0.5 ** (abs(x - at) / NEAR))
                        for error, weight, at in self.rows])


class _Spread:
    """Sorted errors with weights, as a distribution."""

    def __init__(self, rows: Sequence[tuple[float, float]]) -> None:
        self._rows, self._whole = rows, sum(weight for _, weight in rows)

    def at(self, share: float) -> float:
        """The error that a share of them does not exceed; between two, so that ranges do not jump."""
        wanted, reached, before = share * self._whole, 0.0, self._rows[0][0]
        for error, weight in self._rows:
            reached += weight
            if reached >= wanted:
                return error - min(1.0, (reached - wanted) / weight) * (error - before)
            before = error
        return before

    def below(self, error: float) -> float:
        """The share that does not exceed it."""
        return sum(weight for each, weight in self._rows if each <= error) / self._whole


@dataclass(slots=True)
class Estimator:
    """``prior``: what is told before anything has ended. Cases are told apart by any name."""

    prior: Range
    _level: float = 0.0
    _weight: float = 4.0  # the prior's, in outcomes
    _slope: _Slope = field(default_factory=_Slope)
    _errors: _Errors = field(default_factory=lambda: _Errors(rows=[]))
    _open: dict[str, tuple[float, float]] = field(default_factory=dict)  # case -> (x, expected)

    def __post_init__(self) -> None:
        self._level = log(self.prior.p50)
        sigma = log(self.prior.p90 / self.prior.p50) / Z90
        self._errors.rows.extend((sigma * z, _ASSUMED_WEIGHT, None) for z in _ASSUMED)

    def start(self, case: str, *, ahead: float = 1.0) -> Range:
        """A duration begins; what is told of it. ``ahead``: minutes that the queue ahead takes."""
        self.begin(case, ahead=ahead)
        return self.tell(case)

    def begin(self, case: str, *, ahead: float = 1.0) -> None:
        """A duration begins, and nothing is told of it."""
        x = log(max(ahead, LEAST))
        self._open[case] = (x, self._expected(x))

    def tell(self, case: str, *, elapsed: float = 0.0) -> Range:
        """What is told of one that has begun, from its start, given that it has lasted ``elapsed``."""
        x, _ = self._open[case]
        expected, spread = self._expected(x), self._errors.near(x)
        gone = spread.below(log(max(elapsed, _CERTAIN)) - expected)
        p50, p90 = (exp(expected + spread.at(gone + (1 - gone) * share)) for share in (0.5, 0.9))
        p50 = max(p50, elapsed, LEAST)
        return Range(p50=p50, p90=max(p90, p50))

    def end(self, case: str, minutes: float) -> None:
        """A duration has ended after so many minutes; one that never began teaches nothing."""
        known = self._open.pop(case, None)
        if known is None:
            return
        x, expected = known
        y = log(max(minutes, LEAST))
        self._errors.learn(y - expected, x=x)
        self._slope.learn(x, y)
        keeps = _keeps(QUICK)
        self._weight = keeps * self._weight + 1
        self._level += (y - self._lean(x) - self._level) / self._weight

    def forget(self, case: str) -> None:
        """It has ended in a way that says nothing of how long it takes."""
        self._open.pop(case, None)

    def _expected(self, x: float) -> float:
        return self._level + self._lean(x)

    def _lean(self, x: float) -> float:
        """What the queue ahead adds to the level, which is that of the queue as it usually is."""
        return self._slope.value * (x - self._slope.x) if self._slope.weight else 0.0
