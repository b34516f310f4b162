"""The reference pages say what the code says."""

from pathlib import Path

from kopri.engines.codecs.reference import formats_page, model_page

REFERENCE = Path(__file__).resolve().parents[4] / "docs" / "reference"


def test_the_pages_are_up_to_date() -> None:
    assert (REFERENCE / "consignment.md").read_text(encoding="utf-8") == model_page()
    assert (REFERENCE / "codecs.md").read_text(encoding="utf-8") == formats_page()


def test_every_field_has_a_term() -> None:
    rows = [line for line in model_page().splitlines() if line.startswith("| ")]
    assert len(rows) > 150 and not [row for row in rows if row.endswith("|  |")]
