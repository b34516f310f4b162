"""How long work in ranks still takes: steps of one rank at the same time, ranks one after another.

The slowest step of a rank ends it, so the share of cases in which it is over by a moment is the
product of its steps' shares; ranks add up by convolution. Both are computed on a grid of times,
whose error is a cell at most; percentiles of the steps themselves may not be added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from kopri.engines.quantiles.lognormal import Lognormal

CELLS = 200
SURE = 0.97  # the grid ends where nearly all of every rank is over; the rest counts as its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A step that is still to be done, ``elapsed`` of it behind it already, in its own unit."""

    duration: Lognormal
    elapsed: float = 0.0

    def over_by(self, time: float) -> float:
        """The share of such steps that are over after ``time`` more."""
        before = self.duration.share_below(self.elapsed)
        if before >= 1:
            return 1.0
        return (self.duration.share_below(self.elapsed + time) - before) / (1 - before)

    def nearly_sure(self) -> float:
        """The time after which nearly all of them are over."""
        before = self.duration.share_below(self.elapsed)
        share = before + SURE * (1 - before)
        return self.duration.sample(share) - self.elapsed if share < 1 else 0.0


def time_left(*, ranks: Sequence[Sequence[Ahead]], shares: Sequence[float]) -> list[float]:
    """By when all ranks are over in these shares of cases, in the unit of the durations.

    ``shares``: between 0 and 1, ascending. Nothing ahead takes no time.
    """
    rows = [list(rank) for rank in ranks if rank]
    width = sum(max(step.nearly_sure() for step in rank) for rank in rows) / CELLS
    if not width:
        return [0.0 for _ in shares]
    whole = [1.0]
    for rank in rows:
        whole = _added(whole, _mass(rank, width=width))
    return _read(whole, shares=shares, width=width, ranks=len(rows))


def _mass(rank: Sequence[Ahead], *, width: float) -> list[float]:
    """The share of cases in which the rank ends in each cell; what is later, in the last."""
    over = [prod(step.over_by(number * width) for step in rank) for number in range(CELLS)]
    return [last - first for first, last in zip(over, [*over[1:], 1.0], strict=True)]


def _added(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """The shares of the sum; what lies beyond the grid counts in its last cell."""
    total = [0.0] * CELLS
    for here, share in enumerate(first):
        for there, other in enumerate(second):
            total[min(here + there, CELLS - 1)] += share * other
    return total


def _read(
    whole: Sequence[float], *, shares: Sequence[float], width: float, ranks: int
) -> list[float]:
    """The percentiles; each rank's cell stands for its middle."""
    found, below = [], 0.0
    wanted = list(shares)
    for number, mass in enumerate(whole):
        while wanted and below + mass >= wanted[0]:
            part = (wanted.pop(0) - below) / mass
            found.append(width * (number + (ranks - 1) / 2 + part))
        below += mass
    return [*found, *(width * CELLS for _ in wanted)]
