"""What people type, as values, and values as people type them. Forgiving where it is safe to be."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kopri.kernel.consignment import Amount
from kopri.kernel.consignment.codes import MINOR_UNITS
from kopri.kernel.errors import Fault

_HOUSE = "Köpri, docs/reference/rules"
_BLANKS = re.compile(r"[\s\u00a0\u202f']+")
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")
LONGEST = 2000

NUMBER = Fault(code="form.number", rule=_HOUSE, message="This is no number.",
               remedy="Write digits, with a point before decimals: 20100.5.")
UNCLEAR = Fault(code="form.number_unclear", rule=_HOUSE,
                message="It is not clear what the comma means here.",
                remedy="Write digits, with a point before decimals: 20100.5.")
COUNT = Fault(code="form.count", rule=_HOUSE, message="This is no whole number.",
              remedy="Write digits only.")
DAY = Fault(code="form.day", rule="ISO 8601", message="This is no date.",
            remedy="Write it as 2026-01-31.")
COUNTRY = Fault(code="form.country", rule="ISO 3166-1", message="This is no country.",
                remedy="Write its two letters, such as TR.")
HS_CODE = Fault(code="form.hs", rule="HS convention", message="This is not an HS code.",
                remedy="Write 4 to 10 digits, or words and look them up.")
UN_NUMBER = Fault(code="form.undg", rule="ADR, chapter 3.2", message="This is no UN number.",
                  remedy="Write its four digits.")
MONEY = Fault(code="form.money", rule="ISO 4217",
              message="An amount needs a number and a currency.",
              remedy="Write the amount, and three letters such as USD beside it.")
TOO_LONG = Fault(code="form.too_long", rule=_HOUSE, message="This is too long.",
                 remedy="Write at most 2,000 characters.")


class Unreadable(Exception):
    """A text that is no value of its kind."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.code)


@dataclass(frozen=True, slots=True)
class Kind:
    """``read`` makes a value of a text that is not empty; ``show`` is the way back."""

    read: Callable[[str], Any]
    show: Callable[[Any], str] = str
    empty: Any = ""


def _words(text: str) -> str:
    if len(text) > LONGEST:
        raise Unreadable(TOO_LONG)
    return text


def number(text: str) -> Decimal:
    """Blanks are nothing; a comma is a decimal point unless it may as well be something else."""
    plain = _BLANKS.sub("", text)
    if _THOUSANDS.fullmatch(plain):
        raise Unreadable(UNCLEAR)
    plain = plain.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", plain, re.ASCII):
        raise Unreadable(NUMBER)
    return Decimal(plain)


def _count(text: str) -> int:
    plain = _BLANKS.sub("", text)
    if not re.fullmatch(r"\d{1,9}", plain, re.ASCII):
        raise Unreadable(COUNT)
    return int(plain)


def _matching(pattern: str, fault: Fault, *, dropped: str = "") -> Callable[[str], str]:
    """Capital letters and digits that match, whatever stands between them."""

    def read(text: str) -> str:
        plain = re.sub(dropped, "", _BLANKS.sub("", text).upper()) if dropped else (
            _BLANKS.sub("", text).upper())
        if not re.fullmatch(pattern, plain, re.ASCII):
            raise Unreadable(fault)
        return plain

    return read


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Unreadable(DAY) from None


def money(amount: str, currency: str) -> Amount | None:
    """An amount of two texts; None where both are empty."""
    if not amount and not currency:
        return None
    code = currency.strip().upper()
    if not amount or not re.fullmatch(r"[A-Z]{3}", code, re.ASCII):
        raise Unreadable(MONEY)
    minor = number(amount).scaleb(MINOR_UNITS.get(code, 2))
    if minor != minor.to_integral_value():
        raise Unreadable(NUMBER)
    return Amount(minor=int(minor), currency=code)


KINDS: Mapping[str, Kind] = {
    "text": Kind(_words),
    "lines": Kind(_words),
    "code": Kind(lambda text: _words(text).upper()),
    "number": Kind(number, lambda value: f"{value:f}", None),
    "count": Kind(_count, str, None),
    "day": Kind(_day, lambda value: str(value)[:10]),
    "country": Kind(_matching(r"[A-Z]{2}", COUNTRY)),
    "hs": Kind(_matching(r"\d{4,10}", HS_CODE, dropped=r"[.\-]")),
    "undg": Kind(_matching(r"\d{4}", UN_NUMBER, dropped=r"^UN")),
}
