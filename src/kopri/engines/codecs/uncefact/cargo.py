"""What the messages of UN/CEFACT D23B have in common about goods and their carriage.

Rows as in ``components``: each message keeps those that its grammar has.
"""

from typing import Any

from kopri.engines.codecs.uncefact.components import (
    CELSIUS,
    CONTACT,
    DOCUMENT,
    EVENT,
    KG,
    KM,
    M3,
    NOTE,
    PARTY,
    PLACE,
    place_of,
)
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping
from kopri.kernel.consignment import (
    DangerousGoods,
    Instructions,
    PackagingUnit,
    RegulatoryProcedure,
    Seal,
    ServiceCharge,
    TransportEquipment,
    TransportMeans,
    TransportService,
)

FULL = "5"  # UN/EDIFACT 8169

_INSTRUCTION_ROWS = (
    ("description", "description.0.content"),
    ("minimum_celsius", "applicableTransportSettingTemperature.0.minimumValue", CELSIUS),
    ("maximum_celsius", "applicableTransportSettingTemperature.0.maximumValue", CELSIUS),
)
INSTRUCTIONS = Mapping(Instructions, *_INSTRUCTION_ROWS, ("code", "descriptionCode.content"))
HANDLING = Mapping(Instructions, *_INSTRUCTION_ROWS, ("code", "descriptionCode.0.content"))
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
    ("regulation_name", "regulationName", convert.lines),
    ("hazard_class", "hazardClassificationId.content"),
    ("packing_group_code", "packagingDangerLevelCode.content"),
    ("proper_shipping_name", "properShippingName.content"),
    ("technical_name", "technicalName.0.content"),
    ("information", "information.0.content"),
    ("marks", "marking.0.content"),
    ("package_type_code", "packageTypeCode.content"),
    ("ems_identifier", "emsId.content"),
    ("trem_identifier", "tremId.content"),
    ("mfag_identifier", "mfagId.content"),
    ("upper_placard", "upperPartOrangeHazardPlacardId.content"),
    ("lower_placard", "lowerPartOrangeHazardPlacardId.content"),
    ("net_weight_kg", "netWeight", KG),
    ("flashpoint_celsius", "flashpointTemperatureMeasurement.0.actual.0", CELSIUS),
    ("emergency_contact", "emergencyTradeContact", CONTACT),
    ("expert_contact", "transportExpertTradeContact", CONTACT),
)


def _references(wire: Any) -> tuple[str, ...]:
    return tuple(entry.id.content for entry in wire if entry.id)


EQUIPMENT_REFERENCES = Leaf(
    _references, lambda marks: [{"id": {"content": mark}} for mark in marks]
)
ITEM_ROWS = (
    ("type_code", "typeCode.content"),
    ("origin_country", "originTradeCountry.id.0.content"),
    ("destination_country", "destinationTradeCountry.id.0.content"),
    ("gross_weight_kg", "grossWeight.0", KG),
    ("gross_volume_m3", "grossVolume.0", M3),
    ("tariff_quantity", "tariffQuantity.content", convert.decimal),
    ("tariff_unit", "tariffQuantity.unitCode"),
    ("trade_line_quantity", "tradeLineItemQuantity.content", convert.integer),
    ("invoice_amount", "invoiceAmount.0", convert.amount),
    ("marks", "physicalLogisticsShippingMarks", convert.nested_lines("marking")),
    ("packages", "transportLogisticsPackage", Each(PACKAGE)),
    ("dangerous_goods", "applicableDangerousGoods", Each(DANGEROUS_GOODS)),
    ("handling", "handlingInstructions", Each(HANDLING)),
    ("equipment", "associatedReferencedLogisticsTransportEquipment", EQUIPMENT_REFERENCES),
    ("documents", "associatedReferencedDocument", Each(DOCUMENT)),
    ("previous_documents", "previousAdministrativeReferencedDocument", Each(DOCUMENT)),
    ("notes", "applicableNote", Each(NOTE)),
)
SEAL = Mapping(
    Seal,
    ("identifier", "id.0.content"),
    ("last_identifier", "maximumId.content"),
    ("type_code", "typeCode.content"),
    ("condition_code", "conditionCode.0.content"),
    ("party_role_code", "sealingPartyRoleCode.content"),
    ("issuing_party", "issuing", PARTY),
)
CARRIED = Mapping(
    TransportEquipment,
    ("identifier", "id.0.content"), ("category_code", "categoryCode.0.content"),
)
_SETTING = "settingTransportSettingTemperature.0"
EQUIPMENT = Mapping(
    TransportEquipment,
    ("identifier", "id.content"),
    ("category_code", "categoryCode.content"),
    ("characteristic_code", "characteristicCode.content"),
    ("type_text", "specifiedLogisticsTransportMeans.0.type.content"),
    ("information", "information", convert.lines),
    ("sequence", "sequenceNumeric.content", convert.integer),
    ("full_empty_code", "usedCapacityCode.content", Leaf(
        lambda code: code, lambda code: code if code == FULL else None
    )),
    ("supplier_role_code", "supplierPartyRoleCode.content"),
    ("movement_status_code", "transportMovementStatusCode.content"),
    ("unit_quantity", "unitQuantity.content", convert.integer),
    ("axle_quantity", "axleQuantity.content", convert.integer),
    ("tare_weight_kg", "tareWeight", KG),
    ("gross_weight_kg", "grossWeight", KG),
    ("owner", "owner.0", PARTY),
    ("sealed", "isOrHasSealed"),
    ("returnable", "isOrHasReturnable"),
    ("seals", "affixedLogisticsSeal", Each(SEAL)),
    ("setting_celsius", f"{_SETTING}.value", CELSIUS),
    ("setting_type_code", f"{_SETTING}.typeCode.content"),
    ("minimum_celsius", f"{_SETTING}.minimumValue", CELSIUS),
    ("maximum_celsius", f"{_SETTING}.maximumValue", CELSIUS),
    ("carried", "carriedAssociatedTransportEquipment", Each(CARRIED)),
    ("loading", "loadingInstructions.0", Each(INSTRUCTIONS, single=True)),
    ("notes", "applicableNote", Each(NOTE)),
)
MEANS = Mapping(
    TransportMeans,
    ("further_identifiers", "id", convert.further),
    ("identifier", "id.0.content"),
    ("type_code", "typeCode.content"),
    ("name", "name.content"),
    ("country", "registrationTradeCountry.id.0.content"),
)
MOVEMENT_ROWS = (
    ("identifier", "id.content"),
    ("stage_code", "stageCode.content"),
    ("mode_code", "modeCode.content"),
    ("means", "usedLogisticsTransportMeans", MEANS),
    ("events", "specifiedEvent", Each(EVENT)),
    ("transshipments", "transshipmentIntermediateEvent", Each(EVENT)),
    ("damage", "damageEvent", Each(EVENT)),
    ("instructions", "specialSpecifiedInstructions", Each(INSTRUCTIONS)),
)
CHARGE = Mapping(
    ServiceCharge,
    ("identifier", "id.content"),
    ("description", "description.0.content"),
    ("category_code", "categoryCode.content"),
    ("amount", "appliedAmount.0", convert.amount),
    ("payment_code", "paymentArrangementCode.content"),
    ("paying_role_code", "payingPartyRoleCode.content"),
    ("tariff_class_code", "tariffClassCode.content"),
    ("tariff_currency", "tariffCurrencyCode.0.content"),
    ("commodity_code", "calculationBasisCommodityCode.content"),
    ("distance_km", "calculationBasisDistance", KM),
    ("payment_location", "paymentPlaceLogisticsLocation", PLACE),
    ("applied_from", "appliedFromLogisticsLocation", place_of("32")),
    ("applied_to", "appliedToLogisticsLocation", place_of("56")),
)
SERVICE = Mapping(
    TransportService,
    ("condition_code", "conditionTypeCode.0.content"),
    ("requirement_codes", "serviceRequirementCode", convert.contents()),
)
PROCEDURE = Mapping(
    RegulatoryProcedure,
    ("movement_type_code", "transportMovementTypeCode.0.content"),
    ("agency_code", "responsibleAgencyCode.content"),
    ("remarks", "remark", convert.lines),
    ("performed", "performanceDateTime.0", convert.time),
    ("acquired", "acquisitionDateTime", convert.time),
    ("entry_office", "entryCustomsOfficeSpecifiedLogisticsLocation", PLACE),
    ("exit_office", "exitCustomsOfficeSpecifiedLogisticsLocation", PLACE),
    ("instructions", "borderClearanceInstructions", Each(INSTRUCTIONS)),
)
_S = "specifiedConsignment.0."
CONSIGNMENT_ROWS = (
    ("identifier", _S + "id.0.content"),
    ("consignor_reference", _S + "consignorAssignedId.content"),
    ("carrier_reference", _S + "carrierAssignedId.content"),
    ("forwarder_reference", _S + "freightForwarderAssignedId.content"),
    ("gross_weight_kg", _S + "grossWeight.0", KG),
    ("net_weight_kg", _S + "netWeight.0", KG),
    ("chargeable_weight_kg", _S + "chargeableWeight.0", KG),
    ("gross_volume_m3", _S + "grossVolume.0", M3),
    ("invoice_amount", _S + "associatedInvoiceAmount.0", convert.amount),
    ("declared_value", _S + "declaredValueForCarriageAmount", convert.amount),
    ("customs_value", _S + "declaredValueForCustomsAmount", convert.amount),
    ("insurance_value", _S + "insuranceValueAmount", convert.amount),
    ("total_charge", _S + "totalChargeAmount", convert.amount),
    ("total_collect_charge", _S + "totalCollectChargeAmount", convert.amount),
    ("total_allowance_charge", _S + "totalAllowanceChargeAmount", convert.amount),
    ("cash_on_delivery", _S + "codAmount", convert.amount),
    ("item_quantity", _S + "consignmentItemQuantity.content", convert.integer),
    ("equipment_quantity", _S + "transportEquipmentQuantity.0.content", convert.integer),
    ("insurance", _S + "cargoInsuranceInstructionsInformation", convert.lines),
    ("contract_terms", _S + "contractTermsInformation", convert.lines),
    ("carrier_information", _S + "carrierProvidedInformation.0.content"),
    ("package_type", _S + "packageType", convert.lines),
    ("marks", _S + "physicalLogisticsShippingMarks", convert.nested_lines("marking")),
    ("transshipment_permitted", _S + "isOrHasTransshipmentPermission"),
    ("ship_stores", _S + "isOrHasShipStores"),
    ("acceptance_time", _S + "carrierAcceptanceDateTime", convert.time),
    ("availability_time", _S + "availabilityDueDateTime", convert.time),
    ("export_exit_time", _S + "exportExitDateTime", convert.time),
    ("consignor", _S + "consignor", PARTY),
    ("consignee", _S + "consignee", PARTY),
    ("carrier", _S + "carrier", PARTY),
    ("notified", _S + "notified", Each(PARTY)),
    ("connecting_carriers", _S + "connectingCarrier", Each(PARTY)),
    ("transport_buyer", _S + "transportServicesBuyer", PARTY),
    ("consignor_agent", _S + "consignorAgent", PARTY),
    ("ship_to", _S + "shipTo", PARTY),
    ("acceptance_location", _S + "carrierAcceptanceLogisticsLocation", PLACE),
    ("receipt_location", _S + "consigneeReceiptLogisticsLocation", PLACE),
    ("transshipment_locations", _S + "transshipmentLogisticsLocation", Each(PLACE)),
    ("customs_location", _S + "declaredForCustomsLogisticsLocation", place_of("42")),
    ("export_country", _S + "exportTradeCountry.id.0.content"),
    ("handling", _S + "handlingInstructions", Each(HANDLING)),
    ("loading", _S + "loadingInstructions", Each(INSTRUCTIONS)),
    ("delivery_instructions", _S + "deliveryInstructions", Each(INSTRUCTIONS)),
    ("border_clearance", _S + "consignorProvidedBorderClearanceInstructions", Each(INSTRUCTIONS)),
    ("pick_up", _S + "pickUpEvent", EVENT),
    ("delivery", _S + "deliveryEvent", EVENT),
    ("examinations", _S + "examinationEvent", Each(EVENT)),
    ("events", _S + "transportEvent", Each(EVENT)),
    ("equipment", _S + "utilizedLogisticsTransportEquipment", Each(EQUIPMENT)),
    ("delivery_terms_code", _S + "specifiedTradeDeliveryTerms.0.deliveryTypeCode.content"),
    ("delivery_terms_place", _S + "specifiedTradeDeliveryTerms.0.relevantTradeLocation.id.content"),
    ("delivery_terms_place", _S + "specifiedTradeDeliveryTerms.0.description.0.content"),
    ("charges", _S + "applicableLogisticsServiceCharge", Each(CHARGE)),
    ("services", _S + "transportService", Each(SERVICE)),
    ("procedures", _S + "applicableCrossBorderRegulatoryProcedure", Each(PROCEDURE)),
    ("packages", _S + "transportLogisticsPackage", Each(PACKAGE)),
)
