"""Pairs of functions between a declaration's values and the model."""

import re
from decimal import Decimal
from typing import Any

from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.compiling import NotCarried
from kopri.engines.codecs.wire.mapping import Leaf
from kopri.kernel.consignment import Amount

_KILOGRAMS = {None: 1, "KGM": 1, "GRM": Decimal("0.001"), "TNE": 1000, "DTN": 100}
_CUBIC_METRES = {None: 1, "MTQ": 1, "LTR": Decimal("0.001")}
_FORM = re.compile(r"([0-9]{8})(?:([0-9]{6})(Z|[+-][0-9]{2}))?")
_COMMODITY = ("TSP", "HS", "SRI", "CV", "")  # kinds of item number that name the goods themselves
HS_DIGITS = 6
_TYPE_LETTERS = 3  # of a document's category, and of its type
ISSUED_BY_UN = re.compile("[0-9]{1,3}")  # a document's name in UN/EDIFACT 1001


def _one_line(text: str) -> str:
    return " ".join(text.split())


line = Leaf(str.strip, _one_line)


def _measured(factors: dict[Any, Any]) -> Any:
    def read(wire: Any) -> Any:
        number = convert.decimal.read(wire.content) if convert.decimal.read else None
        if wire.unitCode not in factors:
            raise NotCarried("the unit of the measure is another")
        factor = factors[wire.unitCode]
        return number if factor == 1 else convert.plain(number * factor)

    return read


kilograms = Leaf(
    _measured(_KILOGRAMS), lambda value: {"content": format(value, "f"), "unitCode": "KGM"}
)
cubic_metres = Leaf(
    _measured(_CUBIC_METRES), lambda value: {"content": format(value, "f"), "unitCode": "MTQ"}
)


def _count(wire: Any) -> int:
    number = convert.decimal.read(wire.content) if convert.decimal.read else None
    if number is None or number != int(number):
        raise NotCarried("it is no whole number")
    return int(number)


count = Leaf(_count, lambda value: {"content": str(value)})


def _amount(wire: Any) -> Amount:
    if wire.currencyID is None:
        raise NotCarried("the amount names no currency")
    return convert.money(wire.content, wire.currencyID)


def _amount_written(value: Amount) -> dict[str, str]:
    written = convert.amount.write(value) if convert.amount.write else {}
    return {"content": written["content"], "currencyID": value.currency}


amount = Leaf(_amount, _amount_written)


def _moment(wire: Any) -> str:
    found = _FORM.fullmatch(wire.DateTimeString.content)
    if found is None:
        raise ValueError("there is no such date")
    day, time, zone = found.groups()
    try:
        if not time:
            return convert.dashed(day)
        return convert.dashed(f"{day}{time}", zone="+0000" if zone == "Z" else f"{zone}00")
    except (ValueError, OverflowError):
        raise ValueError("there is no such date and time") from None


def _stamp(moment: str) -> dict[str, Any]:
    """A moment of the model as the format has it; without a zone only its day is told."""
    digits = re.sub(r"[^0-9]", "", moment)
    if moment.endswith("Z"):
        return {"DateTimeString": {"content": f"{digits[:14]}Z", "formatCode": "304"}}
    return {"DateTimeString": {"content": digits[:8], "formatCode": "102"}}


moment = Leaf(_moment, _stamp)


def _commodity(wire: Any) -> str:
    for entry in wire:
        kind = entry.IdentificationTypeCode.content if entry.IdentificationTypeCode else ""
        if entry.ID is not None and kind in _COMMODITY:
            return str(entry.ID.content).strip()
    return ""


def _commodity_written(code: str) -> list[dict[str, Any]]:
    kind = "HS" if len(code) <= HS_DIGITS else "TSP"
    return [{"ID": {"content": code}, "IdentificationTypeCode": {"content": kind}}]


commodity = Leaf(_commodity, _commodity_written)


def _origin(wire: Any) -> str:
    for entry in wire:
        kind = entry.TypeCode.content if entry.TypeCode else "1"
        if kind == "1" and entry.CountryCode is not None:
            code = entry.CountryCode.content
            if len(code) != 2:
                raise NotCarried("the origin is a group of countries")
            return str(code)
    return ""


# TypeCode 1: non-preferential origin
origin = Leaf(
    _origin, lambda code: [{"CountryCode": {"content": code}, "TypeCode": {"content": "1"}}]
)
equipment = Leaf(
    lambda wire: tuple(entry.ID.content for entry in wire if entry.ID is not None),
    lambda marks: [
        {"SequenceNumeric": str(number), "ID": {"content": mark}}
        for number, mark in enumerate(marks, 1)
    ],
)
routing = Leaf(
    lambda wire: tuple(
        entry.RoutingCountryCode.content for entry in wire if entry.RoutingCountryCode is not None
    ),
    lambda codes: [
        {"SequenceNumeric": str(number), "RoutingCountryCode": {"content": code}}
        for number, code in enumerate(codes, 1)
    ],
)
statements = Leaf(
    lambda wire: "\n".join(
        entry.StatementDescription.content.strip() for entry in wire if entry.StatementDescription
    ),
    lambda text: [
        {"StatementDescription": {"content": one}} for one in text.split("\n") if one.strip()
    ],
)


def _communication(kind: str) -> Leaf:
    def read(wire: Any) -> str:
        said = wire.TypeCode.content if wire.TypeCode else "TE"
        return str(wire.ID.content).strip() if wire.ID is not None and said == kind else ""

    return Leaf(read, lambda text: {"ID": {"content": text}, "TypeCode": {"content": kind}})


# One means of communication is all that the format has: the telephone, where there is one.
telephone = _communication("TE")
email = Leaf(_communication("EM").read, None)


def type_code(category: str) -> Leaf:
    """The document's name in UN/EDIFACT 1001: the type, where its category is ``category``."""
    def read(wire: Any) -> str:
        kind = wire.TypeCode.content if wire.TypeCode else ""
        said = wire.CategoryCode.content if wire.CategoryCode else ""
        return kind if said == category and ISSUED_BY_UN.fullmatch(kind) else ""

    return Leaf(read, lambda code: {
        "CategoryCode": {"content": category}, "TypeCode": {"content": code},
    })


def subtype_code(category: str) -> Leaf:
    """Category and type in one, where they are no name of UN/EDIFACT 1001."""
    def read(wire: Any) -> str:
        kind = wire.TypeCode.content if wire.TypeCode else ""
        said = wire.CategoryCode.content if wire.CategoryCode else ""
        if said == category and ISSUED_BY_UN.fullmatch(kind):
            return ""
        return f"{said}{kind}" if len(said) == 1 else f"{said}-{kind}".strip("-")

    return Leaf(read, _subtype_written)


def _subtype_written(code: str) -> dict[str, Any] | None:
    said, dash, kind = code.partition("-")
    if not dash:
        said, kind = (code[:1], code[1:]) if len(code) > 1 else ("", code)
    if max(len(said), len(kind)) > _TYPE_LETTERS:
        return None
    return {
        name: {"content": value}
        for name, value in (("CategoryCode", said), ("TypeCode", kind)) if value
    }


def place(*, coded: bool) -> Leaf:
    """The place of the delivery terms: a UN/LOCODE, or else a name."""
    def write(text: str) -> str | None:
        is_code = len(text) == 5 and text.isalnum() and text.isupper()
        return _one_line(text) if is_code is coded else None

    return Leaf(str.strip, write)
