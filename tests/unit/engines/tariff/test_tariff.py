"""The look-up by words: spellings, forms, slips, ranking; what a code is called."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.engines.tariff import Goods, Heading, Tariff, fold
from kopri.engines.tariff.folding import near

TITLES = {
    "04": "Dairy produce; birds' eggs; natural honey",
    "0409": "Honey; natural",
    "040900": "Honey; natural",
    "07": "Vegetables and certain roots and tubers; edible",
    "0701": "Potatoes; fresh or chilled",
    "070110": "Vegetables; seed potatoes, fresh or chilled",
    "070190": "Vegetables; potatoes (other than seed), fresh or chilled",
    "0702": "Tomatoes; fresh or chilled",
    "070200": "Vegetables; tomatoes, fresh or chilled",
    "11": "Products of the milling industry",
    "1101": "Wheat or meslin flour",
    "110100": "Wheat or meslin flour",
    "1102": "Cereal flours; other than of wheat or meslin",
    "110220": "Cereal flour; of maize (corn)",
    "20": "Preparations of vegetables",
    "2002": "Tomatoes; prepared or preserved",
    "200290": "Vegetable preparations; tomatoes, (other than whole or in pieces)",
    "74": "Copper and articles thereof",
    "7403": "Copper; refined and copper alloys, unwrought",
    "740311": "Copper; refined, unwrought, cathodes",
}
WORDS = {
    "0409": {"kk": ["бал"], "tk": ["bal"], "ru": ["мёд"], "en": ["honey"]},
    "0701": {"kk": ["картоп"], "tk": ["kartoşka", "ýeralma"], "ru": ["картофель", "картошка"]},
    "070200": {"kk": ["қызанақ"], "tk": ["pomidor"], "ru": ["помидоры", "томаты"],
               "en": ["tomatoes"]},
    "110100": {"kk": ["ұн"], "ru": ["мука"], "en": ["flour"]},
    "2002": {"ru": ["томатная паста"], "en": ["tomato paste"]},
    "7403": {"ru": ["медь"]},
}


@pytest.fixture(scope="module")
def tariff() -> Tariff:
    return Tariff(titles=TITLES.items(),
                  goods=[Goods(code=code, words=words) for code, words in WORDS.items()])


def codes(found: list[Heading]) -> list[str]:
    return [each.code for each in found]


@pytest.mark.parametrize(("words", "code"), [
    ("помидоры", "070200"), ("ПОМИДОРАМИ", "070200"), ("помидры", "070200"),
    ("пмоидоры", "070200"), ("қызанақ", "070200"), ("кызанак", "070200"),
    ("Ýeralma", "0701"), ("yeralma", "0701"), ("kartoska", "0701"), ("картоф", "0701"),
    ("мёд", "040900"), ("мед", "040900"), ("медь", "7403"), ("tomato paste", "2002"),
    ("tomatoes", "070200"), ("wheat flour", "110100"), ("мука", "110100"), ("fluor", "110100"),
    ("seed potatoes", "070110"),
])
def test_the_likeliest_comes_first(tariff: Tariff, words: str, code: str) -> None:
    assert codes(tariff.search(words=words))[0] == code


def test_what_goods_are_not_counts_little(tariff: Tariff) -> None:
    found = codes(tariff.search(words="wheat"))
    assert found.index("110100") < found.index("1102")


def test_digits_are_the_beginning_of_a_code(tariff: Tariff) -> None:
    assert codes(tariff.search(words="07")) == ["0701", "070110", "070190", "070200"]
    assert codes(tariff.search(words="0702.00 00")) == ["070200"]
    assert codes(tariff.search(words="20 tomatoes"))[0] == "2002"
    assert "070200" not in codes(tariff.search(words="20 tomatoes"))


def test_a_heading_with_one_subheading_is_told_once(tariff: Tariff) -> None:
    assert codes(tariff.search(words="honey")) == ["040900"]
    assert tariff.name("040900", "ru") == "мёд"


def test_words_of_the_asked_language_come_first() -> None:
    both = Tariff(titles={"0101": "Horses", "0202": "Threads"}.items(), goods=[
        Goods(code="0101", words={"tk": ["at"]}), Goods(code="0202", words={"en": ["at"]})])
    assert codes(both.search(words="at", language="tk")) == ["0101", "0202"]
    assert codes(both.search(words="at", language="en")) == ["0202", "0101"]


def test_what_is_found_says_its_name_and_where_it_belongs(tariff: Tariff) -> None:
    first = tariff.search(words="томаты", language="kk")[0]
    assert first == Heading(code="070200", title=TITLES["070200"], name="қызанақ",
                            within=TITLES["0702"])


def test_nothing_leads_nowhere_and_the_limit_holds(tariff: Tariff) -> None:
    for words in ("", " .,;", "zzzzz", "99", "ёжик", "зартофель", "7" * 400):
        assert tariff.search(words=words) == [], words
    assert len(tariff.search(words="tomatoes", limit=2)) == 2
    assert Tariff().search(words="wheat") == [] and not Tariff()


def test_what_a_code_is_called(tariff: Tariff) -> None:
    assert tariff.title("070200", "ru") == "помидоры"
    assert tariff.title("0702000001", "kk") == "қызанақ"
    assert tariff.title("070200", "en") == tariff.title("070200", "xx") == TITLES["070200"]
    assert tariff.title("070190", "ru") == TITLES["070190"]
    assert (tariff.title("99", "ru"), tariff.title("", "ru")) == ("", "")


@given(word=st.text(min_size=1, max_size=6), other=st.text(max_size=6), place=st.integers(0, 6))
@settings(max_examples=80)
def test_one_slip_is_what_its_definition_says(word: str, other: str, place: int) -> None:
    assert near(word, other) == (slips(word, other) == 1)
    cut = word[:place] + word[place + 1 :]
    assert near(word, cut) == (cut != word)
    swapped = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    assert near(word, swapped) == (swapped != word)


def slips(one: str, other: str) -> int:
    """Damerau-Levenshtein distance (optimal string alignment), from its definition."""
    if not one or not other:
        return len(one) + len(other)
    best = min(slips(one[1:], other) + 1, slips(one, other[1:]) + 1,
               slips(one[1:], other[1:]) + (one[0] != other[0]))
    if len(one) > 1 and len(other) > 1 and one[:2] == other[:2][::-1]:
        best = min(best, slips(one[2:], other[2:]) + 1)
    return best


@given(text=st.text(max_size=40))
@settings(max_examples=60)
def test_any_text_may_be_asked(tariff: Tariff, text: str) -> None:
    assert fold(fold(text)) == fold(text)
    tariff.search(words=text)
