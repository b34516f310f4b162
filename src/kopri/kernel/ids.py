"""Identifiers: references that people read aloud, opaque ids, and plates made comparable.

A crossing reference looks like ``K7Q2-9MXD-4T``: the letter of the issuing node, eight random
characters, one check character. The alphabet has 32 characters, without 0, O, 1 and I. Read as
digits d0...d9 in GF(32) = GF(2)[a]/(a^5 + a^2 + 1), every reference satisfies

    a^9*d0 + a^8*d1 + ... + a*d8 + d9 = 0

The weights differ from zero and from each other, so every single wrong character and every
transposition of two different characters, neighbours or not, is detected.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from kopri.kernel.errors import Ground, Refusal, refuse

Random = Callable[[int], bytes]  # as many random bytes as asked for

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_VALUES = {char: value for value, char in enumerate(ALPHABET)}
_LENGTH = 10
# what people and machines put between the characters of a plate, beside spaces and dashes
_SEPARATORS = frozenset(".·•_'’,:()[]\u2212")
_BETWEEN = re.compile(r"[/|;,+\\\n]+")  # tractor and trailer in one line, the parts of a card's address
_RULE = "crossing reference"

# Letters that look the same on paper and on a screen (Russian, Kazakh)
_LOOK_ALIKES = str.maketrans("АВЕЁКМНОРСТУҮХІЅЈ", "ABEEKMHOPCTYYXISJ")
# What the key of a Latin character gives where another keyboard layout is on
_LAYOUTS = str.maketrans(
    "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ" + "ӘІҢҒ,.ҮҰӨ" + "ÄÜÇÝ",  # Russian, Kazakh digit row, Turkmen
    "QWERTYUIOPASDFGHJKLZXCVBNM" + "23456789-" + "QXCV",
)


def new_reference(*, letter: str, random: Random) -> str:
    """A new crossing reference, e.g. ``K7Q2-9MXD-4T``.

    ``letter``: that of the issuing node. ``random``: gives as many random bytes as asked for. The
    caller checks that it is unused (40 random bits). Raises ``ValueError`` for another letter.
    """
    if letter not in _VALUES:
        raise ValueError(f"not a letter of the reference alphabet: {letter!r}")
    body = letter + "".join(ALPHABET[byte & 31] for byte in random(_LENGTH - 2))
    return _spell(body + ALPHABET[_times_a(_fold(body))])


def parse_reference(text: str) -> str:
    """The reference that ``text`` spells, in any case, with or without spaces and hyphens.

    Raises ``Refusal`` for another length, a character outside of the alphabet, or a check
    character that does not fit: one character is wrong, or two are swapped.
    """
    plain = _plain(text)
    strange = sorted(set(plain) - set(ALPHABET))
    if strange:
        raise _refusal(
            "reference.character",
            message="A crossing reference has no character {characters}.",
            remedy="Use the digits 2 to 9 and the Latin letters except O and I.",
            params={"characters": " ".join(strange)},
        )
    if len(plain) != _LENGTH:
        raise _refusal(
            "reference.length",
            message="A crossing reference has {expected} characters, this one has {actual}.",
            remedy="Type it as printed, for example K7Q2-9MXD-4T.",
            params={"expected": _LENGTH, "actual": len(plain)},
        )
    if _fold(plain):
        raise _refusal(
            "reference.check",
            message="The check character of this crossing reference does not fit.",
            remedy="Compare it with the printed one: a character is wrong or two are swapped.",
            params={},
        )
    return _spell(plain)


def candidates(text: str) -> tuple[str, ...]:
    """The references that ``text`` may mean, likeliest first, none if there is none.

    Read as typed, with Cyrillic letters as the Latin ones they look like (К as K), and with the
    keys of a Russian, Kazakh or Turkmen layout as those of a Latin one (й as Q); a reading counts
    only if its check character fits.
    """
    folded = _fold_case(text)
    readings = (folded, folded.translate(_LOOK_ALIKES), folded.translate(_LAYOUTS))
    return tuple(dict.fromkeys(_valid(_plain(reading) for reading in readings)))


def near(text: str) -> tuple[str, ...]:
    """References that ``text`` may have been meant to be: one character wrong, missing or too many,
    or two neighbours swapped. The check character leaves few; a person has to choose."""
    found: dict[str, None] = {}
    for reading in (_fold_case(text), _fold_case(text).translate(_LOOK_ALIKES)):
        plain = _plain(reading)
        if abs(len(plain) - _LENGTH) <= 1 and not _fits(plain):
            found |= dict.fromkeys(_valid(_slips(plain)))
    return tuple(found)


def _slips(plain: str) -> Iterator[str]:
    """Every text that is one slip away."""
    for place in range(len(plain)):
        before, after = plain[:place], plain[place + 1:]
        yield before + after
        yield before + after[:1] + plain[place] + after[1:]
        yield from (before + char + after for char in ALPHABET)
    for place in range(len(plain) + 1):
        yield from (plain[:place] + char + plain[place:] for char in ALPHABET)


def plate_key(text: str) -> str:
    """A registration plate made comparable: upper case, Latin look-alikes, nothing in between."""
    return "".join(char for char in _plain(text).translate(_LOOK_ALIKES)
                   if char not in _SEPARATORS and unicodedata.category(char) != "Cf")


def pieces(text: str) -> tuple[str, ...]:
    """What was read, whole and in its parts: ``123 ABC 02 / 45 XYZ 02``, the address on a driver's
    card. Each may be a plate or a reference."""
    parts = [part.strip() for part in _BETWEEN.split(text)]
    return tuple(dict.fromkeys(part for part in (text.strip(), *parts) if part))


# characters that are taken for each other on a dirty plate
_MIXED_UP = ("0OQD", "1IL", "2Z", "5S", "8B", "6G", "VU", "MN")


def near_plates(text: str) -> tuple[str, ...]:
    """Comparable plates that ``text`` may have been meant to be: one character taken for another
    that looks like it, or typed on another keyboard layout. A person has to choose."""
    key = plate_key(text)
    found = dict.fromkeys([plate_key(_fold_case(text).translate(_LAYOUTS))])
    for place, char in enumerate(key):
        for family in _MIXED_UP:
            if char in family:
                found |= dict.fromkeys(key[:place] + other + key[place + 1:] for other in family)
    found.pop(key, None)
    return tuple(found)


def new_id(*, random: Random) -> str:
    """An opaque id: 128 random bits as 32 hexadecimal digits."""
    return random(16).hex()


def _valid(readings: Iterable[str]) -> Iterable[str]:
    return (_spell(plain) for plain in readings if _fits(plain))


def _fits(plain: str) -> bool:
    return len(plain) == _LENGTH and set(plain) <= set(ALPHABET) and not _fold(plain)


def _fold_case(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()


def _plain(text: str) -> str:
    return "".join(
        char for char in _fold_case(text) if not char.isspace() and unicodedata.category(char) != "Pd"
    )


def _spell(plain: str) -> str:
    return f"{plain[:4]}-{plain[4:8]}-{plain[8:]}"


def _fold(plain: str) -> int:
    """The weighted sum of the characters in GF(32), by Horner's rule."""
    result = 0
    for char in plain:
        result = _times_a(result) ^ _VALUES[char]
    return result


def _times_a(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 0b100000 else doubled


def _refusal(code: str, *, message: str, remedy: str, params: dict[str, str | int]) -> Refusal:
    return refuse(
        code=code, message=message, ground=Ground.INVALID, rule=_RULE, remedy=remedy, params=params
    )
