"""RFC 8785 against the input and output pairs of its author."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kopri.engines.canonical import decode_strict, encode, encode_jcs

NAMES = ("arrays", "french", "structures", "unicode", "values", "weird")
OUTSIDE_THE_PROFILE = {"french", "structures", "values", "weird"}  # floats, keys beyond ASCII


@pytest.mark.parametrize("name", NAMES)
def test_output_byte_for_byte(conformance: Callable[[str], Path], name: str) -> None:
    folder = conformance("jcs") / "testdata"
    value = json.loads((folder / "input" / f"{name}.json").read_bytes())
    expected = (folder / "output" / f"{name}.json").read_bytes()
    assert encode_jcs(value) == expected
    assert bytes.fromhex((folder / "outhex" / f"{name}.txt").read_text()) == expected
    assert decode_strict(expected, floats=True) == value


@pytest.mark.parametrize("name", NAMES)
def test_the_entry_profile_agrees_or_refuses(
    conformance: Callable[[str], Path], name: str
) -> None:
    value = json.loads((conformance("jcs") / "testdata" / "input" / f"{name}.json").read_bytes())
    if name in OUTSIDE_THE_PROFILE:
        with pytest.raises(ValueError):
            encode(value)
    else:
        assert encode(value) == encode_jcs(value)


def test_every_pair_is_named(conformance: Callable[[str], Path]) -> None:
    folder = conformance("jcs") / "testdata" / "output"
    assert sorted(path.stem for path in folder.iterdir()) == sorted(NAMES)
