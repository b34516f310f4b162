"""Pairs of functions between the wire and the model. Reading raises ValueError, in plain words."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kopri.engines.codecs.wire.compiling import NotCarried
from kopri.engines.codecs.wire.mapping import Leaf
from kopri.kernel.consignment import Amount
from kopri.kernel.consignment.codes import COUNTRIES, MINOR_UNITS

_TO_KILOGRAMS = {"KGM": Decimal(1), "GRM": Decimal("0.001"), "TNE": Decimal(1000)}
_TO_CUBIC_METRES = {
    "MTQ": Decimal(1), "LTR": Decimal("0.001"), "CMQ": Decimal("0.000001"),
    "MMQ": Decimal("1E-9"), "FTQ": Decimal("0.028316846592"),
}
_TO_KILOMETRES = {
    "KMT": Decimal(1), "MTR": Decimal("0.001"), "CMT": Decimal("0.00001"),
    "FOT": Decimal("0.0003048"), "INH": Decimal("0.0000254"),
}
_ZONED = re.compile(r"([0-9]{12})Z?([+-])?([0-9]{4})?")


def plain(value: Decimal) -> Decimal:
    """The same number without exponent and without trailing zeros after the point."""
    if not value.is_finite() or abs(value.adjusted()) > 30:
        raise ValueError("the number is out of all bounds")
    exponent = value.as_tuple().exponent
    if exponent == 0:
        return value
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def _decimal(text: str) -> Decimal:
    # Most numbers are written plainly and need no second look.
    if len(text) < 16 and text[0] in "123456789" and (text.isdecimal() or text[-1] in "123456789"):
        return Decimal(text)
    return plain(Decimal(text))


def _integer(text: str) -> int:
    if text.isdecimal() and len(text) < 16:
        return int(text)
    value = Decimal(text)
    if value != value.to_integral_value() or abs(value) >= 2**53:
        raise ValueError("a whole number is expected")
    return int(value)


def _written(value: Decimal | int) -> str:
    return format(value, "f")


decimal = Leaf(_decimal, _written)
integer = Leaf(_integer, str)


def _measured(factors: dict[str, Decimal], unit_name: str) -> Callable[[Any], Decimal]:
    def read(measure: Any) -> Decimal:
        unit = getattr(measure, unit_name)
        number = _decimal(measure.content)
        if unit not in factors:
            raise ValueError("the unit of the measure is missing")
        return number if factors[unit] == 1 else plain(number * factors[unit])

    return read


def kilograms(unit_name: str) -> Leaf:
    """A weight with its unit in ``unit_name``, to kilograms."""
    return Leaf(
        _measured(_TO_KILOGRAMS, unit_name),
        lambda value: {"content": _written(value), unit_name: "KGM"},
    )


def cubic_metres(unit_name: str) -> Leaf:
    """A volume with its unit in ``unit_name``, to cubic metres."""
    return Leaf(
        _measured(_TO_CUBIC_METRES, unit_name),
        lambda value: {"content": _written(value), unit_name: "MTQ"},
    )


def kilometres(unit_name: str) -> Leaf:
    """A distance with its unit in ``unit_name``, to kilometres."""
    return Leaf(
        _measured(_TO_KILOMETRES, unit_name),
        lambda value: {"content": _written(value), unit_name: "KMT"},
    )


def celsius(unit_name: str) -> Leaf:
    """A temperature, to degrees Celsius."""
    def read(measure: Any) -> Decimal:
        number = _decimal(measure.content)
        unit = getattr(measure, unit_name)
        if unit == "FAH":
            return plain(((number - 32) * 5 / 9).quantize(Decimal("0.01")))
        if unit != "CEL":
            raise ValueError("the temperature is neither in CEL nor in FAH")
        return number

    return Leaf(read, lambda value: {"content": _written(value), unit_name: "CEL"})


def money(text: str, currency: str) -> Amount:
    """A decimal number and a currency as minor units; not carried where they do not fit.

    The formats allow amounts without a currency, and finer ones than can be paid: no fault of theirs.
    """
    if not currency:
        raise NotCarried("the currency of the amount is missing")
    places = MINOR_UNITS.get(currency, 2)
    whole, _, fraction = text.partition(".")
    if len(fraction) <= places and len(text) < 15 and (whole + fraction).isdecimal():
        return Amount(minor=int(whole + fraction.ljust(places, "0")), currency=currency)
    number = _decimal(text).scaleb(places)
    if number != number.to_integral_value() or abs(number) >= 2**53:
        raise NotCarried("the amount is finer than the currency's smallest unit, or too large")
    return Amount(minor=int(number), currency=currency)


def _amount_written(value: Amount) -> dict[str, str]:
    number = Decimal(value.minor).scaleb(-MINOR_UNITS.get(value.currency, 2))
    return {"content": _written(number), "currencyId": value.currency}


amount = Leaf(lambda wire: money(wire.content, wire.currencyId or ""), _amount_written)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).isoformat()[:19]}Z"


def _time(text: str) -> str:
    try:
        return _utc(datetime.fromisoformat(text.upper()))
    except (ValueError, OverflowError):
        raise ValueError("there is no such date and time") from None


def _time_written(moment: str) -> str:
    if moment.endswith("Z"):
        return moment
    return f"{moment}Z" if "T" in moment else f"{moment}T00:00:00Z"


time = Leaf(_time, _time_written)


def dashed(digits: str, *, zone: str = "") -> str:
    """Eight, twelve or fourteen digits as RFC 3339, in UTC where ``zone`` (+hhmm) is told.

    ValueError or OverflowError where there is no such date.
    """
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    if len(digits) == 8:
        return date.fromisoformat(day).isoformat()
    moment = f"{day}T{digits[8:10]}:{digits[10:12]}:{digits[12:14] or '00'}"
    if zone in ("", "+0000"):
        return datetime.fromisoformat(moment).isoformat() + ("Z" if zone else "")
    return _utc(datetime.fromisoformat(f"{moment}{zone[:3]}:{zone[3:]}"))


def _numbered(wire: Any) -> str:
    """UN/EDIFACT 2379: 102 a day, 203 minutes without a zone, 205 minutes with a zone."""
    text, form = wire.content, wire.formatId
    try:
        if form == "102":
            return dashed(text[:8])
        found = _ZONED.fullmatch(text)
        if found is None:
            raise ValueError("the moment has another form than it names")
        if form == "203" or not found[2]:
            return dashed(found[1])
        return dashed(found[1], zone=f"{found[2]}{found[3]}")
    except (ValueError, OverflowError):
        raise ValueError("there is no such date, or it has another form than it names") from None


def _number_written(moment: str) -> dict[str, str]:
    digits = re.sub(r"[^0-9]", "", moment)
    if "T" not in moment:
        return {"content": digits[:8], "formatId": "102"}
    if moment.endswith("Z"):
        return {"content": f"{digits[:12]}+0000", "formatId": "205"}
    return {"content": digits[:12], "formatId": "203"}


numbered_time = Leaf(_numbered, _number_written)


def _lines(wire: Any) -> str:
    if len(wire) == 1:
        return str(wire[0].content)
    return "\n".join(entry.content for entry in wire)


lines = Leaf(_lines, lambda text: [{"content": line} for line in text.split("\n")])
bare_lines = Leaf("\n".join, lambda text: text.split("\n"))


def _country_in_name(name: str) -> str:
    return name if name in COUNTRIES else ""


# Where a format forbids the country's code but allows its name, the code is written as the name.
country_as_name = Leaf(_country_in_name, lambda code: code)
country_name = Leaf(lambda name: "" if name in COUNTRIES else name, lambda name: name)
indicator = Leaf(lambda flag: flag, lambda flag: flag)


def contents(wrap: str = "content") -> Leaf:
    """A list of records with one text each, as a tuple of texts."""
    return Leaf(
        lambda wire: tuple(getattr(entry, wrap) for entry in wire if getattr(entry, wrap)),
        lambda values: [{wrap: value} for value in values],
    )

_PERIODS = {
    "CCYY-MM-DD/CCYY-MM-DD", "CCYY-MM-DDThh:mm/CCYY-MM-DDThh:mm",
    "CCYY-MM-DDThh:mmZhh:mm/CCYY-MM-DDThh:mmZhh:mm",
}


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("there is no such date") from None


def _formatted(wire: Any) -> str:
    """A date or moment as text, or as a period whose ends are the same (D23B has no single day)."""
    if isinstance(wire, str):
        return _time(wire) if "T" in wire.upper() else _day(wire)
    if wire.format not in _PERIODS:
        return ""
    first, _, last = wire.content.partition("/")
    if first != last:
        raise ValueError("a period stands where a day is expected")
    if "Z" in wire.format:
        return _time(first)
    try:
        return datetime.fromisoformat(first).strftime(
            "%Y-%m-%dT%H:%M:%S" if "T" in wire.format else "%Y-%m-%d"
        )
    except ValueError:
        raise ValueError("there is no such date and time") from None


def _format_written(moment: str) -> dict[str, str]:
    if "T" not in moment:
        return {"content": f"{moment}/{moment}", "format": "CCYY-MM-DD/CCYY-MM-DD"}
    minutes = moment[:16]
    if moment.endswith("Z"):
        return {
            "content": f"{minutes}+00:00/{minutes}+00:00",
            "format": "CCYY-MM-DDThh:mmZhh:mm/CCYY-MM-DDThh:mmZhh:mm",
        }
    return {"content": f"{minutes}/{minutes}", "format": "CCYY-MM-DDThh:mm/CCYY-MM-DDThh:mm"}


# To the minute: that is as fine as the format's codes go.
formatted_time = Leaf(_formatted, _format_written)


def nested_lines(name: str) -> Leaf:
    """A list of records that hold one text each in a list of their own, as lines."""
    return Leaf(
        lambda wire: "\n".join(
            entry.content for part in wire for entry in getattr(part, name)
        ),
        lambda text: [{name: [{"content": line}]} for line in text.split("\n")],
    )


def _sha256(text: str) -> str:
    return text.lower() if re.fullmatch(r"[0-9A-Fa-f]{64}", text) else ""


sha256 = Leaf(_sha256, lambda text: text)
octets = Leaf(
    lambda wire: _integer(wire.content) if wire.unitCode in ("AD", "", None) else None,
    lambda size: {"content": str(size), "unitCode": "AD"},
)
# All identifiers but the first, which has a field of its own and is written into its gap.
further = Leaf(
    lambda wire: tuple(entry.content for entry in wire[1:]),
    lambda values: [{}, *({"content": value} for value in values)],
)
