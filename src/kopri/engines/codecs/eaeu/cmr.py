"""CMR: the consignment note of the international carriage of goods by road, 1003102E.

Source: album of electronic document formats, version 5.23.0; the boxes are those of the note that
the CMR Convention (1956) describes in articles 6 to 8. Read and written.
"""

from typing import Any

from kopri.engines.codecs.eaeu import papers, places, values, vehicles
from kopri.engines.codecs.eaeu.album import AlbumCodec, document_identifier, gross_weight
from kopri.engines.codecs.eaeu.cmr_grammar import CMR
from kopri.engines.codecs.eaeu.parties import ADDRESS, REACHABLE, organization
from kopri.engines.codecs.eaeu.shared_grammar import NAMESPACES
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.compiling import NotCarried
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping, merged
from kopri.engines.codecs.wire.xml_codec import Root
from kopri.kernel.consignment import (
    Amount,
    Consignment,
    ConsignmentItem,
    Contact,
    DangerousGoods,
    DocumentReference,
    Location,
    PackagingUnit,
    ServiceCharge,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)
from kopri.kernel.consignment.goods import outer_packages

NAMESPACE = "urn:customs.ru:Information:TransportDocuments:Car:CMR:5.23.0"
NOTE = "730"  # UN/EDIFACT 1001: road consignment note
_COSTS = ("TransportCost", "AdditionalCharges", "OtherCharges")

CARRIER = organization(
    ("contact", "", Mapping(Contact, ("telephone", "Phone"))),
    ("address", "PostalAddress", ADDRESS),
)
PACKAGE = Mapping(
    PackagingUnit,
    ("type_code", "PackingCode"),
    ("quantity", "PakingQuantity", values.count),
    ("type_text", "PackingDescription"),
)


def _marked(item: ConsignmentItem, tree: dict[str, Any]) -> None:
    marks = item.marks or next((unit.marks for unit in item.packages if unit.marks), "")
    if marks:
        tree["GoodsMarking"] = marks
    outer = outer_packages(item.packages)
    if outer is not None:
        tree["GoodsQuantity"] = str(outer)


HAZARDS = Leaf(
    lambda wire: tuple(DangerousGoods(hazard_class=code) for code in wire),
    lambda goods: [one.hazard_class for one in goods if one.hazard_class] or None,
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
    ("packages", "GoodsPackingInfo", Each(PACKAGE)),
    complete=_marked,
)


def _waybill(wire: Any) -> DocumentReference:
    made = wire.RegistrationDocument
    return DocumentReference(
        type_code=NOTE, identifier=made.RegID or "", issued=made.Date[:10],
        issue_location=Location(name=made.Place), language_code=wire.LanguageCode.lower(),
    )


def _registration(waybill: DocumentReference | None) -> dict[str, str]:
    if waybill is None:
        return {}
    said = {
        "Date": waybill.issued[:10], "RegID": waybill.identifier,
        "Place": values.place_of(waybill.issue_location),
    }
    return {name: text for name, text in said.items() if text}


def _legs(wire: Any) -> tuple[TransportMovement, ...]:
    means = TransportMeans(identifier=wire.PrimeMoverStateSignID)
    return (TransportMovement(mode_code=vehicles.ROAD, means=means),)


def _trailers(wire: Any) -> tuple[TransportEquipment, ...]:
    plate = wire.TrailerStateSignID
    return (vehicles.trailer(plate),) if plate else ()


def _charges(wire: Any) -> tuple[ServiceCharge, ...]:
    """Carriage, additional and other charges, in this order."""
    amounts = (getattr(wire, name) for name in _COSTS)
    return tuple(
        ServiceCharge(amount=values.amount(text, wire.CurrencyCode)) for text in amounts if text
    )


def _costs(consignment: Consignment) -> dict[str, str]:
    """The charges, where all have an amount in one currency."""
    amounts = [one.amount for one in consignment.charges]
    stated = [one for one in amounts if one is not None]
    if not stated or len(stated) != len(amounts) or len({one.currency for one in stated}) > 1:
        return {}
    currency = stated[0].currency
    rest = sum(one.minor for one in stated[2:])
    minors = [one.minor for one in stated[:2]] + ([rest] if len(stated) > 2 else [])
    said = {
        name: values.amount_text(Amount(minor=minor, currency=currency))
        for name, minor in zip(_COSTS, minors, strict=False)
    }
    total = consignment.total_charge
    whole = total if total and total.currency == currency else Amount(
        minor=sum(one.minor for one in stated), currency=currency
    )
    return said | {"TotalCost": values.amount_text(whole), "CurrencyCode": currency}


def _no_currency(text: str) -> None:
    raise NotCarried("the note states no currency for the declared value")


def _vehicle(consignment: Consignment) -> dict[str, str]:
    legs = vehicles.crossing_legs(consignment)
    means = legs[0].means if legs else None
    if means is None or not means.identifier:
        return {}
    pulled = vehicles.trailers(consignment)
    said = {
        "SpecialConditionsText": consignment.contract_terms,
        "PrimeMoverStateSignID": means.identifier,
        "TrailerStateSignID": pulled[0].identifier if pulled else "",
    }
    return {name: text for name, text in said.items() if text}


def _language(consignment: Consignment) -> str:
    """The language of the note: as stated, else Russian where it is written in Cyrillic letters."""
    stated = consignment.waybill.language_code if consignment.waybill else ""
    names = "".join(item.description for item in consignment.items)
    return stated.upper() or ("RU" if any("А" <= letter <= "я" for letter in names) else "EN")


def _complete(consignment: Consignment, tree: dict[str, Any]) -> None:
    """What the note says besides the rows: its number, its making, vehicle, totals, charges."""
    picked = consignment.pick_up
    taken = consignment.acceptance_time or (picked.actual or picked.estimated if picked else "")
    office = places.destination_office(consignment)
    weight = gross_weight(consignment)
    papers_of_items = [
        paper for item in consignment.items for paper in item.documents
        if paper not in consignment.documents
    ]
    tree.setdefault("EnclosedDocument", []).extend(map(ENCLOSED.write, papers_of_items))
    parts: dict[str, Any] = {
        "RegistrationDocument": _registration(consignment.waybill),
        "TakingCargo": {"TakingCargoDate": taken[:10]} if taken else {},
        "CMRGoodsWeight": {"GrossWeightQuantity": format(weight, "f")} if weight else {},
        "CMRTransport": _vehicle(consignment),
        "CMRTransportCost": _costs(consignment),
        "ConsigneeCustoms": {
            "DestinationOfficeIdenifier": office.identifier, "DestinationOfficeName": office.name,
        } if office and office.name else {},
    }
    merged(tree, {name: part for name, part in parts.items() if part})
    merged(tree, {
        "DocumentID": document_identifier("CMR", consignment), "DocumentModeID": "1003102E",
        "LanguageCode": _language(consignment), "StampSign": False,
    })


ENCLOSED = papers.kinded("ModeCode")
CONSIGNMENT = Mapping(
    Consignment,
    ("waybill", "", Leaf(_waybill, None, at="RegistrationDocument")),
    ("carrier_information", "CarrierNotice"),
    ("package_quantity", "GoodsQuantity", values.count),
    ("declared_value", "GoodsCost", Leaf(_no_currency, None)),
    ("consignor", "Consignor", REACHABLE),
    ("consignee", "Consignee", REACHABLE),
    ("carrier", "Carrier", CARRIER),
    ("receipt_location", "DeliveryPlace", places.PLACE),
    ("connecting_carriers", "NextCarrier", Each(CARRIER, single=True)),
    ("documents", "EnclosedDocument", Each(ENCLOSED)),
    ("items", "CMRGoods", Each(ITEM)),
    ("procedures", "ConsigneeCustoms", places.named(
        "DestinationOfficeIdenifier", "DestinationOfficeName"
    )),
    ("delivery_terms_place", "DeliveryTerms.DeliveryPlace.0"),
    ("delivery_terms_code", "DeliveryTerms.DeliveryTermsStringCode"),
    ("contract_terms", "CMRTransport.SpecialConditionsText", Leaf(lambda text: text, None)),
    ("main_carriage", "CMRTransport", Leaf(_legs, None, at="PrimeMoverStateSignID")),
    ("equipment", "CMRTransport", Leaf(_trailers, None, at="TrailerStateSignID")),
    ("acceptance_time", "TakingCargo.TakingCargoDate", Leaf(values.day.read, None)),
    ("acceptance_location", "TakingCargo.TakingCargoPlace", places.PLACE),
    ("gross_weight_kg", "CMRGoodsWeight.GrossWeightQuantity", Leaf(convert.decimal.read, None)),
    ("charges", "CMRTransportCost", Leaf(_charges, None, at="TransportCost")),
    complete=_complete,
)

CODEC = AlbumCodec(
    name="eaeu-cmr",
    title="EAEU consignment note by road (CMR), XML",
    rule="EAEU album of electronic documents 5.23.0, CMR",
    roots={f"{{{NAMESPACE}}}CMR": Root(
        mapping=CONSIGNMENT, grammar=CMR, record="CMR",
        namespaces={"": NAMESPACE, **NAMESPACES},
    )},
    marks=(b"TransportDocuments:Car:CMR:",),
    written=f"{{{NAMESPACE}}}CMR",
)
