"""Duty hours and holidays of a country, in hours of the UTC day."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from kopri.engines.countrydata import Country, PairData
from kopri.engines.countrydata.duty import holidays_without_date, off_duty

NIGHT = [*range(5), *range(17, 24)]  # 08:00 to 20:00 at UTC+3


@pytest.fixture
def south(data: PairData) -> Country:
    return data.country("xb")


def away(country: Country, day: date) -> dict[str, list[int]]:
    return off_duty(country, crossing="XB-SUD", day=day)


def other_hours(country: Country, **fields: Any) -> Country:
    rows = [replace(row, **fields) if row.service == "PLANTQ" else row
            for row in country.duty_hours]
    return replace(country, duty_hours=tuple(rows))


def test_local_duty_hours_are_told_in_utc(south: Country) -> None:
    assert away(south, date(2026, 6, 3)) == {"phytosanitary": NIGHT}


def test_on_a_holiday_nobody_comes_who_does_not_work_then(south: Country) -> None:
    assert away(south, date(2026, 12, 1)) == {"phytosanitary": list(range(24))}


def test_a_holiday_that_moves_is_not_known_ahead(south: Country) -> None:
    assert [each.said_in("ru") for each in holidays_without_date(south)] == ["First rain"]


def test_a_service_without_a_row_is_there_always(south: Country) -> None:
    rows = tuple(row for row in south.duty_hours if row.service != "PLANTQ")
    assert away(replace(south, duty_hours=rows), date(2026, 6, 3)) == {}
    assert away(other_hours(south, valid_from=date(2027, 1, 1)), date(2026, 6, 3)) == {}
    assert away(south, date(2026, 6, 3)) == {"phytosanitary": NIGHT}


@pytest.mark.parametrize(("opens", "closes", "there"), [
    ("08:30", "20:00", range(6, 17)),  # who comes at half past is not there for all of the hour
    ("08:00", "19:59", range(5, 16)),
    ("00:00", "24:00", range(24)),
])
def test_an_hour_counts_only_whole(
    south: Country, opens: str, closes: str, there: range
) -> None:
    found = away(other_hours(south, opens=opens, closes=closes), date(2026, 6, 3))
    assert found.get("phytosanitary", []) == sorted(set(range(24)) - set(there))


def test_the_utc_day_reaches_into_two_local_days(south: Country) -> None:
    """Only Wednesday, 3 June, from 00:00: that is Tuesday 21:00 UTC."""
    only = other_hours(south, weekdays=(3,), opens="00:00", closes="24:00")
    assert away(only, date(2026, 6, 2)) == {"phytosanitary": list(range(21))}
    assert away(only, date(2026, 6, 3)) == {"phytosanitary": [21, 22, 23]}


def test_a_zone_of_half_an_hour(south: Country) -> None:
    india = replace(south, facts=replace(south.facts, time_zone="Asia/Kolkata"))
    found = away(india, date(2026, 6, 3))["phytosanitary"]  # 02:30 to 14:30 UTC
    assert sorted(set(range(24)) - set(found)) == list(range(3, 14))
