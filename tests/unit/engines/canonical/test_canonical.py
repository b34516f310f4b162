"""The fast encoder and the standard are one, and the strict reader takes nothing else."""

import json
import math
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.engines.canonical import MAX_DEPTH, SAFE_INTEGER, decode_strict, encode, encode_jcs
from kopri.engines.canonical.jcs import number

SAFE = st.integers(-SAFE_INTEGER, SAFE_INTEGER)
TEXT = st.text(st.characters(codec="utf-8"))
ASCII = st.text(st.characters(codec="ascii"))


def nested(keys: st.SearchStrategy[str], leaf: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaf, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5)
    )


ENTRIES = nested(ASCII, st.none() | st.booleans() | SAFE | TEXT)
DOUBLES = st.floats(allow_nan=False, allow_infinity=False)
DOCUMENTS = nested(TEXT, st.none() | st.booleans() | SAFE | DOUBLES | TEXT)


@given(ENTRIES)
def test_fast_and_standard_agree(value: Any) -> None:
    assert encode(value) == encode_jcs(value)
    assert decode_strict(encode(value)) == value


@given(DOCUMENTS)
def test_standard_form_reads_back(value: Any) -> None:
    data = encode_jcs(value)
    assert decode_strict(data, floats=True) == value


@given(ENTRIES, st.integers(1, 3))
def test_any_other_spelling_is_refused(value: Any, indent: int) -> None:
    other = json.dumps(value, indent=indent).encode()
    if other != encode(value):
        with pytest.raises(ValueError):
            decode_strict(other)


@pytest.mark.parametrize(
    "value",
    [1.0, 2**53, -(2**53), {"é": 1}, {1: 2}, {"a": {"b": [0.5]}}, b"x", {"a": {1}}, "\ud800",
     {"\ud800": 1}, math.nan, object()],
)
def test_outside_the_profile(value: Any) -> None:
    with pytest.raises(ValueError):
        encode(value)
    with pytest.raises(ValueError):
        encode([{"deep": value}])


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, -math.inf, 2**53 + 1, 10**400, {1: 2}, b"x", "\ud800", {"\udc00": 1}],
)
def test_outside_the_standard(value: Any) -> None:
    with pytest.raises(ValueError):
        encode_jcs([value])


@pytest.mark.parametrize(
    "data",
    [b'{"a":1,"a":1}', b'{"b":1,"a":1}', b'{"a": 1}', b"[1,]", b"", b"1.0", b"-0", b"1e2",
     b'"\\u0041"', b'"\\/"', b'"\\u001F"', b"1 ", b"\xef\xbb\xbf1", b'"\xff"', b'"\\ud800"',
     b"9007199254740992", b"NaN", b'{"\xc3\xa9":1}', b"[" * 100_000],
)
def test_strict_reader_refuses(data: bytes) -> None:
    with pytest.raises(ValueError):
        decode_strict(data)


@pytest.mark.parametrize(
    "data", [b"NaN", b"1.50", b"1E2", b"-0.0", b'{"a":1,"a":1}', b"[" * 100_000, b'"\\ud800"',
     b"1" + b"0" * 400],
)
def test_strict_reader_of_the_whole_standard_refuses(data: bytes) -> None:
    with pytest.raises(ValueError):
        decode_strict(data, floats=True)


def test_depth_has_a_stated_limit() -> None:
    def nest(levels: int) -> Any:
        value: Any = 0
        for _ in range(levels):
            value = [value]
        return value

    assert encode(nest(MAX_DEPTH)) == encode_jcs(nest(MAX_DEPTH))
    for encoder in (encode, encode_jcs):
        with pytest.raises(ValueError):
            encoder(nest(MAX_DEPTH + 1))


def test_keys_sort_by_utf16_units() -> None:
    # U+1F600 is written with surrogates (D83D...), so it comes before U+FB33
    assert encode_jcs({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()


@pytest.mark.parametrize(
    ("bits", "text"),
    [  # RFC 8785, appendix B
        (0x0000000000000000, "0"), (0x8000000000000000, "0"), (0x0000000000000001, "5e-324"),
        (0x8000000000000001, "-5e-324"), (0x7FEFFFFFFFFFFFFF, "1.7976931348623157e+308"),
        (0xFFEFFFFFFFFFFFFF, "-1.7976931348623157e+308"), (0x4340000000000000, "9007199254740992"),
        (0xC340000000000000, "-9007199254740992"), (0x4430000000000000, "295147905179352830000"),
        (0x44B52D02C7E14AF5, "9.999999999999997e+22"), (0x44B52D02C7E14AF6, "1e+23"),
        (0x44B52D02C7E14AF7, "1.0000000000000001e+23"), (0x444B1AE4D6E2EF4E, "999999999999999700000"),
        (0x444B1AE4D6E2EF4F, "999999999999999900000"), (0x444B1AE4D6E2EF50, "1e+21"),
        (0x3EB0C6F7A0B5ED8C, "9.999999999999997e-7"), (0x3EB0C6F7A0B5ED8D, "0.000001"),
        (0x41B3DE4355555553, "333333333.3333332"), (0x41B3DE4355555554, "333333333.33333325"),
        (0x41B3DE4355555555, "333333333.3333333"), (0x41B3DE4355555556, "333333333.3333334"),
        (0x41B3DE4355555557, "333333333.33333343"), (0xBECBF647612F3696, "-0.0000033333333333333333"),
        (0x43143FF3C1CB0959, "1424953923781206.2"),
    ],
)  # fmt: skip
def test_numbers_of_the_standard(bits: int, text: str) -> None:
    assert number(struct.unpack(">d", bits.to_bytes(8, "big"))[0]) == text


@given(DOUBLES)
def test_numbers_read_back(value: float) -> None:
    assert float(number(value)) == value


def test_integers_that_a_double_holds_are_written_as_doubles() -> None:
    assert encode_jcs(10**21) == b"1e+21"
    assert encode_jcs(2**53) == b"9007199254740992"
