"""Who and where: amounts, addresses, contacts, parties, places, events, documents.

Every value of the consignment model is a frozen struct of plain values that msgspec turns into JSON
with ASCII keys and no floats: decimals are strings, money is an integer of minor units, empty
fields are left out. The description of each field is its UN/CEFACT dictionary entry name
(Buy-Ship-Pay / Multi Modal Transport reference data model, D23B).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta

# A moment is RFC 3339 text: "2026-01-15T06:40:00Z" (UTC), "2026-01-15T06:40:00" where the source
# names no zone, or "2026-01-15" where it names a day only. Nothing is guessed.
Moment = str


def term(name: str) -> Meta:
    """Documents a field with its UN/CEFACT dictionary entry name."""
    return Meta(description=name)


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all values of the model."""


class Amount(Value, frozen=True, kw_only=True):
    """Money: an integer of the currency's minor units (ISO 4217)."""

    minor: Annotated[int, term("Amount. Content, in minor units")]
    currency: Annotated[str, term("Amount. Currency. Identifier, ISO 4217")]


class Address(Value, frozen=True, kw_only=True):
    """Trade_ Address."""

    street: Annotated[str, term("Trade_ Address. Street Name. Text")] = ""
    additional_street: Annotated[str, term("Trade_ Address. Additional_ Street Name. Text")] = ""
    building_number: Annotated[str, term("Trade_ Address. Building Number. Text")] = ""
    department: Annotated[str, term("Trade_ Address. Department Name. Text")] = ""
    post_office_box: Annotated[str, term("Trade_ Address. Post Office Box. Text")] = ""
    postcode: Annotated[str, term("Trade_ Address. Postcode. Code")] = ""
    city: Annotated[str, term("Trade_ Address. City Name. Text")] = ""
    country_subdivision: Annotated[
        str, term("Trade_ Address. Country Sub-Division Name. Text")
    ] = ""
    country: Annotated[str, term("Trade_ Address. Country. Identifier, ISO 3166-1 alpha-2")] = ""
    country_name: Annotated[str, term("Trade_ Address. Country Name. Text")] = ""


class Contact(Value, frozen=True, kw_only=True):
    """Trade_ Contact."""

    person_name: Annotated[str, term("Trade_ Contact. Person Name. Text")] = ""
    telephone: Annotated[str, term("Trade_ Contact. Telephone. Universal_ Communication")] = ""
    mobile: Annotated[str, term("Trade_ Contact. Mobile_ Telephone. Universal_ Communication")] = ""
    fax: Annotated[str, term("Trade_ Contact. Fax. Universal_ Communication")] = ""
    email: Annotated[str, term("Trade_ Contact. Email_ URI. Universal_ Communication")] = ""


class Signatory(Value, frozen=True, kw_only=True):
    """Authoritative Signatory_ Person: who signs for a party."""

    name: Annotated[str, term("Authoritative Signatory_ Person. Name. Text")] = ""
    qualifications: Annotated[
        tuple[str, ...],
        term("Authoritative Signatory_ Person. Attained. Academic_ Qualification. Name. Text"),
    ] = ()


class TradeParty(Value, frozen=True, kw_only=True):
    """Trade_ Party: consignor, consignee, carrier, ..."""

    identifier: Annotated[str, term("Trade_ Party. Identification. Identifier")] = ""
    identifier_agency: Annotated[
        str, term("Trade_ Party. Identifier. Scheme Agency. Identifier, UN/EDIFACT 3055")
    ] = ""
    type_code: Annotated[str, term("Trade_ Party. Type. Code")] = ""
    name: Annotated[str, term("Trade_ Party. Name. Text")] = ""
    role_code: Annotated[str, term("Trade_ Party. Role. Code, UN/EDIFACT 3035")] = ""
    language_code: Annotated[str, term("Trade_ Party. Language. Code, ISO 639-1")] = ""
    address: Annotated[Address | None, term("Trade_ Party. Postal. Trade_ Address")] = None
    contact: Annotated[Contact | None, term("Trade_ Party. Defined. Trade_ Contact")] = None
    tax_identifier: Annotated[str, term("Trade_ Party. Specified. Tax_ Registration")] = ""
    registration: Annotated[
        str, term("Government_ Registration. Identification. Identifier (BIN, EORI, AEO)")
    ] = ""
    registration_type: Annotated[str, term("Government_ Registration. Type. Code")] = ""
    signatory: Annotated[
        Signatory | None, term("Trade_ Party. Specified. Authoritative Signatory_ Person")
    ] = None


class Location(Value, frozen=True, kw_only=True):
    """Logistics_ Location.

    ``identifier`` is the UN/LOCODE, the crossing point's or the railway station's code;
    ``identifier_agency`` says whose code it is: 6 UN/ECE, 12 UIC, 288 OSJD.
    """

    identifier: Annotated[str, term("Logistics_ Location. Identification. Identifier")] = ""
    identifier_agency: Annotated[
        str, term("Logistics_ Location. Identifier. Scheme Agency. Identifier, UN/EDIFACT 3055")
    ] = ""
    name: Annotated[str, term("Logistics_ Location. Name. Text")] = ""
    type_code: Annotated[str, term("Logistics_ Location. Type. Code, UN/EDIFACT 3227")] = ""
    description: Annotated[str, term("Logistics_ Location. Description. Text")] = ""
    country: Annotated[str, term("Logistics_ Location. Country. Identifier")] = ""
    address: Annotated[Address | None, term("Logistics_ Location. Postal. Trade_ Address")] = None
    latitude: Annotated[Decimal | None, term("Geographical_ Coordinate. Latitude. Measure")] = None
    longitude: Annotated[
        Decimal | None, term("Geographical_ Coordinate. Longitude. Measure")
    ] = None


class Note(Value, frozen=True, kw_only=True):
    """Note."""

    subject: Annotated[str, term("Note. Subject. Text")] = ""
    subject_code: Annotated[str, term("Note. Subject. Code, UN/EDIFACT 4451")] = ""
    content: Annotated[str, term("Note. Content. Text")] = ""
    content_code: Annotated[str, term("Note. Content. Code")] = ""


class Clause(Value, frozen=True, kw_only=True):
    """Document_ Clause: a statement, declaration or condition."""

    identifier: Annotated[str, term("Document_ Clause. Identification. Identifier")] = ""
    content: Annotated[str, term("Document_ Clause. Content. Text")] = ""


class Delay(Value, frozen=True, kw_only=True):
    """Referenced_ Transport_ Event that delayed another."""

    reason_code: Annotated[
        str, term("Referenced_ Transport_ Event. Reason_ Type. Code")
    ] = ""
    start: Annotated[
        Moment, term("Referenced_ Transport_ Event. Occurrence. Specified_ Period, start")
    ] = ""
    end: Annotated[
        Moment, term("Referenced_ Transport_ Event. Occurrence. Specified_ Period, end")
    ] = ""
    duration: Annotated[
        Decimal | None, term("Referenced_ Transport_ Event. Specified_ Period. Duration. Measure")
    ] = None
    duration_unit: Annotated[
        str, term("Specified_ Period. Duration. Measure. Unit. Code, UN/ECE Rec. 20")
    ] = ""
    location: Annotated[
        Location | None, term("Referenced_ Transport_ Event. Occurrence. Logistics_ Location")
    ] = None


class Event(Value, frozen=True, kw_only=True):
    """Transport_ Event."""

    identifier: Annotated[str, term("Transport_ Event. Identification. Identifier")] = ""
    type_code: Annotated[str, term("Transport_ Event. Type. Code")] = ""
    description: Annotated[str, term("Transport_ Event. Description. Text")] = ""
    estimated: Annotated[Moment, term("Transport_ Event. Estimated_ Occurrence. Date Time")] = ""
    scheduled: Annotated[Moment, term("Transport_ Event. Scheduled_ Occurrence. Date Time")] = ""
    requested: Annotated[Moment, term("Transport_ Event. Requested_ Occurrence. Date Time")] = ""
    actual: Annotated[Moment, term("Transport_ Event. Actual_ Occurrence. Date Time")] = ""
    location: Annotated[
        Location | None, term("Transport_ Event. Occurrence. Logistics_ Location")
    ] = None
    certifying_parties: Annotated[
        tuple[TradeParty, ...], term("Transport_ Event. Certifying. Trade_ Party")
    ] = ()
    notes: Annotated[tuple[Note, ...], term("Transport_ Event. Applicable. Note")] = ()
    equipment_notes: Annotated[
        tuple[Note, ...],
        term("Transport_ Event. Pre-Transhipment Transport Equipment_ Applicable. Note"),
    ] = ()
    measure: Annotated[Decimal | None, term("Transport_ Event. Value. Measure")] = None
    measure_unit: Annotated[
        str, term("Transport_ Event. Value. Measure. Unit. Code, UN/ECE Rec. 20")
    ] = ""
    delays: Annotated[
        tuple[Delay, ...], term("Transport_ Event. Delay_ Specified. Referenced_ Transport_ Event")
    ] = ()


class Authentication(Value, frozen=True, kw_only=True):
    """Document_ Authentication: a signature, or what an inspector certifies."""

    type_code: Annotated[
        str, term("Document_ Authentication. Type. Code, UN/EDIFACT 9417: 4 inspection, ...")
    ] = ""
    actual: Annotated[Moment, term("Document_ Authentication. Actual. Date Time")] = ""
    location: Annotated[
        Location | None, term("Document_ Authentication. Issue. Logistics_ Location")
    ] = None
    statement: Annotated[str, term("Document_ Authentication. Statement. Text")] = ""
    provider: Annotated[
        TradeParty | None, term("Document_ Authentication. Provider. Trade_ Party")
    ] = None
    location_provider: Annotated[
        TradeParty | None, term("Document_ Authentication. Location Provider. Trade_ Party")
    ] = None
    clauses: Annotated[
        tuple[Clause, ...], term("Document_ Authentication. Included. Document_ Clause")
    ] = ()


class DocumentReference(Value, frozen=True, kw_only=True):
    """Referenced_ Document. The file itself travels apart and is named by its hash."""

    type_code: Annotated[str, term("Referenced_ Document. Type. Code, UN/EDIFACT 1001")] = ""
    subtype_code: Annotated[
        str, term("Referenced_ Document. Subtype. Code: of another list, where 1001 has none")
    ] = ""
    identifier: Annotated[str, term("Referenced_ Document. Identification. Identifier")] = ""
    name: Annotated[str, term("Exchanged_ Document. Name. Text")] = ""
    description: Annotated[str, term("Exchanged_ Document. Description. Text")] = ""
    version: Annotated[str, term("Exchanged_ Document. Version_ Identification. Identifier")] = ""
    status_code: Annotated[
        str, term("Referenced_ Document. Status. Code, UN/EDIFACT 1373")
    ] = ""
    relation_code: Annotated[
        str, term("Referenced_ Document. Reference_ Type. Code, UN/EDIFACT 1153")
    ] = ""
    language_code: Annotated[
        str, term("Exchanged_ Document. Language. Identifier, ISO 639-1")
    ] = ""
    copy: Annotated[bool | None, term("Exchanged_ Document. Copy. Indicator")] = None
    issued: Annotated[Moment, term("Referenced_ Document. Issue. Date Time")] = ""
    valid_from: Annotated[Moment, term("Referenced_ Document. Effective. Period, start")] = ""
    valid_to: Annotated[Moment, term("Referenced_ Document. Effective. Period, end")] = ""
    issuer: Annotated[TradeParty | None, term("Referenced_ Document. Issuer. Trade_ Party")] = None
    sender: Annotated[TradeParty | None, term("Exchanged_ Document. Sender. Trade_ Party")] = None
    sender_reference: Annotated[
        str, term("Exchanged_ Document. Sender Assigned_ Identification. Identifier")
    ] = ""
    recipient_reference: Annotated[
        str, term("Exchanged_ Document. Recipient Assigned_ Identification. Identifier")
    ] = ""
    recipients: Annotated[
        tuple[TradeParty, ...], term("Exchanged_ Document. Recipient. Trade_ Party")
    ] = ()
    issue_location: Annotated[
        Location | None, term("Referenced_ Document. Issue. Logistics_ Location")
    ] = None
    remarks: Annotated[str, term("Referenced_ Document. Remarks. Text")] = ""
    uri: Annotated[str, term("Referenced_ Document. URI. Identifier")] = ""
    sha256: Annotated[str, term("Attached. Binary_ File: SHA-256 in hexadecimal")] = ""
    size: Annotated[int | None, term("Attached. Binary_ File. Size, in bytes")] = None
    media_type: Annotated[str, term("Attached. Binary_ File. MIME. Code")] = ""
    notes: Annotated[tuple[Note, ...], term("Exchanged_ Document. Included. Note")] = ()
    clauses: Annotated[
        tuple[Clause, ...], term("Exchanged_ Document. Contractual. Document_ Clause")
    ] = ()
    references: Annotated[
        tuple[DocumentReference, ...],
        term("Exchanged_ Document. Reference. Referenced_ Document"),
    ] = ()
    authentications: Annotated[
        tuple[Authentication, ...],
        term("Exchanged_ Document. Signatory. Document_ Authentication, first and second"),
    ] = ()


class Instructions(Value, frozen=True, kw_only=True):
    """Handling_ Instructions and Transport_ Instructions."""

    description: Annotated[str, term("Instructions. Description. Text")] = ""
    code: Annotated[str, term("Instructions. Description. Code")] = ""
    minimum_celsius: Annotated[
        Decimal | None, term("Transport Setting_ Temperature. Minimum_ Value. Measure")
    ] = None
    maximum_celsius: Annotated[
        Decimal | None, term("Transport Setting_ Temperature. Maximum_ Value. Measure")
    ] = None
