"""PI_AutoArrive: the preliminary information on goods that arrive by road, 1006814E.

Source: album of electronic document formats, version 5.23.0; what must be said is in decision 56
of the Board of the Eurasian Economic Commission of 17 April 2018. Read and written.
"""

from typing import Any

from kopri.engines.codecs.eaeu import pi_journey, values, vehicles
from kopri.engines.codecs.eaeu.album import AlbumCodec, document_identifier
from kopri.engines.codecs.eaeu.parties import ADDRESSED
from kopri.engines.codecs.eaeu.pi_goods import ITEMS
from kopri.engines.codecs.eaeu.pi_grammar import PI_AUTO_ARRIVE
from kopri.engines.codecs.eaeu.shared_grammar import NAMESPACES
from kopri.engines.codecs.wire.mapping import Leaf, Mapping, merged
from kopri.engines.codecs.wire.xml_codec import Root
from kopri.kernel.consignment import Consignment, DocumentReference, Location

NAMESPACE = "urn:customs.ru:Information:PriorInformation:PI_AutoArrive:5.23.0"
EXPORT, IMPORT = "830", "929"  # UN/EDIFACT 1001: goods declarations


def _place(wire: Any) -> Location:
    return Location(
        name=wire.CountryPlace or "", country=values.known_country(wire.CountryACode)
    )


def _place_written(location: Location) -> dict[str, str]:
    said = {
        "CountryACode": values.country_of(location), "CountryPlace": values.place_of(location),
    }
    return {name: text for name, text in said.items() if text}


PLACE = Leaf(_place, _place_written, at="CountryACode")


def _previous(wire: Any) -> tuple[DocumentReference, ...]:
    found = []
    if wire.Exp_DTNumber:
        found.append(DocumentReference(type_code=EXPORT, identifier=wire.Exp_DTNumber))
    if wire.PI_DTNumber:
        number = values.customs_number(wire.PI_DTNumber)
        found.append(DocumentReference(type_code=IMPORT, identifier=number))
    return tuple(found)


def _declarations(given: tuple[DocumentReference, ...]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for paper in given:
        if paper.type_code == EXPORT and paper.identifier:
            tree.setdefault("Exp_DTNumber", paper.identifier)
        elif paper.type_code == IMPORT and (parts := values.customs_parts(paper.identifier)):
            tree.setdefault("PI_DTNumber", parts)
    return tree


def _item_quantity(goods: Any) -> int | None:
    """The total, where it counts the goods that stand here and not those of specifications."""
    return None if goods.ShipSpecifGoodsQuantity else int(goods.TotalGoodsNameQuantity)


def _complete(consignment: Consignment, tree: dict[str, Any]) -> None:
    """What the document says besides the rows: its number, vehicles, border, permits, totals."""
    goods = tree.get("GoodsInform", {}).get("Goods", [])
    inside = vehicles.contained(consignment)
    for place, (item, row) in enumerate(zip(consignment.items, goods, strict=False)):
        row.setdefault("GoodsNumeric", str(item.sequence or place + 1))
        row.update({"ContainerNumbers": inside[place]} if inside[place] else {})
    pi_journey.put_seals(consignment, goods)
    total = consignment.item_quantity or len(consignment.items)
    merged(tree, {
        "DocumentID": document_identifier("PI_AutoArrive", consignment),
        "DocumentModeID": "1006814E",
        "GoodsInform": {"TotalGoodsNameQuantity": str(total), **pi_journey.arrival(consignment)},
        "ShippingInformation": {
            "ContainerIndicator": bool(vehicles.containers(consignment)),
            "BorderTransport": pi_journey.transport(consignment),
            "TransControl": pi_journey.controls(consignment.documents),
        },
    })


CONSIGNMENT = Mapping(
    Consignment,
    ("identifier", "PI_URN"),
    ("previous_documents", "", Leaf(_previous, _declarations, at="Exp_DTNumber")),
    ("export_country", "Exp_CountryCode", values.country),
    ("consignee", "Consignee", ADDRESSED),
    ("carrier", "Carrier", ADDRESSED),
    ("consignor", "Consignor", ADDRESSED),
    ("item_quantity", "GoodsInform", Leaf(_item_quantity, None, at="TotalGoodsNameQuantity")),
    ("items", "GoodsInform.Goods", ITEMS),
    ("acceptance_location", "ShippingInformation.DispatchCountry", PLACE),
    ("receipt_location", "ShippingInformation.DestinationCountry", PLACE),
    ("main_carriage", "", Leaf(
        pi_journey.legs, None, at="ShippingInformation.BorderTransport"
    )),
    ("equipment", "", Leaf(
        pi_journey.equipment, None, at="ShippingInformation.BorderTransport"
    )),
    ("documents", "", Leaf(pi_journey.documents, None, at="ShippingInformation.TransControl")),
    complete=_complete,
)

CODEC = AlbumCodec(
    name="pi-auto-arrive",
    title="EAEU preliminary information by road (PI_AutoArrive), XML",
    rule="EAEU album of electronic documents 5.23.0, PI_AutoArrive",
    roots={f"{{{NAMESPACE}}}PI_AutoArrive": Root(
        mapping=CONSIGNMENT, grammar=PI_AUTO_ARRIVE, record="PIAutoArrive",
        namespaces={"": NAMESPACE, **NAMESPACES},
    )},
    marks=(b"PriorInformation:PI_AutoArrive:",),
    written=f"{{{NAMESPACE}}}PI_AutoArrive",
)
