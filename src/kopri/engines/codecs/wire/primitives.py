"""The primitives of the wire: what a text must look like to be a number, a moment, a code."""

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, Literal

from msgspec import Meta

from kopri.engines.codecs.wire.lists import LISTS

_TIME = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_JSON_DECIMAL = r"[+-]?(0?|[1-9][0-9]*)(\.?[0-9]+)"
_XSD_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")
_ANY_LENGTH = 2**31
_BLANKS = " \t\n\r"  # white space of XML, which is less than Python's
_BLANK = re.compile(r"[ \t\n\r]+")
_MOMENT = re.compile(r"[0-9+-]{8,20}")
_SIZED = re.compile(r"(str|int|dec)([0-9]+)(?:\.([0-9]+))?")
# Generators of example documents leave these; a fact is never exactly this.
PLACEHOLDERS = frozenset({"string", "token"})
_EMPTY_NUMBER = re.compile(r"1000\.0{6,}")
# People leave these in documents that were made from an example.
_EXAMPLES = frozenset({
    "asdf", "city", "example", "n/a", "na", "name of the street", "street", "tba", "tbd", "test",
    "to be announced", "to be defined", "xxx", "xxxx", "?", "??", "???",
})
# What neither XML 1.0 nor a text for people may hold
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# In small letters, what is noticed as a whole
NOTICED = PLACEHOLDERS | _EXAMPLES
_LONGER = len("some a name")  # shorter texts are noticed as a whole or not at all


@dataclass(frozen=True, slots=True)
class Primitive:
    """``valid`` tells whether a text is one; ``wire`` is its type for the fast decoder.

    ``space``: white space of XML text is kept, stripped, or collapsed (as xs:token has it).
    ``sure``: letters and digits alone are valid up to this length, without asking ``valid``.
    """

    name: str
    valid: Callable[[str], bool]
    rule: str
    remedy: str
    wire: Any = str
    boolean: bool = False
    number: bool = False
    space: Literal["keep", "strip", "collapse"] = "strip"
    sure: int = 0

    def collapsed(self, text: str) -> str:
        """The text of an element as this primitive takes it."""
        if self.space == "keep" or text.isalnum():
            return text
        text = text.strip(_BLANKS)
        return _BLANK.sub(" ", text) if self.space == "collapse" else text


def is_placeholder(text: str, *, generated: bool) -> bool:
    """True for what generators write; ``generated``: other such values were seen already."""
    if text in PLACEHOLDERS or (text[:5] == "1000." and _EMPTY_NUMBER.fullmatch(text)):
        return True
    return generated and text == "100"


def noticeable(text: str) -> bool:
    """True where ``is_placeholder`` or ``is_doubtful`` may have something to say; quick."""
    if len(text) < _LONGER:
        return text.strip().lower() in NOTICED
    return is_doubtful(text) or text[:5] == "1000."


def is_doubtful(text: str) -> bool:
    """True for texts that people write into examples."""
    plain = text.strip().lower()
    return (
        plain in _EXAMPLES
        or "just for example" in plain
        or "lorem ipsum" in plain
        or (plain.startswith("some ") and plain.endswith(" name"))
    )


@cache
def primitive(name: str) -> Primitive:
    """The primitive called ``name``; KeyError where there is none."""
    if name.startswith("@"):
        return _code(name[1:])
    sized = _SIZED.fullmatch(name)
    return _of_size(name, sized) if sized else _SIMPLE[name]


def _code(name: str) -> Primitive:
    few = name.startswith("(")
    codes = frozenset(name.strip("()").split(",")) if few else LISTS[name]
    title = "one of " + ", ".join(sorted(codes)) if len(codes) < 40 else _TITLES[name]
    return Primitive(
        name, codes.__contains__, title, "Use a code of the list that the format names.",
        Literal[tuple(sorted(codes))],
    )


_TITLES = {
    "country": "ISO 3166-1 alpha-2", "currency": "ISO 4217", "language": "ISO 639-1",
    "package": "UN/ECE Recommendation 21", "unit": "UN/ECE Recommendation 20",
    "agency": "UN/EDIFACT 3055", "document": "UN/EDIFACT 1001", "party": "UN/EDIFACT 3035",
    "location": "UN/EDIFACT 3227", "time_format": "UN/EDIFACT 2379",
    "reference": "UN/EDIFACT 1153", "charge_kind": "UN/EDIFACT 8023",
    "any_equipment": "UN/EDIFACT 8053", "allowance": "UN/EDIFACT 5189",
    "document_status": "UN/EDIFACT 1373", "process": "UN/EDIFACT 7187",
    "character_set": "IANA character sets (MIBenum)",
}


def _of_size(name: str, sized: re.Match[str]) -> Primitive:
    kind, size = sized[1], int(sized[2])
    if kind == "str":
        return Primitive(
            name, lambda text: len(text) <= size, f"at most {size} characters", "Shorten the text.",
            sure=size,
        )
    places = int(sized[3] or 0)
    rule = f"a number of at most {size} digits, {places} of them decimal"
    return Primitive(
        name, lambda text: _fits(text, size=size, places=places), rule,
        "Write the number with a point and without blanks, units or an exponent.", number=True,
    )


def _fits(text: str, *, size: int, places: int) -> bool:
    """XML Schema totalDigits and fractionDigits, which do not count leading or trailing zeros."""
    if not _XSD_DECIMAL.fullmatch(text) or (places == 0 and "." in text):
        return False
    whole, _, fraction = text.lstrip("+-").partition(".")
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    return len(whole) + len(fraction) <= size and len(fraction) <= places


def _is_time(text: str) -> bool:
    if not re.fullmatch(_TIME, text, re.ASCII):
        return False
    try:
        datetime.fromisoformat(text.upper())
    except ValueError:
        return False
    return True


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(re.sub(r"\s", "", text), validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _is_decimal(text: str) -> bool:
    try:
        return bool(_XSD_DECIMAL.fullmatch(text)) and Decimal(text).is_finite()
    except InvalidOperation:
        return False


_NUMBER = "Write the number with a point and without blanks, units or an exponent."
_SIMPLE = {
    entry.name: entry
    for entry in (
        Primitive("str", lambda text: True, "text", "", space="keep", sure=_ANY_LENGTH),
        Primitive("token", lambda text: True, "text", "", sure=_ANY_LENGTH),
        Primitive(
            "bool", {"true", "false", "1", "0"}.__contains__, "true or false",
            "Write true or false.", bool, boolean=True,
        ),
        Primitive(
            "number", lambda text: bool(re.fullmatch(_JSON_DECIMAL, text)),
            "a decimal number, written as text", _NUMBER,
            Annotated[str, Meta(pattern=rf"^(?:{_JSON_DECIMAL})\Z")], number=True,
        ),
        Primitive("decimal", _is_decimal, "a decimal number", _NUMBER, number=True),
        Primitive(
            "time", _is_time, "RFC 3339 date and time", "Write it like 2026-01-15T06:40:00+05:00.",
            Annotated[str, Meta(pattern=rf"^(?:{_TIME})\Z")],
        ),
        Primitive(
            "date", lambda text: _is_date(text) or _is_time(text),
            "RFC 3339 date, or date and time",
            "Write it like 2026-01-15.",
        ),
        Primitive(
            "moment", lambda text: bool(_MOMENT.fullmatch(text)), "8 to 20 digits, + or -",
            "Write YYYYMMDD, YYYYMMDDhhmm or YYYYMMDDhhmm+hhmm.",
        ),
        Primitive("base64", _is_base64, "base64", "Encode the file again."),
    )
}
