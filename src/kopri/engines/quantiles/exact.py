"""Percentiles by nearest rank: always a value that was measured, never one in between.

The p-th percentile of n sorted values is the one at position ceil(p * n / 100), counted from 1
(Hyndman and Fan, "Sample quantiles in statistical packages", 1996, definition 1). Ranks are
computed in integers, so the result is the same everywhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Number = TypeVar("Number", int, float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What tables show of a measured quantity, in the unit of the values."""

    count: int
    p50: int
    p90: int
    largest: int


def percentile(values: Iterable[Number], percent: int) -> Number:
    """The value at ``percent`` (0 to 100; 0 is the smallest, 100 the largest).

    Raises ``ValueError`` for another percent and for no values.
    """
    return percentiles(values, [percent])[0]


def percentiles(values: Iterable[Number], percents: Sequence[int]) -> list[Number]:
    """Several at once, of values sorted once."""
    if any(not 0 <= percent <= 100 for percent in percents):
        raise ValueError("a percentile is between 0 and 100")
    ordered = sorted(values)
    if not ordered:
        raise ValueError("there is no percentile of nothing")
    return [ordered[max(0, -(-percent * len(ordered) // 100) - 1)] for percent in percents]


def summary(values: Iterable[int]) -> Summary | None:
    """Count, p50, p90 and largest; ``None`` of nothing."""
    measured = list(values)
    if not measured:
        return None
    p50, p90, largest = percentiles(measured, [50, 90, 100])
    return Summary(count=len(measured), p50=p50, p90=p90, largest=largest)
