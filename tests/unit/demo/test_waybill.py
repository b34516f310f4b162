"""The demo's waybills: filled as real ones are, and read back without loss."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kopri.adapters.countries import load_pair, yardstick_of
from kopri.demo.plan import Truck, make_plan
from kopri.demo.scenario import Scenario
from kopri.demo.waybill import consignment
from kopri.domains.notice.rules import Coming, looked_at
from kopri.engines.codecs import codec, read
from kopri.kernel.consignment import Consignment
from tests.unit.engines.codecs.strategies import without

ECMR = codec("ecmr")
COUNTRIES = Path(__file__).parents[3] / "countries"
WHEN = datetime(2026, 1, 14, 12, tzinfo=UTC)
# CMR Convention, article 6: what a waybill shall contain, as far as it concerns these goods
ARTICLE_6 = (
    "waybill", "consignor", "carrier", "acceptance_location", "pick_up", "receipt_location",
    "consignee", "items", "gross_weight_kg", "invoice_amount", "delivery_terms_code",
)


@pytest.fixture(scope="module")
def loaded(scenario: Scenario) -> list[Truck]:
    return [truck for truck in make_plan(scenario=scenario, seed=1) if truck.good is not None]


def _paper(truck: Truck, scenario: Scenario) -> Consignment:
    return consignment(truck=truck, scenario=scenario, issued=WHEN, eta=WHEN)


def test_every_waybill_is_read_back_as_it_was_written(
    loaded: list[Truck], scenario: Scenario
) -> None:
    for truck in loaded:
        paper = _paper(truck, scenario)
        reading = read(ECMR.write(paper))
        assert (reading.faults, reading.questions, reading.notices) == ((), (), ())
        assert reading.consignment == without(paper, ECMR.omissions(paper))


def test_what_no_cmr_waybill_has_is_for_the_other_papers(
    loaded: list[Truck], scenario: Scenario
) -> None:
    for truck in loaded:
        omitted = ECMR.omissions(_paper(truck, scenario))
        assert {pointer.rpartition("/")[2] for pointer in omitted} <= {
            "certificate", "acceptance_time", "export_country", "import_country", "net_weight_kg",
            "package_quantity", "product", "full_empty_code", "country", "dangerous_goods",
            "procedures",
        }


def test_a_waybill_says_what_the_convention_asks(loaded: list[Truck], scenario: Scenario) -> None:
    for truck in loaded:
        paper = _paper(truck, scenario)
        assert [name for name in ARTICLE_6 if not getattr(paper, name)] == []


def test_only_the_road_permit_is_left_to_be_said_of_a_notice(
    loaded: list[Truck], scenario: Scenario
) -> None:
    held = yardstick_of(load_pair(COUNTRIES, "-".join(scenario.sides)))
    for truck in loaded:
        coming = Coming(direction=truck.direction, eta=WHEN + timedelta(hours=5),
                        consignments=(_paper(truck, scenario),))
        found = looked_at(coming, yardstick=held, now=WHEN)
        assert found.faults == ()
        assert {one.code for one in found.warnings} == {"notice.road_permit"}


def test_names_say_that_they_are_invented(loaded: list[Truck], scenario: Scenario) -> None:
    paper = _paper(loaded[0], scenario)
    for party in (paper.consignor, paper.consignee, paper.carrier):
        assert party is not None
        assert "simulated" in party.name


def test_goods_that_spoil_name_their_temperature(loaded: list[Truck], scenario: Scenario) -> None:
    tomatoes = [truck for truck in loaded if truck.good and truck.good.word == "tomatoes"]
    assert tomatoes
    for truck in tomatoes:
        (trailer,) = _paper(truck, scenario).equipment
        assert trailer.minimum_celsius is not None


def test_an_empty_truck_has_no_waybill(scenario: Scenario) -> None:
    empty = next(t for t in make_plan(scenario=scenario, seed=1) if t.good is None)
    with pytest.raises(ValueError, match="empty"):
        _paper(empty, scenario)
