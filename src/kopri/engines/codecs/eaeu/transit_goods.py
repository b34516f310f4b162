"""Goods and papers of the transit declaration."""

from collections.abc import Iterable
from typing import Any

from kopri.engines.codecs.eaeu import codes, papers, transit_parties, values, vehicles
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.compiling import NotCarried
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping, Row
from kopri.kernel.consignment import (
    ConsignmentItem,
    DocumentReference,
    PackagingUnit,
    TradeParty,
)
from kopri.kernel.consignment.goods import outer_packages

TIR, EXPORT, IMPORT, TRANSIT = "952", "830", "929", "950"  # UN/EDIFACT 1001
_UNPACKED, _PACKED = "0", "1"  # whether goods are packed, box 31 of the declaration
_NOT_PRESENTED = "0"  # the document is named, and not handed in with the declaration


def _kind(wire: Any) -> str:
    return codes.DOCUMENT_OF.get(wire.content, "")


def _own_kind(wire: Any) -> str:
    known = wire.content in codes.DOCUMENT_OF or wire.content == codes.OTHER_DOCUMENT
    return "" if known else wire.content


def _kinded(paper: DocumentReference, tree: dict[str, Any]) -> None:
    tree["DocKindCode"] = {
        "content": papers.kind_of(paper), "codeListId": codes.DOCUMENT_LIST
    }


_PAPER: tuple[Row, ...] = (
    ("type_code", "DocKindCode", Leaf(_kind, None)),
    ("subtype_code", "DocKindCode", Leaf(_own_kind, None)),
    ("name", "DocName"),
    ("identifier", "DocId"),
    ("issued", "DocCreationDate", values.day),
)
TRANSPORT_PAPER = Mapping(DocumentReference, *_PAPER, complete=_kinded)
PRESENTED = Mapping(
    DocumentReference, *_PAPER,
    ("valid_from", "DocStartDate", values.day),
    ("valid_to", "DocValidityDate", values.day),
    ("issuer", "AuthorityName", Leaf(
        lambda name: TradeParty(name=name), lambda party: party.name or None
    )),
    complete=_kinded,
)


def presented(given: list[DocumentReference]) -> list[dict[str, Any]]:
    """Papers as the declaration lists them, numbered."""
    return [
        PRESENTED.write(paper) | {
            "LineId": str(number),
            "DocumentPresentingDetails": {"DocPresentKindCode": _NOT_PRESENTED},
        }
        for number, paper in enumerate(given, 1)
    ]


def _previous(wire: tuple[Any, ...]) -> tuple[DocumentReference, ...]:
    found = []
    for one in wire:
        number = one.DocId or ""
        issued = (one.DocCreationDate or "")[:10]
        code = _kind(one.DocKindCode)
        if one.TIRIdDetails:
            number, code = one.TIRIdDetails.TIRSeriesId + one.TIRIdDetails.TIRId, TIR
        elif one.CustomsDocIdDetails:
            number = _registered(one.CustomsDocIdDetails)
        found.append(DocumentReference(
            type_code=code, subtype_code="" if code else _own_kind(one.DocKindCode),
            identifier=number, issued=issued, name=one.DocName or "",
        ))
    return tuple(found)


def _registered(wire: Any) -> str:
    year, month, day = wire.DocCreationDate[:10].split("-")
    return f"{wire.CustomsOfficeCode}/{day}{month}{year[2:]}/{wire.CustomsDocumentId}"


def preceding(given: Iterable[DocumentReference]) -> list[dict[str, Any]]:
    """Earlier declarations and the like, numbered."""
    rows = []
    for number, paper in enumerate(given, 1):
        row: dict[str, Any] = {"LineId": str(number), "DocName": paper.name}
        _kinded(paper, row)
        parts = values.customs_parts(paper.identifier)
        if parts and 5 <= len(parts["GTDNumber"]) <= 7:
            row["CustomsDocIdDetails"] = {
                "CustomsOfficeCode": parts["CustomsCode"],
                "DocCreationDate": parts["RegistrationDate"],
                "CustomsDocumentId": parts["GTDNumber"],
            }
        else:
            row |= {"DocId": paper.identifier, "DocCreationDate": paper.issued[:10]}
        rows.append({name: part for name, part in row.items() if part})
    return rows


def _packages(wire: Any) -> tuple[PackagingUnit, ...]:
    return tuple(
        PackagingUnit(
            type_code=one.PackageKindCode.content,
            quantity=int(one.PackageQuantity) if one.PackageQuantity else None,
            marks="\n".join(one.CargoDescriptionText),
        )
        for one in wire.PackagePalletDetails
    )


def _packaging(units: tuple[PackagingUnit, ...]) -> dict[str, Any]:
    outer = outer_packages(units)
    rows = []
    for unit in units:
        row: dict[str, Any] = {
            "PackageKindCode": {"content": unit.type_code, "codeListId": codes.PACKAGE_LIST},
            "PackageQuantity": "" if unit.quantity is None else str(unit.quantity),
            "CargoDescriptionText": values.chunks(unit.marks),
        }
        rows.append({name: part for name, part in row.items() if part})
    found: dict[str, Any] = {
        "PackageAvailabilityCode": _PACKED if units else _UNPACKED, "PackagePalletDetails": rows
    }
    if outer is not None:
        found["CargoQuantity"] = str(outer)
    return found


def _numbers(wire: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(box.ContainerId for one in wire for box in one.ContainerDetails)


def containers(numbers: list[str]) -> list[dict[str, Any]]:
    """The containers of an item."""
    return [{
        "PackageKindCode": {"content": "CN", "codeListId": codes.PACKAGE_LIST},
        "ContainerDetails": [{"ContainerId": number} for number in vehicles.distinct(numbers)],
        "ContainerQuantity": str(len(set(numbers))),
    }] if numbers else []


def _unit(wire: Any) -> str:
    number = wire.GoodsMeasure.measurementUnitCode
    if number not in codes.UNIT_OF:
        raise NotCarried(f"the unit {number} has no counterpart in UN/ECE Rec. 20")
    return codes.UNIT_OF[number]


def _measure(item: ConsignmentItem, tree: dict[str, Any]) -> None:
    if item.tariff_quantity is None or not item.tariff_unit:
        return
    tree["GoodsMeasureDetails"] = {"GoodsMeasure": {
        "content": format(item.tariff_quantity, "f"),
        "measurementUnitCode": codes.UNIT_NUMBER.get(item.tariff_unit, item.tariff_unit),
        "measurementUnitCodeListId": codes.UNIT_LIST,
    }}
    if item.tariff_unit in codes.UNIT_NAME:
        name = codes.UNIT_NAME[item.tariff_unit]
        tree["GoodsMeasureDetails"]["MeasureUnitAbbreviationCode"] = name


ITEM = Mapping(
    ConsignmentItem,
    ("sequence", "ConsignmentItemOrdinal", convert.integer),
    ("commodity_code", "CommodityCode", values.commodity),
    ("description", "GoodsDescriptionText", values.description),
    ("gross_weight_kg", "UnifiedGrossMassMeasure", transit_parties.WEIGHT),
    ("net_weight_kg", "UnifiedNetMassMeasure", transit_parties.WEIGHT),
    ("tariff_quantity", "GoodsMeasureDetails.GoodsMeasure.content", Leaf(
        convert.decimal.read, None
    )),
    ("tariff_unit", "GoodsMeasureDetails", Leaf(_unit, None, at="GoodsMeasure")),
    ("packages", "CargoPackagePalletDetails", Leaf(_packages, _packaging)),
    ("equipment", "ContainerListDetails", Leaf(_numbers, None)),
    ("invoice_amount", "CAValueAmount", transit_parties.AMOUNT),
    ("previous_documents", "TDPrecedingDocDetails", Leaf(_previous, None)),
    ("documents", "TDPresentedDocDetails", Each(PRESENTED)),
    complete=_measure,
)
ITEMS = Each(ITEM)
