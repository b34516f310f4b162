"""The nomenclature as a value: what a code means, which codes there are, which words lead to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from kopri.engines.tariff.folding import words_of
from kopri.engines.tariff.index import Index

SUBHEADING = 6  # digits that all states share; what follows is national
MOST_WORDS = 8  # of one search; the rest is not read


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What people call the goods of a code, by language; the usual word first."""

    code: str
    words: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading (4 digits) or subheading (6).

    ``title``: the nomenclature's, in English. ``name``: the everyday word in the language that was
    asked for, empty where none is held. ``within``: the title of what it belongs to.
    """

    code: str
    title: str
    name: str = ""
    within: str = ""


class Tariff:
    """Titles by code, and everyday words. Immutable; the index is made when first searched."""

    def __init__(
        self, *, titles: Iterable[tuple[str, str]] = (), goods: Iterable[Goods] = ()
    ) -> None:
        self._titles = dict(titles)
        self._only_child = frozenset(code[:4] for code in self._titles if code[4:] == "00")
        self._goods = {self._narrowed(each.code): each.words for each in goods}

    def __bool__(self) -> bool:
        return bool(self._titles)

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every chapter, heading and subheading."""
        return frozenset(self._titles)

    def title(self, code: str, language: str = "en") -> str:
        """What a code of 2 to 10 digits is called: the everyday word in another language than
        English where one is held, else the nomenclature's title; empty for an unknown code."""
        name = self.name(code, language) if language != "en" else ""
        return name or self._titles.get(code[:SUBHEADING], "")

    def name(self, code: str, language: str) -> str:
        """The everyday word for exactly this code; empty where none is held."""
        words = self._goods.get(code[:SUBHEADING], {}).get(language, ())
        return words[0] if words else ""

    def search(self, *, words: str, language: str = "en", limit: int = 20) -> list[Heading]:
        """Headings and subheadings for words in any of the languages or for the beginning of a
        code, the likeliest first; words of ``language`` count a little more."""
        asked = words_of(words)
        begins = "".join(word for word in asked if word.isdecimal())[:SUBHEADING]
        sought = [word for word in asked if not word.isdecimal()][:MOST_WORDS]
        if sought:
            ranked = self._index.ranked(sought, language=language)
            codes = [code for code in ranked if code.startswith(begins)]
        else:
            codes = sorted(code for code in self._titles if begins and code.startswith(begins))
        told = (code for code in codes if len(code) > 2 and code not in self._only_child)
        return [self._heading(code, language) for code in islice(told, limit)]

    def _narrowed(self, code: str) -> str:
        """A heading with one subheading says the same as that one."""
        return f"{code}00" if code in self._only_child else code

    @cached_property
    def _index(self) -> Index:
        return Index(self._titles, self._goods)

    def _heading(self, code: str, language: str) -> Heading:
        return Heading(
            code=code, title=self._titles[code], within=self._titles.get(code[:-2], ""),
            name=self.name(code, language),
        )
