"""RailwayBill: the consignment note of the international carriage of goods by rail, 1003401E.

Source: album of electronic document formats, version 5.23.0; the boxes are those of the note under
the Agreement on International Goods Transport by Rail (SMGS). Read and written.
"""

import re
from typing import Any

from kopri.engines.codecs.eaeu import papers, smgs_wagons, values, vehicles
from kopri.engines.codecs.eaeu.album import AlbumCodec, document_identifier, gross_weight
from kopri.engines.codecs.eaeu.parties import ADDRESS, CONTACT, organization
from kopri.engines.codecs.eaeu.shared_grammar import NAMESPACES
from kopri.engines.codecs.eaeu.smgs_goods import ITEMS
from kopri.engines.codecs.eaeu.smgs_grammar import RAILWAY_BILL
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.mapping import Leaf, Mapping, merged
from kopri.engines.codecs.wire.xml_codec import Root
from kopri.kernel.consignment import (
    Consignment,
    DocumentReference,
    Event,
    Instructions,
    Location,
    Signatory,
    TradeParty,
    TransportMovement,
)

NAMESPACE = "urn:customs.ru:Information:TransportDocuments:Railway:RailwayBill:5.23.0"
NOTE, CONTRACT = "720", "315"  # UN/EDIFACT 1001
STATIONS = "288"  # UN/EDIFACT 3055: OSJD
TITLE = "Накладная СМГС"
_CODE = re.compile(r"[0-9]{5,6}")

PARTY = organization(
    ("address", "Address", ADDRESS), ("contact", "Contact", CONTACT),
    ("identifier", "RBCode"),
    ("signatory", "", Mapping(Signatory, ("name", "ConsignorSign"))),
)
CARRIER = Mapping(TradeParty, ("name", "CarrierName"), ("identifier", "CarrierCode"))
PAPER = papers.kinded("ModeCode", ("valid_to", "ExpirationDate", values.day))


def _station(wire: Any) -> Location:
    code = wire.StationCode or ""
    return Location(
        identifier=code, identifier_agency=STATIONS if code else "", name=wire.StationName,
        description=wire.RWName or "", country=values.known_country(wire.CountryCode),
    )


def _station_written(place: Location | None) -> dict[str, str]:
    if place is None:
        return {}
    said = {
        "StationCode": place.identifier if _CODE.fullmatch(place.identifier) else "",
        "StationName": values.place_of(place), "RWName": place.description,
        "CountryCode": values.country_of(place),
    }
    return {name: text for name, text in said.items() if text}


def _destination(wire: Any) -> Location:
    code = wire.StationCode or ""
    return Location(
        identifier=code, identifier_agency=STATIONS if code else "",
        name=wire.RailwayAndStationName,
    )


def _destination_written(place: Location) -> dict[str, str]:
    said = {
        "StationCode": place.identifier if place.identifier.isdigit() else "",
        "RailwayAndStationName": values.place_of(place),
    }
    return {name: text for name, text in said.items() if text}


STATION = Leaf(_station, _station_written, at="StationName")


def _waybill(wire: Any) -> DocumentReference:
    made = wire.RegistrationDocument
    name = made.PrDocumentName or ""
    return DocumentReference(
        type_code=NOTE, identifier=wire.Number, issued=(made.PrDocumentDate or "")[:10],
        name="" if name == TITLE else name,
    )


def _legs(wire: Any) -> tuple[TransportMovement, ...]:
    arrived = wire.ArrivalDate
    borders = (Location(
        identifier=place.identifier, identifier_agency=place.identifier_agency, name=place.name,
        description=place.description, country=place.country, type_code=papers.BORDER,
    ) for place in map(_station, wire.BorderStation))
    return (TransportMovement(
        mode_code=vehicles.RAIL, events=tuple(Event(location=place) for place in borders),
        arrival=(Event(
            actual=values.joined_moment(arrived.Date, arrived.Time),
            location=_station(arrived.Station),
        ),) if arrived else (),
    ),)


def _borders(consignment: Consignment) -> list[Location]:
    legs = consignment.main_carriage
    events = [event for leg in legs for event in (*leg.border_crossing, *leg.events)]
    return [
        event.location for event in events
        if event.location and (event.location.type_code == papers.BORDER)
    ]


def _documents(wire: Any) -> tuple[DocumentReference, ...]:
    given = [PAPER.read(one, []) for one in wire.ConsignorDocument]
    if wire.Contract:
        contract = papers.PAPER.read(wire.Contract, []) or DocumentReference()
        given.append(DocumentReference(
            type_code=CONTRACT, name=contract.name, identifier=contract.identifier,
            issued=contract.issued,
        ))
    return tuple(one for one in given if one is not None)


def _papers(consignment: Consignment) -> dict[str, Any]:
    given = list(consignment.documents)
    given += [one for item in consignment.items for one in item.documents if one not in given]
    contracts = [one for one in given if one.type_code == CONTRACT]
    others = [PAPER.write(one) for one in given if one not in contracts[:1]]
    parts = {
        "Contract": papers.PAPER.write(contracts[0]) if contracts else None,
        "ConsignorDocument": others,
    }
    return {name: part for name, part in parts.items() if part}


def _carriers(consignment: Consignment) -> list[dict[str, Any]]:
    """Each carrier with its section; between several, the sections meet at the borders."""
    who = [one for one in (consignment.carrier, *consignment.connecting_carriers) if one]
    borders = _borders(consignment)
    meeting = borders if len(borders) == len(who) - 1 else [None] * (len(who) - 1)
    ends = [consignment.acceptance_location, *meeting, consignment.receipt_location]
    rows = []
    for place, carrier in enumerate(who):
        start, stop = _station_written(ends[place]), _station_written(ends[place + 1])
        rows.append(CARRIER.write(carrier) | {
            name: part for name, part in (("FromStation", start), ("ToStation", stop)) if part
        })
    return rows


def _stamp(moment: str, *, carrier: TradeParty | None, station: Location | None) -> dict[str, Any]:
    date, clock = values.split_moment(moment)
    said: dict[str, Any] = {
        "CarrierName": carrier.name if carrier else "", "Date": date, "Time": clock,
        "Station": _station_written(station),
    }
    return {name: part for name, part in said.items() if part}


def _contracted(wire: Any) -> str:
    return values.joined_moment(wire.Date, wire.Time)


def _rubles(text: str) -> Any:
    return convert.money(text, "RUB")


DECLARED = Leaf(
    _rubles, lambda value: values.amount_text(value) if value.currency == "RUB" else None
)
LOADED = Leaf(
    lambda text: (Instructions(description=text),), lambda given: given[0].description or None
)


def _complete(consignment: Consignment, tree: dict[str, Any]) -> None:
    """What the note says besides the rows: its numbers, wagons, sections, stamps, papers."""
    waybill = consignment.waybill or DocumentReference()
    smgs_wagons.put_numbers(consignment, tree.get("RWBGoods", []))
    borders = [_station_written(place) for place in _borders(consignment)]
    made = {
        "PrDocumentName": waybill.name or TITLE, "PrDocumentNumber": waybill.identifier,
        "PrDocumentDate": waybill.issued[:10],
    }
    contract = _stamp(
        consignment.acceptance_time or waybill.issued, carrier=consignment.carrier,
        station=consignment.acceptance_location,
    )
    weight = gross_weight(consignment)
    merged(tree, {
        "DocumentID": document_identifier("RailwayBill", consignment),
        "DocumentModeID": "1003401E",
        "RegistrationDocument": {name: text for name, text in made.items() if text},
        "ContractCarrierDate": contract,
    })
    parts = {
        "Number": waybill.identifier, "BorderStation": borders,
        "Carrier": _carriers(consignment), "ArrivalDate": _arrived(consignment),
        "GrossWeightQuantity": format(weight, "f") if weight is not None else "",
        **smgs_wagons.written(consignment), **_papers(consignment),
    }
    merged(tree, {name: part for name, part in parts.items() if part})


def _arrived(consignment: Consignment) -> dict[str, Any]:
    events = [event for leg in consignment.main_carriage for event in leg.arrival]
    done = next((event for event in events if event.actual and event.location), None)
    if done is None:
        return {}
    last = (consignment.carrier, *consignment.connecting_carriers)[-1]
    return _stamp(done.actual, carrier=last, station=done.location)


CONSIGNMENT = Mapping(
    Consignment,
    ("waybill", "", Leaf(_waybill, None, at="RegistrationDocument")),
    ("consignor_information", "ConsignorNotice"),
    ("information", "ConsignorOptionNotice"),
    ("package_quantity", "PlacesQuantity", convert.integer),
    ("gross_weight_kg", "GrossWeightQuantity", Leaf(convert.decimal.read, None)),
    ("loading", "LoaderModeDescription", LOADED),
    ("declared_value", "CargoValue", DECLARED),
    ("consignor", "Consignor", PARTY),
    ("consignee", "Consignee", PARTY),
    ("acceptance_location", "DepartureStation", STATION),
    ("receipt_location", "DestinationStation", Leaf(
        _destination, _destination_written, at="RailwayAndStationName"
    )),
    ("documents", "", Leaf(_documents, None, at="ConsignorDocument")),
    ("items", "RWBGoods", ITEMS),
    ("equipment", "", Leaf(smgs_wagons.equipment, None, at="Carriage")),
    ("carrier", "Carrier.0", Mapping(
        TradeParty, ("name", "CarrierName"), ("identifier", "CarrierCode")
    )),
    ("connecting_carriers", "Carrier", Leaf(
        lambda wire: tuple(CARRIER.read(one, []) for one in wire[1:]), None
    )),
    ("acceptance_time", "ContractCarrierDate", Leaf(_contracted, None, at="Date")),
    ("main_carriage", "", Leaf(_legs, None, at="BorderStation")),
    ("carrier_information", "CarrierNotice"),
    complete=_complete,
)

CODEC = AlbumCodec(
    name="eaeu-smgs",
    title="EAEU consignment note by rail (SMGS RailwayBill), XML",
    rule="EAEU album of electronic documents 5.23.0, RailwayBill",
    roots={f"{{{NAMESPACE}}}RailwayBill": Root(
        mapping=CONSIGNMENT, grammar=RAILWAY_BILL, record="RailwayBill",
        namespaces={"": NAMESPACE, **NAMESPACES},
    )},
    marks=(b"TransportDocuments:Railway:RailwayBill:",),
    written=f"{{{NAMESPACE}}}RailwayBill",
    modes=frozenset({"2"}),
)
