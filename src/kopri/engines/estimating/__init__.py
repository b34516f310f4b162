"""Times told before they are known: ranges that half and nine tenths of outcomes end within."""

from kopri.engines.estimating.estimator import Estimator
from kopri.engines.estimating.prior import Range, Stage, in_a_row

__all__ = ["Estimator", "Range", "Stage", "in_a_row"]
