"""Freight container numbers, ISO 6346:2022."""

import re

_SHAPE = re.compile(r"[A-Z]{3}(U[0-9]{7}|[JZ][0-9]{6,7})")
# Letters count from 10 and leave out the multiples of 11.
_VALUES = {letter: 10 + index + (index + 9) // 10 for index, letter in
           enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {str(digit): digit for digit in range(10)}


def check_digit(number: str) -> int:
    """The check digit of the first ten characters of ``number`` (owner, category, serial)."""
    total = sum(_VALUES[char] << place for place, char in enumerate(number[:10]))
    return total % 11 % 10


def looks_like(identifier: str) -> bool:
    """True where four letters, the last a category, and six or seven digits are written."""
    return bool(_SHAPE.fullmatch(identifier.upper().replace(" ", "").replace("-", "")))


def is_valid(identifier: str) -> bool:
    """True for a well formed number whose check digit is right.

    Detachable equipment (J) and trailers and chassis (Z) may be marked without a check digit.
    """
    number = identifier.upper().replace(" ", "").replace("-", "")
    if not _SHAPE.fullmatch(number):
        return False
    return len(number) == 10 or check_digit(number) == int(number[10])
