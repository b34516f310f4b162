"""Ranges on days that the estimator has not seen, drawn from the stages of the country data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import log
from pathlib import Path
from random import Random

import pytest

from kopri.adapters.countries import load_pair
from kopri.engines.countrydata.country import Stage as Row
from kopri.engines.estimating import Estimator, Range, Stage, in_a_row
from kopri.engines.quantiles import Lognormal

PAIR = load_pair(Path("countries"), "kz-tm")
DAY = 24 * 60.0
TRUCKS = 60  # a day and direction


def stages(side: str, *kinds: str) -> list[Row]:
    return [row for row in PAIR.country(side).way(flow="exit") if row.kind in kinds]


def prior(rows: Sequence[Row]) -> Range:
    return in_a_row(Stage(p50=row.p50_min, p90=row.p90_min, share=row.share_pct / 100)
                    for row in rows)


def passage(rows: Sequence[Row], chance: Random) -> float:
    """One truck through the stages, each with its share, lognormal."""
    return sum(Lognormal.from_percentiles(p50=row.p50_min, p90=row.p90_min).sample(
        chance.uniform(1e-9, 1 - 1e-9)) for row in rows if chance.random() * 100 < row.share_pct)


@dataclass
class Told:
    """What was told, and what came of it, by day."""

    below: dict[int, list[tuple[bool, bool]]] = field(default_factory=dict)
    p50: dict[int, list[float]] = field(default_factory=dict)

    def share(self, days: range) -> tuple[float, float]:
        rows = [row for day in days for row in self.below.get(day, [])]
        return (sum(half for half, _ in rows) / len(rows),
                sum(nine for _, nine in rows) / len(rows))


def live(estimator: Estimator, *, trucks: Iterator[tuple[float, float, float]]) -> Told:
    """``trucks``: start, minutes that it lasts, minutes of the queue ahead; by start."""
    told, ends = Told(), list[tuple[float, str, float, Range]]()
    for number, (start, minutes, ahead) in enumerate(trucks):
        while ends and ends[0][0] <= start:
            _, case, lasted, said = heappop(ends)
            estimator.end(case, lasted)
        said = estimator.start(str(number), ahead=ahead)
        day = int(start // DAY)
        told.below.setdefault(day, []).append((minutes <= said.p50, minutes <= said.p90))
        told.p50.setdefault(day, []).append(said.p50)
        heappush(ends, (start + minutes, str(number), minutes, said))
    return told


def drawn(
    rows: Sequence[Row], *, seed: int, days: int, double_from: int = 99
) -> Iterator[tuple[float, float, float]]:
    chance = Random(seed)
    starts = sorted(chance.uniform(0, days * DAY) for _ in range(days * TRUCKS))
    for start in starts:
        factor = 2 if start >= double_from * DAY else 1
        yield start, passage(rows, chance) * factor, 1 + chance.random() * 30


def queued(
    *, seed: int, days: int, double_from: int = 99
) -> Iterator[tuple[float, float, float]]:
    """A gate that takes one after the other: the wait is the queue's work, and rushes build it."""
    chance, free, pace = Random(seed), 0.0, 12.0
    served = Lognormal.from_percentiles(p50=10, p90=24)
    starts = sorted(day * DAY + min(max(chance.gauss(660, 240), 0), DAY - 1)
                    for day in range(days) for _ in range(TRUCKS))
    for start in starts:
        factor = 2 if start >= double_from * DAY else 1
        work = served.sample(chance.uniform(1e-9, 1 - 1e-9)) * factor
        pace += (work - pace) / 10
        backlog = max(0.0, free - start)
        free = max(free, start) + work
        yield start, free - start, pace * (1 + backlog / pace) * chance.uniform(0.8, 1.25)


CONTROLS = ("gate_in", "control", "exit")


@pytest.mark.parametrize("seed", [71_001, 71_002, 71_003])
@pytest.mark.parametrize("side", ["kz", "tm"])
def test_half_end_below_p50_and_nine_tenths_below_p90(side: str, seed: int) -> None:
    for rows in (stages(side, "waiting") or stages("kz", "waiting"), stages(side, *CONTROLS)):
        told = live(Estimator(prior(rows)), trucks=drawn(rows, seed=seed, days=12))
        half, nine = told.share(range(5, 12))
        assert 0.40 <= half <= 0.60
        assert 0.85 <= nine <= 0.95


@pytest.mark.parametrize("seed", [72_001, 72_002])
def test_the_same_where_a_queue_makes_the_wait(seed: int) -> None:
    told = live(Estimator(Range(p50=35, p90=180)), trucks=queued(seed=seed, days=12))
    half, nine = told.share(range(5, 12))
    assert 0.40 <= half <= 0.60
    assert 0.85 <= nine <= 0.95


@pytest.mark.parametrize("seed", [74_001, 74_002, 74_003])
def test_the_same_where_more_come_than_are_served(seed: int) -> None:
    """Each takes twice as long from day eight on, so that the queue grows day by day."""
    told = live(Estimator(Range(p50=35, p90=180)),
                trucks=queued(seed=seed, days=16, double_from=8))
    half, nine = told.share(range(9, 16))
    assert 0.40 <= half <= 0.60
    assert 0.85 <= nine <= 0.95


@pytest.mark.parametrize("seed", [73_001, 73_002, 73_003])
def test_when_every_stage_doubles_the_ranges_follow_within_a_day(seed: int) -> None:
    rows = stages("kz", *CONTROLS)
    told = live(Estimator(prior(rows)),
                trucks=drawn(rows, seed=seed, days=16, double_from=8))
    before = sorted(p50 for day in range(5, 8) for p50 in told.p50[day])
    after = sorted(p50 for day in range(9, 12) for p50 in told.p50[day])
    assert 1.6 < after[len(after) // 2] / before[len(before) // 2] < 2.5
    half, nine = told.share(range(9, 16))
    assert 0.40 <= half <= 0.60
    assert 0.85 <= nine <= 0.95


def test_before_anything_has_ended_the_assumption_is_told() -> None:
    said = Estimator(Range(p50=35, p90=180)).start("a")
    assert said.p50 == pytest.approx(35, rel=0.15)
    assert said.p90 == pytest.approx(180, rel=0.25)


def test_stages_in_a_row_are_what_drawing_them_gives() -> None:
    rows, chance = stages("kz", *CONTROLS), Random(5)
    many = sorted(passage(rows, chance) for _ in range(20_000))
    said = prior(rows)
    assert said.p50 == pytest.approx(many[10_000], rel=0.2)
    assert said.p90 == pytest.approx(many[18_000], rel=0.2)
    with pytest.raises(ValueError, match="no stage"):
        in_a_row([])


def test_who_has_waited_longer_than_told_is_told_anew() -> None:
    rows = stages("kz", "waiting")
    estimator, chance = Estimator(prior(rows)), Random(7)
    for number in range(400):
        estimator.start(str(number))
        estimator.end(str(number), passage(rows, chance))
    first = estimator.start("a")
    again = estimator.tell("a", elapsed=first.p50)
    assert first.p50 < again.p50 < again.p90
    late = [minutes for minutes in (passage(rows, chance) for _ in range(8000))
            if minutes > first.p50]
    assert 0.4 < sum(minutes <= again.p50 for minutes in late) / len(late) < 0.6
    assert 0.85 < sum(minutes <= again.p90 for minutes in late) / len(late) < 0.96
    endless = estimator.tell("a", elapsed=1e6)
    assert endless.p50 == endless.p90 == 1e6


def test_a_longer_queue_ahead_is_told_longer_where_it_counts() -> None:
    estimator = Estimator(Range(p50=35, p90=180))
    for number, trucks in enumerate(queued(seed=9, days=8)):
        estimator.start(str(number), ahead=trucks[2])
        estimator.end(str(number), trucks[1])
    short, long = estimator.start("s", ahead=10), estimator.start("l", ahead=200)
    assert log(long.p50 / short.p50) > 0.5 * log(20)
    estimator.end("nobody", 5)
    estimator.forget("s")
    estimator.end("s", 5)
