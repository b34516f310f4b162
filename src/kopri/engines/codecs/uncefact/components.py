"""What the messages of UN/CEFACT D23B have in common about parties, places, events and papers.

One table a component, with all that any message says of it; each message keeps the rows that its
grammar has (``Mapping.within``). Where a code list leaves no room, see docs/decisions/0017.
"""

from typing import Any

from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.compiling import NotCarried
from kopri.engines.codecs.wire.mapping import Each, Leaf, Mapping, Otherwise, Row
from kopri.kernel.consignment import (
    Address,
    Authentication,
    Clause,
    Contact,
    Delay,
    DocumentReference,
    Event,
    Location,
    Note,
    Signatory,
    TradeParty,
)

KG = convert.kilograms("unitCode")
M3 = convert.cubic_metres("unitCode")
KM = convert.kilometres("unitCode")
CELSIUS = convert.celsius("unitCode")
BORDER_CROSSING_PLACE = "17"  # UN/EDIFACT 3227
_COUNTRY_AS_NAME = Otherwise(convert.country_as_name.read, convert.country_as_name.write)

_LINES = ("lineTwo", "lineThree", "lineFour", "lineFive")


def _further_lines(wire: Any) -> str:
    lines = (getattr(wire, name) for name in _LINES)
    return "\n".join(line.content for line in lines if line)


def _in_lines(text: str) -> dict[str, Any]:
    lines = text.split("\n")
    lines[3:] = [", ".join(lines[3:])] if lines[3:] else []
    return {name: {"content": line} for name, line in zip(_LINES, lines, strict=False)}


ADDRESS_ROWS: tuple[Row, ...] = (
    ("street", "streetName", convert.lines),
    ("street", "lineOne.content"),
    ("additional_street", "", Leaf(_further_lines, _in_lines, at="lineTwo")),
    ("postcode", "postcodeCode.0.content"),
    ("city", "cityName", convert.lines),
    ("country_subdivision", "countrySubDivisionName", convert.lines),
    ("country", "countryId.content"),
    ("country", "countryName.0.content", _COUNTRY_AS_NAME),
    ("country_name", "countryName.0.content", convert.country_name),
)
ADDRESS = Mapping(Address, *ADDRESS_ROWS)
CONTACT = Mapping(
    Contact,
    ("person_name", "personName.0.content"),
    ("telephone", "telephoneUniversalCommunication.0.completeNumber.content"),
    ("mobile", "mobileTelephoneUniversalCommunication.completeNumber.content"),
    ("fax", "faxUniversalCommunication.0.completeNumber.content"),
    ("email", "emailURIUniversalCommunication.uri.content"),
)
SIGNATORY = Mapping(
    Signatory,
    ("name", "name.content"),
    ("qualifications", "attainedAcademicQualification", Leaf(
        lambda wire: tuple(one.name[0].content for one in wire if one.name),
        lambda names: [{"name": [{"content": name}]} for name in names],
    )),
)
PARTY = Mapping(
    TradeParty,
    ("identifier", "id.0.content"),
    ("identifier_agency", "id.0.schemeAgencyId"),
    ("type_code", "typeCode.0.content"),
    ("name", "name", convert.lines),
    ("role_code", "roleCode.0.content"),
    ("language_code", "languageCode.0.content"),
    ("contact", "definedTradeContact.0", CONTACT),
    ("address", "postalTradeAddress", ADDRESS),
    ("tax_identifier", "specifiedTaxRegistration.0.id.content"),
    ("registration", "specifiedGovernmentRegistration.0.id.0.content"),
    ("registration_type", "specifiedGovernmentRegistration.0.typeCode.0.content"),
    ("signatory", "specifiedAuthoritativeSignatoryPerson.0", SIGNATORY),
)
NOTE = Mapping(
    Note,
    ("subject", "subject.content"),
    ("subject_code", "subjectCode.0.content"),
    ("content", "content.0.content"),
    ("content_code", "contentCode.0.content"),
)
PLACE = Mapping(
    Location,
    ("identifier", "id.0.content"),
    ("identifier_agency", "id.0.schemeAgencyId"),
    ("name", "name.0.content"),
    ("type_code", "typeCode.0.content"),
    ("description", "description", convert.lines),
    ("country", "countryId.content"),
    ("country", "postalTradeAddress.countryName.0.content", _COUNTRY_AS_NAME),
    ("address", "postalTradeAddress", ADDRESS),
    ("latitude", "physicalGeographicalCoordinate.latitude.content", convert.decimal),
    ("longitude", "physicalGeographicalCoordinate.longitude.content", convert.decimal),
)


def period(at: str) -> tuple[Row, ...]:
    """The rows of a period that stands at ``at``."""
    return (
        ("start", f"{at}.startDateTime", convert.time),
        ("end", f"{at}.endDateTime", convert.time),
        ("duration", f"{at}.duration.0.content", convert.decimal),
        ("duration_unit", f"{at}.duration.0.unitCode"),
    )


def place_of(function: str) -> Mapping:
    """A place whose function (UN/EDIFACT 3227) the message knows beforehand."""
    return Mapping(
        Location, ("identifier", "id.0.content"), ("identifier_agency", "id.0.schemeAgencyId"),
        ("name", "name.0.content"), fixed=[("typeCode.0.content", function)],
    )


DELAY = Mapping(
    Delay,
    ("reason_code", "reasonTypeCode.content"),
    *period("occurrencePeriod.0"),
    ("location", "occurrenceLogisticsLocation", PLACE),
)
EVENT = Mapping(
    Event,
    ("identifier", "id.content"),
    ("type_code", "typeCode.content"),
    ("description", "description", convert.lines),
    ("estimated", "estimatedOccurrenceDateTime", convert.time),
    ("scheduled", "scheduledOccurrenceDateTime", convert.time),
    ("actual", "actualOccurrenceDateTime", convert.time),
    ("location", "occurrenceLogisticsLocation", PLACE),
    ("certifying_parties", "certifying", Each(PARTY)),
    ("measure", "value.content", convert.decimal),
    ("measure_unit", "value.unitCode"),
    ("delays", "delaySpecifiedReferencedEvent", Each(DELAY)),
    ("notes", "applicableNote", Each(NOTE)),
    ("notes", "transportInformationApplicableNote", Each(NOTE)),
    ("equipment_notes", "preTranshipmentTransportEquipmentApplicableNote", Each(NOTE)),
)
CLAUSE = Mapping(Clause, ("identifier", "id.content"), ("content", "content.0.content"))
AUTHENTICATION = Mapping(
    Authentication,
    ("type_code", "typeCode.content"),
    ("actual", "actualDateTime", convert.time),
    ("statement", "statement.content"),
    ("location", "issueLogisticsLocation", PLACE),
    ("provider", "provider", PARTY),
    ("location_provider", "locationProvider", PARTY),
    ("clauses", "includedDocumentClause", Each(CLAUSE)),
)


def _apart(attached: Any) -> str:
    raise NotCarried("a file travels apart from its message")


DOCUMENT = Mapping(
    DocumentReference,
    ("type_code", "typeCode.content"),
    ("identifier", "id.0.content"),
    ("relation_code", "referenceTypeCode.content"),
    ("relation_code", "relationshipTypeCode.content"),
    ("remarks", "remarks", convert.lines),
    ("remarks", "information.0.content"),
    ("issued", "issueDateTime", convert.formatted_time),
    ("valid_from", "effectivePeriod.startDateTime", convert.time),
    ("valid_to", "effectivePeriod.endDateTime", convert.time),
    ("sha256", "attachedBinaryFile.0.id.0.content", convert.sha256),
    ("uri", "attachedBinaryFile.0.uri.content"),
    ("uri", "attachmentBinaryObject.0", Leaf(_apart, None)),
    ("media_type", "attachedBinaryFile.0.mimeCode.content"),
    ("size", "attachedBinaryFile.0.size", convert.octets),
)
HEADER_ROWS = (
    ("type_code", "typeCode.content"),
    ("identifier", "id.content"),
    ("name", "name.0.content"),
    ("description", "description.0.content"),
    ("status_code", "statusCode.content"),
    ("version", "versionId.content"),
    ("language_code", "languageId.0.content"),
    ("copy", "isOrHasCopy"),
    ("issued", "issueDateTime", convert.time),
    ("remarks", "remarks", convert.lines),
    ("remarks", "information", convert.lines),
    ("issue_location", "issueLogisticsLocation", PLACE),
    ("sender_reference", "senderAssignedId.0.content"),
    ("recipient_reference", "recipientAssignedId.0.content"),
    ("issuer", "issuer", PARTY),
    ("sender", "sender", PARTY),
    ("recipients", "recipient", Each(PARTY)),
    ("notes", "includedNote", Each(NOTE)),
    ("clauses", "contractualDocumentClause", Each(CLAUSE)),
    ("authentications", "firstSignatoryDocumentAuthentication", Each(
        AUTHENTICATION, single=True
    )),
)


def header(type_code: str = "") -> Mapping:
    """The document itself; ``type_code``: what it is, where the message leaves no choice."""
    fixed = [("typeCode.content", type_code)] if type_code else []
    return Mapping(DocumentReference, *HEADER_ROWS, fixed=fixed)
