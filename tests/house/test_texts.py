"""Every text that a reader may see is in four languages, with the same placeholders."""

import re

import pytest

from scripts.messages import SOURCE, extract, faults, in_python, in_template, load, placeholders

FOUND = extract()
CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@pytest.mark.parametrize("language", ["kk", "tk", "ru", "en"])
def test_every_text_is_translated_with_equal_placeholders(language: str) -> None:
    assert faults(language, FOUND) == []


@pytest.mark.parametrize("language", ["kk", "tk", "ru", "en"])
def test_no_catalogue_keeps_what_nobody_says(language: str) -> None:
    assert {message.id for message in load(language) if message.id} - set(FOUND) == set()


@pytest.mark.parametrize("language", ["tk", "en"])
def test_latin_catalogues_hold_no_cyrillic_look_alikes(language: str) -> None:
    assert [message.id for message in load(language) if CYRILLIC.search(str(message.string))] == []


def test_nobody_speaks_by_plural_forms_which_no_catalogue_holds() -> None:
    """A number is said after its name: ``Held: 3.``"""
    found = [path.name for path in SOURCE.rglob("*.py") if "ngettext" in path.read_text("utf-8")]
    pages = [path.name for path in SOURCE.rglob("*.html") if "{% plural %}" in path.read_text("utf-8")]
    assert found + pages == []


def test_the_extraction_sees_every_way_to_say_something() -> None:
    said = in_python(
        'from x import _\n_("one")\nsay("two {a}", a=1)\nf(message="three " "four", remedy=TEXT)\n'
        'TEXT = "five"\nf(message="six" if a else "seven")\n'
        'class R(Rule):\n    """Eight\n    nine."""\n    code = "r"\n    remedy = "ten"\n'
        'class Plain:\n    """Nothing."""\n'
    )
    assert sorted(said) == [
        "Eight\nnine.", "five", "one", "seven", "six", "ten", "three four", "two {a}",
    ]  # fmt: skip
    page = '{% load i18n %}<p title="it\'s">{% translate "one" %}{{ _("two") }}</p>'
    assert list(in_template(page)) == ["one", "two"]


def test_placeholders_are_those_of_braces_and_of_percent() -> None:
    assert placeholders("{a} %(b)s { } {c d}") == ["%(b)s", "{a}"]


def test_templates_hold_no_bare_sentence() -> None:
    """Words between tags come from translate; what is left of a page has no letters."""
    bare = []
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        if path.name == "attributes.html":  # the inside of a tag
            continue
        text = path.read_text("utf-8")
        text = re.sub(r"{% block mainclass %}\w*{% endblock %}", " ", text)
        text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", " ", text, flags=re.DOTALL)
        text = re.sub(r"<[^>]*>", " ", text, flags=re.DOTALL)
        words = set(re.findall(r"\w*[^\W\d_]{3,}\w*", text)) - {"Köpri"}
        bare += [f"{path.name}: {word}" for word in sorted(words)]
    assert bare == []
