"""The closer look: every rule from both sides of its boundary."""

from decimal import Decimal
from typing import Any

import pytest

from kopri.kernel.consignment import (
    Amount,
    Consignment,
    ConsignmentItem,
    DangerousGoods,
    Event,
    Instructions,
    Location,
    Seal,
    TradeParty,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)
from kopri.kernel.consignment.checks import Checked, CodeLists, examine
from tests.unit.engines.codecs.samples import filled, rich

LISTS = CodeLists(
    commodities=frozenset({"07", "0702", "070200", "73", "7304", "730411"}),
    locodes=frozenset({"KZAAU", "TMKRW"}), countries=frozenset({"KZ", "TM"}),
)
LEI, VIN, LETTERS = "5493000MYJ7H0E3KKG91", "1M8GDM9AXKP042788", "БВГ 12"


def codes(consignment: Consignment, lists: CodeLists = LISTS) -> tuple[list[str], list[str]]:
    """Faults and warnings; each says enough."""
    found = examine(consignment, lists=lists)
    for one in (*found.faults, *found.warnings):
        assert one.rule and one.remedy and one.path and one.message.format(**one.params)
    return ([one.code.removeprefix("consignment.") for one in found.faults],
            [one.code.removeprefix("consignment.") for one in found.warnings])


def goods(**fields: Any) -> Consignment:
    return Consignment(items=(ConsignmentItem(**fields),))


def danger(number: str = "", kind: str = "", **fields: Any) -> Consignment:
    return Consignment(dangerous_goods=DangerousGoods(
        undg_number=number, hazard_class=kind, **fields))


def at(code: str, **fields: Any) -> Consignment:
    return Consignment(acceptance_location=Location(identifier=code, **fields))


def leg(mode: str = "", **means: Any) -> Consignment:
    return Consignment(main_carriage=(TransportMovement(
        mode_code=mode, means=TransportMeans(**means)),))


def box(**fields: Any) -> Consignment:
    return Consignment(equipment=(TransportEquipment(**fields),))


def range_of(low: int, high: int) -> dict[str, Decimal]:
    return {"minimum_celsius": Decimal(low), "maximum_celsius": Decimal(high)}


@pytest.mark.parametrize(("consignment", "faults"), [
    (goods(commodity_code="070200"), []), (goods(commodity_code="0702"), []),
    (goods(commodity_code="07020"), []), (goods(commodity_code="0702000001"), []),
    (goods(commodity_code="0703"), ["commodity_unknown"]),
    (goods(commodity_code="0703000000"), ["commodity_unknown"]),
    (goods(commodity_code="9905000000"), []), (Consignment(cargo_commodity_code="7304"), []),
    (Consignment(cargo_commodity_code="7399"), ["commodity_unknown"]),
    (goods(commodity_code="x"), []),  # of no form at all: ``check`` says so
    (goods(handling=(Instructions(**range_of(2, 8)),)), []),
    (goods(handling=(Instructions(**range_of(8, 8)),)), []),
    (goods(handling=(Instructions(**range_of(8, 2)),)), ["temperatures"]),
    (box(**range_of(-18, -20)), ["temperatures"]), (box(**range_of(-20, -18)), []),
    (box(category_code="RR", identifier="21 81 2471217-3"), []),
    (box(category_code="RR", identifier="21 81 2471217-4"), ["wagon"]),
    (box(category_code="TE", identifier="218124712174"), []),
])
def test_faults(consignment: Consignment, faults: list[str]) -> None:
    assert codes(consignment)[0] == faults


@pytest.mark.parametrize(("consignment", "warnings"), [
    (goods(commodity_code="730410"), ["subheading_unknown"]), (goods(commodity_code="730411"), []),
    (goods(tariff_unit="KGM"), []), (goods(tariff_unit="KILO"), ["unit"]),
    (at("KZAAU"), []), (at("KZ AAU"), []), (at("KZZZZ"), ["locode_unknown"]), (at("DEHAM"), []),
    (at("660000", identifier_agency="57"), []), (at("660000"), []),
    (at("660000", identifier_agency="6"), ["locode_form"]),
    (at("KZZZZ", identifier_agency="5"), []), (at("tmb-gbz"), []),
    (at("KZAAU", country="KZ"), []), (at("KZAAU", country="TM"), ["locode_country"]),
    (leg("3", type_code="31"), []), (leg("30", type_code="31"), ["mode"]),
    (leg("3", type_code="999"), ["means"]), (leg("2", type_code="31"), ["means_mode"]),
    (leg("8", type_code="810"), []),
    (leg(identifier="123 ABC 12"), []), (leg(identifier=LETTERS), []),
    (leg(identifier="123 АBC 12"), ["look_alike"]),
    (leg(further_identifiers=(VIN,)), []), (leg(further_identifiers=("1M8GDM9A0KP042788",)), ["vin"]),
    (leg(further_identifiers=("a VIN or no VIN",)), []),
    (box(seals=(Seal(identifier="S1"),), seal_quantity=1), []),
    (box(seals=(Seal(identifier="S1"),), seal_quantity=2), ["seals"]),
    (box(seals=(Seal(identifier="S1", last_identifier="S9"),), seal_quantity=9), []),
    (box(seals=(Seal(identifier="S1"),), sealed=False), ["sealed"]),
    (box(seals=(Seal(identifier="SА1"),)), ["look_alike"]),
    (box(category_code="CN", size_type_code="45G1"), []),
    (box(category_code="CN", size_type_code="4310"), []),
    (box(category_code="CN", size_type_code="I5G1"), ["size_type"]),
    (box(identifier="CSQU3054383", size_type_code="forty"), ["size_type"]),
    (box(category_code="SM", size_type_code="forty"), []),
    (danger("0004", "1.1D"), []), (danger("0003", "1.1D"), ["undg_unknown"]),
    (danger("3999"), []), (danger("4000"), ["undg_unknown"]),
    (danger("0999", "1.4S"), []), (danger("1000", "1.4S"), ["undg_class"]),
    (danger("UN 1203", "3"), []), (danger("0336", "3"), ["undg_class"]),
    (danger("1203", "13"), ["hazard_class", "undg_class"]), (danger("1203", "3.9"), ["hazard_class"]),
    (Consignment(consignor=TradeParty(identifier=LEI)), []),
    (Consignment(consignor=TradeParty(identifier=f"{LEI[:-1]}2")), ["lei"]),
    (Consignment(notified=(TradeParty(registration=f"{LEI[:-1]}2"),)), ["lei"]),
    (Consignment(consignee=TradeParty(identifier="12345678901234567890")), []),
])
def test_warnings(consignment: Consignment, warnings: list[str]) -> None:
    assert codes(consignment) == ([], warnings)


def test_parts_against_the_whole() -> None:
    def item(minor: int, currency: str = "USD", **fields: Any) -> ConsignmentItem:
        return ConsignmentItem(invoice_amount=Amount(minor=minor, currency=currency), **fields)

    invoice = Amount(minor=300, currency="USD")
    for items, said in (((item(100), item(200)), []), ((item(100), item(201)), ["invoice_total"]),
                        ((item(100), item(201, "EUR")), []), ((item(1), ConsignmentItem()), [])):
        assert codes(Consignment(items=items, invoice_amount=invoice)) == ([], said)
    for load, said in ((60, []), (61, ["loads"])):
        equipment = tuple(TransportEquipment(goods_gross_weight_kg=Decimal(kg)) for kg in (40, load))
        whole = Consignment(equipment=equipment, gross_weight_kg=Decimal(100))
        assert codes(whole) == ([], said)
    for kg, said in ((10, []), (11, ["part_above_whole"])):
        part = DangerousGoods(gross_weight_kg=Decimal(kg))
        assert codes(goods(gross_weight_kg=Decimal(10), dangerous_goods=(part,))) == ([], said)


def test_every_place_and_leg_is_looked_at() -> None:
    strange = Location(identifier="KZZZZ")
    movement = TransportMovement(mode_code="x", departure=(Event(location=strange),))
    found = examine(lists=LISTS, consignment=Consignment(
        transshipment_locations=(strange,), delivery=Event(location=strange),
        on_carriage=(movement,),
        equipment=(TransportEquipment(carried=(TransportEquipment(
            category_code="RR", identifier="12345678"),)),)))
    assert [one.path for one in found.warnings] == [
        "/transshipment_locations/0/identifier", "/delivery/location/identifier",
        "/on_carriage/0/departure/0/location/identifier", "/on_carriage/0/mode_code"]
    assert [one.path for one in found.faults] == ["/equipment/0/carried/0/identifier"]


def test_by_rail_eight_digits_are_a_wagon() -> None:
    def by(mode: str) -> Consignment:
        return Consignment(main_carriage=(TransportMovement(mode_code=mode),),
                           equipment=(TransportEquipment(identifier="12345678"),))

    assert (codes(by("2")), codes(by("3"))) == ((["wagon"], []), ([], []))


def test_without_lists_no_list_is_asked() -> None:
    assert codes(goods(commodity_code="9999"), CodeLists()) == ([], [])
    assert codes(at("KZZZZ"), CodeLists()) == ([], [])


@pytest.mark.parametrize("consignment", [filled(), rich(), Consignment()])
def test_good_consignments_have_nothing_wrong(consignment: Consignment) -> None:
    assert examine(consignment) == Checked()
