"""The value spaces of the WCO Data Model's XML: what a text must look like to be one."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from kopri.engines.codecs.wire.primitives import Primitive

_SIZED = re.compile(r"([a-z]+)([0-9]+)(?:\.([0-9]+))?")
_BLANKS = " \t\n\r"
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")
_PLAIN = "Write the number with a point and without blanks, units or an exponent."
_SHORTEN = "Shorten the text."
Space = Literal["keep", "strip", "collapse"]
Sized = tuple[Space, Callable[[int], Callable[[str], bool]], str, str]


def _line(most: int) -> Callable[[str], bool]:
    """Something that can be seen, on one line: the schemas' pattern ``.*[^\\s].*``."""
    return lambda text: (
        len(text) <= most and "\n" not in text and "\r" not in text and bool(text.strip(_BLANKS))
    )


def _pattern(pattern: str) -> Callable[[int], Callable[[str], bool]]:
    """A regular expression in which ``N`` stands for the size."""
    def made(size: int) -> Callable[[str], bool]:
        match = re.compile(pattern.replace("N", str(size))).fullmatch
        return lambda text: match(text) is not None

    return made


def _up_to(most: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= most


# The name before the size: white space, what is valid, the rule with {size}, the remedy.
_KINDS: Mapping[str, Sized] = {
    "code": ("collapse", _line, "a code of 1 to {size} characters", _SHORTEN),
    "line": ("keep", _line, "one line of 1 to {size} characters, not blank", _SHORTEN),
    "open": ("collapse", _up_to, "at most {size} characters", _SHORTEN),
    "free": ("keep", _up_to, "at most {size} characters", _SHORTEN),
    "letters": ("collapse", _pattern("[a-zA-Z]{N}"), "{size} letters", "Write the code's letters."),
    "digit": ("collapse", _pattern("[0-9]{N}"), "{size} digits", "Write the code's digits."),
    "digits": ("collapse", _pattern("[0-9]{0,N}"), "at most {size} digits", "Write digits only."),
    "serial": ("keep", _pattern("[0-9]{0,N}"), "at most {size} digits", "Write digits only."),
}


_ANY_TEXT = frozenset({"code", "line", "open", "free"})


def _number(size: int, places: int) -> Callable[[str], bool]:
    """XML Schema totalDigits and fractionDigits of xs:decimal."""
    plainly = re.compile(rf"[0-9]+(?:\.[0-9]{{1,{places}}})?" if places else "[0-9]+").fullmatch

    def valid(text: str) -> bool:
        if len(text) <= size and plainly(text):
            return True
        if not _NUMBER.fullmatch(text):
            return False
        whole, _, fraction = text.lstrip("+-").partition(".")
        whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
        return len(whole) + len(fraction) <= size and len(fraction) <= places

    return valid


def _single(
    name: str, pattern: str, *, rule: str, remedy: str, space: Space = "keep"
) -> Primitive:
    match = re.compile(pattern).fullmatch
    return Primitive(name, lambda text: match(text) is not None, rule, remedy, space=space)


_SINGLE = {
    one.name: one
    for one in (
        _single("agency", r"[^\n\r]{1,3}", rule="1 to 3 characters", remedy="Use a code of UN/EDIFACT 3055."),
        _single(
            "language", r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", rule="a language tag (RFC 3066)",
            remedy="Write it like en or ru-KZ.", space="collapse",
        ),
        _single("money", "[A-Z]{3}", rule="ISO 4217", remedy="Write three capital letters, such as USD."),
        _single("unit", r"(?s:.{1,5})", rule="1 to 5 characters", remedy="Use a code of UN/ECE Rec. 20."),
        _single(
            "stamp", r"20\d{6}(\d{6}(Z|[-+]\d\d))?",
            rule="YYYYMMDD or YYYYMMDDhhmmss with Z or the hours of the zone",
            remedy="Write it like 20260115 or 20260115064000Z.",
        ),
        _single(
            "stamp_form", "102|304", rule="one of 102, 304",
            remedy="Write 102 for a day, 304 for a moment (UN/EDIFACT 2379).",
        ),
    )
}


@cache
def own(name: str) -> Primitive | None:
    """The primitive that only this family has under ``name``."""
    sized = _SIZED.fullmatch(name)
    if sized is None:
        return _SINGLE.get(name)
    kind, size, places = sized[1], int(sized[2]), int(sized[3] or 0)
    if kind == "num":
        rule = f"a number of at most {size} digits, {places} of them decimal"
        return Primitive(name, _number(size, places), rule, _PLAIN, number=True)
    if kind not in _KINDS:
        return None
    space, valid, rule, remedy = _KINDS[kind]
    sure = size if kind in _ANY_TEXT else 0
    return Primitive(name, valid(size), rule.format(size=size), remedy, space=space, sure=sure)
