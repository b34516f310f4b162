"""Until when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kopri.engines.readiness import Side
from tests.unit.engines.readiness.border import (
    DRIVER,
    NOW,
    ZONE,
    case,
    needs,
    only,
    paper,
    part,
    shown,
)

PERSONS = {"modes": frozenset({"persons"}), "due_at": "after_entry"}


@pytest.mark.parametrize(("change", "before"), [
    ({}, timedelta()), ({"due_at": "entry", "offset": 120, "unit": "min"}, timedelta(hours=2)),
    ({"due_at": "booking", "offset": 10, "unit": "day"}, timedelta(days=10)),
])
def test_counted_back_from_the_time_at_the_border(change: dict[str, Any], before: timedelta) -> None:
    made = case(part())
    assert made.expected is not None
    assert only(made, paper(**change)).until == made.expected - before
    assert only(replace(made, expected=None), paper(**change)).until is None


def test_a_deadline_passes() -> None:
    rule = paper(due_at="entry", offset=120, unit="min")
    made = case(part())
    at = NOW + timedelta(hours=4)
    assert not only(replace(made, now=at), rule).late
    late = needs(replace(made, now=at + timedelta(seconds=1)), rule)
    assert late.needs[0].late and late.next_until == at
    there = replace(made, now=at + timedelta(hours=1), evidence=(shown(),))
    assert not only(there, rule).late


@pytest.mark.parametrize(("unit", "holidays", "end"), [
    # Friday evening local time, the third day after it ends
    ("working_day", frozenset(), "2026-01-21T19:00:00+00:00"),
    ("working_day", frozenset({"01-20"}), "2026-01-22T19:00:00+00:00"),
    ("day", frozenset(), "2026-01-19T19:00:00+00:00"),
])
def test_working_days_after_the_day_of_entry(
    unit: str, holidays: frozenset[str], end: str
) -> None:
    entered = datetime(2026, 1, 16, 18, 0, tzinfo=UTC)  # 23:00 of the Friday there
    side = Side(code="xa", zone=ZONE, entered=entered, holidays=holidays)
    made = case(replace(DRIVER, citizenship="XB"), sides=(side, replace(side, code="xb")))
    rule = paper("after_border", offset=3, unit=unit, **PERSONS)
    assert only(made, rule).until == datetime.fromisoformat(end)
    waiting = replace(side, entered=None)
    assert only(replace(made, sides=(waiting, replace(waiting, code="xb"))), rule).until is None
