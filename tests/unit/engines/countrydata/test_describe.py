"""The reference page says what the code reads."""

from pathlib import Path

from kopri.engines.countrydata.describe import reference

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "country-data.md"


def test_the_page_is_as_the_code_writes_it() -> None:
    assert PAGE.read_text("utf-8") == reference(), "renew it as its first lines say"


def test_every_file_and_a_known_column_are_in_it() -> None:
    page = reference()
    assert "### exchange.csv" in page
    assert "| p50_min | minutes (integer) | needed |" in page
    assert "one of both, own, \\*" in page or "one of *, both, own" in page
