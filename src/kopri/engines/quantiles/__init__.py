"""Exact percentiles of what was measured, and durations drawn from stated percentiles."""

from kopri.engines.quantiles.exact import Summary, percentile, percentiles, summary
from kopri.engines.quantiles.lognormal import Lognormal

__all__ = ["Lognormal", "Summary", "percentile", "percentiles", "summary"]
