"""Exact percentiles of what was measured, durations drawn from stated percentiles, and how long
such durations take together."""

from kopri.engines.quantiles.ahead import Ahead, time_left
from kopri.engines.quantiles.exact import Summary, percentile, percentiles, summary
from kopri.engines.quantiles.lognormal import Lognormal

__all__ = ["Ahead", "Lognormal", "Summary", "percentile", "percentiles", "summary", "time_left"]
