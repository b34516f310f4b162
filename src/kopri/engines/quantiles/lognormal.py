"""Durations that are known by their median and their 90th percentile.

Service and waiting times are skewed to the right; the lognormal distribution is the usual model
of them (Limpert, Stahel, Abbt, "Log-normal distributions across the sciences", 2001) and is fixed
by two percentiles: mu = ln p50, sigma = ln(p90 / p50) / z90 with z90 = 1.2816, the 90th percentile
of the standard normal distribution.
"""

from dataclasses import dataclass
from math import exp, log
from statistics import NormalDist

_NORMAL = NormalDist()
_Z90 = _NORMAL.inv_cdf(0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lognormal:
    """``mu`` and ``sigma`` of the logarithm; the unit is that of the percentiles given."""

    mu: float
    sigma: float

    @classmethod
    def from_percentiles(cls, *, p50: float, p90: float) -> "Lognormal":
        """The one with these percentiles; raises ``ValueError`` unless 0 < p50 <= p90."""
        if not 0 < p50 <= p90:
            raise ValueError("a lognormal needs 0 < p50 <= p90")
        return cls(mu=log(p50), sigma=log(p90 / p50) / _Z90)

    def sample(self, u: float) -> float:
        """The value below which a share ``u`` lies: give a uniform ``u``, get a random duration.

        Raises ``ValueError`` unless 0 < u < 1.
        """
        if not 0 < u < 1:
            raise ValueError("u is strictly between 0 and 1")
        return exp(self.mu + self.sigma * _NORMAL.inv_cdf(u))

    def share_below(self, value: float) -> float:
        """The share of durations that are at most ``value``; the inverse of ``sample``."""
        if value <= 0:
            return 0.0
        if self.sigma == 0:
            return float(log(value) >= self.mu)
        return _NORMAL.cdf((log(value) - self.mu) / self.sigma)
