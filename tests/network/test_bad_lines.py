"""Traffic goes on over a line that is slow, lossy, cut one way, flapping; at the end all agree.

The tests are one story, in the order of this file. Each phase has an end of its own.
"""

import time
from itertools import count
from statistics import median

import pytest

from tests.network.nodes import SIDES, Border, both, until
from tests.network.wire import lacking, open_wire, spaces

PLATES = (f"{number:03} NET 12" for number in count(100))
PUBLISHED = 4.0  # seconds: each second at the latest, on a machine that does other things too


def traffic(border: Border, *, cases: int) -> dict[str, list[str]]:
    """A few cases on both sides; their references."""
    return {side: [border.open_case(side, next(PLATES)) for _ in range(cases)] for side in SIDES}


def heard(border: Border, cases: dict[str, list[str]], *, at: str) -> bool:
    """True where a node knows every case."""
    return all(border.knows(at, each) for side in SIDES for each in cases[side])


def test_slow_lossy_and_out_of_order(border: Border) -> None:
    border.wire.set(delay=0.03, jitter=0.04, loss=0.03)
    cases = traffic(border, cases=4)
    until(lambda: all(heard(border, cases, at=side) for side in SIDES), seconds=60)
    assert border.wire.lost > 0


def test_cut_one_way_costs_the_writer_nothing(border: Border) -> None:
    """What leaves the second node is swallowed: connections to it neither open nor fail."""
    border.wire.set()
    border.wire.weather[1].cut = True
    began = time.monotonic()
    cases: dict[str, list[str]] = {side: [] for side in SIDES}
    took: list[float] = []
    while time.monotonic() - began < 4:
        for side in SIDES:
            before = border.size(side)
            cases[side].append(border.open_case(side, next(PLATES)))
            took.append(until(lambda: border.size(side) > before, seconds=60))  # noqa: B023
    assert median(took) < PUBLISHED
    assert not border.knows("kz", cases["tm"][-1])
    border.wire.set()
    until(lambda: all(heard(border, cases, at=side) for side in SIDES), seconds=60)


def test_flapping(border: Border) -> None:
    opened = []
    for number in range(6):
        border.wire.set(delay=0.01, jitter=0.02, loss=0.02, cut=number % 2 == 0)
        opened.append(traffic(border, cases=1))
        time.sleep(0.5)
    border.wire.set(delay=0.01)
    cases = {side: [each for one in opened for each in one[side]] for side in SIDES}
    until(lambda: all(heard(border, cases, at=side) for side in SIDES), seconds=60)


def test_in_the_end_all_agree_and_all_verifies(border: Border) -> None:
    """The workers end at once, though one is stuck on the line."""
    until(border.equal, seconds=60)
    border.wire.set(cut=True)
    time.sleep(1.5)
    assert max(border.stop(side) for side in SIDES) < 20  # and not the 30 s of the line
    for said in both(lambda side: border.command(side, "journal", "verify")):
        assert said.count(".kopri") >= 2, said


def test_nothing_of_a_wire_is_left_after_a_failure() -> None:
    if reason := lacking():
        pytest.skip(reason)
    before = spaces()
    with pytest.raises(ZeroDivisionError), open_wire():
        assert len(spaces() - before) == 2
        raise ZeroDivisionError
    assert spaces() == before
