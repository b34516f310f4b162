"""The electronic road consignment note (e-CMR) as UN/CEFACT JSON, D23B: read and written.

Source: UN/CEFACT JSON schema export, Buy-Ship-Pay D23B, eCMR; CMR convention, article 6, and its
additional protocol on the electronic consignment note. Where the schema's own code list leaves no
room, this codec says: the HS code is the item's global identifier with agency 1 (the World Customs
Organization); the country of a carrier or a place is the country's name in its address.
"""

import re
from typing import Any

from kopri.engines.codecs.uncefact.cargo import CONSIGNMENT_ROWS, ITEM_ROWS, MOVEMENT_ROWS
from kopri.engines.codecs.uncefact.components import DOCUMENT, header
from kopri.engines.codecs.uncefact.family import MARKS, message_of
from kopri.engines.codecs.uncefact.grammar import ECMR
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.json_codec import JsonCodec
from kopri.engines.codecs.wire.lacking import needs
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping
from kopri.engines.codecs.wire.wire_json import FastReader
from kopri.kernel.consignment import (
    Consignment,
    ConsignmentItem,
    DocumentReference,
    TransportMovement,
)

_HS_LINE = re.compile(r"(?:^|\n)HS:? ?([0-9]{4,10})(?:$|\n)")
CUSTOMS_AGENCY = "1"  # UN/EDIFACT 3055: Customs Co-operation Council, today the WCO
CMR = "730"  # UN/EDIFACT 1001
MANIFESTS = ("", "785", "786")  # the same list; or of no kind that is said


def _commodity(global_id: Any) -> str:
    customs = global_id.schemeAgencyId == CUSTOMS_AGENCY
    return global_id.content if customs else ""


def _other_id(global_id: Any) -> str:
    return "" if global_id.schemeAgencyId == CUSTOMS_AGENCY else global_id.content


def _commodity_line(wire: Any) -> str:
    found = _HS_LINE.search("\n".join(entry.content for entry in wire))
    return found[1] if found else ""


def _is_manifest(document: DocumentReference) -> bool:
    """The list of the whole consignment has room for manifests alone; items name other papers."""
    return document.type_code in MANIFESTS


ITEM = Mapping(
    ConsignmentItem,
    ("sequence", "sequenceNumeric.content", convert.integer),
    ("description", "natureIdCargo.0.id", convert.lines),
    ("commodity_code", "globalId.0", Leaf(
        _commodity, lambda code: {"content": code, "schemeAgencyId": CUSTOMS_AGENCY}
    )),
    ("commodity_code", "natureIdCargo.0.id", Leaf(_commodity_line, None)),
    ("identifier", "globalId.0", Leaf(_other_id, lambda text: {"content": text})),
    *ITEM_ROWS,
    yields={"identifier": "commodity_code"},  # one global identifier an item
)
MOVEMENT = Mapping(TransportMovement, *MOVEMENT_ROWS)

_S = "specifiedConsignment.0."
CONSIGNMENT = Mapping(
    Consignment,
    ("waybill", "exchangedDocument", header(CMR)),
    *CONSIGNMENT_ROWS,
    ("documents", _S + "associatedReferencedDocument", Each(DOCUMENT, only=_is_manifest)),
    ("previous_documents", _S + "previousAdministrativeReferencedDocument", Each(DOCUMENT)),
    ("items", _S + "includedConsignmentItem", Each(ITEM)),
    ("main_carriage", _S + "mainCarriageLogisticsTransportMovement", Each(MOVEMENT)),
).within(ECMR["Master"])

CODEC = JsonCodec(
    name="ecmr",
    title="UN/CEFACT eCMR, JSON, D23B",
    rule="UN/CEFACT eCMR D23B",
    grammar=ECMR,
    root="Master",
    mapping=CONSIGNMENT,
    marks=MARKS,
    message_of=message_of,
    wanted=needs("waybill.identifier consignor.name consignee.name carrier.name items.description"),
    law="CMR, article 6",
    fast=FastReader(ECMR["Master"]),
)
