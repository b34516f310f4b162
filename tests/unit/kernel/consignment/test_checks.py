"""Each check: a consignment that passes, and what is said of one that does not."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from kopri.kernel.consignment import (
    Amount,
    Consignment,
    DangerousGoods,
    DocumentReference,
    Event,
    PackagingUnit,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)
from kopri.kernel.consignment.checks import check
from tests.unit.engines.codecs.samples import filled, item, rich

replace = msgspec.structs.replace


def faults(consignment: Consignment) -> dict[str, str]:
    found = check(consignment)
    assert all(one.rule and one.remedy and one.message.format(**one.params) for one in found)
    return {one.path: one.code.removeprefix("consignment.") for one in found}


@pytest.mark.parametrize("consignment", [filled(), rich(), Consignment()])
def test_good_consignments_pass(consignment: Consignment) -> None:
    assert faults(consignment) == {}


@pytest.mark.parametrize(("change", "path", "code"), [
    ({"gross_weight_kg": Decimal(1)}, "/gross_weight_kg", "total"),
    ({"gross_volume_m3": Decimal(1)}, "/gross_volume_m3", "total"),
    ({"item_quantity": 3}, "/item_quantity", "total"),
    ({"package_quantity": 3}, "/package_quantity", "total"),
    ({"net_weight_kg": Decimal(90_000)}, "/net_weight_kg", "net_above_gross"),
    ({"equipment_quantity": -1}, "/equipment_quantity", "negative"),
    ({"declared_value": Amount(minor=-1, currency="USD")}, "/declared_value/minor", "negative"),
    ({"cash_on_delivery": Amount(minor=1, currency="ZZZ")}, "/cash_on_delivery/currency",
     "currency"),
    ({"cargo_commodity_code": "12.34"}, "/cargo_commodity_code", "commodity"),
    ({"packages": (PackagingUnit(type_code="??"),)}, "/packages/0/type_code", "package"),
    ({"dangerous_goods": DangerousGoods(undg_number="12")}, "/dangerous_goods/undg_number", "undg"),
    ({"equipment": (TransportEquipment(identifier="HLXU2008418"),)}, "/equipment/0/identifier",
     "container"),
    ({"equipment": (TransportEquipment(identifier="СSQU3054383"),)}, "/equipment/0/identifier",
     "container_letters"),  # the first letter is Cyrillic
    ({"equipment": (TransportEquipment(carried=(TransportEquipment(country="YY"),)),)},
     "/equipment/0/carried/0/country", "country"),
    ({"main_carriage": (TransportMovement(means=TransportMeans(country="TUR")),)},
     "/main_carriage/0/means/country", "country"),
    ({"delivery": Event(actual="2026-01-13T09:00:00Z")}, "/delivery/actual", "order"),
    ({"waybill": DocumentReference(valid_from="2026-02-01", valid_to="2026-01-01")},
     "/waybill/valid_to", "order"),
    ({"main_carriage": (TransportMovement(
        departure=(Event(actual="2026-01-13T09:00:00Z"),),
        arrival=(Event(actual="2026-01-12T09:00:00Z"),)),)},
     "/main_carriage/0/arrival/0/actual", "order"),
    ({"main_carriage": (TransportMovement(dangerous_goods=False),),
      "dangerous_goods": DangerousGoods(undg_number="1263")},
     "/main_carriage/0/dangerous_goods", "dangerous_denied"),
])
def test_one_thing_wrong(change: dict[str, Any], path: str, code: str) -> None:
    assert faults(replace(filled(), **change)) == {path: code}


@pytest.mark.parametrize(("change", "path", "code"), [
    ({"commodity_code": "390"}, "commodity_code", "commodity"),
    ({"commodity_code": "39021000000"}, "commodity_code", "commodity"),
    ({"origin_country": "az"}, "origin_country", "country"),
    ({"destination_country": "Turkey"}, "destination_country", "country"),
    ({"net_weight_kg": Decimal(2000)}, "net_weight_kg", "net_above_gross"),
    ({"packages": (PackagingUnit(quantity=-1),)}, "packages/0/quantity", "negative"),
    ({"invoice_amount": Amount(minor=1, currency="usd")}, "invoice_amount/currency", "currency"),
    ({"dangerous_goods": (DangerousGoods(undg_number="UN 1263", net_weight_kg=Decimal(-1)),)},
     "dangerous_goods/0/net_weight_kg", "negative"),
])
def test_one_thing_wrong_with_an_item(change: dict[str, Any], path: str, code: str) -> None:
    items = (item(1), replace(item(2), **change))
    consignment = replace(filled(items=2), items=items)
    assert faults(consignment) == {f"/items/1/{path}": code}


def test_everything_wrong_at_once() -> None:
    consignment = replace(
        filled(items=2), gross_weight_kg=Decimal(-5), item_quantity=9,
        equipment=(TransportEquipment(identifier="CSQU3054384", category_code="CN"),),
        items=(replace(item(1), commodity_code="x"), replace(item(2), origin_country="x")),
    )
    assert [fault.code for fault in check(consignment)] == [
        "consignment.commodity", "consignment.country", "consignment.negative",
        "consignment.total", "consignment.total", "consignment.container",
    ]


def test_moments_of_different_kinds_are_not_compared() -> None:
    consignment = replace(
        filled(), acceptance_time="2026-01-20", delivery=Event(actual="2026-01-19T09:00:00"),
        pick_up=None,
    )
    assert faults(consignment) == {}


def test_a_trailer_plate_is_no_container_number() -> None:
    equipment = TransportEquipment(identifier="ABCU1234567", category_code="SM")
    assert faults(replace(filled(), equipment=(equipment,))) == {}
