"""Plates, vehicle identification numbers and crews that nobody can take for real ones."""

from dataclasses import dataclass
from random import Random

VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # ISO 3779: without I, O and Q
VIN_DIGITS = "0123456789"
_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_CHECK = 8  # position of the check digit, from 0
MAKER = "9ZZ"  # a world manufacturer code that no maker uses here: the vehicles are invented


@dataclass(frozen=True, slots=True, kw_only=True)
class Conveyance:
    """A tractor and its trailer. ``country``: where it is registered, lower case."""

    plate: str
    country: str
    vin: str
    trailer_plate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One of the crew. ``citizenship``: lower case; ``document``: an invented number."""

    name: str
    citizenship: str
    document: str


def vin_check_digit(*, vin: str) -> str:
    """The character that belongs at position 9 of a 17-character VIN (49 CFR 565.15, ISO 3779).

    KeyError for a character that a VIN cannot have.
    """
    weighed = zip(vin, _WEIGHTS, strict=True)
    total = sum(_VALUES[character] * weight for character, weight in weighed)
    remainder = total % 11
    return "X" if remainder == 10 else str(remainder)


def make_vin(*, random: Random) -> str:
    """A VIN with a valid check digit."""
    kind = "".join(random.choice(VIN_LETTERS) for _ in range(5))
    serial = "".join(random.choice(VIN_DIGITS) for _ in range(6))
    bare = f"{MAKER}{kind}0{random.choice(VIN_LETTERS)}{random.choice(VIN_LETTERS)}{serial}"
    return bare[:_CHECK] + vin_check_digit(vin=bare) + bare[_CHECK + 1 :]


def make_conveyance(*, number: int, country: str, random: Random) -> Conveyance:
    """``number`` makes the plates unique within one day (below 1,000 a region code)."""
    region, serial = divmod(number, 1000)
    return Conveyance(
        plate=f"{serial:03d}DMO{90 + region:02d}",
        country=country,
        vin=make_vin(random=random),
        trailer_plate=f"{serial:03d}DTR{90 + region:02d}",
    )


def make_driver(*, number: int, citizenship: str) -> Person:
    """A driver whose name says that there is none."""
    return Person(
        name=f"Sample Driver {number:04d}",
        citizenship=citizenship,
        document=f"SAMPLE{number:06d}",
    )
