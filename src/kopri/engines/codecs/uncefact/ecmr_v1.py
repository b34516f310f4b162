"""The first UN/CEFACT e-CMR (CCTS 2017), in XML and in its JSON rendering: read only.

The elements are those of the reusable entities 101; the JSON has the same names, bare scalars and
single values where there could be a list. Both are read along one grammar; neither order nor
namespaces are held against the sender, since the renderings in use differ in both. D23B, the
successor, is what is written: see ``ecmr``.
"""

from kopri.engines.codecs.uncefact.ecmr_v1_grammar import GRAMMAR, NAMESPACE
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.json_codec import JsonCodec
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping
from kopri.engines.codecs.wire.xml_codec import Root, XmlCodec
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
_AMOUNT = Leaf(lambda wire: convert.money(wire.content, wire.currencyID or ""), None)
_FLAG, _CARGO = "Indicator", "NatureIdentificationTransportCargo"

ADDRESS = Mapping(
    Address,
    ("street", "StreetName", convert.lines),
    ("street", "LineOne.content"),
    ("additional_street", "LineTwo.content"),
    ("building_number", "BuildingNumber.content"),
    ("post_office_box", "PostOfficeBox.content"),
    ("postcode", "PostcodeCode.content"),
    ("city", "CityName", convert.lines),
    ("country_subdivision", "CountrySubDivisionName", convert.lines),
    ("country", "CountryID.content"),
    ("country_name", "CountryName", convert.lines),
)
CONTACT = Mapping(
    Contact,
    ("person_name", "PersonName.content"),
    ("telephone", "TelephoneUniversalCommunication.CompleteNumber.content"),
    ("telephone", "DirectTelephoneUniversalCommunication.CompleteNumber.content"),
    ("mobile", "MobileTelephoneUniversalCommunication.CompleteNumber.content"),
    ("fax", "FaxUniversalCommunication.CompleteNumber.content"),
    ("email", "EmailURIUniversalCommunication.URIID.content"),
    ("email", "EmailURIUniversalCommunication.CompleteNumber.content"),
)
PARTY = Mapping(
    TradeParty,
    ("identifier", "ID.0.content"),
    ("identifier", "GlobalID.0.content"),
    ("name", "Name", convert.lines),
    ("role_code", "RoleCode.0.content"),
    ("language_code", "LanguageCode.0.content"),
    ("contact", "DefinedTradeContact.0", CONTACT),
    ("address", "PostalTradeAddress", ADDRESS),
    ("tax_identifier", "SpecifiedTaxRegistration.0.ID.content"),
    ("registration", "SpecifiedGovernmentRegistration.0.ID.content"),
    ("registration_type", "SpecifiedGovernmentRegistration.0.TypeCode.content"),
)
LOCATION = Mapping(
    Location,
    ("identifier", "ID.0.content"),
    ("name", "Name", convert.lines),
    ("type_code", "TypeCode.0.content"),
    ("description", "Description", convert.lines),
    ("country", "CountryID.content"),
    ("country", "PostalTradeAddress.CountryID.content"),
    ("address", "PostalTradeAddress", ADDRESS),
    ("latitude", "PhysicalGeographicalCoordinate.LatitudeMeasure.content", convert.decimal),
    ("longitude", "PhysicalGeographicalCoordinate.LongitudeMeasure.content", convert.decimal),
)
NOTE = Mapping(
    Note,
    ("subject", "Subject.content"),
    ("subject_code", "SubjectCode.content"),
    ("content", "Content", convert.lines),
    ("content_code", "ContentCode.content"),
)
OBSERVATION = Mapping(
    Note, ("content", "Description", convert.lines), ("content", "Content", convert.lines)
)


def _time(path: str) -> str:
    return f"{path}.DateTime.content"


EVENT = Mapping(
    Event,
    ("identifier", "ID.content"),
    ("type_code", "TypeCode.content"),
    ("description", "Description", convert.lines),
    ("estimated", _time("EstimatedOccurrenceDateTime"), convert.time),
    ("scheduled", _time("ScheduledOccurrenceDateTime"), convert.time),
    ("requested", _time("RequestedOccurrenceDateTime"), convert.time),
    ("actual", _time("ActualOccurrenceDateTime"), convert.time),
    ("location", "OccurrenceLogisticsLocation", LOCATION),
    ("certifying_parties", "CertifyingTradeParty", Each(PARTY)),
    ("notes", "ApplicableNote", Each(NOTE)),
    ("notes", "RelatedSpecifiedObservation", Each(OBSERVATION)),
)
DOCUMENT = Mapping(
    DocumentReference,
    ("identifier", "ID.content"),
    ("type_code", "TypeCode.content"),
    ("uri", "URIID.content"),
    ("remarks", "Remarks", convert.lines),
    ("remarks", "Information", convert.lines),
    ("issued", _time("IssueDateTime"), convert.time),
    ("issued", _time("FormattedIssueDateTime"), convert.time),
    ("valid_from", _time("EffectiveSpecifiedPeriod.StartDateTime"), convert.time),
    ("valid_to", _time("EffectiveSpecifiedPeriod.EndDateTime"), convert.time),
    ("issue_location", "IssueLogisticsLocation", LOCATION),
    ("issuer", "IssuerTradeParty", PARTY),
    ("recipients", "RecipientTradeParty", Each(PARTY)),
)
INSTRUCTIONS = Mapping(
    Instructions,
    ("description", "Description", convert.lines),
    ("description", "Handling", convert.lines),
    ("code", "DescriptionCode.0.content"),
    ("code", "HandlingCode.0.content"),
    ("minimum_celsius", "ApplicableTransportSettingTemperature.0.MinimumValueMeasure", _CELSIUS),
    ("maximum_celsius", "ApplicableTransportSettingTemperature.0.MaximumValueMeasure", _CELSIUS),
)
PACKAGE = Mapping(
    PackagingUnit,
    ("type_code", "TypeCode.0.content"),
    ("type_text", "Type", convert.lines),
    ("quantity", "ItemQuantity.content", convert.integer),
    ("level_code", "LevelCode.content"),
    ("identifier", "ID.0.content"),
    ("returnable", f"ReturnableIndicator.{_FLAG}"),
    ("marks", "PhysicalLogisticsShippingMarks", convert.nested_lines("Marking")),
)
DANGEROUS_GOODS = Mapping(
    DangerousGoods,
    ("undg_number", "UNDGIdentificationCode.content"),
    ("undg_number", "UNDGID.content"),
    ("regulation_code", "RegulationCode.content"),
    ("hazard_class", "HazardClassificationID.content"),
    ("packing_group_code", "PackagingDangerLevelCode.content"),
    ("proper_shipping_name", "ProperShippingName", convert.lines),
    ("technical_name", "TechnicalName", convert.lines),
    ("upper_placard", "UpperPartOrangeHazardPlacardID.content"),
    ("lower_placard", "LowerPartOrangeHazardPlacardID.content"),
    ("emergency_contact", "EmergencyTradeContact", CONTACT),
    ("expert_contact", "TransportExpertTradeContact", CONTACT),
)
ITEM = Mapping(
    ConsignmentItem,
    ("sequence", "SequenceNumeric.content", convert.integer),
    ("type_code", "TypeCode.0.content"),
    ("description", f"{_CARGO}.0.Identification", convert.lines),
    ("commodity_code", f"{_CARGO}.0.StatisticalClassificationCode.content"),
    ("identifier", "GlobalID.content"),
    ("origin_country", "OriginTradeCountry.ID.content"),
    ("destination_country", "DestinationTradeCountry.ID.content"),
    ("gross_weight_kg", "GrossWeightMeasure.0", _KG),
    ("net_weight_kg", "NetWeightMeasure.0", _KG),
    ("gross_volume_m3", "GrossVolumeMeasure.0", _M3),
    ("tariff_quantity", "TariffQuantity.content", convert.decimal),
    ("tariff_unit", "TariffQuantity.unitCode"),
    ("invoice_amount", "InvoiceAmount.0", _AMOUNT),
    ("packages", "TransportLogisticsPackage", Each(PACKAGE)),
    ("dangerous_goods", "ApplicableTransportDangerousGoods", Each(DANGEROUS_GOODS)),
    ("handling", "HandlingInstructions", Each(INSTRUCTIONS)),
    ("documents", "AssociatedReferencedDocument", Each(DOCUMENT)),
    ("previous_documents", "PreviousAdministrativeReferencedDocument", Each(DOCUMENT)),
    ("notes", "ApplicableNote", Each(NOTE)),
)
SEAL = Mapping(
    Seal,
    ("identifier", "ID.0.content"),
    ("condition_code", "ConditionCode.0.content"),
    ("party_role_code", "SealingPartyRoleCode.content"),
)
EQUIPMENT = Mapping(
    TransportEquipment,
    ("identifier", "ID.content"),
    ("category_code", "CategoryCode.content"),
    ("characteristic_code", "CharacteristicCode.content"),
    ("country", "RegistrationTradeCountry.ID.content"),
    ("sealed", f"SealedIndicator.{_FLAG}"),
    ("returnable", f"ReturnableIndicator.{_FLAG}"),
    ("seals", "AffixedLogisticsSeal", Each(SEAL)),
    ("minimum_celsius", "SettingTransportSettingTemperature.0.MinimumValueMeasure", _CELSIUS),
    ("maximum_celsius", "SettingTransportSettingTemperature.0.MaximumValueMeasure", _CELSIUS),
    ("notes", "ApplicableNote", Each(NOTE)),
)
MEANS = Mapping(
    TransportMeans,
    ("identifier", "ID.0.content"),
    ("further_identifiers", "ID", convert.further),
    ("type_code", "TypeCode.content"),
    ("name", "Name.content"),
    ("country", "RegistrationTradeCountry.ID.content"),
)
MOVEMENT = Mapping(
    TransportMovement,
    ("identifier", "ID.content"),
    ("stage_code", "StageCode.content"),
    ("mode_code", "ModeCode.content"),
    ("means", "UsedLogisticsTransportMeans", MEANS),
    ("departure", "DepartureTransportEvent", Each(EVENT)),
    ("arrival", "ArrivalTransportEvent", Each(EVENT)),
    ("events", "SpecifiedTransportEvent", Each(EVENT)),
)
CHARGE = Mapping(
    ServiceCharge,
    ("category_code", "CategoryCode.content"),
    ("amount", "AppliedAmount.0", _AMOUNT),
    ("payment_code", "PaymentArrangementCode.content"),
    ("paying_role_code", "PayingPartyRoleCode.content"),
)


def _consignment(prefix: str) -> Mapping:
    """The rows below ``prefix``: the JSON has one more object around the document."""
    s = f"{prefix}SpecifiedSupplyChainConsignment."
    return Mapping(
        Consignment,
        ("waybill", f"{prefix}ExchangedDocument", DOCUMENT),
        ("identifier", s + "ID.content"),
        ("consignor_reference", s + "ConsignorAssignedID.content"),
        ("carrier_reference", s + "CarrierAssignedID.content"),
        ("forwarder_reference", s + "FreightForwarderAssignedID.content"),
        ("gross_weight_kg", s + "GrossWeightMeasure.0", _KG),
        ("net_weight_kg", s + "NetWeightMeasure.0", _KG),
        ("gross_volume_m3", s + "GrossVolumeMeasure.0", _M3),
        ("invoice_amount", s + "AssociatedInvoiceAmount.0", _AMOUNT),
        ("cash_on_delivery", s + "CODAmount", _AMOUNT),
        ("item_quantity", s + "ConsignmentItemQuantity.content", convert.integer),
        ("package_quantity", s + "PackageQuantity.content", convert.integer),
        ("insurance", s + "CargoInsuranceInstructions", convert.lines),
        ("information", s + "Information", convert.lines),
        ("transshipment_permitted", s + f"TransshipmentPermissionIndicator.{_FLAG}"),
        ("consignor", s + "ConsignorTradeParty", PARTY),
        ("consignee", s + "ConsigneeTradeParty", PARTY),
        ("carrier", s + "CarrierTradeParty", PARTY),
        ("freight_forwarder", s + "FreightForwarderTradeParty", PARTY),
        ("notified", s + "NotifiedTradeParty", Each(PARTY)),
        ("connecting_carriers", s + "ConnectingCarrierTradeParty", Each(PARTY)),
        ("transport_buyer", s + "TransportServicesBuyerTradeParty", PARTY),
        ("acceptance_location", s + "CarrierAcceptanceLogisticsLocation", LOCATION),
        ("receipt_location", s + "ConsigneeReceiptLogisticsLocation", LOCATION),
        ("documents", s + "AssociatedReferencedDocument", Each(DOCUMENT)),
        ("previous_documents", s + "PreviousAdministrativeReferencedDocument", Each(DOCUMENT)),
        ("handling", s + "HandlingInstructions", Each(INSTRUCTIONS)),
        ("loading", s + "LoadingTransportInstructions", Each(INSTRUCTIONS)),
        ("delivery_instructions", s + "DeliveryInstructions", Each(INSTRUCTIONS)),
        ("pick_up", s + "PickUpTransportEvent", EVENT),
        ("delivery", s + "DeliveryTransportEvent", EVENT),
        ("examinations", s + "ExaminationTransportEvent", Each(EVENT)),
        ("items", s + "IncludedSupplyChainConsignmentItem", Each(ITEM)),
        ("equipment", s + "UtilizedLogisticsTransportEquipment", Each(EQUIPMENT)),
        ("main_carriage", s + "MainCarriageLogisticsTransportMovement", Each(MOVEMENT)),
        ("delivery_terms_code", s + "SpecifiedTradeDeliveryTerms.DeliveryTypeCode.content"),
        ("charges", s + "ApplicableLogisticsServiceCharge", Each(CHARGE)),
        ("packages", s + "TransportLogisticsPackage", Each(PACKAGE)),
    )


RULE = "UN/CEFACT eCMR, reusable entities 101"
XML = XmlCodec(
    name="ecmr-v1-xml",
    title="UN/CEFACT eCMR 1, XML",
    rule=RULE,
    roots={
        f"{{{NAMESPACE}}}eCMR": Root(
            mapping=_consignment(""), grammar=GRAMMAR, record="Body", namespaces={"": NAMESPACE}
        )
    },
    marks=(NAMESPACE.encode(),),
    loose=True,
)
JSON = JsonCodec(
    name="ecmr-v1-json",
    title="UN/CEFACT eCMR 1, JSON rendering",
    rule=RULE,
    grammar=GRAMMAR,
    root="Wrapper",
    mapping=_consignment("eCMR."),
    marks=(b'"SpecifiedSupplyChainConsignment"', b'"eCMR"'),
    loose=True,
    writes=False,
)
