"""The sanitary and phytosanitary certificate (SPS) as UN/CEFACT JSON, D23B: read and written.

Source: UN/CEFACT JSON schema export, Buy-Ship-Pay D23B, SPSCertificate; ISPM 12 of the IPPC and
CXG 38-2001 of the Codex Alimentarius. What the grammar calls a trade line item is an item of ours;
its HS code is the classification whose system is HS.
"""

from typing import Any

from kopri.engines.codecs.uncefact.cargo import (
    CONSIGNMENT_ROWS,
    EQUIPMENT_REFERENCES,
    MOVEMENT_ROWS,
)
from kopri.engines.codecs.uncefact.components import (
    AUTHENTICATION,
    DOCUMENT,
    KG,
    M3,
    NOTE,
    PARTY,
    PLACE,
    header,
    period,
)
from kopri.engines.codecs.uncefact.family import MARKS, message_of
from kopri.engines.codecs.uncefact.sps_grammar import SPS
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.json_codec import JsonCodec
from kopri.engines.codecs.wire.lacking import needs
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping
from kopri.engines.codecs.wire.wire_json import FastReader
from kopri.kernel.consignment import (
    Consignment,
    ConsignmentItem,
    CountrySubdivision,
    HandlingProcess,
    PackagingUnit,
    ProductClassification,
    TradeProduct,
    TransportMovement,
)

HS = "HS"
UNPACKED = "4"  # UN/EDIFACT 7075: no packaging hierarchy

REGION = Mapping(
    CountrySubdivision,
    ("identifier", "id.content"),
    ("name", "name.0.content"),
    ("function_code", "functionTypeCode.content"),
    ("level_code", "hierarchicalLevelCode.content"),
    ("establishments", "activityAuthorized", Each(PARTY)),
)
_REGIONS = "subordinateTradeCountrySubDivision"
PROCESS = Mapping(
    HandlingProcess,
    ("type_code", "typeCode.content"),
    *period("completionPeriod"),
    ("country", "operationTradeCountry.id.0.content"),
    ("regions", f"operationTradeCountry.{_REGIONS}", Each(REGION)),
)
CLASSIFICATION = Mapping(
    ProductClassification,
    ("system_identifier", "systemId.content"),
    ("system_name", "systemName.0.content"),
    ("code", "classCode.content"),
    ("name", "className.0.content"),
)


def _is_hs(wire: Any) -> bool:
    return wire.systemId is not None and wire.systemId.content.upper() == HS


def _commodity(wire: Any) -> str:
    codes = (one.classCode.content for one in wire if _is_hs(one) and one.classCode)
    return next((code.replace(".", "").replace(" ", "") for code in codes), "")


def _others(wire: Any) -> tuple[ProductClassification, ...]:
    read = (CLASSIFICATION.read(one, []) for one in wire if not _is_hs(one))
    return tuple(one for one in read if one is not None)


PRODUCT = Mapping(
    TradeProduct,
    ("common_name", "commonName.0.content"),
    ("scientific_name", "scientificName.0.content"),
    ("intended_use", "intendedUse.0.content"),
    ("batch_identifier", "batchId.0.content"),
    ("net_volume_m3", "netVolume.0", M3),
    ("expires", "individualTradeProductInstance.0.expiryDateTime", convert.time),
    ("classifications", "designatedProductClassification", Leaf(
        _others, lambda some: [CLASSIFICATION.write(one) for one in some]
    )),
    ("processes", "individualTradeProductInstance.0.appliedProductHandlingProcess", Each(PROCESS)),
    ("origin_locations", "originLogisticsLocation", Each(PLACE)),
    ("origin_regions", f"originTradeCountry.0.{_REGIONS}", Each(REGION)),
    ("evidence", "certificationEvidenceReferenceReferencedDocument.0", DOCUMENT),
)


def _unless_unpacked(code: str) -> str:
    return "" if code == UNPACKED else code


def _level(package: PackagingUnit, tree: dict[str, Any]) -> None:
    """The level of packing, which must be said."""
    if tree:
        tree.setdefault("levelCode", {"content": UNPACKED})


PACKAGE = Mapping(
    PackagingUnit,
    ("type_code", "typeCode.content"),
    ("quantity", "itemQuantity.content", convert.integer),
    ("level_code", "levelCode.content", Leaf(_unless_unpacked, lambda code: code)),
    ("gross_weight_kg", "nominalGrossWeight", KG),
    ("gross_volume_m3", "nominalGrossVolume", M3),
    ("marks", "physicalLogisticsShippingMarks", convert.nested_lines("marking")),
    complete=_level,
)
_LINE = "includedTradeLineItem.0."
_PRODUCT = _LINE + "specifiedTradeProduct.0"


def _hs_first(item: ConsignmentItem, tree: dict[str, Any]) -> None:
    """The HS code before the classifications in other systems."""
    if item.commodity_code:
        line = tree.setdefault("includedTradeLineItem", [{}])[0]
        product = line.setdefault("specifiedTradeProduct", [{}])[0]
        product.setdefault("designatedProductClassification", []).insert(
            0, {"systemId": {"content": HS}, "classCode": {"content": item.commodity_code}}
        )


ITEM = Mapping(
    ConsignmentItem,
    ("cargo_type_code", "natureIdCargo.0.typeCode.content"),
    ("sequence", _LINE + "sequenceNumeric.0.content", convert.integer),
    ("description", f"{_PRODUCT}.description.0.content"),
    ("commodity_code", f"{_PRODUCT}.designatedProductClassification", Leaf(
        _commodity, lambda code: []
    )),
    ("net_weight_kg", f"{_PRODUCT}.netWeight.0", KG),
    ("gross_weight_kg", f"{_PRODUCT}.grossWeight.0", KG),
    ("gross_volume_m3", f"{_PRODUCT}.grossVolume.0", M3),
    ("origin_country", f"{_PRODUCT}.originTradeCountry.0.id.0.content"),
    ("product", _PRODUCT, PRODUCT),
    ("processes", _LINE + "appliedProductHandlingProcess", Each(PROCESS)),
    ("packages", _LINE + "physicalReferencedLogisticsPackage", Each(PACKAGE)),
    ("equipment", _LINE + "associatedLogisticsTransportEquipment", EQUIPMENT_REFERENCES),
    ("documents", _LINE + "referenceReferencedDocument", Each(DOCUMENT)),
    ("notes", _LINE + "additionalInformationNote", Each(NOTE)),
    ("authentications", _LINE + "assertedDocumentAuthentication", Each(AUTHENTICATION)),
    complete=_hs_first,
)
_COUNTRIES = Leaf(
    lambda wire: tuple(one.id[0].content for one in wire if one.id),
    lambda codes: [{"id": [{"content": code}]} for code in codes],
)
_S = "specifiedConsignment.0."
CONSIGNMENT = Mapping(
    Consignment,
    ("certificate", "exchangedDocument", header()),
    ("documents", "exchangedDocument.referenceReferencedDocument", Each(DOCUMENT)),
    *CONSIGNMENT_ROWS,
    ("despatch_party", _S + "despatch", PARTY),
    ("delivery_party", _S + "delivery", PARTY),
    ("transit_agent", _S + "customsTransitAgent", PARTY),
    ("loading_port", _S + "loadingBaseportLogisticsLocation", PLACE),
    ("unloading_port", _S + "unloadingBaseportLogisticsLocation", PLACE),
    ("transit_locations", _S + "transitLogisticsLocation", Each(PLACE)),
    ("export_regions", f"{_S}exportTradeCountry.{_REGIONS}", Each(REGION)),
    ("import_country", _S + "importTradeCountry.id.0.content"),
    ("import_regions", f"{_S}importTradeCountry.{_REGIONS}", Each(REGION)),
    ("transit_countries", _S + "transitTradeCountry", _COUNTRIES),
    ("reexport_countries", _S + "reExportTradeCountry", _COUNTRIES),
    ("items", _S + "includedConsignmentItem", Each(ITEM, through="includedTradeLineItem")),
    ("main_carriage", _S + "mainCarriageLogisticsTransportMovement", Each(
        Mapping(TransportMovement, *MOVEMENT_ROWS)
    )),
).within(SPS["Certificate"])

# What the model certificates have and no authority would sign without.
WANTED = needs("""
    certificate.identifier certificate.type_code certificate.issued certificate.issuer.name
    consignor.name consignee.name export_country import_country
    items.description|items.product.scientific_name items.origin_country
    items.net_weight_kg|items.gross_weight_kg
""")
CODEC = JsonCodec(
    name="sps-json",
    title="UN/CEFACT SPS certificate, JSON, D23B",
    rule="UN/CEFACT SPSCertificate D23B",
    grammar=SPS,
    root="Certificate",
    mapping=CONSIGNMENT,
    marks=MARKS,
    message_of=message_of,
    wanted=WANTED,
    law="ISPM 12; CXG 38-2001",
    fast=FastReader(SPS["Certificate"]),
)
