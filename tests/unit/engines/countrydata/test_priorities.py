"""Who may go before others on a day: dates, precision, season, ceilings, what a setting applies."""

from datetime import date

import pytest

from kopri.adapters.countries import load_pair
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.priorities import (
    Priority,
    Standing,
    applying,
    cargo_classes,
    ceilings_on,
    priorities_on,
)
from kopri.kernel.errors import Refusal
from tests.conftest import COUNTRIES

DAY = date(2026, 1, 15)


@pytest.fixture(scope="module")
def real() -> PairData:
    return load_pair(COUNTRIES, "kz-tm")


def found(data: PairData, *, direction: str, day: date = DAY) -> dict[str, Priority]:
    return {each.rule.id: each for each in priorities_on(data, direction=direction, day=day)}


def applied(data: PairData, *, direction: str, day: date = DAY) -> set[str]:
    return {name for name, each in found(data, direction=direction, day=day).items()
            if each.applied}


def test_the_law_of_the_kazakh_exit_holds_from_its_day(real: PairData) -> None:
    law = {"PR01", "PR02", "PR03", "PR04", "PR05", "PR07", "PR08"}
    assert applied(real, direction="kz-tm") == law
    assert applied(real, direction="kz-tm", day=date(2025, 9, 22)) == set()
    assert applied(real, direction="kz-tm", day=date(2025, 9, 23)) == law
    before = found(real, direction="kz-tm", day=date(2025, 9, 22))["PR03"]
    assert before.standing is Standing.AHEAD


def test_every_class_is_counted_under_one_of_three_ceilings(real: PairData) -> None:
    held = ceilings_on(real, direction="kz-tm", day=DAY)
    assert {name: (row.id, row.value) for name, row in held.items()} == {
        "post": ("PR01", 1), "paid": ("PR08", 1), "out_of_turn": ("PR06", 5)}
    classes = found(real, direction="kz-tm")
    assert {name for name, each in classes.items() if each.public_class == "priority"} >= {
        "PR02", "PR03", "PR04", "PR05", "PR07"}
    assert classes["PR01"].public_class == "post"
    assert classes["PR08"].public_class == "paid"
    assert not {"PR06", "PR09", "PR12", "PR20", "PR25"} & classes.keys()  # no classes


def test_what_has_no_exact_date_is_announced_and_applied_by_a_setting_alone(real: PairData) -> None:
    into_tm, into_kz = found(real, direction="kz-tm")["PR22"], found(real, direction="tm-kz")["PR21"]
    assert into_tm.standing is into_kz.standing is Standing.ANNOUNCED
    assert applied(real, direction="tm-kz") == set()
    assert ceilings_on(real, direction="tm-kz", day=DAY) == {}
    set_here = applying(real, rules={"PR21", "PR22"}, path="node.toml")
    assert "PR22" in applied(set_here, direction="kz-tm")
    green = found(set_here, direction="tm-kz")["PR21"]
    assert green.standing is Standing.NO_CEILING  # nobody says how many may: nobody may
    with_ceiling = applying(real, rules={"PR21", "HTM1"}, path="node.toml")
    assert applied(with_ceiling, direction="tm-kz") == {"PR21"}
    assert found(with_ceiling, direction="tm-kz")["PR21"].by_setting
    summer = found(with_ceiling, direction="tm-kz", day=date(2026, 7, 1))["PR21"]
    assert summer.standing is Standing.OUT_OF_SEASON


def test_the_declared_documents_and_the_cargo_that_a_row_speaks_of(real: PairData) -> None:
    rules = {row.id: row for country in real.countries for row in country.priority_rules}
    for name in ("PR02", "PR03", "PR04"):
        assert rules[name].needs_document == ("D07", "D05") and rules[name].only_such_cargo
    assert rules["PR07"].approved_by == "customs" and rules["PR07"].notice_days == 10
    assert rules["PR22"].document_state == "accepted"
    assert cargo_classes(real, rule=rules["PR02"]) == ("01",)
    assert cargo_classes(real, rule=rules["PR21"]) == ("0702", "0707", "08")
    assert cargo_classes(real, rule=rules["PR08"]) == ()


@pytest.mark.parametrize(("day", "names"), [
    (date(2019, 12, 31), set()), (date(2026, 1, 15), {"NR2", "NR3", "SR2"}),
    (date(2026, 7, 1), {"NR2", "SR2"}), (date(2026, 12, 31), {"NR2", "NR3", "SR2"}),
    (date(2027, 1, 1), {"NR3", "SR2"}),
])
def test_another_pair_has_rules_of_its_own(data: PairData, day: date, names: set[str]) -> None:
    assert applied(data, direction="xa-xb", day=day) == names


def test_the_entry_side_s_rows_count_under_the_exit_side_s_ceiling(data: PairData) -> None:
    seed = found(data, direction="xa-xb")["SR2"]
    assert seed.rule.country == "xb" and seed.ceiling is not None and seed.ceiling.id == "NR1"
    assert found(data, direction="xa-xb")["NR5"].standing is Standing.NO_CEILING
    assert applied(data, direction="xb-xa") == {"SR1"}
    assert ceilings_on(data, direction="xb-xa", day=DAY)["post"].value == 2.5


def test_a_setting_that_names_no_row_of_priorities_is_refused(real: PairData) -> None:
    with pytest.raises(Refusal) as caught:
        applying(real, rules={"PR21", "PR09", "PR99"}, path="node.toml")
    assert [fault.params["value"] for fault in caught.value.faults] == ["PR09", "PR99"]
