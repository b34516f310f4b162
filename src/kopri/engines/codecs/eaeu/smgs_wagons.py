"""Wagons, containers and seals of the consignment note by rail."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from kopri.engines.codecs.eaeu import vehicles
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.mapping import Leaf, Mapping
from kopri.kernel.consignment import Consignment, Seal, TradeParty, TransportEquipment

WAGON = "RR"  # UN/EDIFACT 8053
# UN/EDIFACT 8077: who supplied the wagon, beside the letters of box 8 (sender, carrier)
_SUPPLIERS = {"О": "1", "П": "2"}
_LETTERS = {code: letter for letter, code in _SUPPLIERS.items()}
_OWNER = Leaf(lambda name: TradeParty(name=name), lambda party: party.name or None)
_TONNES = Leaf(
    lambda text: convert.plain(Decimal(text) * 1000),
    lambda weight: format(convert.plain(weight / 1000), "f"),
)

CARRIAGE = Mapping(
    TransportEquipment,
    ("identifier", "CarriageID"),
    ("owner", "OwnerName", _OWNER),
    ("supplier_role_code", "OwnerType", Leaf(
        lambda letter: _SUPPLIERS.get(letter, ""), lambda code: _LETTERS.get(code)
    )),
    ("load_capacity_kg", "Power", _TONNES),
    ("axle_quantity", "AxisQuantity", convert.integer),
    ("tare_weight_kg", "Tare", convert.decimal),
    ("goods_gross_weight_kg", "GoodsWeight", convert.decimal),
    ("type_text", "Caliber"),
)
CONTAINER = Mapping(
    TransportEquipment,
    ("identifier", "ContainerID"),
    ("type_text", "ContainerModeDescription"),
    ("tare_weight_kg", "Tare", convert.decimal),
    ("goods_gross_weight_kg", "GoodsWeight", convert.decimal),
)


def equipment(wire: Any) -> tuple[TransportEquipment, ...]:
    """Wagons, then containers; seals are put to the only one that they can be of, or the first."""
    found = [_kind(CARRIAGE.read(one, []), WAGON) for one in wire.Carriage]
    boxes = [_kind(CONTAINER.read(one, []), "CN") for one in wire.Container]
    known = {one.identifier for one in (*found, *boxes)}
    for goods in wire.RWBGoods:
        if goods.CarriageNumber and goods.CarriageNumber not in known:
            found.append(TransportEquipment(
                identifier=goods.CarriageNumber, category_code=WAGON
            ))
        boxes += [vehicles.container(one) for one in goods.ContainerNumber if one not in known]
        known.update((goods.CarriageNumber or "", *goods.ContainerNumber))
    return tuple(_sealed([*found, *boxes], wire.Seal))


def _kind(made: TransportEquipment | None, code: str) -> TransportEquipment:
    return replace(made or TransportEquipment(), category_code=code)


def _sealed(found: list[TransportEquipment], seals: Iterable[Any]) -> list[TransportEquipment]:
    marks = tuple(Seal(identifier=one.SealID) for one in seals)
    if not marks:
        return found
    count = sum(int(one.SealQuantity) for one in seals)
    first = replace(
        found[0] if found else TransportEquipment(), seals=marks,
        seal_quantity=count if count != len(marks) else None,
    )
    return [first, *found[1:]]


def all_equipment(consignment: Consignment) -> list[TransportEquipment]:
    """Wagons and containers, also those that stand on a wagon."""
    return [one for top in consignment.equipment for one in (top, *top.carried)]


def written(consignment: Consignment) -> dict[str, Any]:
    """The members that say what carries the goods, and how it is sealed."""
    every = all_equipment(consignment)
    wagons = [CARRIAGE.write(one) for one in every if one.category_code == WAGON]
    boxes = [CONTAINER.write(one) for one in every
             if one.category_code in vehicles.CONTAINERS and one.identifier]
    seals = [
        {"SealID": seal.identifier, "SealQuantity": "1"}
        for one in every for seal in one.seals if seal.identifier
    ]
    parts = {"Carriage": wagons, "Container": boxes, "Seal": seals}
    return {name: part for name, part in parts.items() if part}


def put_numbers(consignment: Consignment, goods: list[dict[str, Any]]) -> None:
    """To each item its wagon and containers: as it says, or the only ones there are."""
    every = all_equipment(consignment)
    wagons = [one.identifier for one in every if one.category_code == WAGON]
    boxes = [one.identifier for one in every if one.category_code in vehicles.CONTAINERS]
    for item, row in zip(consignment.items, goods, strict=False):
        mine = [one for one in item.equipment if one in wagons] or (
            wagons if len(wagons) == 1 else []
        )
        inside = [one for one in item.equipment if one in boxes]
        if mine:
            row["CarriageNumber"] = mine[0]
        if inside:
            row["ContainerNumber"] = inside
        row["ContainerIndicator"] = bool(inside)


