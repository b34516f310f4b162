"""What the fuzzer found stays mended: every reader keeps its promises for every finding."""

from pathlib import Path

import pytest

from fuzz.promises import keep, targets

FINDINGS = sorted(file for file in (Path(__file__).parent / "findings").iterdir()
                  if file.suffix != ".md")


@pytest.mark.parametrize("name", targets())
def test_promises_are_kept(name: str) -> None:
    promise = keep(name)
    for file in FINDINGS:
        promise(file.read_bytes())
