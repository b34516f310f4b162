"""The figures of the stress: where vehicles wait at the end of each day, with and without."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from kopri.demo.stress.passage import HOURS, pass_through


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOfDay:
    """``asked``, ``slots``: up to then; ``home``: asked and have no slot; ``standing`` at the barrier.

    ``passed``: up to then; ``longest``: hours that the unluckiest who passed that day had stood.
    """

    day: int
    asked: int
    slots: int
    home: int
    standing: int
    passed: int
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One way to give slots, day by day, and hour by hour who stood at the barrier and who waited
    at home."""

    days: tuple[EndOfDay, ...]
    standing: tuple[int, ...]
    home: tuple[int, ...]

    @property
    def last(self) -> EndOfDay:
        """The end of the last day."""
        return self.days[-1]


def make_run(
    *, asked: Sequence[int], slots: Sequence[Sequence[int]], accepts: Sequence[int]
) -> Run:
    """``asked``: new requests day by day; ``slots``: given in each hour of each day; ``accepts``: by
    the entry side in each hour of any day."""
    coming = [number for day in slots for number in day]
    passage = pass_through(coming=coming, accepts=list(accepts) * len(slots))
    wanted = list(accumulate(asked))
    given = list(accumulate(coming))
    passed = list(accumulate(passage.passed))
    home = [wanted[hour // HOURS] - given[hour] for hour in range(len(coming))]
    return Run(
        days=tuple(EndOfDay(
            day=day + 1, asked=wanted[day], slots=given[end], home=home[end],
            standing=passage.standing[end], passed=passed[end],
            longest=max(passage.waited[day * HOURS:end + 1]),
        ) for day in range(len(slots)) for end in [(day + 1) * HOURS - 1]),
        standing=passage.standing, home=tuple(home),
    )
