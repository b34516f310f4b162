"""TIR_Carnet: a copy of the TIR carnet, 1003104E; also read as transit declaration, 1003106E.

Source: album of electronic document formats, version 5.23.0; the boxes are those of the carnet of
the TIR Convention (1975), annex 1. The copy is read and written; CUTIR_Carnet, the declaration that
a carnet may be used as, is read.
"""

from typing import Any

from kopri.engines.codecs.eaeu import carnets, cutir, papers, places, tir_goods, values, vehicles
from kopri.engines.codecs.eaeu.album import AlbumCodec, ShipmentRoot, document_identifier
from kopri.engines.codecs.eaeu.parties import ADDRESS, ADDRESSED
from kopri.engines.codecs.eaeu.shared_grammar import NAMESPACES
from kopri.engines.codecs.eaeu.tir_grammar import CUTIR_CARNET, TIR_CARNET
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping, merged
from kopri.kernel.consignment import (
    Address,
    Consignment,
    DocumentReference,
    Guarantee,
    Location,
    RegulatoryProcedure,
    TradeParty,
    TransportEquipment,
)

_CAR = "urn:customs.ru:Information:TransportDocuments:Car"
NAMESPACE = f"{_CAR}:TIR_Carnet:5.23.0"
CUTIR_NAMESPACE = f"{_CAR}:CUTIR_Carnet:5.22.0"
NOTE = "730"  # UN/EDIFACT 1001: road consignment note
_SHIPMENT = "TIR_Shipment.0."

FORWARDER = Mapping(TradeParty, ("name", "Name"), ("address", "Address", ADDRESS))
GUARANTEE = Mapping(Guarantee, ("type_code", "MeasureCode"), ("identifier", "DocumentNumber"))
PRECEDING = Mapping(
    DocumentReference, *papers.BASE, ("subtype_code", "DocumentKind", Leaf(
        lambda code: code, lambda code: code if len(code) == 2 else None
    )),
)


def _waybill(wire: Any) -> DocumentReference | None:
    numbers = (one.TTNNumber for shipment in wire.TIR_Shipment for one in shipment.Goods)
    number = next((one for one in numbers if one), "")
    return DocumentReference(type_code=NOTE, identifier=number) if number else None


def _equipment(wire: Any) -> tuple[TransportEquipment, ...]:
    (shipment,) = wire.TIR_Shipment
    plates = (
        plate for one in wire.TransportMeans for plate in (one.TrailerNumber, one.TrailerNumber2)
    )
    sealed = tir_goods.seals(shipment.IdentityMark)
    return tir_goods.equipment(filter(None, plates), shipment.ContainerID, sealed)


def _procedures(wire: Any) -> tuple[RegulatoryProcedure, ...]:
    (shipment,) = wire.TIR_Shipment
    target = shipment.Destination
    code = (target.DestinationCustomsCode or target.DeliveryCustomsPostCode) if target else ""
    guarantee = GUARANTEE.read(wire.Guarantee, []) if wire.Guarantee else None
    return (RegulatoryProcedure(
        export_office=Location(name=shipment.DepartureCustomsOffice),
        import_office=Location(identifier=code) if code else None,
        guarantees=(guarantee,) if guarantee else (),
    ),)


def _start(wire: Any) -> Location:
    return Location(
        country=values.known_country(wire.DispatchCountryCode),
        address=Address(country_name=wire.DispatchCountryName),
    )


def _offices(consignment: Consignment) -> dict[str, Any]:
    given = (one.export_office for one in consignment.procedures)
    start = next((one for one in given if one), None)
    stop = places.destination_office(consignment)
    target: dict[str, Any] = {
        "DestinationCustomsCode": stop.identifier if stop else "",
        "DestinationPlaceName": values.place_of(consignment.receipt_location),
    }
    place = consignment.receipt_location
    if place and place.address and place.address.city:
        target["Address"] = ADDRESS.write(place.address)
    return {
        "DepartureCustomsOffice": values.place_of(start),
        "Destination": {name: part for name, part in target.items() if part},
    }


def _countries(consignment: Consignment) -> dict[str, str]:
    start, stop = consignment.acceptance_location, consignment.receipt_location
    return {
        "DispatchCountryCode": values.country_of(start),
        "DispatchCountryName": places.country_name(start),
        "DestinationCountryCode": values.country_of(stop),
        "DestinationCountryName": places.country_name(stop),
    }


def _complete(consignment: Consignment, tree: dict[str, Any]) -> None:
    """What the carnet says besides the rows: its number, vehicles, offices, seals."""
    shipment = tree.setdefault("TIR_Shipment", [{}])[0]
    number = consignment.waybill.identifier if consignment.waybill else ""
    for place, row in enumerate(shipment.get("Goods", []), 1):
        row.setdefault("GoodsNumeric", str(place))
        row.update({"TTNNumber": number} if number else {})
    parts: dict[str, Any] = {
        **_offices(consignment), "IdentityMark": tir_goods.marks(consignment),
        "ContainerID": [one.identifier for one in vehicles.containers(consignment)],
    }
    shipment.update({name: part for name, part in parts.items() if part})
    series = carnets.carnet(consignment)
    secured = [one for procedure in consignment.procedures for one in procedure.guarantees]
    whole: dict[str, Any] = {
        **_countries(consignment),
        "TIRHolderID": consignment.carrier.identifier if consignment.carrier else "",
        "TIRIdentifier": {"TIRSeries": series[0], "TIRID": series[1]} if series else {},
        "TransportMeans": tir_goods.transport(consignment),
        "Guarantee": GUARANTEE.write(secured[0]) if secured and secured[0].type_code else {},
    }
    merged(tree, {name: part for name, part in whole.items() if part} | {
        "DocumentID": document_identifier("TIR_Carnet", consignment),
        "DocumentModeID": "1003104E",
        "GoodsQuantity": str(consignment.item_quantity or len(consignment.items)),
    })


CONSIGNMENT = Mapping(
    Consignment,
    ("waybill", "", Leaf(_waybill, None, at="TIR_Shipment")),
    ("carrier", "", Leaf(
        lambda wire: places.held(ADDRESSED.read(wire.Carrier, []), wire.TIRHolderID), None,
        at="Carrier",
    )),
    ("carrier", "Carrier", ADDRESSED),
    ("freight_forwarder", "Forwarder", FORWARDER),
    ("invoice_amount", "TotalInvoicedCost", Leaf(tir_goods.no_currency, None)),
    ("documents", "TIRIdentifier", Leaf(lambda wire: (carnets.carnet_paper(wire),), None)),
    ("previous_documents", "PrecedingDocument", Each(PRECEDING)),
    ("main_carriage", "", Leaf(tir_goods.legs, None, at="TransportMeans")),
    ("equipment", "", Leaf(_equipment, None, at="TransportMeans")),
    ("procedures", "", Leaf(_procedures, None, at="TIR_Shipment")),
    ("acceptance_location", "", Leaf(_start, None, at="DispatchCountryName")),
    ("receipt_location", "", Leaf(
        lambda wire: places.delivered(wire, wire.TIR_Shipment[0].Destination), None,
        at="DestinationCountryName",
    )),
    ("marks", _SHIPMENT + "GoodsPlaceID"),
    ("package_quantity", _SHIPMENT + "TotalPlacesQuantity", convert.integer),
    ("consignor", _SHIPMENT + "Consignor", ADDRESSED),
    ("consignee", _SHIPMENT + "Consignee", ADDRESSED),
    ("items", _SHIPMENT + "Goods", tir_goods.ITEMS),
    complete=_complete,
)

CODEC = AlbumCodec(
    name="tir-carnet",
    title="EAEU copy of a TIR carnet (TIR_Carnet), XML",
    rule="EAEU album of electronic documents 5.23.0, TIR carnet",
    roots={
        f"{{{NAMESPACE}}}TIR_Carnet": ShipmentRoot(
            mapping=CONSIGNMENT, grammar=TIR_CARNET, record="TIRCarnet",
            namespaces={"": NAMESPACE, **NAMESPACES}, shipments="TIR_Shipment",
        ),
        f"{{{CUTIR_NAMESPACE}}}CUTIR_Carnet": ShipmentRoot(
            mapping=cutir.CONSIGNMENT, grammar=CUTIR_CARNET, record="CUTIRCarnet",
            namespaces={"": CUTIR_NAMESPACE, **NAMESPACES}, shipments="TIRShipment",
        ),
    },
    marks=(b"TransportDocuments:Car:TIR_Carnet:", b"TransportDocuments:Car:CUTIR_Carnet:"),
    written=f"{{{NAMESPACE}}}TIR_Carnet",
    together=True,
)
