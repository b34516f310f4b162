"""CUTIR_Carnet: a TIR carnet as the transit declaration that it is used as, 1003106E.

Source: decision 48 of the Board of the Eurasian Economic Commission of 16 May 2012. Read only.
"""

from typing import Any

from kopri.engines.codecs.eaeu import carnets, papers, places, tir_goods, values, vehicles
from kopri.engines.codecs.eaeu.cmr import PACKAGE
from kopri.engines.codecs.eaeu.parties import ADDRESS, SUBJECT
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping
from kopri.kernel.consignment import (
    Address,
    Consignment,
    ConsignmentItem,
    DocumentReference,
    Event,
    Location,
    Person,
    RegulatoryProcedure,
    TradeParty,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)

_SHIPMENT = "TIRShipment.0."

FORWARDER = Mapping(TradeParty, ("name", "Name"), ("address", "Address", ADDRESS))
PRESENTED = papers.kinded(
    "PresentedDocumentModeCode",
    ("valid_from", "DocumentBeginActionsDate", values.day),
    ("valid_to", "DocumentEndActionsDate", values.day),
)
PRECEDING = Mapping(
    DocumentReference,
    ("name", "PrecedingDocumentName"),
    ("identifier", "PrecedingDocumentNumber"),
    ("issued", "PrecedingDocumentDate", values.day),
    ("type_code", "PrecedingDocumentModeCode", Leaf(papers.known_kind, None)),
    ("subtype_code", "PrecedingDocumentModeCode", Leaf(papers.own_kind, None)),
)
ITEM = Mapping(
    ConsignmentItem,
    ("sequence", "GoodsNumeric", convert.integer),
    ("commodity_code", "GoodsTNVEDCode"),
    ("description", "GoodsDescription", values.description),
    *tir_goods.QUANTITY,
    ("gross_weight_kg", "GrossWeightQuantity", convert.decimal),
    ("net_weight_kg", "NetWeightQuantity", convert.decimal),
    ("invoice_amount", "", values.money("InvoicedCost", "InvoicedCostCurrencyCode")),
    ("packages", "PlacesInfo", Each(PACKAGE)),
    ("previous_documents", "PrecedingDocument", Each(PRECEDING)),
    ("documents", "CUPresentedDocuments", Each(PRESENTED)),
)


def _documents(wire: Any) -> tuple[DocumentReference, ...]:
    given = [PRESENTED.read(one, []) for one in wire.CUPresentedDocuments]
    return (carnets.carnet_paper(wire.TIRIdentifier), *(one for one in given if one))


def _border(wire: Any) -> tuple[Event, ...]:
    moment = values.joined_moment(wire.DateExpectedArrival, wire.TimeExpectedArrival)
    office = papers.border_office(wire.BorderCustoms) if wire.BorderCustoms else None
    return (Event(estimated=moment, location=office),) if moment or office else ()


def _driver(wire: Any) -> Person | None:
    driver = wire.Carrier.CUDriverInformation if wire.Carrier else None
    if driver is None:
        return None
    card = driver.IdentityCard
    number = f"{card.IdentityCardSeries or ''}{card.IdentityCardNumber or ''}" if card else ""
    names = (driver.PersonName, driver.PersonMiddleName)
    return Person(
        identifier=number, family_name=driver.PersonSurname,
        given_name=" ".join(name for name in names if name),
    )


def _legs(wire: Any) -> tuple[TransportMovement, ...]:
    """The one leg: the first vehicle pulls, what follows is pulled."""
    given = wire.CUTransport
    rows = given.TransportMeans if given else ()
    country = given.TransportNationalityCode if given else ""
    means = TransportMeans(
        identifier=rows[0].TransportIdentifier or "",
        country=values.known_country(rows[0].TransportMeansNationalityCode or country),
        further_identifiers=(rows[0].VIN,) if rows[0].VIN else (),
    ) if rows else None
    leg = TransportMovement(
        mode_code=vehicles.mode_of(given.TransportModeCode if given else ""), means=means,
        master=_driver(wire), events=_border(wire),
    )
    return (leg,) if leg != TransportMovement() else ()


def _equipment(wire: Any) -> tuple[TransportEquipment, ...]:
    (shipment,) = wire.TIRShipment
    rows = wire.CUTransport.TransportMeans[1:] if wire.CUTransport else ()
    plates = (row.TransportIdentifier or "" for row in rows)
    return tir_goods.equipment(plates, shipment.ContainerID, tir_goods.seals(shipment.IdentityMark))


def _procedures(wire: Any) -> tuple[RegulatoryProcedure, ...]:
    (shipment,) = wire.TIRShipment
    target = shipment.Destination
    code = (target.DestinationCustomsCode or target.DeliveryCustomsPostCode) if target else ""
    return (RegulatoryProcedure(
        movement_type_code=wire.TransitDirectionCode or "",
        import_office=Location(identifier=code) if code else None,
    ),)


def _start(wire: Any) -> Location:
    return Location(
        country=values.known_country(wire.DispatchCountryCode),
        address=Address(country_name=wire.DispatchCountryName),
    )


CONSIGNMENT = Mapping(
    Consignment,
    ("carrier", "", Leaf(
        lambda wire: places.held(SUBJECT.read(wire.Carrier, []), wire.Carrier.TIRHolderID), None,
        at="Carrier",
    )),
    ("freight_forwarder", "Forwarder", FORWARDER),
    ("declarant", "TIRDeclarant", SUBJECT),
    ("invoice_amount", "", values.money("TotalInvoicedCost", "InvoicedCostCurrencyCode")),
    ("documents", "", Leaf(_documents, None, at="CUPresentedDocuments")),
    ("previous_documents", "PrecedingDocument", Each(PRECEDING)),
    ("main_carriage", "", Leaf(_legs, None, at="CUTransport")),
    ("equipment", "", Leaf(_equipment, None, at="CUTransport")),
    ("procedures", "", Leaf(_procedures, None, at="TransitDirectionCode")),
    ("acceptance_location", "", Leaf(_start, None, at="DispatchCountryName")),
    ("receipt_location", "", Leaf(
        lambda wire: places.delivered(wire, wire.TIRShipment[0].Destination), None,
        at="DestinationCountryName",
    )),
    ("package_quantity", _SHIPMENT + "TotalPlacesQuantity", convert.integer),
    ("consignor", _SHIPMENT + "TIRConsignor", SUBJECT),
    ("consignee", _SHIPMENT + "TIRConsignee", SUBJECT),
    ("items", _SHIPMENT + "TIRGoods", Each(ITEM)),
)
