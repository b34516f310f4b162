"""Where rows alone do not tell: the way between a declaration and the model, and what a new one says.

A declaration names exporter and countries once; the model has a consignor and places too. What a
new declaration says beside the consignment is what a real one has: its function and reference,
the kind of procedure, totals, the declarant, how means of transport are identified.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from kopri.kernel.consignment import (
    Consignment,
    ConsignmentItem,
    DocumentReference,
    Location,
    RegulatoryProcedure,
    iso6346,
)
from kopri.kernel.consignment.goods import outer_packages

Tree = dict[str, Any]
# UN/EDIFACT 1001: contracts of carriage
WAYBILLS = frozenset({"703", "704", "705", "710", "714", "720", "722", "730", "740", "741", "760"})
EXPORT, IMPORT, TRANSIT = "830", "929", "821"  # UN/EDIFACT 1001: goods declarations
# Customs procedure requested and previous, by the kind of declaration (WCO, revised Kyoto Convention)
_PROCEDURES = {EXPORT: ("10", "00"), IMPORT: ("40", "00"), TRANSIT: ("80", "00")}
# How a means of transport is identified, by the mode: IMO number, wagon, plate, aircraft, ENI
_IDENTIFIED_BY = {"1": "10", "2": "20", "3": "30", "4": "41", "8": "80"}
_MOST_REFERENCE = 35


def settle(read: Consignment) -> Consignment:
    """What the rows have read, in the model's terms."""
    waybill, documents = _waybill(read.documents)
    route = tuple(
        code for code in read.transit_countries
        if code not in (read.export_country, read.import_country)
    )
    return replace(
        read,
        waybill=waybill, documents=documents, transit_countries=route,
        consignor=read.consignor or read.exporter,
    )


def _waybill(
    documents: tuple[DocumentReference, ...]
) -> tuple[DocumentReference | None, tuple[DocumentReference, ...]]:
    """The first contract of carriage, and the other documents."""
    for place, one in enumerate(documents):
        if one.type_code in WAYBILLS:
            return one, documents[:place] + documents[place + 1:]
    return None, documents


def country_of(location: Location | None) -> str:
    """The country of a place: as stated, of its address, or of its UN/LOCODE."""
    if location is None:
        return ""
    stated = location.country or (location.address.country if location.address else "")
    code = location.identifier
    return stated or (code[:2] if len(code) == 5 and code.isalnum() and code.isupper() else "")


def spread(said: Consignment) -> Consignment:
    """The way back: the model's terms onto the rows."""
    start = said.export_country or country_of(said.acceptance_location)
    end = said.import_country or country_of(said.receipt_location)
    route = tuple(code for code in (start, *said.transit_countries, end) if code)
    return replace(
        said,
        consignor=None if said.consignor == said.exporter else said.consignor,
        documents=(said.waybill, *said.documents) if said.waybill else said.documents,
        waybill=None, acceptance_location=None, receipt_location=None,
        export_country=start, import_country=end, transit_countries=route,
        items=tuple(
            item if item.sequence else replace(item, sequence=number)
            for number, item in enumerate(said.items, 1)
        ),
        equipment=tuple(
            one if one.sequence else replace(one, sequence=number)
            for number, one in enumerate(said.equipment, 1)
        ),
    )


def fill(consignment: Consignment, *, write: Callable[[Consignment], Tree]) -> Tree:
    """A new declaration in its envelope; ``write``: the mapping's way to the wire."""
    kind = _kind(consignment)
    ready = spread(_ready(consignment, kind))
    body = write(ready)
    body["FunctionCode"] = {"content": "9"}
    body.setdefault("TypeCode", {"content": kind})
    reference = next(filter(None, (
        consignment.forwarder_reference, consignment.identifier,
        consignment.waybill.identifier if consignment.waybill else "",
    )), "")
    if reference:
        body["FunctionalReferenceID"] = {"content": reference[:_MOST_REFERENCE]}
    _transport(body, ready)
    tree: Tree = {
        "WCODataModelVersionCode": {"content": "3.6"}, "WCOTypeName": {"content": "DEC"},
        "Declaration": body,
    }
    if ready.export_country:
        tree["ResponsibleCountryCode"] = {"content": ready.export_country}
    return tree


def _kind(consignment: Consignment) -> str:
    stated = next((one.type_code for one in consignment.procedures if one.type_code), "")
    if stated and len(stated) <= 3:
        return stated
    if any(one.transit_offices for one in consignment.procedures):
        return TRANSIT
    return IMPORT if consignment.importer and not consignment.exporter else EXPORT


def _ready(said: Consignment, kind: str) -> Consignment:
    """The consignment with what a declaration always says, as far as it follows from it."""
    items = tuple(_item(item, kind) for item in said.items)
    exporter = said.exporter or said.consignor
    return replace(
        said,
        items=items,
        exporter=exporter,
        declarant=said.declarant or said.freight_forwarder or exporter,
        loading_port=said.loading_port or said.acceptance_location,
        item_quantity=len(items) or said.item_quantity,
        package_quantity=_total(
            said.package_quantity, [outer_packages(item.packages) for item in items]
        ),
        gross_weight_kg=_total(
            said.gross_weight_kg, [item.gross_weight_kg for item in items]
        ),
    )


def _item(item: ConsignmentItem, kind: str) -> ConsignmentItem:
    current, previous = _PROCEDURES.get(kind, _PROCEDURES[EXPORT])
    procedure = RegulatoryProcedure(type_code=current, previous_type_code=previous)
    return item if item.procedures else replace(item, procedures=(procedure,))


def _total(stated: Any, parts: list[Any]) -> Any:
    """What is stated, or else the sum, where every part is known."""
    known = bool(parts) and None not in parts
    return sum(parts) if stated is None and known else stated


def _transport(body: Tree, ready: Consignment) -> None:
    """How means are identified, and whether there are containers."""
    legs = (
        (ready.main_carriage, body.get("BorderTransportMeans")),
        (ready.pre_carriage, _inner(body, "DepartureTransportMeans")),
        (ready.on_carriage, _inner(body, "ArrivalTransportMeans")),
    )
    for movements, means in legs:
        code = _IDENTIFIED_BY.get(movements[0].mode_code) if movements else None
        if means and "ID" in means and code:
            means["IdentificationTypeCode"] = {"content": code}
    if ready.equipment:
        containers = any(
            one.category_code == "CN" or iso6346.looks_like(one.identifier)
            for one in ready.equipment
        )
        shipment = body["GoodsShipment"]["Consignment"]
        shipment["ContainerCode"] = {"content": "1" if containers else "0"}


def _inner(body: Tree, name: str) -> Any:
    return body.get("GoodsShipment", {}).get("Consignment", {}).get(name)
