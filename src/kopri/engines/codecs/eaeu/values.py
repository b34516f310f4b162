"""Pairs of functions between the album's simple values and the model's."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from kopri.engines.codecs.eaeu import codes
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.compiling import NotCarried
from kopri.engines.codecs.wire.mapping import Leaf
from kopri.kernel.consignment import Amount, Location
from kopri.kernel.consignment.codes import COUNTRIES, MINOR_UNITS

LONGEST = 250  # characters of one part of a description
OFFICE = re.compile(r"[0-9]{2}|[0-9]{5}|[0-9]{8}")


def _day(text: str) -> str:
    return text[:10]


day = Leaf(_day, _day)


def moment(text: str) -> str:
    """An xs:dateTime, or a date: in UTC where it names a zone, else as it stands."""
    if "T" not in text:
        return text[:10]
    midnight = "T24:" in text  # the end of a day, which Python does not know
    try:
        when = datetime.fromisoformat(text.replace("T24:", "T00:"))
        when += timedelta(days=midnight)
    except (ValueError, OverflowError):
        raise ValueError("there is no such date and time") from None
    if when.tzinfo is None:
        return when.strftime("%Y-%m-%dT%H:%M:%S")
    try:
        return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        raise ValueError("there is no such date and time") from None


def joined_moment(date: str | None, clock: str | None) -> str:
    """A date and a time of day that stand apart."""
    if not date:
        return ""
    return moment(f"{date[:10]}T{clock}") if clock else date[:10]


def split_moment(value: str) -> tuple[str, str]:
    """The date and the time of day of a moment, the zone with the time."""
    date, _, clock = value.partition("T")
    return date, clock


def _country(code: str) -> str:
    if code in ("00", "99"):
        return ""  # several countries, or not known which
    if code not in COUNTRIES and code in ("AB", "EU", "OS"):
        raise NotCarried(f"{code} is no country of ISO 3166-1")
    return code


country = Leaf(_country, lambda code: code)


def known_country(code: str | None) -> str:
    """The country, where the code is one of ISO 3166-1 or may be meant as one."""
    return "" if not code or code.isdigit() or code in ("AB", "EU", "OS") else code


def _numbered(number: str) -> str:
    if number not in codes.COUNTRY_OF:
        raise NotCarried(f"{number} is no country of ISO 3166-1")
    return codes.COUNTRY_OF[number]


numbered_country = Leaf(_numbered, codes.NUMBER_OF.get)


def country_of(location: Location | None) -> str:
    """The country of a place: as stated, or the first letters of its UN/LOCODE."""
    if location is None:
        return ""
    stated = location.country or (location.address.country if location.address else "")
    code = location.identifier
    locode = len(code) == 5 and code.isalnum() and code[:2] in COUNTRIES
    return stated or (code[:2] if locode else "")


def place_of(location: Location | None) -> str:
    """What a place is called."""
    if location is None:
        return ""
    return location.name or (location.address.city if location.address else "") or (
        location.description or location.identifier
    )


def amount(text: str | None, currency: str | None) -> Amount | None:
    """Money of two members."""
    if not text:
        return None
    if not currency:
        raise NotCarried("the currency of the amount is not stated")
    return convert.money(text, currency.upper())


def amount_text(value: Amount) -> str:
    """The number of an amount, in the currency's own unit."""
    places = MINOR_UNITS.get(value.currency, 2)
    digits = str(abs(value.minor)).rjust(places + 1, "0")
    sign = "-" if value.minor < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def money(number: str, currency: str) -> Leaf:
    """An amount in two members of the record."""
    return Leaf(
        lambda wire: amount(getattr(wire, number), getattr(wire, currency)),
        lambda value: {number: amount_text(value), currency: value.currency},
        at=number,
    )


def _commodity(code: str) -> str:
    if len(code) < 4:
        raise NotCarried("a chapter alone is no commodity code")
    return code


commodity = Leaf(_commodity, lambda code: code)


def chunks(text: str, *, longest: int = LONGEST) -> list[str]:
    """Lines as parts of at most ``longest`` characters; only a line's last part is shorter."""
    return [
        line[start:start + longest]
        for line in text.split("\n") if line
        for start in range(0, len(line), longest)
    ]


def unchunked(parts: tuple[str, ...], *, longest: int = LONGEST) -> str:
    """The way back: a full part goes on in the next, any other ends its line."""
    text = ""
    for part, following in zip(parts, (*parts[1:], ""), strict=True):
        text += part if len(part) == longest or not following else f"{part}\n"
    return text


description = Leaf(unchunked, chunks)


def unit(code_name: str, name_name: str) -> Leaf:
    """A unit of measure: OKEI number and Russian name, to UN/ECE Rec. 20."""
    def read(wire: Any) -> str:
        number = getattr(wire, code_name)
        if number and number not in codes.UNIT_OF:
            raise NotCarried(f"the unit {number} has no counterpart in UN/ECE Rec. 20")
        return codes.UNIT_OF[number] if number else ""

    def write(code: str) -> dict[str, str]:
        found = {code_name: codes.UNIT_NUMBER.get(code, code)}
        if code in codes.UNIT_NAME:
            found[name_name] = codes.UNIT_NAME[code]
        return found

    return Leaf(read, write, at=code_name)


def _count(text: str) -> int:
    number = Decimal(text)
    if number != number.to_integral_value() or number >= 2**53:
        raise NotCarried("a part of a package is no count")
    return int(number)


count = Leaf(_count, str)


def customs_number(wire: Any) -> str:
    """The registration number of a declaration: office/DDMMYY/number."""
    year, month, date = wire.RegistrationDate[:10].split("-")
    return f"{wire.CustomsCode}/{date}{month}{year[2:]}/{wire.GTDNumber}"


def customs_parts(number: str) -> dict[str, str] | None:
    """The three parts of such a number; None where it has another form."""
    found = re.fullmatch(r"([0-9]{2}|[0-9]{5}|[0-9]{8})/([0-9]{2})([0-9]{2})([0-9]{2})/(.{1,7})",
                         number)
    if found is None:
        return None
    office, date, month, year, last = found.groups()
    return {
        "CustomsCode": office, "RegistrationDate": f"20{year}-{month}-{date}", "GTDNumber": last
    }
