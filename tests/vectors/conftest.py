"""The third-party vectors lie beside the project, never in it; without them these tests skip."""

from collections.abc import Callable
from pathlib import Path

import pytest

CONFORMANCE = Path(__file__).resolve().parents[3] / "shared" / "conformance"


@pytest.fixture(scope="session")
def conformance() -> Callable[[str], Path]:
    """The folder of one set of vectors; skips the test where it is absent."""

    def folder(name: str) -> Path:
        path = CONFORMANCE / name
        if not path.is_dir():
            pytest.skip(f"third-party vectors are absent: ../shared/conformance/{name}")
        return path

    return folder
