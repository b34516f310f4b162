"""Parties, addresses and classified values of the Union's data model."""

from decimal import Decimal
from typing import Any

from kopri.engines.codecs.eaeu import codes, values
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.compiling import NotCarried
from kopri.engines.codecs.wire.mapping import Leaf, Mapping
from kopri.kernel.consignment import Address, Amount, Contact, TradeParty

KILOGRAMS = "166"
_FACTORS = {"163": Decimal("0.001"), KILOGRAMS: Decimal(1), "168": Decimal(1000)}  # g, kg, t
_CHANNELS = {"telephone": "TE", "fax": "FX", "email": "EM"}  # UN/EDIFACT 3155, as the Union has it


def coded(code_list: str) -> Leaf:
    """A code with the identifier of its list."""
    return Leaf(
        lambda wire: wire.content, lambda code: {"content": code, "codeListId": code_list}
    )


COUNTRY = Leaf(
    lambda wire: values.known_country(wire.content),
    lambda code: {"content": code, "codeListId": codes.COUNTRY_LIST},
)


def _weight(wire: Any) -> Decimal:
    if wire.measurementUnitCode not in _FACTORS:
        raise NotCarried(f"the unit {wire.measurementUnitCode} is none of weight")
    return convert.plain(Decimal(wire.content) * _FACTORS[wire.measurementUnitCode])


def _measured(value: Any, unit: str) -> dict[str, str]:
    return {
        "content": format(value, "f"), "measurementUnitCode": unit,
        "measurementUnitCodeListId": codes.UNIT_LIST,
    }


WEIGHT = Leaf(_weight, lambda value: _measured(value, KILOGRAMS))


def _amount_written(value: Amount) -> dict[str, str]:
    return {
        "content": values.amount_text(value), "currencyCode": value.currency,
        "currencyCodeListId": codes.CURRENCY_LIST,
    }


AMOUNT = Leaf(lambda wire: convert.money(wire.content, wire.currencyCode), _amount_written)


def _lined(address: Address, tree: dict[str, Any]) -> None:
    street = ", ".join(part for part in (address.street, address.additional_street) if part)
    if street:
        tree["StreetName"] = street


ADDRESS = Mapping(
    Address,
    ("country", "UnifiedCountryCode", COUNTRY),
    ("country_subdivision", "RegionName"),
    ("city", "CityName"),
    ("city", "SettlementName", Leaf(lambda text: text, None)),
    ("street", "StreetName", Leaf(lambda text: text, None)),
    ("building_number", "BuildingNumberId"),
    ("department", "RoomNumberId"),
    ("postcode", "PostCode"),
    ("post_office_box", "PostOfficeBoxId"),
    complete=_lined,
)


def _contact(channels: tuple[Any, ...]) -> Contact | None:
    found: dict[str, str] = {}
    for channel in channels:
        for name, code in _CHANNELS.items():
            if channel.CommunicationChannelCode == code:
                found.setdefault(name, channel.CommunicationChannelId[0])
    return Contact(**found) if found else None


def _channels(contact: Contact) -> list[dict[str, Any]]:
    return [
        {"CommunicationChannelCode": code, "CommunicationChannelId": [said]}
        for name, code in _CHANNELS.items()
        if (said := getattr(contact, name) or (name == "telephone" and contact.mobile))
    ]


def _tax(wire: Any) -> str:
    number: str = wire.TaxpayerId or ""
    reason = wire.TaxRegistrationReasonCode
    return f"{number}/{reason}" if reason else number


def _taxed(number: str) -> dict[str, str]:
    number, _, reason = number.partition("/")
    return {"TaxpayerId": number} | ({"TaxRegistrationReasonCode": reason} if reason else {})


def _registered(party: TradeParty, tree: dict[str, Any]) -> None:
    """The country of registration is that of the address: no other is known."""
    if party.address and party.address.country:
        tree.setdefault("UnifiedCountryCode", {
            "content": party.address.country, "codeListId": codes.COUNTRY_LIST
        })


PARTY = Mapping(
    TradeParty,
    ("name", "SubjectName"),
    ("name", "SubjectBriefName", Leaf(lambda text: text, None)),
    ("tax_identifier", "", Leaf(_tax, _taxed, at="TaxpayerId")),
    ("address", "SubjectAddressDetails.0", ADDRESS),
    ("address", "UnifiedCountryCode", Leaf(
        lambda wire: Address(country=values.known_country(wire.content)), None
    )),
    ("contact", "CommunicationDetails", Leaf(_contact, _channels)),
    complete=_registered,
)
