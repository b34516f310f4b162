"""Messages in four languages from the compiled catalogues."""

from kopri.kernel.errors import Fault
from kopri.kernel.text import LANGUAGES, fill, language_of, render_fault, translate


def test_a_known_message_is_translated_into_every_language() -> None:
    said = {language: translate("Sign in", language=language) for language in LANGUAGES}
    assert said["en"] == "Sign in"
    assert said["ru"] == "Войти"
    assert len(set(said.values())) == 4


def test_an_unknown_message_stays_english_and_is_filled() -> None:
    text = translate("No {thing} here.", language="kk", params={"thing": "xyz"})
    assert text == "No xyz here."


def test_the_empty_message_is_empty_and_not_the_header_of_the_catalogue() -> None:
    assert translate("", language="ru") == ""


def test_an_unknown_language_reads_english() -> None:
    assert translate("Sign in", language="de") == "Sign in"


def test_language_tags_with_a_region_are_understood() -> None:
    assert [language_of(tag) for tag in ("ru-KZ", "kk_KZ", "TK", "xx", "")] == [
        "ru", "kk", "tk", "en", "en",
    ]  # fmt: skip


def test_fill_leaves_unknown_placeholders_and_foreign_braces_alone() -> None:
    assert fill("{a} {b} {a.b} {}", params={"a": 1}) == "1 {b} {a.b} {}"


def test_fill_does_not_fill_what_a_param_brings_in() -> None:
    assert fill("{a}", params={"a": "{b}", "b": "secret"}) == "{b}"


def test_a_fault_is_rendered_with_message_and_remedy_filled() -> None:
    fault = Fault(
        code="test.fault",
        message="{given} is not a reference.",
        remedy="Write {wanted}.",
        path="/reference",
        rule="house",
        params={"given": "ABC", "wanted": "K7Q2-9MXD-4T"},
    )
    text = render_fault(fault, language="en")
    assert text.message == "ABC is not a reference."
    assert text.remedy == "Write K7Q2-9MXD-4T."
    assert (text.code, text.path, text.rule) == ("test.fault", "/reference", "house")
