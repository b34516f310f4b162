"""Check digits: published examples, third-party vectors, one digit wrong, the slow definition."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.kernel.consignment.identifiers import (
    is_lei,
    is_vin,
    is_wagon,
    looks_like_lei,
    looks_like_wagon,
    luhn_digit,
    mixes_alphabets,
)

CONFORMANCE = Path(__file__).resolve().parents[5] / "shared" / "conformance"
DIGITS = "0123456789"


@pytest.mark.parametrize(("number", "valid"), [
    ("21-81-2471217-3", True), ("51 80 0843 001-0", True), ("21-74-335 3 998-8", True), ("217433539989", False),
    ("21-81-2471217-4", False), ("51800843001", False), ("", False), ("52A34567", False),
])
def test_wagons(number: str, valid: bool) -> None:
    assert is_wagon(number) is valid


@given(digits=st.from_regex(r"[0-9]{7}|[0-9]{11}", fullmatch=True), place=st.integers(0, 10),
       wrong=st.sampled_from(DIGITS))
@settings(max_examples=80)
def test_one_digit_of_a_wagon_fits_and_any_other_does_not(
    digits: str, place: int, wrong: str
) -> None:
    number = f"{digits}{slow_luhn(digits)}"
    assert luhn_digit(digits) == slow_luhn(digits) and is_wagon(number) and looks_like_wagon(number)
    assert [last for last in DIGITS if is_wagon(digits + last)] == [number[-1]]
    place %= len(digits)
    spoilt = number[:place] + wrong + number[place + 1 :]
    assert is_wagon(spoilt) == (spoilt == number)


def slow_luhn(digits: str) -> int:
    """From the definition: 2 and 1 in turn from the right, the digits of the products summed, the
    difference to the next multiple of ten."""
    factors = [2 if place % 2 == 0 else 1 for place in range(len(digits))]
    products = [str(int(digit) * factor)
                for digit, factor in zip(reversed(digits), factors, strict=True)]
    total = sum(int(char) for product in products for char in product)
    return next(last for last in range(10) if (total + last) % 10 == 0)


def test_the_third_party_leis() -> None:
    path = CONFORMANCE / "iso6346" / "identifiers.json"
    if not path.is_file():
        pytest.skip("third-party vectors are absent: ../shared/conformance/iso6346")
    sets = [one for name, one in json.loads(path.read_text()).items() if "lei" in name]
    assert sets
    for one in sets:
        assert all(map(is_lei, one["valid"]))
        assert not any(map(is_lei, one.get("invalid", [])))


@given(st.from_regex(r"[0-9A-Z]{17}[A-Z]", fullmatch=True))
@settings(max_examples=50)
def test_two_digits_fit_an_lei(body: str) -> None:
    letters = {chr(65 + place): str(10 + place) for place in range(26)}
    remainder = int("".join(letters.get(char, char) for char in body + "00")) % 97
    assert is_lei(f"{body}{98 - remainder:02}")
    fitting = [last for last in range(100) if is_lei(f"{body}{last:02}")]
    assert fitting == [98 - remainder]
    assert not looks_like_lei(body)


@pytest.mark.parametrize(("vin", "valid"), [
    ("1M8GDM9AXKP042788", True),  # the usual example of 49 CFR 565
    ("11111111111111111", True), ("1M8GDM9A0KP042788", False), ("LSVAM4187C2184847", True),
    ("LSVAM4180C2184847", False), ("WDB9634031L000000", True), ("wdb9634031l000000", True),
    ("WDB9634031L00000O", False), ("WDB963403", False), ("", False),
])
def test_chassis_numbers(vin: str, valid: bool) -> None:
    """Makers of North America and China must use the check digit; others need not."""
    assert is_vin(vin) is valid


@pytest.mark.parametrize(("text", "mixed"), [
    ("123 ABC 12", False), ("123АВС12", False), ("123 AВC 12", True), ("CSQU305438З", True),
    ("ÄBÇ 12", False), ("", False), ("京A 12345", True),
])
def test_letters_of_two_alphabets(text: str, mixed: bool) -> None:
    assert mixes_alphabets(text) is mixed
