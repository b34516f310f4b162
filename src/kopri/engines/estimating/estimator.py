"""A running estimator of durations: it learns from each that ends, the newest the most.

The logarithm of a duration is taken as a level, plus a slope times what is known at the start (the
logarithm of how long the queue ahead takes at the pace of the moment). The level follows quickly,
so that a day on which all takes twice as long is seen within a dozen outcomes; the slope and the
spread follow slowly. The spread is that of the estimator's own past errors, each made with what
was known when its duration began (conformal prediction, Vovk et al. 2005, with weights that fade):
whatever the shape of the durations, half of them end below p50 and nine tenths below p90.
"""

from bisect import insort
from dataclasses import dataclass, field
from math import exp, log
from statistics import NormalDist

from kopri.engines.estimating.prior import Z90, Range

QUICK = 12  # outcomes after which half of the level's memory is gone
SLOW = 150  # the same of slope and spread
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
class Estimator:
    """``prior``: what is told before anything has ended. Cases are told apart by any name."""

    prior: Range
    _level: float = 0.0
    _weight: float = 4.0  # the prior's, in outcomes
    _slope: _Slope = field(default_factory=_Slope)
    _errors: list[tuple[float, float]] = field(default_factory=list)  # (error, weight), sorted
    _unit: float = 1.0  # weight of the next outcome: it grows, instead of all others shrinking
    _open: dict[str, tuple[float, float]] = field(default_factory=dict)  # case -> (x, expected)

    def __post_init__(self) -> None:
        self._level = log(self.prior.p50)
        sigma = log(self.prior.p90 / self.prior.p50) / Z90
        self._errors = [(sigma * z, _ASSUMED_WEIGHT) for z in _ASSUMED]

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
        expected = self._expected(x)
        gone = self._share_below(log(max(elapsed, _CERTAIN)) - expected)
        p50, p90 = (exp(expected + self._error(gone + (1 - gone) * share)) for share in (0.5, 0.9))
        p50 = max(p50, elapsed, LEAST)
        return Range(p50=p50, p90=max(p90, p50))

    def end(self, case: str, minutes: float) -> None:
        """A duration has ended after so many minutes; one that never began teaches nothing."""
        known = self._open.pop(case, None)
        if known is None:
            return
        x, expected = known
        y = log(max(minutes, LEAST))
        self._unit /= _keeps(SLOW)
        insort(self._errors, (y - expected, self._unit))
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

    def _error(self, share: float) -> float:
        """The error that a share of past ones does not exceed."""
        wanted, reached = share * sum(weight for _, weight in self._errors), 0.0
        for number, (_error, weight) in enumerate(self._errors):
            reached += weight
            if reached >= wanted:
                return self._between(number, beyond=(reached - wanted) / weight)
        return self._errors[-1][0]

    def _between(self, number: int, *, beyond: float) -> float:
        """Between two errors that were made, so that ranges do not jump with each outcome."""
        error = self._errors[number][0]
        before = self._errors[number - 1][0] if number else error
        return error - min(1.0, beyond) * (error - before)

    def _share_below(self, error: float) -> float:
        whole = sum(weight for _, weight in self._errors)
        return sum(weight for each, weight in self._errors if each <= error) / whole
