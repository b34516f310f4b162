"""eFTI consignment XML: the common data set, the identifier subset, and the messages with one.

Source: Regulation (EU) 2020/1056, common data set; XML of the reference implementation, version
0.5. Read and written; the identifier subset is written by its own codec, which carries little.
"""

from msgspec.structs import replace

from kopri.engines.codecs.efti.grammar import (
    COMMON,
    COMMON_NAMESPACE,
    IDENTIFIER,
    IDENTIFIER_NAMESPACE,
    MESSAGE_NAMESPACE,
)
from kopri.engines.codecs.wire import convert
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
    Person,
    RegulatoryProcedure,
    Seal,
    ServiceCharge,
    TradeParty,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
    iso6346,
)

_KG = convert.kilograms("unitId")
_M3 = convert.cubic_metres("unitId")
_FIRST_TEXT = convert.bare_lines

ADDRESS = Mapping(
    Address,
    ("street", "streetName", _FIRST_TEXT),
    ("additional_street", "additionalStreetName"),
    ("building_number", "buildingNumber"),
    ("department", "departmentName"),
    ("post_office_box", "postOfficeBox"),
    ("postcode", "postcode", _FIRST_TEXT),
    ("city", "cityName", _FIRST_TEXT),
    ("country_subdivision", "countrySubDivisionName", _FIRST_TEXT),
    ("country", "countryCode"),
)
CONTACT = Mapping(
    Contact,
    ("person_name", "personName", _FIRST_TEXT),
    ("telephone", "telephone.0.completeNumber"),
    ("fax", "fax.0.completeNumber"),
    ("email", "emailAddress.uRI.content"),
    ("email", "emailAddress.completeNumber", Leaf(lambda text: text, None)),
)
PARTY = Mapping(
    TradeParty,
    ("identifier", "id.content"),
    ("name", "name", _FIRST_TEXT),
    ("role_code", "roleCode.0"),
    ("contact", "definedContactDetails.0", CONTACT),
    ("address", "postalAddress", ADDRESS),
    ("tax_identifier", "taxRegistration.0.id.content"),
    ("registration", "applicableLicence.0.id.content"),
    ("registration_type", "applicableLicence.0.typeCode.0"),
)
LOCATION = Mapping(
    Location,
    ("identifier", "id.content"),
    ("name", "name", _FIRST_TEXT),
    ("country", "postalAddress.countryCode"),
    ("address", "postalAddress", ADDRESS),
    ("latitude", "geographicalCoordinates.latitude.content", convert.decimal),
    ("longitude", "geographicalCoordinates.longitude.content", convert.decimal),
)
NOTE = Mapping(
    Note, ("subject_code", "subjectCode.0"), ("content", "contentText", convert.lines)
)
OBSERVATION = Mapping(
    Note,
    ("subject_code", "applicableNote.0.subjectCode.0"),
    ("content", "applicableNote.0.contentText", convert.lines),
)
EVENT = Mapping(
    Event,
    ("type_code", "typeCode"),
    ("estimated", "estimatedOccurrenceDateTime", convert.numbered_time),
    ("scheduled", "scheduledOccurrenceDateTime", convert.numbered_time),
    ("requested", "requestedOccurrenceDateTime", convert.numbered_time),
    ("actual", "actualOccurrenceDateTime", convert.numbered_time),
    ("location", "occurrenceLocation", LOCATION),
    ("certifying_parties", "certifyingParty", Each(PARTY)),
    ("notes", "relatedObservation", Each(OBSERVATION)),
)
DOCUMENT = Mapping(
    DocumentReference,
    ("type_code", "typeCode"),
    ("identifier", "id.content"),
    ("issued", "formattedIssueDateTime", convert.numbered_time),
    ("issuer", "issuer", PARTY),
    ("issue_location", "issueLocation", LOCATION),
    ("uri", "uRI.content"),
)
PACKAGE = Mapping(
    PackagingUnit,
    ("type_code", "typeCode.0"),
    ("type_text", "typeText", convert.lines),
    ("quantity", "itemQuantity", convert.integer),
    ("information", "information", _FIRST_TEXT),
    ("marks", "shippingMarks", convert.nested_lines("markingText")),
)
DANGEROUS_GOODS = Mapping(
    DangerousGoods,
    ("undg_number", "uNDGID"),
    ("hazard_class", "hazardClassificationID.content"),
    ("hazard_category_code", "hazardCategoryCode"),
    ("packing_group_code", "packagingDangerLevelCode"),
    ("proper_shipping_name", "properShippingName", convert.lines),
    ("technical_name", "technicalName", convert.lines),
    ("tunnel_code", "tunnelRestrictionCode"),
    ("limited_quantity_code", "limitedQuantityCode.0"),
    ("gross_weight_kg", "grossWeight", _KG),
    ("net_weight_kg", "netWeight", _KG),
    ("gross_volume_m3", "grossVolume", _M3),
    ("information", "information", convert.lines),
    ("packages", "dangerousGoodsLogisticsPackage", Each(PACKAGE)),
)
ITEM = Mapping(
    ConsignmentItem,
    ("goods_quantity", "goodsUnitQuantity.0", convert.integer),
    ("gross_volume_m3", "grossVolume.0", _M3),
    ("dangerous_goods", "transportDangerousGoods", Each(DANGEROUS_GOODS)),
    ("equipment", "associatedTransportEquipment", Leaf(
        lambda wire: tuple(entry.id.content for entry in wire if entry.id),
        lambda marks: [{"id": {"content": mark}} for mark in marks],
    )),
)
SEAL = Mapping(
    Seal,
    ("identifier", "id.content"),
    ("condition_code", "conditionCode.0"),
    ("party_role_code", "sealingPartyRoleCode"),
    ("issuing_party", "issuingParty", PARTY),
)
CARRIED = Mapping(
    TransportEquipment,
    ("identifier", "id.content"),
    ("category_code", "categoryCode.0"),
    ("sequence", "sequenceNumber", convert.integer),
    ("seals", "affixedSeal", Each(SEAL)),
    ("goods_gross_weight_kg", "grossGoodsWeightMeasure.0", _KG),
)
EQUIPMENT = Mapping(
    TransportEquipment,
    ("identifier", "id.content"),
    ("category_code", "categoryCode"),
    ("size_type_code", "sizeTypeCode"),
    ("full_empty_code", "fullEmptyCode"),
    ("sequence", "sequenceNumber", convert.integer),
    ("country", "registrationCountry.code"),
    ("seal_quantity", "sealQuantity", convert.integer),
    ("seals", "affixedSeal", Each(SEAL)),
    ("goods_gross_weight_kg", "grossGoodsWeightMeasure.0", _KG),
    ("operator", "operatingParty", PARTY),
    ("carried", "carriedTransportEquipment", Each(CARRIED)),
)
MEANS = Mapping(
    TransportMeans,
    ("identifier", "id.content"),
    ("name", "name"),
    ("type_code", "typeCode"),
    ("country", "registrationCountry.code"),
    ("owner", "owner", PARTY),
)
PERSON = Mapping(
    Person,
    ("identifier", "id.content"),
    ("given_name", "givenName", _FIRST_TEXT),
    ("family_name", "familyName", _FIRST_TEXT),
    ("born", "birthDateTime", convert.numbered_time),
)
MOVEMENT = Mapping(
    TransportMovement,
    ("identifier", "id.content"),
    ("mode_code", "modeCode"),
    ("sequence", "sequenceNumber.0", convert.integer),
    ("dangerous_goods", "dangerousGoodsIndicator"),
    ("means", "usedTransportMeans", MEANS),
    ("master", "master", PERSON),
    ("route", "itineraryRoute.0.description"),
    ("departure", "departureEvent", Each(EVENT)),
    ("arrival", "arrivalEvent", Each(EVENT)),
    ("border_crossing", "borderCrossingEvent", Each(EVENT)),
    ("loading", "loadingEvent", Each(EVENT)),
    ("unloading", "unloadingEvent", Each(EVENT)),
    ("call", "callEvent", Each(EVENT)),
    ("events", "event", Each(EVENT)),
)
PROCEDURE = Mapping(
    RegulatoryProcedure,
    ("type_code", "typeCode.0"),
    ("export_office", "exportCustomsOfficeLocation", LOCATION),
    ("import_office", "importCustomsOfficeLocation", LOCATION),
    ("transit_offices", "transitCustomsOfficeLocation", Each(LOCATION)),
)
CHARGE = Mapping(
    ServiceCharge,
    ("amount", "appliedAmount.0", convert.amount),
    ("category_code", "id"),
    ("payment_code", "paymentArrangementCode"),
    ("paying_role_code", "payingPartyRoleCode"),
)
CLEARANCE = Mapping(Instructions, ("description", "description", _FIRST_TEXT))
CONSIGNMENT = Mapping(
    Consignment,
    ("waybill", "transportContractDocument", DOCUMENT),
    ("consignor", "consignor", PARTY),
    ("consignee", "consignee", PARTY),
    ("carrier", "carrier", PARTY),
    ("connecting_carriers", "connectingCarrier", Each(PARTY)),
    ("freight_forwarder", "freightForwarder", PARTY),
    ("associated_parties", "associatedParty", Each(PARTY)),
    ("acceptance_location", "carrierAcceptanceLocation", LOCATION),
    ("acceptance_time", "carrierAcceptanceDateTime", convert.numbered_time),
    ("receipt_location", "consigneeReceiptLocation", LOCATION),
    ("transshipment_locations", "transshipmentLocation", Each(LOCATION)),
    ("transshipment_permitted", "transshipmentPermittedIndicator"),
    ("delivery", "deliveryEvent", EVENT),
    ("events", "transportEvent", Each(EVENT)),
    ("gross_weight_kg", "grossWeight.0", _KG),
    ("net_weight_kg", "netWeight.0", _KG),
    ("gross_volume_m3", "grossVolume.0", _M3),
    ("package_quantity", "numberOfPackages", convert.integer),
    ("equipment_quantity", "transportEquipmentQuantity.0", convert.integer),
    ("cargo_description", "natureIdentificationCargo.identificationText", convert.lines),
    ("cargo_commodity_code", "natureIdentificationCargo.statisticalClassificationCode"),
    ("declared_value", "declaredValueForCarriageAmount", convert.amount),
    ("cash_on_delivery", "cODAmount", convert.amount),
    ("payment_code", "paymentArrangementCode"),
    ("charges", "applicableServiceCharge", Each(CHARGE)),
    ("insurance", "cargoInsuranceInstructions", _FIRST_TEXT),
    ("contract_terms", "contractTermsText", _FIRST_TEXT),
    ("information", "information", _FIRST_TEXT),
    ("consignor_information", "consignorProvidedInformationText", _FIRST_TEXT),
    ("delivery_information", "deliveryInformation"),
    ("border_clearance", "consignorProvidedBorderClearanceInstructions", Each(CLEARANCE)),
    ("items", "includedConsignmentItem", Each(ITEM)),
    ("packages", "transportPackage", Each(PACKAGE)),
    ("dangerous_goods", "dangerousGoods", DANGEROUS_GOODS),
    ("equipment", "usedTransportEquipment", Each(EQUIPMENT)),
    ("main_carriage", "mainCarriageTransportMovement", Each(MOVEMENT)),
    ("pre_carriage", "preCarriageTransportMovement", Each(MOVEMENT)),
    ("on_carriage", "onCarriageTransportMovement", Each(MOVEMENT)),
    ("movements", "specifiedTransportMovement", Each(MOVEMENT)),
    ("procedures", "regulatoryProcedure", Each(PROCEDURE)),
    ("documents", "associatedDocument", Each(DOCUMENT)),
)


def _registered(unit: TransportEquipment) -> bool:
    """Containers are registered in no country, and the subset has no room for what is in none."""
    return bool(unit.country) or not (
        unit.category_code == "CN" or iso6346.looks_like(unit.identifier)
    )


SUBSET = CONSIGNMENT.within(
    IDENTIFIER["SupplyChainConsignment"], only={"equipment": _registered}
)


def marked(consignment: Consignment) -> Consignment:
    """Every leg tells whether goods are dangerous, as the subset demands: those that are described."""
    described = bool(consignment.dangerous_goods or any(
        item.dangerous_goods for item in consignment.items
    ))
    return replace(consignment, main_carriage=tuple(
        leg if leg.dangerous_goods is not None else replace(leg, dangerous_goods=described)
        for leg in consignment.main_carriage
    ))


_COMMON_NS = {"": COMMON_NAMESPACE, "ed": MESSAGE_NAMESPACE}
_SUBSET_NS = {"": IDENTIFIER_NAMESPACE, "ed": MESSAGE_NAMESPACE}
_SILENT = Root(namespaces=_COMMON_NS)
_RULE = "eFTI common data set 0.5"


def _message(name: str) -> str:
    return f"{{{MESSAGE_NAMESPACE}}}{name}"


COMMON_CODEC = XmlCodec(
    name="efti",
    title="eFTI common data set, XML",
    rule=_RULE,
    roots={
        f"{{{COMMON_NAMESPACE}}}consignment": Root(
            mapping=CONSIGNMENT, grammar=COMMON, record="SupplyChainConsignment",
            namespaces=_COMMON_NS,
        ),
        _message("uilResponse"): Root(
            mapping=CONSIGNMENT, grammar=COMMON, record="UilResponse", inside="consignment",
            namespaces=_COMMON_NS,
        ),
        _message("uilQuery"): _SILENT,
        _message("postFollowUpRequest"): _SILENT,
        _message("postFollowUpResponse"): _SILENT,
    },
    marks=(
        f"{COMMON_NAMESPACE}".encode(), b"uilResponse", b"uilQuery", b"postFollowUp",
    ),
    written=f"{{{COMMON_NAMESPACE}}}consignment",
)
SUBSET_CODEC = XmlCodec(
    name="efti-identifiers",
    title="eFTI identifier subset, XML",
    rule=_RULE,
    roots={
        f"{{{IDENTIFIER_NAMESPACE}}}consignment": Root(
            mapping=SUBSET, grammar=IDENTIFIER, record="SupplyChainConsignment",
            namespaces=_SUBSET_NS, spread=marked,
        ),
        _message("saveIdentifiersRequest"): Root(
            mapping=SUBSET, grammar=IDENTIFIER, record="SaveIdentifiersRequest",
            inside="consignment", namespaces=_SUBSET_NS,
        ),
        _message("identifierResponse"): Root(
            mapping=SUBSET, grammar=IDENTIFIER, record="IdentifierResponse",
            inside="consignment", namespaces=_SUBSET_NS,
        ),
        _message("saveIdentifiersResponse"): _SILENT,
        _message("identifierQuery"): _SILENT,
    },
    marks=(
        f"{IDENTIFIER_NAMESPACE}".encode(), b"identifierResponse", b"identifierQuery",
        b"saveIdentifiers",
    ),
    written=f"{{{IDENTIFIER_NAMESPACE}}}consignment",
)
