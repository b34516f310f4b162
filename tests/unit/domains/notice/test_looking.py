"""What is said of a notice: every rule from both sides of its boundary; the law of the real pair."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kopri.adapters.countries import load_pair, yardstick_of
from kopri.crossing.types import Conveyance
from kopri.domains.notice.rules import Coming, Yardstick, looked_at, wrong_with
from kopri.engines.countrydata.between import RegimeEvent
from kopri.kernel.consignment import (
    Amount,
    Consignment,
    ConsignmentItem,
    DocumentReference,
    Event,
    Instructions,
    Location,
    PackagingUnit,
    TradeParty,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)

HERE = Path(__file__).resolve().parents[4]
NOW = datetime(2026, 6, 3, 6, tzinfo=UTC)
PLATE = "123 ABC 12"
change = msgspec.structs.replace


@cache
def yardstick(pair: str = "kz-tm", root: str = "countries") -> Yardstick:
    return yardstick_of(load_pair(HERE / root, pair))


def complete(**fields: Any) -> Consignment:
    """A consignment that lacks nothing."""
    party = TradeParty(name="Aktau Grain")
    item = ConsignmentItem(
        description="Wheat", commodity_code="100199", gross_weight_kg=Decimal(20000),
        packages=(PackagingUnit(type_code="BG", quantity=20),),
        invoice_amount=Amount(minor=500000, currency="USD"))
    whole = Consignment(
        consignor=party, consignee=party, items=(item,), gross_weight_kg=Decimal(20000),
        waybill=DocumentReference(identifier="CMR 1"),
        acceptance_location=Location(identifier="KZAAU"),
        receipt_location=Location(identifier="TMKRW"),
        documents=(DocumentReference(type_code="D23"),))
    return change(whole, **fields)


def goods(**fields: Any) -> Consignment:
    whole = complete()
    return change(whole, gross_weight_kg=None, items=(change(whole.items[0], **fields),))


def said(
    *consignments: Consignment, direction: str = "kz-tm", ahead: timedelta = timedelta(hours=5),
    held: Yardstick | None = None, vehicle: dict[str, str] | None = None, mode: str = "road",
) -> list[tuple[str, str]]:
    """Codes and paths of the warnings; every one is whole and names its law."""
    coming = Coming(
        direction=direction, eta=NOW + ahead, consignments=consignments or (complete(),), mode=mode,
        conveyance=Conveyance(**{"plate": PLATE, "country": "KZ"} | (vehicle or {})))
    found = looked_at(coming, yardstick=held or yardstick(), now=NOW)
    assert found.faults == ()
    for one in found.warnings:
        assert one.rule and one.remedy and "{" not in one.message.format(**one.params)
    return [(one.code.removeprefix("notice."), one.path) for one in found.warnings]


def test_a_complete_notice_has_nothing_to_be_said_of_it() -> None:
    assert said() == said(direction="tm-kz") == []


@pytest.mark.parametrize(("lacking", "code"), [
    ({"consignor": None}, "lacks_consignor"), ({"consignee": TradeParty()}, "lacks_consignee"),
    ({"waybill": None}, "lacks_waybill"), ({"receipt_location": None}, "lacks_places"),
])
def test_what_a_notice_needs(lacking: dict[str, Any], code: str) -> None:
    assert [one for one, _ in said(complete(**lacking))] == [code]


@pytest.mark.parametrize(("lacking", "code"), [
    ({"description": ""}, "lacks_description"), ({"commodity_code": ""}, "lacks_commodity"),
    ({"gross_weight_kg": None}, "lacks_weight"), ({"packages": ()}, "lacks_packages"),
    ({"invoice_amount": None}, "lacks_value"),
])
def test_what_each_item_needs(lacking: dict[str, Any], code: str) -> None:
    assert [one for one, _ in said(goods(**lacking))] == [code]
    both = (goods(), goods(**lacking))
    assert [path[:15] for one, path in said(*both) if one == code] == ["/consignments/1"]


def test_by_rail_the_wagons_are_named() -> None:
    wagon = TransportEquipment(identifier="21812471217-3", category_code="RR")
    assert said(complete(equipment=(wagon,)), mode="rail") == []
    assert [code for code, _ in said(complete(), mode="rail")] == ["lacks_wagons"]


def test_the_whole_may_say_what_items_do_not() -> None:
    bare = ConsignmentItem(sequence=1)
    assert said(complete(
        items=(bare,), cargo_description="Wheat", cargo_commodity_code="100199", package_quantity=1,
        invoice_amount=Amount(minor=1, currency="USD"))) == []


def test_until_when_is_the_term_of_the_country_that_is_entered() -> None:
    def until(direction: str) -> tuple[str, str]:
        coming = Coming(direction=direction, eta=NOW, consignments=(complete(consignor=None),))
        one = next(each for each in looked_at(coming, yardstick=yardstick(), now=NOW).warnings
                   if each.code == "notice.lacks_consignor")
        return str(one.params["until"]), one.rule

    when, law = until("tm-kz")
    assert when == "2026-06-03 09:00" and "899" in law  # 11:00 local time, 120 minutes before
    assert until("kz-tm")[0] == "2026-06-03 11:00"


def test_preliminary_information_is_due_120_minutes_before_kazakhstan() -> None:
    minutes = timedelta(minutes=1)
    assert said(direction="tm-kz", ahead=120 * minutes) == []
    assert said(direction="tm-kz", ahead=119 * minutes) == [("late", "/eta")]
    assert said(direction="kz-tm", ahead=1 * minutes) == []


def heavy(kilograms: int, **fields: Any) -> Consignment:
    return complete(items=(), gross_weight_kg=Decimal(kilograms), cargo_description="Steel",
                    cargo_commodity_code="7208", package_quantity=9,
                    invoice_amount=Amount(minor=1, currency="USD"), **fields)


@pytest.mark.parametrize(("kilograms", "vehicle", "codes"), [
    (32500, {}, []), (32501, {}, ["overweight"]),  # 36 t there, 3.5 t the lightest vehicle
    (22500, {"trailer_plate": "T 1"}, []), (22501, {"trailer_plate": "T 1"}, ["overweight"]),
    (26501, {"trailer_plate": "T 1"}, ["overweight_by_axles", "overweight"]),  # 40 t by 3+3 axles
    (30501, {"trailer_plate": "T 1"}, ["overweight", "overweight"]),  # 44 t by 3+4 axles
])
def test_weights_of_both_sides(kilograms: int, vehicle: dict[str, str], codes: list[str]) -> None:
    for direction in ("kz-tm", "tm-kz"):
        found = said(heavy(kilograms), vehicle=vehicle, direction=direction)
        assert found == [(code, "/conveyance") for code in codes]


def test_consignments_of_one_vehicle_weigh_together_and_a_permit_settles_it() -> None:
    assert said(heavy(20000), heavy(20000))[-1] == ("overweight", "/conveyance")
    permits = tuple(DocumentReference(type_code=code) for code in ("D23", "D24"))
    assert said(heavy(33000, documents=permits)) == []
    drawbar = heavy(30000, equipment=(TransportEquipment(identifier="T 1", category_code="TE"),))
    assert [code for code, _ in said(drawbar)] == ["overweight"]  # 14 t and 30 t: 49 t are allowed


def test_a_road_permit_is_asked_for_until_the_protocol_is_in_force() -> None:
    bare = complete(documents=())
    assert said(bare) == [("road_permit", "/conveyance")]
    assert said(bare, mode="rail", vehicle={})[-1][0] != "road_permit"
    held = yardstick()
    day = date(2026, 6, 3)
    for since, codes in ((day, []), (day + timedelta(days=1), ["road_permit"])):
        event = RegimeEvent(
            id="T1", scope="both", event="enacted", object="permit-free traffic", valid_from=since,
            source=("assumption",), confidence="assumption")
        pair = change(held.pair, pair=change(
            held.pair.pair, regime_events=(*held.pair.pair.regime_events, event)))
        assert [code for code, _ in said(bare, held=replace(held, pair=pair))] == codes


@pytest.mark.parametrize(("paper", "codes"), [
    ({"valid_to": "2026-06-03"}, []), ({"valid_to": "2026-06-02"}, ["document_ended"]),
    ({"valid_to": "2026-06-03T11:00:00Z"}, []),
    ({"valid_to": "2026-06-03T10:59:59Z"}, ["document_ended"]),
    ({"issued": "2026-06-03"}, []), ({"issued": "2026-06-04"}, ["document_to_come"]),
    ({"valid_to": "soon"}, []), ({"issued": "2026"}, []),
])
def test_periods_of_documents(paper: dict[str, str], codes: list[str]) -> None:
    papers = (DocumentReference(type_code="D23"), DocumentReference(identifier="C 1", **paper))
    assert [code for code, _ in said(complete(documents=papers))] == codes


def test_the_waybill_is_for_this_vehicle() -> None:
    def by(plate: str, mode: str = "3") -> Consignment:
        return complete(main_carriage=(TransportMovement(
            mode_code=mode, means=TransportMeans(identifier=plate)),))

    assert said(by("123АВС-12")) == []  # Cyrillic, a hyphen: the same plate
    assert said(by("999 ABC 12")) == [
        ("other_vehicle", "/consignments/0/main_carriage/0/means/identifier")]
    assert said(by("21812471217-3", mode="2")) == []


@pytest.mark.parametrize(("fields", "codes"), [
    ({"invoice_amount": Amount(minor=160000, currency="USD")}, []),  # 8 cents a kilogram of cereals
    ({"invoice_amount": Amount(minor=159999, currency="USD")}, ["unusual_value"]),
    ({"invoice_amount": Amount(minor=6000000, currency="USD")}, []),
    ({"invoice_amount": Amount(minor=6000001, currency="USD")}, ["unusual_value"]),
    ({"invoice_amount": Amount(minor=61538462, currency="KZT")}, []),  # at the tenge's highest rate
    ({"invoice_amount": Amount(minor=61538461, currency="KZT")}, ["unusual_value"]),
    ({"invoice_amount": Amount(minor=61538462, currency="XAU")}, []),  # no rate is held
    ({"packages": (PackagingUnit(type_code="CT", quantity=250),)}, []),
    ({"packages": (PackagingUnit(type_code="CT", quantity=249),)}, ["unusual_package"]),
    ({"packages": (PackagingUnit(type_code="CT", quantity=9),
                   PackagingUnit(type_code="PX", quantity=9))}, []),
    ({"gross_volume_m3": Decimal(2000)}, []),
    ({"gross_volume_m3": Decimal(2001)}, ["unusual_density"]),
    ({"gross_volume_m3": Decimal("2.4")}, ["unusual_density"]),
    ({"handling": (Instructions(minimum_celsius=Decimal(-40), maximum_celsius=Decimal(60)),)}, []),
    ({"handling": (Instructions(minimum_celsius=Decimal(-41), maximum_celsius=Decimal(61)),)},
     ["unusual_temperature"] * 2),
])
def test_what_is_unusual_is_said_and_called_an_assumption(
    fields: dict[str, Any], codes: list[str]
) -> None:
    assert [code for code, _ in said(goods(**fields))] == codes


def test_an_unusual_load() -> None:
    assert ("unusual_load", "/consignments/0/gross_weight_kg") in said(heavy(45001))
    assert "unusual_load" not in dict(said(heavy(45000)))


def test_a_pair_without_such_data_gets_no_such_check() -> None:
    held = yardstick("xa-xb", "tests/countries")
    strange = complete(
        cargo_commodity_code="7799", documents=(), acceptance_location=Location(identifier="KZZZZ"),
        items=(change(complete().items[0], invoice_amount=Amount(minor=1, currency="USD")),))
    assert said(strange, held=held, direction="xa-xb", ahead=timedelta()) == []


def test_wrong_goods_and_vehicles_are_refused_with_their_place() -> None:
    odd = goods(commodity_code="7799")
    found = list(wrong_with(
        [complete(), odd], conveyance=Conveyance(plate=PLATE, country="YY"),
        lists=yardstick().lists))
    assert [(one.code, one.path) for one in found] == [
        ("consignment.commodity_unknown", "/consignments/1/items/0/commodity_code"),
        ("consignment.country", "/conveyance/country")]
    vehicle = {"plate": "123 АBC 12", "vin": "1M8GDM9A0KP042788"}
    assert said(vehicle=vehicle) == [
        ("consignment.look_alike", "/conveyance/plate"), ("consignment.vin", "/conveyance/vin")]


def test_an_event_of_taking_over_is_a_place_too() -> None:
    pick_up = Event(location=Location(identifier="KZAAU"))
    assert said(complete(acceptance_location=None, pick_up=pick_up)) == []
