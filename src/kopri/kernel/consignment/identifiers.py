"""Identifiers with a check digit, and letters of another alphabet that look like Latin ones.

Wagons: UIC leaflet 438-2 (12 digits) and the 1520 mm network's eight, both with the Luhn digit.
LEI: ISO 17442. VIN: ISO 3779; its check digit only where a country demands one.
"""

import re
from unicodedata import name, normalize

_DIGITS = re.compile(r"[0-9]{8}|[0-9]{12}")
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
# First characters of a VIN's manufacturer: North America, China. There the ninth is a check digit.
_CHECKED_VINS = "12345L"
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_VALUES = {str(digit): digit for digit in range(10)} | dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9),
        strict=True))
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def plain(identifier: str) -> str:
    """Capital letters and digits without the blanks and hyphens that people write between."""
    return identifier.upper().replace(" ", "").replace("-", "")


def luhn_digit(digits: str) -> int:
    """The digit to put behind ``digits``: from the right every other one counts twice."""
    total = sum(map(int, digits[-2::-2])) + sum(_DOUBLED[int(digit)] for digit in digits[-1::-2])
    return -total % 10


def looks_like_wagon(identifier: str) -> bool:
    """Eight digits (1520 mm) or twelve (UIC)."""
    return bool(_DIGITS.fullmatch(plain(identifier)))


def is_wagon(identifier: str) -> bool:
    """True for a wagon number whose check digit is right."""
    number = plain(identifier)
    return bool(_DIGITS.fullmatch(number)) and luhn_digit(number[:-1]) == int(number[-1])


def looks_like_lei(identifier: str) -> bool:
    """Eighteen letters and digits, and two digits."""
    return bool(_LEI.fullmatch(identifier)) and not identifier.isdecimal()


def is_lei(identifier: str) -> bool:
    """True where the two check digits, 02 to 98, make the number 1 modulo 97, letters from 10."""
    if not looks_like_lei(identifier) or identifier[-2:] in ("00", "01", "99"):
        return False
    return int("".join(str(int(char, 36)) for char in identifier)) % 97 == 1


def is_vin(identifier: str) -> bool:
    """True for seventeen characters of a VIN, with the right check digit where one is demanded."""
    vin = identifier.upper()
    if not _VIN.fullmatch(vin):
        return False
    return vin[0] not in _CHECKED_VINS or vin[8] == _vin_digit(vin)


def _vin_digit(vin: str) -> str:
    total = sum(_VIN_VALUES[char] * weight for char, weight in zip(vin, _VIN_WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


def mixes_alphabets(identifier: str) -> bool:
    """True where Latin letters stand beside letters of another alphabet, such as a Cyrillic А."""
    if identifier.isascii():
        return False
    scripts = {name(char, "").partition(" ")[0] for char in normalize("NFKC", identifier)
               if char.isalpha()}
    return "LATIN" in scripts and len(scripts) > 1
