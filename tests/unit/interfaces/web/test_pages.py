"""Every page drawn from a filled value, in every language: nothing missing, nothing untold."""

import re
from dataclasses import replace

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from kopri.interfaces.web.components import components, sample_frame
from tests.browser.samples import PAGES

LANGUAGES = ["kk", "tk", "ru", "en"]


@pytest.fixture(autouse=True)
def _say_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "!no %s!")


def drawn(name: str, *, bare: bool = False) -> str:
    """The page of that name as HTML."""
    request = RequestFactory().get("/")
    frame = replace(sample_frame(request), bare=bare)
    page = PAGES[name]()
    return render_to_string(page.template, {"page": page, "frame": frame}, request=request)


def check(text: str, *, by_address: bool = False) -> None:
    """Nothing missing; ids are unique; what points to an id finds it; forms carry a token, but where
    it is the page's address that lets one ask (``by_address``)."""
    assert re.findall(r"!no [^!]*!", text) == []
    tree = html.document_fromstring(text)
    ids = tree.xpath("//@id")
    assert sorted(set(ids)) == sorted(ids)
    points = tree.xpath("//label/@for") + [
        part for value in tree.xpath("//@aria-describedby") for part in value.split()
    ]
    links = [href[1:] for href in tree.xpath("//a/@href") if href.startswith("#") and href != "#"]
    assert set(points + links) <= set(ids)
    for form in tree.xpath("//form[@method='post']"):
        assert by_address or form.xpath(".//input[@name='csrfmiddlewaretoken']")
    assert not tree.xpath("//@style | //script[not(@src)]")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_is_whole_in_every_language(name: str, language: str) -> None:
    with translation.override(language):
        text = drawn(name, bare=name == "driver")
    assert f'<html lang="{language}">' in text
    check(text, by_address=name == "driver")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_components_page_shows_all_of_them_as_samples(language: str) -> None:
    with translation.override(language):
        text = components(RequestFactory().get("/components")).content.decode()
        said = translation.gettext("Samples: nothing on this page is real.")
    assert said in text
    for part in ("bridge", "lanes", "slots", "faults", "toast", "blank", "facts", "rows", "strips"):
        assert f'class="{part}' in text or f' {part}"' in text, part
    check(text)


def test_pages_stay_under_a_hundred_kilobytes() -> None:
    assert max(len(drawn(name).encode()) for name in PAGES) < 100_000
