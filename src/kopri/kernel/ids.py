"""Identifiers: references that people read aloud, opaque ids, and plates made comparable.

A crossing reference looks like ``K7Q2-9MXD-4T``: the letter of the issuing node, eight random
characters, one check character. The alphabet has 32 characters, without 0, O, 1 and I. Read as
digits d0...d9 in GF(32) = GF(2)[a]/(a^5 + a^2 + 1), every reference satisfies

    a^9*d0 + a^8*d1 + ... + a*d8 + d9 = 0

The weights differ from zero and from each other, so every single wrong character and every
transposition of two different characters, neighbours or not, is detected.
"""

import unicodedata
from collections.abc import Callable, Iterable

from kopri.kernel.errors import Ground, Refusal, refuse

Random = Callable[[int], bytes]  # as many random bytes as asked for

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_VALUES = {char: value for value, char in enumerate(ALPHABET)}
_LENGTH = 10
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


def plate_key(text: str) -> str:
    """A registration plate made comparable: upper case, Latin look-alikes, no spaces or hyphens."""
    return _plain(text).translate(_LOOK_ALIKES)


def new_id(*, random: Random) -> str:
    """An opaque id: 128 random bits as 32 hexadecimal digits."""
    return random(16).hex()


def _valid(readings: Iterable[str]) -> Iterable[str]:
    for plain in readings:
        if len(plain) == _LENGTH and set(plain) <= set(ALPHABET) and not _fold(plain):
            yield _spell(plain)


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
