"""Parties and addresses of the album's common aggregates."""

import re
from collections.abc import Callable
from typing import Any

from kopri.engines.codecs.eaeu import values
from kopri.engines.codecs.wire.mapping import Leaf, Mapping, Row
from kopri.kernel.consignment import Address, Contact, TradeParty

_PERSON = re.compile(r"[0-9]{4}[0123][0-9]{7}")  # a Kazakh IIN has a day there, a BIN 4 to 6
# Country, its member, the tax number in it, another registration in it and what that is called
_TABLE = """
    AM RAOrganizationFeatures UNN SocialServiceNumber PSN
    BY RBOrganizationFeatures UNP RBIdentificationNumber PIN
    KG KGOrganizationFeatures KGINN KGOKPO OKPO
    KZ RKOrganizationFeatures BIN IIN IIN
    RU RFOrganizationFeatures INN OGRN OGRN
"""
_FEATURES = {row.split()[0]: row.split()[1:] for row in _TABLE.strip().split("\n")}
MEMBERS = frozenset(_FEATURES)  # the states of the Union
_ENTITY, _WITH_REASON = "BIN", "INN"  # of a firm and not a person; with the reason beside it


def _given(wire: Any) -> tuple[list[str], Any] | None:
    for row in _FEATURES.values():
        if (features := getattr(wire, row[0])) is not None:
            return row, features
    return None


def _tax(wire: Any) -> str:
    given = _given(wire)
    if given is None:
        return ""
    (_, tax, other, _), features = given
    number: str = getattr(features, tax) or ""
    if tax == _WITH_REASON and features.KPP:
        return f"{number}/{features.KPP}"
    if tax == _ENTITY and not number:
        return getattr(features, other) or ""
    return number


def _registration(wire: Any) -> str:
    given = _given(wire)
    if given is None:
        return ""
    (_, tax, other, _), features = given
    number: str = getattr(features, other) or ""
    return "" if tax == _ENTITY and not features.BIN else number


def _registration_type(wire: Any) -> str:
    given = _given(wire)
    return given[0][3] if given and _registration(wire) else ""


def features(party: TradeParty) -> dict[str, Any]:
    """The numbers that the party's country gives, where it is a member of the Union."""
    row = _FEATURES.get(party.address.country if party.address else "")
    if row is None:
        return {}
    member, tax, other, kind = row
    said: dict[str, str] = {}
    if party.registration and party.registration_type == kind:
        said[other] = party.registration
    if party.tax_identifier:
        number, _, reason = party.tax_identifier.partition("/" if tax == _WITH_REASON else "\n")
        person = tax == _ENTITY and _PERSON.fullmatch(number) and other not in said
        said[other if person else tax] = number
        said |= {"KPP": reason} if reason else {}
    return {member: said} if said else {}


_ORGANIZATION: tuple[Row, ...] = (
    ("name", "OrganizationName"),
    ("name", "ShortName", Leaf(lambda text: text, None)),
    ("language_code", "OrganizationLanguage", Leaf(str.lower, str.upper)),
    ("tax_identifier", "", Leaf(_tax, None)),
    ("registration", "", Leaf(_registration, None)),
    ("registration_type", "", Leaf(_registration_type, None)),
)


def _street(address: Address, tree: dict[str, Any]) -> None:
    parts = (address.street, address.additional_street, address.building_number)
    if said := ", ".join(part.replace("\n", ", ") for part in parts if part):
        tree["StreetHouse"] = said


ADDRESS = Mapping(
    Address,
    ("postcode", "PostalCode"),
    ("country", "CountryCode", values.country),
    ("country_name", "CounryName"),
    ("country_subdivision", "Region"),
    ("city", "City"),
    ("street", "StreetHouse", Leaf(lambda text: text, None)),
    complete=_street,
)


def _phones(contact: Contact, tree: dict[str, Any]) -> None:
    if said := [number for number in (contact.telephone, contact.mobile) if number]:
        tree["Phone"] = said


CONTACT = Mapping(
    Contact,
    ("telephone", "Phone.0", Leaf(lambda text: text, None)),
    ("mobile", "Phone", Leaf(lambda numbers: numbers[1] if len(numbers) > 1 else "", None)),
    ("fax", "Fax"),
    ("email", "E_mail.0"),
    complete=_phones,
)


def _with_features(party: TradeParty, tree: dict[str, Any]) -> None:
    tree.update(features(party))


def organization(
    *rows: Row, complete: Callable[[TradeParty, dict[str, Any]], None] = _with_features
) -> Mapping:
    """A party on the album's organisation: its name and numbers, and the rows given."""
    return Mapping(TradeParty, *_ORGANIZATION, *rows, complete=complete)


ADDRESSED = organization(("address", "Address", ADDRESS))
REACHABLE = organization(("address", "Address", ADDRESS), ("contact", "Contact", CONTACT))


# the address of a subject in the newer aggregates, of which the first is taken
SUBJECT_ADDRESS = Mapping(
    Address,
    ("postcode", "PostalCode"),
    ("country", "CountryCode", values.country),
    ("country_name", "CounryName"),
    ("country_subdivision", "Region"),
    ("city", "City"),
    ("city", "Town", Leaf(lambda text: text, None)),
    ("street", "StreetHouse"),
    ("street", "AddressText", Leaf(lambda text: text, None)),
    ("building_number", "House"),
    ("department", "Room"),
    ("post_office_box", "PostOfficeBoxId"),
)
SUBJECT = organization(
    ("address", "SubjectAddressDetails.0", SUBJECT_ADDRESS),
    ("address", "CountryA2Code", Leaf(
        lambda code: Address(country=values.known_country(code)), None
    )),
    ("contact", "CommunicationDetails", CONTACT),
)
