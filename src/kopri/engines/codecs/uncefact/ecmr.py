"""The electronic road consignment note (e-CMR) as UN/CEFACT JSON, D23B: read and written.

Source: UN/CEFACT JSON schema export, Buy-Ship-Pay D23B, eCMR; CMR convention, article 6, and its
additional protocol on the electronic consignment note. Where the schema's own code list leaves no
room, this codec says: the HS code is the item's global identifier with agency 1 (the World Customs
Organization); the country of a carrier or a place is the country's name in its address.
"""

import re
from typing import Any

from kopri.engines.codecs.uncefact.grammar import ECMR
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.json_codec import JsonCodec
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping
from kopri.engines.codecs.wire.wire_json import FastReader
from kopri.kernel.consignment import (
    Address,
    Consignment,
    ConsignmentItem,
    Contact,
    DangerousGoods,
    DocumentReference,
    Event,
    Instructions,
    Location,
    Note,
    PackagingUnit,
    Seal,
    ServiceCharge,
    TradeParty,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)

_KG = convert.kilograms("unitCode")
_M3 = convert.cubic_metres("unitCode")
_CELSIUS = convert.celsius("unitCode")
_HS = re.compile(r"[0-9]{4,10}")
_HS_LINE = re.compile(r"(?:^|\n)HS:? ?([0-9]{4,10})(?:$|\n)")
CUSTOMS_AGENCY = "1"  # UN/EDIFACT 3055: Customs Co-operation Council, today the WCO
BORDER_CROSSING_PLACE = "17"  # UN/EDIFACT 3227

ADDRESS_ROWS = (
    ("street", "streetName", convert.lines),
    ("postcode", "postcodeCode.0.content"),
    ("city", "cityName", convert.lines),
    ("country_subdivision", "countrySubDivisionName", convert.lines),
)
ADDRESS = Mapping(
    Address, *ADDRESS_ROWS, ("country", "countryId.content"),
    ("country_name", "countryName.0.content"),
)
ADDRESS_WITHOUT_CODE = Mapping(
    Address, *ADDRESS_ROWS, ("country", "countryName.0.content", convert.country_as_name),
    ("country_name", "countryName.0.content", convert.country_name),
)
CONTACT = Mapping(
    Contact,
    ("person_name", "personName.0.content"),
    ("telephone", "telephoneUniversalCommunication.0.completeNumber.content"),
    ("mobile", "mobileTelephoneUniversalCommunication.completeNumber.content"),
    ("email", "emailURIUniversalCommunication.uri.content"),
)


def _party(*, address: Mapping, role: bool = False) -> Mapping:
    roles = (("role_code", "roleCode.0.content"),) if role else ()
    return Mapping(
        TradeParty, *roles,
        ("identifier", "id.0.content"),
        ("name", "name", convert.lines),
        ("language_code", "languageCode.0.content"),
        ("contact", "definedTradeContact.0", CONTACT),
        ("address", "postalTradeAddress", address),
        ("tax_identifier", "specifiedTaxRegistration.0.id.content"),
        ("registration", "specifiedGovernmentRegistration.0.id.0.content"),
        ("registration_type", "specifiedGovernmentRegistration.0.typeCode.0.content"),
    )


PARTY = _party(address=ADDRESS)
CARRIER = _party(address=ADDRESS_WITHOUT_CODE)
BUYER = _party(address=ADDRESS_WITHOUT_CODE, role=True)
MOVEMENT_PARTY = Mapping(
    TradeParty, ("identifier", "id.0.content"), ("name", "name", convert.lines),
    ("address", "postalTradeAddress", ADDRESS_WITHOUT_CODE),
)
HEADER_PARTY = Mapping(
    TradeParty, ("identifier", "id.0.content"), ("name", "name", convert.lines),
    ("contact", "definedTradeContact.0", CONTACT),
)
CERTIFYING_PARTY = Mapping(
    TradeParty, ("identifier", "id.0.content"), ("name", "name", convert.lines),
    ("role_code", "roleCode.0.content"),
)
NOTE = Mapping(
    Note,
    ("subject", "subject.content"),
    ("subject_code", "subjectCode.0.content"),
    ("content", "content.0.content"),
    ("content_code", "contentCode.0.content"),
)
PLACE_ROWS = (("identifier", "id.0.content"), ("name", "name.0.content"))
NAMED_PLACE = Mapping(Location, *PLACE_ROWS)
ISSUE_PLACE = Mapping(Location, *PLACE_ROWS, ("country", "countryId.content"))
HANDOVER_PLACE = Mapping(
    Location, *PLACE_ROWS,
    ("type_code", "typeCode.0.content"),
    ("country", "postalTradeAddress.countryName.0.content", convert.country_as_name),
    ("address", "postalTradeAddress", ADDRESS_WITHOUT_CODE),
)
EVENT_PLACE = Mapping(
    Location, *PLACE_ROWS,
    ("type_code", "typeCode.0.content"),
    ("description", "description", convert.lines),
    ("latitude", "physicalGeographicalCoordinate.latitude.content", convert.decimal),
    ("longitude", "physicalGeographicalCoordinate.longitude.content", convert.decimal),
)
CONSIGNMENT_EVENT = Mapping(
    Event,
    ("actual", "actualOccurrenceDateTime", convert.time),
    ("location", "occurrenceLogisticsLocation", NAMED_PLACE),
    ("certifying_parties", "certifying", Each(CERTIFYING_PARTY)),
    ("notes", "applicableNote", Each(NOTE)),
)
MOVEMENT_EVENT = Mapping(
    Event,
    ("identifier", "id.content"),
    ("type_code", "typeCode.content"),
    ("description", "description", convert.lines),
    ("estimated", "estimatedOccurrenceDateTime", convert.time),
    ("scheduled", "scheduledOccurrenceDateTime", convert.time),
    ("actual", "actualOccurrenceDateTime", convert.time),
    ("location", "occurrenceLogisticsLocation", EVENT_PLACE),
    ("certifying_parties", "certifying", Each(MOVEMENT_PARTY)),
    ("notes", "applicableNote", Each(NOTE)),
)
DOCUMENT = Mapping(
    DocumentReference,
    ("type_code", "typeCode.content"),
    ("identifier", "id.0.content"),
    ("remarks", "remarks", convert.lines),
    ("issued", "issueDateTime", convert.formatted_time),
    ("valid_from", "effectivePeriod.startDateTime", convert.time),
    ("valid_to", "effectivePeriod.endDateTime", convert.time),
    ("sha256", "attachedBinaryFile.0.id.0.content", convert.sha256),
    ("uri", "attachedBinaryFile.0.uri.content"),
    ("media_type", "attachedBinaryFile.0.mimeCode.content"),
    ("size", "attachedBinaryFile.0.size", convert.octets),
)
HEADER = Mapping(
    DocumentReference,
    ("type_code", "typeCode.content"),
    ("identifier", "id.content"),
    ("issued", "issueDateTime", convert.time),
    ("remarks", "remarks", convert.lines),
    ("issue_location", "issueLogisticsLocation", ISSUE_PLACE),
    ("issuer", "issuer", HEADER_PARTY),
    ("recipients", "recipient", Each(HEADER_PARTY)),
    fixed=[("typeCode.content", "730")],
)
TEMPERATURE_ROWS = (
    ("minimum_celsius", "minimumValue", _CELSIUS), ("maximum_celsius", "maximumValue", _CELSIUS)
)
HANDLING = Mapping(
    Instructions,
    ("description", "description.0.content"),
    ("code", "descriptionCode.0.content"),
    ("minimum_celsius", "applicableTransportSettingTemperature.0.minimumValue", _CELSIUS),
    ("maximum_celsius", "applicableTransportSettingTemperature.0.maximumValue", _CELSIUS),
)
UNCODED_HANDLING = Mapping(
    Instructions,
    ("description", "description.0.content"),
    ("minimum_celsius", "applicableTransportSettingTemperature.0.minimumValue", _CELSIUS),
    ("maximum_celsius", "applicableTransportSettingTemperature.0.maximumValue", _CELSIUS),
)
INSTRUCTIONS = Mapping(
    Instructions, ("description", "description.0.content"), ("code", "descriptionCode.content")
)
UNCODED = Mapping(Instructions, ("description", "description.0.content"))
PACKAGE = Mapping(
    PackagingUnit,
    ("type_code", "typeCode.0.content"),
    ("type_text", "type", convert.lines),
    ("quantity", "itemQuantity.content", convert.integer),
    ("level_code", "levelCode.content"),
    ("identifier", "id.0.content"),
    ("returnable", "isOrHasReturnable"),
    ("marks", "physicalLogisticsShippingMarks", convert.nested_lines("marking")),
)
DANGEROUS_GOODS = Mapping(
    DangerousGoods,
    ("undg_number", "undgIdCode.content"),
    ("regulation_code", "regulationCode.content"),
    ("packing_group_code", "packagingDangerLevelCode.content"),
    ("proper_shipping_name", "properShippingName.content"),
    ("technical_name", "technicalName.0.content"),
    ("upper_placard", "upperPartOrangeHazardPlacardId.content"),
    ("lower_placard", "lowerPartOrangeHazardPlacardId.content"),
    ("flashpoint_celsius", "flashpointTemperatureMeasurement.0.actual.0", _CELSIUS),
    ("emergency_contact", "emergencyTradeContact", CONTACT),
    ("expert_contact", "transportExpertTradeContact", CONTACT),
)


def _commodity(global_id: Any) -> str:
    customs = global_id.schemeAgencyId == CUSTOMS_AGENCY
    return global_id.content if customs else ""


def _other_id(global_id: Any) -> str:
    return "" if global_id.schemeAgencyId == CUSTOMS_AGENCY else global_id.content


def _commodity_line(wire: Any) -> str:
    found = _HS_LINE.search("\n".join(entry.content for entry in wire))
    return found[1] if found else ""


def _references(wire: Any) -> tuple[str, ...]:
    return tuple(entry.id.content for entry in wire if entry.id)


ITEM = Mapping(
    ConsignmentItem,
    ("sequence", "sequenceNumeric.content", convert.integer),
    ("type_code", "typeCode.content"),
    ("description", "natureIdCargo.0.id", convert.lines),
    ("commodity_code", "globalId.0", Leaf(
        _commodity, lambda code: {"content": code, "schemeAgencyId": CUSTOMS_AGENCY}
    )),
    ("commodity_code", "natureIdCargo.0.id", Leaf(_commodity_line, None)),
    ("identifier", "globalId.0", Leaf(_other_id, lambda text: {"content": text})),
    ("origin_country", "originTradeCountry.id.0.content"),
    ("destination_country", "destinationTradeCountry.id.0.content"),
    ("gross_weight_kg", "grossWeight.0", _KG),
    ("gross_volume_m3", "grossVolume.0", _M3),
    ("tariff_quantity", "tariffQuantity.content", convert.decimal),
    ("tariff_unit", "tariffQuantity.unitCode"),
    ("invoice_amount", "invoiceAmount.0", convert.amount),
    ("packages", "transportLogisticsPackage", Each(PACKAGE)),
    ("dangerous_goods", "applicableDangerousGoods", Each(DANGEROUS_GOODS)),
    ("handling", "handlingInstructions", Each(HANDLING)),
    ("equipment", "associatedReferencedLogisticsTransportEquipment", Leaf(
        _references, lambda marks: [{"id": {"content": mark}} for mark in marks]
    )),
    ("documents", "associatedReferencedDocument", Each(DOCUMENT)),
    ("previous_documents", "previousAdministrativeReferencedDocument", Each(DOCUMENT)),
    ("notes", "applicableNote", Each(NOTE)),
)
SEAL = Mapping(
    Seal,
    ("identifier", "id.0.content"),
    ("condition_code", "conditionCode.0.content"),
    ("party_role_code", "sealingPartyRoleCode.content"),
)
EQUIPMENT = Mapping(
    TransportEquipment,
    ("identifier", "id.content"),
    ("category_code", "categoryCode.content"),
    ("characteristic_code", "characteristicCode.content"),
    ("sealed", "isOrHasSealed"),
    ("returnable", "isOrHasReturnable"),
    ("seals", "affixedLogisticsSeal", Each(SEAL)),
    ("minimum_celsius", "settingTransportSettingTemperature.0.minimumValue", _CELSIUS),
    ("maximum_celsius", "settingTransportSettingTemperature.0.maximumValue", _CELSIUS),
    ("notes", "applicableNote", Each(NOTE)),
)
MEANS = Mapping(
    TransportMeans,
    ("further_identifiers", "id", convert.further),
    ("identifier", "id.0.content"),
    ("type_code", "typeCode.content"),
    ("country", "registrationTradeCountry.id.0.content"),
)
MOVEMENT = Mapping(
    TransportMovement,
    ("stage_code", "stageCode.content"),
    ("mode_code", "modeCode.content"),
    ("means", "usedLogisticsTransportMeans", MEANS),
    ("events", "specifiedEvent", Each(MOVEMENT_EVENT)),
)
CHARGE = Mapping(
    ServiceCharge,
    ("category_code", "categoryCode.content"),
    ("amount", "appliedAmount.0", convert.amount),
    ("payment_code", "paymentArrangementCode.content"),
    ("paying_role_code", "payingPartyRoleCode.content"),
)
_S = "specifiedConsignment.0."
CONSIGNMENT = Mapping(
    Consignment,
    ("waybill", "exchangedDocument", HEADER),
    ("identifier", _S + "id.0.content"),
    ("consignor_reference", _S + "consignorAssignedId.content"),
    ("carrier_reference", _S + "carrierAssignedId.content"),
    ("forwarder_reference", _S + "freightForwarderAssignedId.content"),
    ("gross_weight_kg", _S + "grossWeight.0", _KG),
    ("gross_volume_m3", _S + "grossVolume.0", _M3),
    ("invoice_amount", _S + "associatedInvoiceAmount.0", convert.amount),
    ("cash_on_delivery", _S + "codAmount", convert.amount),
    ("item_quantity", _S + "consignmentItemQuantity.content", convert.integer),
    ("insurance", _S + "cargoInsuranceInstructionsInformation", convert.lines),
    ("transshipment_permitted", _S + "isOrHasTransshipmentPermission"),
    ("consignor", _S + "consignor", PARTY),
    ("consignee", _S + "consignee", PARTY),
    ("carrier", _S + "carrier", CARRIER),
    ("notified", _S + "notified", Each(PARTY)),
    ("connecting_carriers", _S + "connectingCarrier", Each(CARRIER)),
    ("transport_buyer", _S + "transportServicesBuyer", BUYER),
    ("acceptance_location", _S + "carrierAcceptanceLogisticsLocation", HANDOVER_PLACE),
    ("receipt_location", _S + "consigneeReceiptLogisticsLocation", HANDOVER_PLACE),
    ("documents", _S + "associatedReferencedDocument", Each(DOCUMENT)),
    ("previous_documents", _S + "previousAdministrativeReferencedDocument", Each(DOCUMENT)),
    ("handling", _S + "handlingInstructions", Each(UNCODED_HANDLING)),
    ("loading", _S + "loadingInstructions", Each(UNCODED)),
    ("delivery_instructions", _S + "deliveryInstructions", Each(INSTRUCTIONS)),
    ("border_clearance", _S + "consignorProvidedBorderClearanceInstructions", Each(INSTRUCTIONS)),
    ("pick_up", _S + "pickUpEvent", CONSIGNMENT_EVENT),
    ("delivery", _S + "deliveryEvent", CONSIGNMENT_EVENT),
    ("examinations", _S + "examinationEvent", Each(CONSIGNMENT_EVENT)),
    ("items", _S + "includedConsignmentItem", Each(ITEM)),
    ("equipment", _S + "utilizedLogisticsTransportEquipment", Each(EQUIPMENT)),
    ("main_carriage", _S + "mainCarriageLogisticsTransportMovement", Each(MOVEMENT)),
    ("delivery_terms_code", _S + "specifiedTradeDeliveryTerms.0.deliveryTypeCode.content"),
    ("delivery_terms_place", _S + "specifiedTradeDeliveryTerms.0.relevantTradeLocation.id.content"),
    ("charges", _S + "applicableLogisticsServiceCharge", Each(CHARGE)),
    ("packages", _S + "transportLogisticsPackage", Each(PACKAGE)),
)

CODEC = JsonCodec(
    name="ecmr",
    title="UN/CEFACT eCMR, JSON, D23B",
    rule="UN/CEFACT eCMR D23B",
    grammar=ECMR,
    root="Master",
    mapping=CONSIGNMENT,
    marks=(b'"specifiedConsignment"', b'"exchangedDocument"', b'"exchangedDocumentContext"'),
    fast=FastReader(ECMR["Master"]),
)
