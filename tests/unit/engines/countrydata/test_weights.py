"""Gross weight limits of both sides: below, at, above; axles known and not known."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from kopri.engines.countrydata import Combination, PairData, overweight
from kopri.engines.countrydata.country import WeightLimit
from kopri.engines.countrydata.weights import gross_limits

DAY = date(2026, 6, 3)


def limit(code: str, value: int, axles: str = "", **dated: date) -> WeightLimit:
    return WeightLimit(code=code, value=value, unit="kg", axles=axles, source=("fictional",),
                       confidence="fictional", **dated)


@pytest.fixture
def sides(data: PairData) -> PairData:
    """One side limits by axles, the other whatever the axles."""
    by_axles = (
        limit("gross_semitrailer", 40000, "3+3"), limit("gross_semitrailer", 44000, "3+4"),
        limit("gross_trailer", 49000, "3+3"), limit("gross_single", 38000, "4"),
        limit("gross_single", 44000, "5+"), limit("axle_load", 10000, "1"),
    )
    first, second = data.countries
    return replace(data, countries=(
        replace(first, weight_limits=by_axles),
        replace(second, weight_limits=(limit("gross", 36000),)),
    ))


def said(
    data: PairData, gross: int | str, *, day: date = DAY, coupling: str = "", axles: int = 0,
    trailer: int = 0,
) -> list[tuple[str, int, int, bool]]:
    vehicle = Combination(coupling=coupling, axles=axles or None,  # type: ignore[arg-type]
                          trailer_axles=trailer or None)
    return [(each.side, each.limit_kg, int(each.over_kg), each.certain)
            for each in overweight(data, vehicle=vehicle, gross_kg=Decimal(gross), day=day)]


def test_at_the_limit_is_not_over_it(sides: PairData) -> None:
    assert said(sides, 36000) == []
    assert said(sides, 36001) == [("xb", 36000, 1, True)]


def test_the_axles_choose_the_limit(sides: PairData) -> None:
    six = {"coupling": "semitrailer", "axles": 3, "trailer": 3}
    assert said(sides, 40000, **six) == [("xb", 36000, 4000, True)]  # type: ignore[arg-type]
    assert said(sides, 40001, **six)[0] == ("xa", 40000, 1, True)  # type: ignore[arg-type]
    assert said(sides, 44001, coupling="semitrailer", axles=3, trailer=4)[0][:2] == ("xa", 44000)
    assert said(sides, 44001, coupling="single", axles=7)[0] == ("xa", 44000, 1, True)


def test_unknown_axles_make_it_uncertain_until_every_limit_is_passed(sides: PairData) -> None:
    assert said(sides, 40001, coupling="semitrailer")[0] == ("xa", 40000, 1, False)
    assert said(sides, 44001, coupling="semitrailer")[0] == ("xa", 44000, 1, True)
    assert said(sides, 38001)[0] == ("xa", 38000, 1, False)
    assert said(sides, 49001)[0] == ("xa", 49000, 1, True)


def test_axles_that_no_row_names_leave_it_open(sides: PairData) -> None:
    assert said(sides, 42000, coupling="semitrailer", axles=2, trailer=3)[0][3] is False


def test_a_limit_for_all_is_a_ceiling_for_each(sides: PairData) -> None:
    second = replace(sides.countries[1], weight_limits=(
        limit("gross", 42000), limit("gross_single", 38000, "4"), limit("gross_single", 50000, "5")))
    lowest = [row.value for row in gross_limits(second, vehicle=Combination(), day=DAY)]
    assert lowest == [38000, 42000]


def test_a_limit_holds_from_day_to_day(sides: PairData) -> None:
    until = limit("gross", 36000, valid_to=DAY)
    after = replace(sides.countries[1], weight_limits=(until,))
    dated = replace(sides, countries=(sides.countries[0], after))
    assert said(dated, 36001) == [("xb", 36000, 1, True)]
    assert said(dated, 36001, day=date(2026, 6, 4)) == []


def test_the_row_comes_along_and_a_side_without_rows_limits_nothing(data: PairData) -> None:
    bare = replace(data, countries=(
        replace(data.countries[0], weight_limits=()), data.countries[1]))
    (only,) = overweight(bare, vehicle=Combination(), gross_kg=60000, day=DAY)
    assert (only.side, only.limit.code, only.confidence) == ("xb", "gross", "fictional")
    assert only.source == ("fictional",)
