"""Parties and addresses of the album's common aggregates."""

import re
from collections.abc import Callable
from typing import Any

from kopri.engines.codecs.eaeu import values
from kopri.engines.codecs.wire.mapping import Leaf, Mapping, Row
from kopri.kernel.consignment import Address, Contact, TradeParty

_PERSON = re.compile(r"[0-9]{4}[0123][0-9]{7}")  # a Kazakh IIN has a day there, a BIN 4 to 6
# Country -> its members, as a tax number and as a registration with its kind
_FEATURES = {
    "RU": ("RFOrganizationFeatures", "INN", "OGRN", "OGRN"),
    "KZ": ("RKOrganizationFeatures", "BIN", "IIN", "IIN"),
    "BY": ("RBOrganizationFeatures", "UNP", "RBIdentificationNumber", "PIN"),
    "AM": ("RAOrganizationFeatures", "UNN", "SocialServiceNumber", "PSN"),
    "KG": ("KGOrganizationFeatures", "KGINN", "KGOKPO", "OKPO"),
}


def _given(wire: Any) -> tuple[str, Any] | None:
    for country, (name, *_) in _FEATURES.items():
        if (features := getattr(wire, name)) is not None:
            return country, features
    return None


def _tax(wire: Any) -> str:
    given = _given(wire)
    if given is None:
        return ""
    country, features = given
    number: str = getattr(features, _FEATURES[country][1]) or ""
    if country == "RU" and features.KPP:
        return f"{number}/{features.KPP}"
    if country == "KZ" and not number:
        return features.IIN or ""
    return number


def _registration(wire: Any) -> str:
    given = _given(wire)
    if given is None:
        return ""
    country, features = given
    number: str = getattr(features, _FEATURES[country][2]) or ""
    return "" if country == "KZ" and not features.BIN else number


def _registration_type(wire: Any) -> str:
    given = _given(wire)
    return _FEATURES[given[0]][3] if given and _registration(wire) else ""


def features(party: TradeParty) -> dict[str, Any]:
    """The numbers that the party's country gives, where it is a member of the Union."""
    country = party.address.country if party.address else ""
    if country not in _FEATURES:
        return {}
    name, tax, registration, kind = _FEATURES[country]
    said: dict[str, str] = {}
    if party.registration and party.registration_type == kind:
        said[registration] = party.registration
    if party.tax_identifier:
        number, _, reason = party.tax_identifier.partition("/" if country == "RU" else "\n")
        person = country == "KZ" and _PERSON.fullmatch(number)
        said["IIN" if person and "IIN" not in said else tax] = number
        said |= {"KPP": reason} if reason else {}
    return {name: said} if said else {}


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
