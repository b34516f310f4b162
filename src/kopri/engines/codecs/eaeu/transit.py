"""The transit declaration of the Eurasian Economic Union (R.048), and what it says of a journey.

Source: data model of the Union, complex objects 1.8.1; the boxes are those of the form of decision
73 of the Board of the Eurasian Economic Commission of 30 May 2023. Read and written.
"""

import re
from typing import Any

from msgspec.structs import replace

from kopri.engines.codecs.eaeu import (
    codes,
    places,
    transit_goods,
    values,
    vehicles,
)
from kopri.engines.codecs.eaeu.album import (
    AlbumCodec,
    ShipmentRoot,
    document_identifier,
    gross_weight,
)
from kopri.engines.codecs.eaeu.carnets import carnet, carnet_paper
from kopri.engines.codecs.eaeu.parties import MEMBERS
from kopri.engines.codecs.eaeu.transit_grammar import TRANSIT
from kopri.engines.codecs.eaeu.transit_parties import AMOUNT, PARTY, WEIGHT
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.mapping import Leaf, Mapping, merged
from kopri.kernel.consignment import (
    Consignment,
    DocumentReference,
    Guarantee,
    Location,
    RegulatoryProcedure,
    Seal,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)

NAMESPACE = "urn:EEC:R:048:TransitDeclaration:v1.0.0"
_MODEL = "urn:EEC:M"
NAMESPACES = {
    "": NAMESPACE,
    "cacdo": f"{_MODEL}:CA:ComplexDataObjects:v1.8.1",
    "casdo": f"{_MODEL}:CA:SimpleDataObjects:v1.8.1",
    "ccdo": f"{_MODEL}:ComplexDataObjects:v0.4.14",
    "csdo": f"{_MODEL}:SimpleDataObjects:v0.4.14",
}
PROCEDURE = "80"  # the customs procedure of transit, decision 378, annex 1
EXPORT, IMPORT, THROUGH, INNER = "ЭК", "ИМ", "ТР", "ВТ"
DIRECTIONS = frozenset({EXPORT, IMPORT, THROUGH, INNER, "ТС"})
_SHIPMENT = "TDGoodsShipmentDetails.0."


def direction(consignment: Consignment) -> str:
    """How the goods move under transit: out of the Union, into it, through it, or within."""
    stated = (one.movement_type_code for one in consignment.procedures)
    if found := next((code for code in stated if code in DIRECTIONS), ""):
        return found
    start = values.country_of(consignment.acceptance_location)
    stop = values.country_of(consignment.receipt_location)
    if not start or not stop:
        return ""
    return {
        (False, False): THROUGH, (False, True): IMPORT, (True, False): EXPORT, (True, True): INNER
    }[start in MEMBERS, stop in MEMBERS]


def _legs(wire: Any) -> tuple[TransportMovement, ...]:
    rows = wire.TransportMeansItemDetails
    if not rows:
        return ()
    first = rows[0]
    kind = first.UnifiedTransportModeCode
    return (TransportMovement(
        mode_code=vehicles.mode_of(kind.content if kind else ""),
        means=TransportMeans(
            identifier=_plate(first), country=_country(first),
            further_identifiers=(first.VehicleId,) if first.VehicleId else (),
        ),
    ),)


def _plate(row: Any) -> str:
    return row.TransportMeansRegId.content if row.TransportMeansRegId else ""


def _country(row: Any) -> str:
    stated = row.RegistrationNationalityCode
    given = row.TransportMeansRegId.countryCode if row.TransportMeansRegId else ""
    return values.known_country(stated.content if stated else given)


def _equipment(wire: Any) -> tuple[TransportEquipment, ...]:
    """What the first vehicle pulls, then containers; seals are those of the whole."""
    pulled = [
        replace(vehicles.trailer(_plate(row)), country=_country(row))
        for row in wire.TransportMeansItemDetails[1:]
    ]
    boxes = vehicles.distinct(
        box.ContainerId for shipment in wire.TDGoodsShipmentDetails
        for item in shipment.TransitGoodsItemDetails
        for one in item.ContainerListDetails for box in one.ContainerDetails
    )
    found = [*pulled, *map(vehicles.container, boxes)]
    marks = tuple(
        Seal(identifier=mark.CustomsIdentificationMeansId)
        for one in wire.CustomsIdentificationDetails
        for mark in one.CustomsIdentificationMeansIdDetails if mark.CustomsIdentificationMeansId
    )
    if marks:
        first = found.pop(0) if found else TransportEquipment()
        found.insert(0, replace(first, seals=marks))
    return tuple(found)


def _vehicles(consignment: Consignment) -> list[dict[str, Any]]:
    legs = vehicles.crossing_legs(consignment)
    leg = legs[0] if legs else TransportMovement()
    means = leg.means or TransportMeans()
    pulled = vehicles.trailers(consignment)
    kind = vehicles.transport_kind(leg.mode_code, pulled=bool(pulled))
    every = [(means.identifier, means.country, vehicles.vin_of(means))]
    every += [(one.identifier, one.country, "") for one in pulled]
    rows = []
    for number, (plate, country, vin) in enumerate(every, 1):
        row: dict[str, Any] = {
            "ObjectOrdinal": str(number), "VehicleId": vin,
            "UnifiedTransportModeCode": _listed(kind, codes.TRANSPORT_LIST),
            "RegistrationNationalityCode": _listed(country, codes.COUNTRY_LIST),
            "TransportMeansRegId": {"content": plate} | (
                {"countryCode": country, "countryCodeListId": codes.COUNTRY_LIST}
                if country else {}
            ),
        }
        if plate:
            rows.append({name: part for name, part in row.items() if part})
    return rows


def _listed(code: str, code_list: str) -> dict[str, str]:
    return {"content": code, "codeListId": code_list} if code else {}


def _seals(consignment: Consignment) -> list[dict[str, Any]]:
    marks = vehicles.distinct(
        seal.identifier for one in consignment.equipment for seal in one.seals
    )
    return [{
        "CustomsIdentificationMethodCode": "01", "CustomsIdentificationMeansKindCode": "01",
        "SealQuantity": str(len(marks)), "CustomsIdentificationMeansIdDetails": [
            {"CustomsIdentificationMeansId": mark} for mark in marks
        ],
    }] if marks else []


def _procedures(wire: Any) -> tuple[RegulatoryProcedure, ...]:
    (shipment,) = wire.TDGoodsShipmentDetails
    office = shipment.TransitDestinationDetails.CustomsOfficeDetails
    country = office.UnifiedCountryCode
    place = Location(
        identifier=office.CustomsOfficeCode or "", name=office.CustomsOfficeName or "",
        country=values.known_country(country.content if country else ""),
    )
    return (RegulatoryProcedure(
        type_code=PROCEDURE, movement_type_code=wire.TransitProcedureCode.content,
        import_office=place if place != Location() else None,
        guarantees=tuple(map(_guarantee, wire.TransitGuaranteeDetails.TransitGuaranteeDocDetails)),
    ),)


def _guarantee(wire: Any) -> Guarantee:
    method, amount = wire.PaymentGuaranteeMethodCode, wire.GuaranteeAmount
    return Guarantee(
        identifier=wire.DocId or "", type_code=method.content if method else "",
        amount=convert.money(amount.content, amount.currencyCode) if amount else None,
    )


def _guarantees(consignment: Consignment) -> dict[str, Any]:
    rows = []
    for given in (one for procedure in consignment.procedures for one in procedure.guarantees):
        row: dict[str, Any] = {
            "DocId": given.identifier,
            "GuaranteeAmount": AMOUNT.write(given.amount) if given.amount and AMOUNT.write else {},
            "PaymentGuaranteeMethodCode": _listed(given.type_code, codes.GUARANTEE_LIST)
            if re.fullmatch("[0-9]{2}", given.type_code) else {},
        }
        rows.append({name: part for name, part in row.items() if part})
    secured = bool(rows) or carnet(consignment) is not None
    return {"GuaranteePresentCode": "1" if secured else "0", "TransitGuaranteeDocDetails": rows}


def _carnets(wire: Any) -> tuple[DocumentReference, ...]:
    found = wire.TIRCarnetIdDetails
    return (carnet_paper(found, series="TIRSeriesId", number="TIRId"),) if found else ()


def _destination(consignment: Consignment) -> dict[str, Any]:
    office = places.destination_office(consignment) or Location()
    row = {
        "CustomsOfficeCode": office.identifier, "CustomsOfficeName": office.name,
        "UnifiedCountryCode": _listed(office.country, codes.COUNTRY_LIST),
    }
    found = {name: part for name, part in row.items() if part}
    return {"CustomsOfficeDetails": found} if found else {}


def _goods(consignment: Consignment, rows: list[dict[str, Any]]) -> None:
    """To each item its number, its containers, and the papers of the whole beside its own."""
    inside = vehicles.contained(consignment)
    whole = [one for one in (consignment.waybill, *consignment.documents) if one]
    for place, (item, row) in enumerate(zip(consignment.items, rows, strict=False)):
        row.setdefault("ConsignmentItemOrdinal", str(item.sequence or place + 1))
        if inside[place]:
            row["ContainerListDetails"] = transit_goods.containers(inside[place])
        given = [*item.documents, *(one for one in whole if one not in item.documents)]
        row["TDPresentedDocDetails"] = transit_goods.presented(given)
        if earlier := [*item.previous_documents, *consignment.previous_documents]:
            row["TDPrecedingDocDetails"] = transit_goods.preceding(earlier)


def _carriers(consignment: Consignment) -> list[dict[str, Any]]:
    who = [one for one in (consignment.carrier, *consignment.connecting_carriers) if one]
    return [PARTY.write(one) | {"CarrierOrdinal": str(number)}
            for number, one in enumerate(who, 1)]


def _made(consignment: Consignment) -> str:
    """When the declaration was made: as its own reference says, else with the waybill."""
    own = next((one.issued for one in consignment.documents
                if one.type_code == transit_goods.TRANSIT and one.issued), "")
    moment = own or (consignment.waybill.issued if consignment.waybill else "") or (
        consignment.acceptance_time
    )
    return moment if "T" in moment or not moment else f"{moment}T00:00:00"


def _complete(consignment: Consignment, tree: dict[str, Any]) -> None:
    """What the declaration says besides the rows."""
    (shipment,) = tree.setdefault("TDGoodsShipmentDetails", [{}])
    _goods(consignment, shipment.get("TransitGoodsItemDetails", []))
    weight, made = gross_weight(consignment), _made(consignment)
    total: dict[str, Any] = {
        "GoodsQuantity": str(consignment.item_quantity or len(consignment.items)),
        "CargoQuantity": str(consignment.package_quantity or ""),
        "TotalGrossMassMeasure": WEIGHT.write(weight) if weight and WEIGHT.write else {},
        "TotalAmount": shipment.get("TotalAmount", {}),
    }
    total = {name: part for name, part in total.items() if part}
    merged(shipment, total | {
        "ObjectOrdinal": "1", "TransitDestinationDetails": _destination(consignment),
    })
    series = carnet(consignment)
    declarant = consignment.declarant or consignment.carrier
    parts: dict[str, Any] = total | {
        "EDocDateTime": made, "EventDate": made[:10],
        "TransitProcedureCode": _listed(direction(consignment), codes.DIRECTION_LIST),
        "TIRCarnetIdDetails": {"TIRSeriesId": series[0], "TIRId": series[1]} if series else {},
        "TransportMeansItemDetails": _vehicles(consignment),
        "DeclarantDetails": PARTY.write(declarant) if declarant else {},
        "CustomsIdentificationDetails": _seals(consignment),
        "CarrierDetails": _carriers(consignment),
    }
    merged(tree, {name: part for name, part in parts.items() if part} | {
        "EDocCode": "R.048", "EDocId": document_identifier("R.048", consignment),
        "DeclarationKindCode": "ТТ", "EDocIndicatorCode": "ЭД",
        "ContainerIndicator": bool(vehicles.containers(consignment)),
        "TransitGuaranteeDetails": _guarantees(consignment),
    })


COUNTRY_PLACE = Leaf(
    lambda wire: Location(country=values.known_country(wire.content)),
    lambda place: _listed(values.country_of(place), codes.COUNTRY_LIST) or None,
)
CONSIGNMENT = Mapping(
    Consignment,
    ("waybill", _SHIPMENT + "TransportDocumentDetails", transit_goods.TRANSPORT_PAPER),
    ("acceptance_location", _SHIPMENT + "DepartureCountryCode", COUNTRY_PLACE),
    ("receipt_location", _SHIPMENT + "DestinationCountryCode", COUNTRY_PLACE),
    ("gross_weight_kg", _SHIPMENT + "TotalGrossMassMeasure", Leaf(WEIGHT.read, None)),
    ("package_quantity", _SHIPMENT + "CargoQuantity", Leaf(convert.integer.read, None)),
    ("item_quantity", _SHIPMENT + "GoodsQuantity", Leaf(convert.integer.read, None)),
    ("invoice_amount", _SHIPMENT + "TotalAmount", AMOUNT),
    ("consignor", _SHIPMENT + "ConsignorDetails", PARTY),
    ("consignee", _SHIPMENT + "ConsigneeDetails", PARTY),
    ("items", _SHIPMENT + "TransitGoodsItemDetails", transit_goods.ITEMS),
    ("declarant", "DeclarantDetails", Leaf(lambda wire: PARTY.read(wire, []), None)),
    ("carrier", "CarrierDetails.0", Leaf(lambda wire: PARTY.read(wire, []), None)),
    ("connecting_carriers", "CarrierDetails", Leaf(
        lambda wire: tuple(PARTY.read(one, []) for one in wire[1:]), None
    )),
    ("documents", "", Leaf(_carnets, None, at="TIRCarnetIdDetails")),
    ("procedures", "", Leaf(_procedures, None, at="TransitGuaranteeDetails")),
    ("main_carriage", "", Leaf(_legs, None, at="TransportMeansItemDetails")),
    ("equipment", "", Leaf(_equipment, None, at="TransportMeansItemDetails")),
    complete=_complete,
)

CODEC = AlbumCodec(
    name="eaeu-transit",
    title="EAEU transit declaration (R.048), XML",
    rule="EAEU transit declaration R.048, version 1.0.0",
    roots={f"{{{NAMESPACE}}}TransitDeclaration": ShipmentRoot(
        mapping=CONSIGNMENT, grammar=TRANSIT, record="TransitDeclaration",
        namespaces=NAMESPACES, shipments="TDGoodsShipmentDetails",
    )},
    marks=(b"urn:EEC:R:048:TransitDeclaration:",),
    written=f"{{{NAMESPACE}}}TransitDeclaration",
    together=True,
)
