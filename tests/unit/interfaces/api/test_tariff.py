"""The look-up of goods, for anybody."""

from urllib.parse import urlencode

import pytest

from tests.unit.interfaces.api.conftest import Answer, Api


def ask(api: Api, language: str = "", **words: str | int) -> Answer:
    return api.get(f"/tariff?{urlencode(words)}", language=language)


def test_words_in_four_languages_find_the_heading(api: Api) -> None:
    for words, lang, name in (("помидоры", "ru", "помидоры"), ("кызанак", "kk", "қызанақ"),
                              ("POMIDOR", "tk", "pomidor"), ("tomatos", "en", "tomatoes")):
        found = {each["code"]: each for each in ask(api, words=words, lang=lang).said["headings"]}
        assert found["070200"]["name"] == name
        assert found["070200"]["title"].startswith("Vegetables; tomatoes")


def test_without_a_language_the_browsers_counts(api: Api) -> None:
    (only,) = ask(api, "kk", words="0702").said["headings"]
    assert (only["code"], only["name"], only["within"]) == (
        "070200", "қызанақ", "Tomatoes; fresh or chilled")


def test_a_limit(api: Api) -> None:
    assert len(ask(api, words="steel", limit=3).said["headings"]) == 3
    assert len(ask(api, words="steel").said["headings"]) == 20


@pytest.mark.parametrize("asked", [{}, {"words": ""}, {"words": "x" * 201},
                                   {"words": "steel", "limit": 0}, {"words": "steel", "limit": 101}])
def test_what_cannot_be_asked_is_refused(api: Api, asked: dict[str, str | int]) -> None:
    assert ask(api, **asked).status in (400, 422)
