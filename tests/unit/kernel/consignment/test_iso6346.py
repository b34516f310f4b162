"""Container numbers: the official vectors, and one digit wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.kernel.consignment import iso6346

CONFORMANCE = Path(__file__).resolve().parents[5] / "shared" / "conformance"


@pytest.mark.parametrize(("number", "valid"), [
    ("CSQU3054383", True), ("csqu3054383", True), ("CSQU 305438-3", True),
    ("CSQU3054384", False), ("CSQU305438", False), ("CSQX3054383", False), ("", False),
    ("QJRZ123456", True), ("1234-1", False),
])
def test_numbers(number: str, valid: bool) -> None:
    assert iso6346.is_valid(number) is valid


def test_the_third_party_vectors() -> None:
    path = CONFORMANCE / "iso6346" / "identifiers.json"
    if not path.is_file():
        pytest.skip("third-party vectors are absent: ../shared/conformance/iso6346")
    sets = [one for name, one in json.loads(path.read_text()).items() if "6346" in name]
    assert len(sets) == 2
    for one in sets:
        assert all(map(iso6346.is_valid, one["valid"]))
        assert not any(map(iso6346.is_valid, one["invalid"]))


def _slow(number: str) -> int:
    """From the definition: letters from 10 without 11, 22, 33, times powers of two."""
    letters = [value for value in range(10, 39) if value % 11]
    total = 0
    for place, char in enumerate(number):
        value = letters[ord(char) - 65] if char.isalpha() else int(char)
        total += value * 2**place
    return total % 11 % 10


@given(st.from_regex(r"[A-Z]{3}U[0-9]{6}", fullmatch=True))
def test_the_check_digit_is_that_of_the_definition(number: str) -> None:
    digit = _slow(number)
    assert iso6346.check_digit(number) == digit

    assert [last for last in range(10) if iso6346.is_valid(f"{number}{last}")] == [digit]
