"""What is assumed before anything was measured: stages one after the other, as one duration.

The sum of independent lognormals is taken as the lognormal of equal mean and variance (Fenton,
"The sum of log-normal probability distributions in scatter transmission systems", 1960).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt

Z90 = 1.2815515655446004  # the 90th percentile of the standard normal distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Minutes within which half (``p50``) and nine tenths (``p90``) of outcomes end."""

    p50: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage as country data states it, in minutes; ``share``: of those who pass it, 0 to 1."""

    p50: float
    p90: float
    share: float = 1.0


def in_a_row(stages: Iterable[Stage]) -> Range:
    """All of these stages, one after the other. Raises ValueError for none that lasts."""
    mean = variance = 0.0
    for stage in stages:
        once = exp(log(stage.p50) + _sigma(stage) ** 2 / 2)
        square = once * once * exp(_sigma(stage) ** 2)
        mean += stage.share * once
        variance += stage.share * square - (stage.share * once) ** 2
    if mean <= 0:
        raise ValueError("no stage lasts any time")
    sigma = sqrt(log(1 + variance / mean**2))
    median = mean / exp(sigma * sigma / 2)
    return Range(p50=median, p90=median * exp(Z90 * sigma))


def _sigma(stage: Stage) -> float:
    return log(stage.p90 / stage.p50) / Z90
