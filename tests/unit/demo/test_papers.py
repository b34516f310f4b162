"""What of a trip survives in each format, and on the way from each format to each other one."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from kopri.demo.plan import make_plan
from kopri.demo.scenario import Scenario
from kopri.demo.waybill import consignment
from kopri.engines.codecs import codec
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Refusal

WHEN = datetime(2026, 1, 14, 12, tzinfo=UTC)
FACTS: Mapping[str, Callable[[Consignment], Any]] = {
    "waybill": lambda one: one.waybill and one.waybill.identifier,
    "consignor": lambda one: one.consignor and one.consignor.name,
    "consignee": lambda one: one.consignee and one.consignee.name,
    "carrier": lambda one: one.carrier and one.carrier.name,
    "plate": lambda one: [leg.means.identifier for leg in one.main_carriage if leg.means],
    "flag": lambda one: [leg.means.country for leg in one.main_carriage if leg.means],
    "border": lambda one: [event.estimated for leg in one.main_carriage
                           for event in (*leg.events, *leg.border_crossing)],
    "trailer": lambda one: [box.identifier for box in one.equipment],
    "seals": lambda one: [seal.identifier for box in one.equipment for seal in box.seals],
    "cold": lambda one: [(box.minimum_celsius, box.maximum_celsius) for box in one.equipment],
    "goods": lambda one: [item.description for item in one.items],
    "hs": lambda one: [item.commodity_code for item in one.items],
    "gross": lambda one: one.gross_weight_kg or sum(
        item.gross_weight_kg or 0 for item in one.items),
    "net": lambda one: [item.net_weight_kg for item in one.items],
    "packages": lambda one: [
        (unit.type_code, unit.quantity) for item in one.items for unit in item.packages],
    "origin": lambda one: [item.origin_country for item in one.items],
    "value": lambda one: [one.invoice_amount] if one.invoice_amount else [
        item.invoice_amount for item in one.items],
    "papers": lambda one: sorted(
        (paper.type_code, paper.identifier) for item in one.items for paper in item.documents),
}
_SUBSET = ("waybill consignor consignee carrier border seals goods hs gross net packages origin "
           "value papers cold")
# What each format has no place for, of what a phytosanitary trip by lorry says.
LOST: Mapping[str, frozenset[str]] = {name: frozenset(lost.split()) for name, lost in {
    "ecmr": "net",
    "efti": "goods hs net packages origin value papers cold",
    "efti-identifiers": _SUBSET,
    "pi-auto-arrive": "waybill papers cold",
    "eaeu-cmr": "flag border seals net origin value papers cold",
    "eaeu-transit": "border origin papers cold",
    "wco-declaration": "border cold",
    "sps-json": "waybill plate flag border value",
    "csv": "border papers",
    "xlsx": "border papers",
}.items()}
# What is lost only between two: the kind of a trailer, which a sheet goes by, is not said, or the
# weight stands with the items, of which eFTI says none.
BETWEEN = {
    **{(start, end): {"trailer", "seals", "cold"}
       for start in ("wco-declaration", "sps-json") for end in ("csv", "xlsx")},
    **{(start, "efti"): {"gross"} for start in ("pi-auto-arrive", "sps-json")},
}


@pytest.fixture(scope="module")
def paper(scenario: Scenario) -> Consignment:
    plan = make_plan(scenario=scenario, seed=1)
    truck = next(one for one in plan if one.good is not None and one.good.cool is not None)
    made = consignment(truck=truck, scenario=scenario, issued=WHEN, eta=WHEN)
    assert made.certificate is not None
    return made


def _through(name: str, given: Consignment) -> Consignment:
    (read,) = codec(name).read(codec(name).write(given)).consignments
    return read


def _lost(given: Consignment, read: Consignment) -> set[str]:
    return {name for name, fact in FACTS.items() if fact(read) != fact(given)}


def test_what_each_format_loses(paper: Consignment) -> None:
    assert {name: _lost(paper, _through(name, paper)) for name in LOST} == LOST


def test_from_one_format_to_another_only_what_either_loses_is_lost(paper: Consignment) -> None:
    """Or nothing is written, and why is said, where the second asks for what the first has not."""
    written = 0
    for start in LOST.keys() - {"xlsx"}:
        middle = _through(start, paper)
        for end in LOST.keys() - {"xlsx"}:  # which is as the CSV is, and slow
            try:
                read = _through(end, middle)
            except Refusal as refusal:
                assert all(fault.path and fault.remedy for fault in refusal.faults)
                continue
            written += 1
            may = LOST[start] | LOST[end] | BETWEEN.get((start, end), set())
            assert _lost(paper, read) <= may, (start, end)
    assert written >= 45
