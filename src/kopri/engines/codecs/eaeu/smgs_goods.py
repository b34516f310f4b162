"""Goods of the consignment note by rail."""

from typing import Any

from kopri.engines.codecs.eaeu import values
from kopri.engines.codecs.eaeu.cmr import HAZARDS
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping
from kopri.kernel.consignment import (
    ConsignmentItem,
    DocumentReference,
    PackagingUnit,
    ProductClassification,
    TradeProduct,
)
from kopri.kernel.consignment.codes import PACKAGES
from kopri.kernel.consignment.goods import outer_packages

EXPORT, TRANSIT = "830", "950"  # UN/EDIFACT 1001: goods declarations
NOMENCLATURE = "GNG"  # Harmonised commodity code of the railways (UIC/OSJD)


def _packages(wire: Any) -> tuple[PackagingUnit, ...]:
    known = wire.Packing in PACKAGES
    quantity = wire.PlacesQuantity
    return (PackagingUnit(
        type_code=wire.Packing if known else "", type_text="" if known else wire.Packing,
        quantity=values.count.read(quantity) if quantity and values.count.read else None,
        marks=wire.Marking or "", information=wire.PlacesDescription,
    ),)


def _packed(item: ConsignmentItem, tree: dict[str, Any]) -> None:
    """Packages as the railway describes them; of several kinds the first gives the name."""
    units = item.packages
    if not units:
        tree.update({"Packing": item.cargo_type_code, "PlacesDescription": item.cargo_type_code}
                    if item.cargo_type_code else {})
        return
    described = ", ".join(
        " ".join(str(part) for part in (unit.quantity, unit.type_text or unit.type_code)
                 if part not in (None, ""))
        for unit in units
    )
    outer = outer_packages(units)
    said = {
        "Packing": units[0].type_code or units[0].type_text,
        "PlacesDescription": units[0].information or described, "Marking": units[0].marks,
        "PlacesQuantity": "" if outer is None else str(outer),
        "GoodsMarking": item.marks,
    }
    tree.update({name: text for name, text in said.items() if text})


def _previous(wire: Any) -> tuple[DocumentReference, ...]:
    found = [DocumentReference(type_code=TRANSIT, identifier=number) for number in wire.MRN]
    if wire.DTInfo:
        number = values.customs_number(wire.DTInfo.DTNumber)
        found.insert(0, DocumentReference(type_code=EXPORT, identifier=number))
    return tuple(found)


def _declared(given: tuple[DocumentReference, ...]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    numbers = [one.identifier for one in given if one.type_code == TRANSIT and one.identifier]
    if numbers:
        tree["MRN"] = numbers
    for paper in given:
        parts = values.customs_parts(paper.identifier) if paper.type_code == EXPORT else None
        if parts and "DTInfo" not in tree:
            tree["DTInfo"] = {"GoodsNumeric": "1", "DTNumber": parts}
    return tree


def _coded(code: str) -> TradeProduct:
    return TradeProduct(classifications=(
        ProductClassification(system_name=NOMENCLATURE, code=code),
    ))


def _code_of(product: TradeProduct) -> str | None:
    return next(
        (one.code for one in product.classifications if one.system_name == NOMENCLATURE), None
    )


ITEM = Mapping(
    ConsignmentItem,
    ("marks", "GoodsMarking", Leaf(lambda text: text, None)),
    ("description", "GoodsDescription", values.description),
    ("sequence", "GoodsNumeric", convert.integer),
    ("commodity_code", "GoodsNomenclatureCode"),
    ("dangerous_goods", "HazardousCargoCode", HAZARDS),
    ("gross_volume_m3", "VolumeQuantity", convert.decimal),
    ("gross_weight_kg", "GrossWeightQuantity", convert.decimal),
    ("product", "HarmonizedRangeGoods", Leaf(_coded, _code_of)),
    ("packages", "", Leaf(_packages, None, at="Packing")),
    ("equipment", "", Leaf(
        lambda wire: tuple(filter(None, (wire.CarriageNumber, *wire.ContainerNumber))), None,
        at="CarriageNumber",
    )),
    ("previous_documents", "", Leaf(_previous, _declared, at="DTInfo")),
    ("invoice_amount", "", values.money("GCost", "CurrencyCode")),
    complete=_packed,
)
ITEMS = Each(ITEM)
