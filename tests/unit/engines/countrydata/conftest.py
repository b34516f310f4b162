"""The fictional third pair as texts, to be spoilt one cell at a time."""

from pathlib import Path

import pytest

from kopri.engines.countrydata import PairData, folders, read_pair

ROOT = Path(__file__).resolve().parents[3] / "countries"
PAIR = "xa-xb"


@pytest.fixture
def files() -> dict[str, str]:
    """Texts by path below ``tests/countries``."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for folder in folders(PAIR)
        for path in (ROOT / folder).iterdir()
    }


@pytest.fixture
def data(files: dict[str, str]) -> PairData:
    return read_pair(files=files, code=PAIR)
