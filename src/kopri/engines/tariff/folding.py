"""Spellings made comparable: case, diacritics, letters that a keyboard lacks."""

import re
from unicodedata import category, normalize

# Letters that no decomposition leads to the one that people type where a keyboard lacks them.
_PLAIN = str.maketrans("әғқңөұүһіјєґ", "агкноуухижег") | str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae"}
)
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Text without case and diacritics: ``Ýeralma`` is ``yeralma``, ``Қызанақ`` is ``кызанак``."""
    if text.isascii():  # most titles: nothing to open
        return text.lower()
    open_ = normalize("NFKD", text.casefold())
    return "".join(char for char in open_ if category(char) != "Mn").translate(_PLAIN)


def words_of(text: str) -> list[str]:
    """The folded words of a text, numbers among them."""
    return _WORD.findall(fold(text))


def near(wanted: str, word: str) -> bool:
    """Whether one slip leads from one word to the other: a letter more, less, other, or two
    neighbours exchanged (Damerau-Levenshtein distance 1)."""
    short, long = sorted((wanted, word), key=len)
    if len(long) - len(short) > 1 or wanted == word:
        return False
    start = _alike(short, long)
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1]
    return short[start + 1 :] == long[start + 1 :] or (
        swapped and short[start + 2 :] == long[start + 2 :]
    )


def _alike(short: str, long: str) -> int:
    """How many letters both begin with."""
    for place, char in enumerate(short):
        if char != long[place]:
            return place
    return len(short)
