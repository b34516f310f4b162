"""RFC 8785 in full: any JSON value, keys in UTF-16 order, numbers as ECMAScript writes them."""

import json
import math
from collections.abc import Callable
from typing import Any

from kopri.engines.canonical.entry import MAX_DEPTH, SAFE_INTEGER

_quote: Callable[[str], str] = json.JSONEncoder(ensure_ascii=False).encode


def encode_jcs(value: Any) -> bytes:
    """The canonical bytes of any JSON value (RFC 8785).

    Keys are sorted by UTF-16 code units, numbers written by the rules of ECMAScript. Raises
    ``ValueError`` for NaN and infinities, integers that no IEEE 754 double holds exactly, keys
    that are no strings, lone surrogates, values that JSON does not know, more than 64 levels.
    """
    return _text(value, 0).encode("utf-8")  # a lone surrogate raises UnicodeEncodeError here


def _text(value: Any, depth: int) -> str:
    if isinstance(value, dict | list | tuple):
        if depth >= MAX_DEPTH:
            raise ValueError(f"nested deeper than {MAX_DEPTH} levels")
        if isinstance(value, dict):
            return _object(value, depth + 1)
        return "[" + ",".join([_text(item, depth + 1) for item in value]) + "]"
    return _scalar(value)


def _object(value: dict[Any, Any], depth: int) -> str:
    if not all(isinstance(key, str) for key in value):
        raise ValueError("a key is not a string")
    members = sorted(value.items(), key=lambda member: member[0].encode("utf-16-be"))
    return "{" + ",".join([f"{_quote(key)}:{_text(item, depth)}" for key, item in members]) + "}"


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quote(value)
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, float):
        return number(value)
    raise ValueError(f"JSON does not know {type(value).__name__}")


def _integer(value: int) -> str:
    if -SAFE_INTEGER <= value <= SAFE_INTEGER:
        return str(value)
    try:
        double = float(value)
    except OverflowError as error:
        raise ValueError("integer beyond the range of a double") from error
    if int(double) != value:
        raise ValueError(f"integer {value} has no exact double")
    return number(double)


def number(value: float) -> str:
    """A double as ECMAScript's ``Number::toString`` writes it (ECMA-262, 6.1.6.1.20).

    Raises ``ValueError`` for NaN and infinities.
    """
    if not math.isfinite(value):
        raise ValueError("JSON has no NaN and no infinity")
    if value == 0:
        return "0"  # also minus zero
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    return sign + _layout(digits.rstrip("0"), point)


def _layout(digits: str, point: int) -> str:
    """``digits`` with the decimal point after the first ``point`` of them."""
    if len(digits) <= point <= 21:
        return digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{point - 1:+d}"
