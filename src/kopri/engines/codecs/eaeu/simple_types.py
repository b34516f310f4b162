"""The simple types of the album: what a text must look like, named by its size or its form.

``text150`` is a text of 1 to 150 characters, ``id36`` a token of 1 to 36, ``id10_12`` one of 10 to
12, ``code5`` exactly five; ``num9`` nine digits, ``num4_10`` four to ten; ``nat8`` a whole number
of at most eight digits, ``count5`` one above nought; ``qty24.6`` a decimal number that is not
negative, of at most 24 digits, six of them decimal, ``sum20.2`` one that may be negative.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from kopri.engines.codecs.wire.primitives import Primitive

_SIZED = re.compile(r"(text|id|code|num|nat|count|qty|sum)([0-9]+)(?:[_.]([0-9]+))?")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_WHOLE = re.compile(r"[+-]?[0-9]+")
_ZONE = r"(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)"
_NUMBER = "Write the number with a point and without blanks, units or an exponent."


@cache
def simple_type(name: str) -> Primitive | None:
    """The album's type called ``name``; None where it is no name of this kind."""
    if name in _FORMS:
        form, rule, remedy = _FORMS[name]
        return Primitive(name, _matching(form), rule, remedy, space="collapse")
    if name in _DATED:
        return _DATED[name]
    sized = _SIZED.fullmatch(name)
    if sized is None:
        return None
    return _MAKERS[sized[1]](name, int(sized[2]), int(sized[3] or 0))


def _matching(form: str) -> Callable[[str], bool]:
    pattern = re.compile(form, re.ASCII)
    return lambda text: pattern.fullmatch(text) is not None


def _text(name: str, size: int, _: int) -> Primitive:
    return Primitive(
        name, lambda text: 1 <= len(text) <= size, f"a text of 1 to {size} characters",
        "Shorten the text, or leave the member out.", space="keep", sure=size,
    )


def _token(name: str, size: int, other: int) -> Primitive:
    least, most = (size, other) if other else (size if name.startswith("code") else 1, size)
    rule = f"{least} characters" if least == most else f"{least} to {most} characters"
    return Primitive(
        name, lambda text: least <= len(text) <= most, rule,
        "Write it in the length that the format has.", space="collapse",
        sure=most if least <= 1 else 0,
    )


def _digits(name: str, size: int, other: int) -> Primitive:
    most = other or size
    rule = f"{size} digits" if most == size else f"{size} to {most} digits"
    return Primitive(
        name, _matching(rf"[0-9]{{{size},{most}}}"), rule, "Write digits only.", space="collapse"
    )


def _whole(name: str, size: int, _: int) -> Primitive:
    least = 1 if name.startswith("count") else 0
    return Primitive(
        name, lambda text: _between(text, least, 10**size - 1),
        f"a whole number from {least}, of at most {size} digits", _NUMBER, number=True,
    )


def _between(text: str, least: int, most: int) -> bool:
    """True for a whole number within bounds; however long the text is, it is not converted."""
    if text.isdecimal() and text.isascii() and len(text) < 10:
        return least <= int(text) <= most
    if _WHOLE.fullmatch(text) is None:
        return False
    digits = text.lstrip("+-").lstrip("0") or "0"
    return len(digits) < 20 and least <= int(digits) * (-1 if text[0] == "-" else 1) <= most


def _decimal(name: str, size: int, places: int) -> Primitive:
    signed = name.startswith("sum")
    rule = f"a number of at most {size} digits, {places} of them decimal"
    return Primitive(
        name, lambda text: _fits(text, size=size, places=places, signed=signed), rule, _NUMBER,
        number=True,
    )


def _fits(text: str, *, size: int, places: int, signed: bool) -> bool:
    """Digits as XML Schema counts them: leading and trailing noughts do not."""
    if text.isdecimal() and text.isascii() and len(text) <= size - places:
        return True  # most numbers are plain
    if not _DECIMAL.fullmatch(text):
        return False
    whole, _, fraction = text.lstrip("+-").partition(".")
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    if text[0] == "-" and not signed and (whole or fraction):
        return False
    return len(whole) + len(fraction) <= size and len(fraction) <= places


_MAKERS: dict[str, Callable[[str, int, int], Primitive]] = {
    "text": _text, "id": _token, "code": _token, "num": _digits, "nat": _whole, "count": _whole,
    "qty": _decimal, "sum": _decimal,
}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


_day, _clock = _matching(_DAY + _ZONE), _matching(_CLOCK + _ZONE)
_moment = _matching(f"{_DAY}T{_CLOCK}{_ZONE}")
_DATED = {
    "day": Primitive(
        "day", lambda text: _day(text) and _is_day(text), "a date", "Write it like 2026-01-15."
    ),
    "clock": Primitive("clock", _clock, "a time of day", "Write it like 06:40:00."),
    "moment": Primitive(
        "moment", lambda text: _moment(text) and _is_day(text), "a date and time",
        "Write it like 2026-01-15T06:40:00+05:00.",
    ),
    "int32": Primitive(
        "int32", lambda text: _between(text, -(2**31), 2**31 - 1), "a whole number", _NUMBER, number=True,
    ),
}

_COUNTRY = "Write two capital letters, such as KZ."
_OFFICE = "Write the code of the customs office, of two, five or eight digits."
_HS = "Write the digits of the commodity code without dots or blanks."
_LISTED = "Write it in the form that the format has."
_HEX = "[0-9a-fA-F]"
_FORMS = {
    "letters2": ("[A-Z]{2}", "two capital letters", _LISTED),
    "country": ("[A-Z]{2}|00|99", "a country, ISO 3166-1 alpha-2", _COUNTRY),
    "country_or_group": ("[A-Z]{2}|[0-9]{2}", "a country, ISO 3166-1 alpha-2", _COUNTRY),
    "country3": ("[A-Z]{3}", "a country, ISO 3166-1 alpha-3", "Write it like KAZ."),
    "office": ("[0-9]{2}|[0-9]{5}|[0-9]{8}", "the code of a customs office", _OFFICE),
    "tnved": ("[0-9]{4}|[0-9]{6}|[0-9]{8}|[0-9]{10}", "4, 6, 8 or 10 digits", _HS),
    "commodity": ("[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{8,10}", "2, 4, 6 or 8 to 10 digits", _HS),
    "ogrn": ("[0-9]{15}|[0-9]{13}", "13 or 15 digits", "Write the OGRN or OGRNIP."),
    "identity_kind": ("[0-9]{2}|[A-Z]{2}[0-9]{5}", "the code of an identity document", _LISTED),
    "incoterm": (r"\D{3}", "three letters of Incoterms", "Write it like DAP."),
    "pallet_exchange": (r"\w{3}", "three letters or digits", _LISTED),
    "tir_series": ("[A-Z ]{2}", "two capital letters", "Write the series of the carnet, like XB."),
    "uuid": (
        f"{_HEX}{{8}}(-{_HEX}{{4}}){{3}}-{_HEX}{{12}}", "a UUID (RFC 9562)", "Write a UUID."
    ),
    "edoc": (
        r"R(\.[A-Z]{2}\.[A-Z]{2}\.[0-9]{2})?\.[0-9]{3}", "the code of an electronic document",
        "Write it like R.048.",
    ),
    "postcode": (
        "[A-Z0-9][A-Z0-9 -]{1,8}[A-Z0-9]", "a postal code of 3 to 10 letters and digits",
        "Write the postal code in capital letters and digits.",
    ),
    "reregistration": ("[0-9]{1,3}|[А-ЯЁ]", "1 to 3 digits or a Russian capital", _LISTED),
    "package": ("[A-Z0-9]{2}", "two letters or digits, UN/ECE Rec. 21", _LISTED),
    "currency": ("[A-Z]{3}", "a currency, ISO 4217", "Write it like USD."),
    "unit": ("[0-9A-Z]{2,3}|[0-9]{3,4}", "the code of a unit", _LISTED),
}
