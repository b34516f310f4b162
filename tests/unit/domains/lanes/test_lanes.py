"""Closing and opening lanes."""

from typing import Any

from kopri.journeys.set_lane import Lanes, set_lane, show_lanes
from tests.border import POINT, Border, codes


def put(border: Border, lane: int, *, is_open: bool, reason: str = "barrier broken",
        **more: Any) -> str:
    asked = {"actor": border.head(), "point": POINT, **more}
    return set_lane(**border.paired, lane=lane, is_open=is_open, reason=reason, **asked)


def lanes(border: Border) -> Lanes:
    (found,) = show_lanes(**border.paired, actor=border.gate())
    return found


def test_a_lane_is_closed_with_a_reason_and_opened_again(border: Border) -> None:
    assert (lanes(border).number, lanes(border).assumed, lanes(border).closed) == (6, False, [])
    put(border, 3, is_open=False)
    (closed,) = lanes(border).closed
    assert (closed.lane, closed.reason, closed.by) == (3, "barrier broken", "h1")
    assert codes(lambda: put(border, 3, is_open=False)) == ["lanes.no_change"]
    put(border, 3, is_open=True, reason="mended")
    assert not lanes(border).closed
    first, _second = border.entries("gate.lane_set")
    assert first["audience"] == ["kz"]  # the neighbour is told capacity, not lanes


def test_what_may_not_be_done_with_lanes(border: Border) -> None:
    assert codes(lambda: put(border, 7, is_open=False, reason=" ")) == [
        "lanes.unknown", "lanes.no_reason"]
    assert codes(lambda: put(border, 1, is_open=True)) == ["lanes.no_change"]
    assert codes(lambda: put(border, 1, is_open=False, point="nowhere")) == ["lanes.point_unknown"]
    assert codes(lambda: put(border, 1, is_open=False, actor=border.gate())) == [
        "permission.denied"]
    for lane in range(1, 6):
        put(border, lane, is_open=False)
    assert codes(lambda: put(border, 6, is_open=False)) == ["lanes.last_open"]
