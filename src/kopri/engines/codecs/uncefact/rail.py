"""The rail consignment notes SMGS and CIM/SMGS as UN/CEFACT JSON, D23B: read and written.

Source: UN/CEFACT JSON schema export, Buy-Ship-Pay D23B; SMGS (Agreement on International Goods
Transport by Rail), article 15 and annex 1. Where the schema leaves no room, this codec says: the HS
code is a line ``HS 100199`` of the goods' text; stations of departure and destination are those of
the main carriage; the stops of its route are the border stations.
"""

import re
from collections.abc import Iterable
from typing import Any

from kopri.engines.codecs.uncefact.cargo import CONSIGNMENT_ROWS, ITEM_ROWS, MOVEMENT_ROWS
from kopri.engines.codecs.uncefact.components import DOCUMENT, header, place_of
from kopri.engines.codecs.uncefact.family import GUIDELINES, MARKS, message_of
from kopri.engines.codecs.uncefact.rail_grammar import RAIL
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.json_codec import JsonCodec
from kopri.engines.codecs.wire.lacking import needs
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping, Row
from kopri.engines.codecs.wire.wire_json import FastReader
from kopri.kernel.consignment import (
    Consignment,
    ConsignmentItem,
    DocumentReference,
    Event,
    Location,
    TransportMovement,
)

RAIL_NOTE = "720"  # UN/EDIFACT 1001
RELATED, ACCOMPANYING = "916", "2"  # UN/EDIFACT 1001 and 1373
MOST_RELATED = 9
RAIL_MODE, FIRST_CARRIER = "2", "21"  # UN/ECE Rec. 19, UN/EDIFACT 8051
_HS = re.compile(r"HS:? ?([0-9]{4,10})")


def _described(wire: Any) -> str:
    return "\n".join(one.content for one in wire if not _HS.fullmatch(one.content))


def _commodity(wire: Any) -> str:
    found = (_HS.fullmatch(one.content) for one in wire)
    return next((one[1] for one in found if one), "")


def _code_line(item: ConsignmentItem, tree: dict[str, Any]) -> None:
    """The HS code after the description, which has no room of its own for it."""
    if item.commodity_code:
        cargo = tree.setdefault("natureIdCargo", [{"id": []}])[0]
        cargo["id"].append({"content": f"HS {item.commodity_code}"})


ITEM = Mapping(
    ConsignmentItem,
    ("identifier", "id.0.content"),
    ("sequence", "sequenceNumeric.content", convert.integer),
    ("description", "natureIdCargo.0.id", Leaf(_described, convert.lines.write)),
    ("commodity_code", "natureIdCargo.0.id", Leaf(_commodity, lambda code: [])),
    *ITEM_ROWS,
    complete=_code_line,
)
STATION = place_of("5")  # UN/EDIFACT 3227
# A stop of the route: a border station, its code and its name.
STOP = Mapping(
    Event,
    ("location", "", Mapping(
        Location, ("identifier", "id.content"), ("name", "applicableNote.0.content.0.content"),
        fixed=[("applicableNote.0.subjectCode.0.content", "IRP")],
    )),
)
ARRIVAL = Mapping(Event, ("actual", "actualOccurrenceDateTime", convert.time))
MOVEMENT = Mapping(
    TransportMovement,
    *MOVEMENT_ROWS,
    ("route", "itineraryRoute.0.description.content"),
    ("border_crossing", "itineraryRoute.0.itineraryStopEvent", Each(STOP)),
    ("arrival", "arrivalEvent.0", Each(ARRIVAL, single=True)),
)


def _related(wire: Any) -> tuple[DocumentReference, ...]:
    return tuple(
        DocumentReference(type_code=RELATED, identifier=one.id[0].content)
        for one in wire if one.id
    )


def _list_related(documents: Iterable[DocumentReference]) -> list[dict[str, Any]] | None:
    """The numbers of the papers that go with the goods, as many as there is room for."""
    numbers = [one.identifier for one in documents if one.identifier][:MOST_RELATED]
    return [
        {"id": [{"content": number}], "typeCode": {"content": RELATED},
         "statusCode": {"content": ACCOMPANYING}}
        for number in numbers
    ] or None


_S = "specifiedConsignment.0."
_LEG = _S + "mainCarriageLogisticsTransportMovement.0."
ROWS: tuple[Row, ...] = (
    ("waybill", "exchangedDocument", header(RAIL_NOTE)),
    *CONSIGNMENT_ROWS,
    ("import_country", _S + "finalDestinationLogisticsLocation.id.0.content"),
    ("documents", "exchangedDocument.referenceReferencedDocument", Each(DOCUMENT)),
    ("documents", _S + "associatedReferencedDocument", Leaf(_related, _list_related)),
    ("items", _S + "includedConsignmentItem", Each(ITEM)),
    ("main_carriage", _S + "mainCarriageLogisticsTransportMovement", Each(MOVEMENT)),
    ("acceptance_location", _LEG + "departureEvent.0.occurrenceLogisticsLocation", STATION),
    ("receipt_location", _LEG + "arrivalEvent.0.occurrenceLogisticsLocation", STATION),
)
FIXED = (
    ("exchangedDocument.purposeCode.0.content", "9"),  # UN/EDIFACT 1225: original
    (_S + "specifiedLogisticsTransportMovement.0.modeCode.content", RAIL_MODE),
    (_S + "specifiedLogisticsTransportMovement.0.stageCode.content", FIRST_CARRIER),
)
_GUIDELINE = "exchangedDocumentContext.guidelineSpecifiedDocumentContextParameter.0.id.content"
# What SMGS, article 15, has every consignment note say and a message can be asked for.
WANTED = needs("""
    waybill.identifier waybill.issued consignor.name consignee.name carrier.name
    acceptance_location.name|acceptance_location.identifier
    receipt_location.name|receipt_location.identifier
    items.description gross_weight_kg|items.gross_weight_kg equipment.identifier
""")


def _codec(*, name: str, title: str, root: str) -> JsonCodec:
    fixed = (*FIXED, (_GUIDELINE, GUIDELINES[name]))
    return JsonCodec(
        name=name, title=title, rule=title, grammar=RAIL, root=root,
        mapping=Mapping(Consignment, *ROWS, fixed=fixed).within(RAIL[root]),
        marks=MARKS, message_of=message_of, wanted=WANTED, modes=frozenset({RAIL_MODE}),
        law="SMGS, article 15", fast=FastReader(RAIL[root]),
    )


SMGS = _codec(name="smgs-json", title="UN/CEFACT SMGS, JSON, D23B", root="Smgs")
CIM_SMGS = _codec(name="cim-smgs-json", title="UN/CEFACT CIM/SMGS, JSON, D23B", root="CimSmgs")
