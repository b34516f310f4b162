"""Which codes the words of a search mean: matches of words, weighed and added up."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log

from kopri.engines.tariff.folding import near, words_of

# What a match is worth by where it stands. Titles begin with the noun and go on with what the goods
# are not ("other than ..."), so a word counts less the later it comes.
EVERYDAY, EVERYDAY_ABOVE, ABOVE, ASIDE = 3.0, 1.5, 0.3, 0.1
LATER, LATEST = 0.07, 0.4
OWN_LANGUAGE = 1.3
_ASIDE = frozenset({"other", "excluding", "except", "not", "than"})
# What a match is worth by how it fits.
EXACT, FORM, BEGUN, SLIP = 1.0, 0.9, 0.7, 0.6
SHORTEST_SLIP = 4  # letters

Held = tuple[float, str]  # weight, language


class Index:
    """Words to codes: of titles, of those above them, and of everyday speech."""

    def __init__(
        self, titles: Mapping[str, str], goods: Mapping[str, Mapping[str, Sequence[str]]]
    ) -> None:
        self._codes = sorted(titles)
        self._held: defaultdict[str, dict[str, Held]] = defaultdict(dict)
        for code in self._codes:
            if len(code) > 2:
                self._read(code, words_of(titles[code]), share=1.0)
                self._read(code, words_of(titles.get(code[:-2], "")), share=ABOVE)
        for code, by_language in goods.items():
            for language, names in by_language.items():
                for name in names:
                    self._learn(code, words_of(name), language=language)
        self._words = sorted(self._held)

    def ranked(self, sought: Sequence[str], *, language: str) -> list[str]:
        """Codes that have any of the words, by the sum of what the matches are worth."""
        scores: defaultdict[str, float] = defaultdict(float)
        met: defaultdict[str, int] = defaultdict(int)
        for wanted in dict.fromkeys(sought):
            for code, worth in self._worth(wanted, language=language).items():
                scores[code] += worth
                met[code] += 1
        asked = len(dict.fromkeys(sought))
        return sorted(scores, key=lambda code: (-scores[code] * (met[code] / asked) ** 2, code))

    def _worth(self, wanted: str, *, language: str) -> dict[str, float]:
        """What one word of a search is worth for each code that it may mean."""
        best: dict[str, float] = {}
        for word, fit in self._fitting(wanted).items():
            for code, (weight, spoken) in self._held[word].items():
                worth = fit * weight * (OWN_LANGUAGE if spoken == language else 1)
                best[code] = max(worth, best.get(code, 0.0))
        rare = log(1 + len(self._codes) / (1 + len(best)))
        return {code: worth * rare for code, worth in best.items()}

    def _fitting(self, wanted: str) -> dict[str, float]:
        """Known words that are the wanted one, begin with it, or are another form of it; where
        nobody knows the word itself, also those that one slip leads to. The first letter is seldom
        a slip: with another one it is mostly another word."""
        stem = wanted[: len(wanted) - _ending(wanted)]
        alike = ((word, _fit(wanted, word, stem=stem)) for word in _beginning(self._words, stem))
        fitting = {word: fit for word, fit in alike if fit}
        if wanted not in fitting and len(wanted) >= SHORTEST_SLIP:
            fitting = dict.fromkeys(
                (w for w in self._words if w[0] == wanted[0] and near(wanted, w)), SLIP) | fitting
        return fitting

    def _learn(self, code: str, words: Sequence[str], *, language: str) -> None:
        """An everyday name for a code, and in a lesser degree for what lies below it."""
        for word in words:
            for each in _beginning(self._codes, code):
                weight = EVERYDAY if each == code else EVERYDAY_ABOVE
                # the more words a name has, the less each of them says
                held = (weight / (1 + 0.25 * (len(words) - 1)), language)
                self._hold(word, each, held=held)

    def _read(self, code: str, words: Iterable[str], *, share: float) -> None:
        aside = False
        for place, word in enumerate(words):
            aside = aside or word in _ASIDE
            weight = ASIDE if aside else max(LATEST, 1 - LATER * place)
            self._hold(word, code, held=(share * weight, "en"))

    def _hold(self, word: str, code: str, *, held: Held) -> None:
        if held > self._held[word].get(code, (0.0, "")):
            self._held[word][code] = held


def _beginning(ordered: Sequence[str], stem: str) -> Iterator[str]:
    for place in range(bisect_left(ordered, stem), len(ordered)):
        if not ordered[place].startswith(stem):
            return
        yield ordered[place]


def _ending(word: str) -> int:
    """How many letters at the end of a word may be its inflection."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else 2 if len(word) < 8 else 3


def _fit(wanted: str, word: str, *, stem: str) -> float:
    if word == wanted:
        return EXACT
    if len(word) - len(stem) <= _ending(wanted):
        return FORM
    if word.startswith(wanted):  # still being typed; or a plural
        return max(BEGUN, FORM - 0.05 * (len(word) - len(wanted) - 1))
    return 0.0
