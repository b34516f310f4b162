"""Goods of the preliminary information: items, packages, certificates."""

from typing import Any

from msgspec.structs import replace

from kopri.engines.codecs.eaeu import papers, values
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping
from kopri.kernel.consignment import (
    ConsignmentItem,
    DocumentReference,
    PackagingUnit,
    TradeParty,
    TradeProduct,
)

INNER = "1"  # UN/EDIFACT 7075
PHYTOSANITARY, SANITARY, VETERINARY, IMPORT_PERMIT = "851", "852", "853", "911"


def _packages(wire: tuple[Any, ...]) -> tuple[PackagingUnit, ...]:
    units: list[PackagingUnit] = []
    for cargo in wire:
        quantity = _whole(cargo.PakageQuantity)
        inside = list(cargo.PackingInformation)
        marks = ""
        if inside and inside[0].PackingCode == cargo.CargoCode and (
            _whole(inside[0].PakingQuantity) == quantity
        ):
            marks = inside.pop(0).PackingMark or ""
        units.append(PackagingUnit(
            type_code=cargo.CargoCode, quantity=quantity, marks=marks,
            type_text=cargo.CargoDescription or "",
        ))
        units += [PackagingUnit(
            type_code=one.PackingCode, quantity=_whole(one.PakingQuantity), level_code=INNER,
            marks=one.PackingMark or "",
        ) for one in inside]
    return tuple(units)


def _whole(text: str | None) -> int | None:
    return int(text.partition(".")[0] or 0) if text else None


def _packaging(units: tuple[PackagingUnit, ...]) -> list[dict[str, Any]]:
    cargo: list[dict[str, Any]] = []
    for unit in units:
        inside = _inside(unit)
        if unit.level_code == INNER and cargo:
            cargo[-1].setdefault("PackingInformation", []).append(inside)
            continue
        said = {"CargoCode": unit.type_code, "CargoDescription": unit.type_text}
        if unit.quantity is not None:
            said["PakageQuantity"] = str(unit.quantity)
        cargo.append({name: text for name, text in said.items() if text})
        if unit.type_code and unit.quantity is not None:
            cargo[-1]["PackingInformation"] = [inside]
    return cargo


def _inside(unit: PackagingUnit) -> dict[str, str]:
    quantity = "" if unit.quantity is None else str(unit.quantity)
    said = {
        "PackingCode": unit.type_code, "PakingQuantity": quantity, "PackingMark": unit.marks,
    }
    return {name: text for name, text in said.items() if text}


PERMIT = Mapping(
    DocumentReference,
    *papers.BASE,
    ("subtype_code", "PresentedDocumentModeCode"),
    ("valid_to", "ExpiredDate", values.day),
    ("issuer", "FOIVName", Leaf(
        lambda name: TradeParty(name=name), lambda party: party.name or None
    )),
)


def _permits(control: Any) -> tuple[DocumentReference, ...]:
    """Certificates of the other services, each by its place."""
    found = []
    for code, wire in _permit_places(control):
        paper = PERMIT.read(wire, [])
        if paper is not None:
            found.append(replace(paper, type_code=code))
    return tuple(found)


def _permit_places(control: Any) -> list[tuple[str, Any]]:
    health, animals, plants = (
        control.SanitaryQuarantine, control.Veterinary, control.FitoSanitary
    )
    places = [(SANITARY, health.DocPermit)] if health else []
    places += [(IMPORT_PERMIT, one) for one in animals.DocPermit] if animals else []
    places += [(VETERINARY, one) for one in animals.VeterinaryAdd] if animals else []
    places += [(PHYTOSANITARY, plants.FitoSanitaryDoc)] if plants else []
    return [(code, wire) for code, wire in places if wire is not None]


def _controls(documents: tuple[DocumentReference, ...]) -> dict[str, Any]:
    given = {
        code: [PERMIT.write(one) for one in documents if one.type_code == code]
        for code in (SANITARY, VETERINARY, IMPORT_PERMIT, PHYTOSANITARY)
    }
    control: dict[str, Any] = {}
    if given[SANITARY]:
        control["SanitaryQuarantine"] = {"DocPermit": given[SANITARY][0]}
    animals = {"DocPermit": given[IMPORT_PERMIT], "VeterinaryAdd": given[VETERINARY]}
    if any(animals.values()):
        control["Veterinary"] = {name: some for name, some in animals.items() if some}
    if given[PHYTOSANITARY]:
        control["FitoSanitary"] = {"FitoSanitaryDoc": given[PHYTOSANITARY][0]}
    return control


def _measured(item: ConsignmentItem, tree: dict[str, Any]) -> None:
    """A unit without a quantity says nothing here."""
    if item.tariff_quantity is None:
        tree.pop("GoodsMeasureQuantity", None)


PRODUCT = Mapping(TradeProduct, ("common_name", "GoodsName"))
ITEM = Mapping(
    ConsignmentItem,
    ("sequence", "GoodsNumeric", convert.integer),
    ("commodity_code", "GoodsTNVEDCode"),
    ("description", "GoodsDescription", values.description),
    ("product", "", PRODUCT),
    ("gross_weight_kg", "GrossWeightQuantity", convert.decimal),
    ("net_weight_kg", "NetWeightQuantity", convert.decimal),
    ("equipment", "ContainerNumbers", Leaf(lambda wire: wire, None)),
    ("origin_country", "OriginCountryCode", values.country),
    ("invoice_amount", "", values.money("InvoicedCost", "CurrencyCode")),
    ("tariff_quantity", "GoodsMeasureQuantity.GoodsQuantity", convert.decimal),
    ("tariff_unit", "GoodsMeasureQuantity", values.unit(
        "MeasureUnitQualifierCode", "MeasureUnitQualifierName"
    )),
    ("packages", "GoodsPackaging", Leaf(_packages, _packaging)),
    ("documents", "ControlNoCustoms", Leaf(_permits, _controls)),
    complete=_measured,
)
ITEMS = Each(ITEM)
