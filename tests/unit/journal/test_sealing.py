"""Sealed and opened again; what was bent on the way is refused by name."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.engines import canonical
from kopri.journal.sealing import (
    commitment,
    log_entry,
    opening_line,
    read_opening,
    stamp_bytes,
)

SALT = bytes(range(32))
ORIGIN = "tm.test.kopri"
ENTRY = canonical.encode({"audience": ["kz"], "kind": "queue.called/1", "payload": {}})
STAMP = stamp_bytes(origin=ORIGIN, index=3, count={"kz": 2})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.text(st.characters(max_codepoint=127), max_size=5), inner, max_size=3),
    max_leaves=12,
)


def test_the_formats_are_those_of_the_protocol() -> None:
    assert STAMP == b'{"count":{"kz":2},"index":3,"log":"tm.test.kopri"}'
    committed = commitment(salt=SALT, entry=ENTRY)
    assert committed == hashlib.sha256(SALT + ENTRY).digest()
    public = log_entry(committed=committed, stamp=STAMP)
    assert public == b"\x01" + hashlib.sha256(committed + STAMP).digest()
    assert len(public) == 33
    assert opening_line(salt=SALT, entry=ENTRY, stamp=STAMP) == (
        b'{"entry":' + ENTRY + b',"salt":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="'
        b',"stamp":' + STAMP + b"}\n")


@given(st.dictionaries(st.text(st.characters(max_codepoint=127)), JSON), st.binary(
    min_size=32, max_size=32), st.integers(0, 2**53 - 1))
def test_an_opening_is_read_as_it_was_sealed(
    envelope: dict[str, object], salt: bytes, index: int
) -> None:
    entry = canonical.encode(envelope)
    stamp = stamp_bytes(origin=ORIGIN, index=index, count={"kz": 1, "*": 2})
    opened = read_opening(opening_line(salt=salt, entry=entry, stamp=stamp), origin=ORIGIN)
    assert (opened.salt, opened.entry, opened.stamp) == (salt, entry, stamp)
    assert opened.envelope == envelope
    assert (opened.index, opened.count) == (index, {"kz": 1, "*": 2})


def line(entry: bytes = ENTRY, stamp: bytes = STAMP, salt: bytes = SALT) -> bytes:
    return opening_line(salt=salt, entry=entry, stamp=stamp)


@pytest.mark.parametrize(("bent", "code"), [
    (b"", "bad_opening"),
    (b"[]", "bad_opening"),
    (line()[:-5], "bad_opening"),
    (b'{"entry":{},"salt":"AAEC"}', "bad_opening"),
    (line().replace(b'"salt":"AA', b'"salt":"!!'), "bad_opening"),
    (line(salt=SALT[:31]), "bad_opening"),
    (line(stamp=b'{"index":3,"count":{},"log":"tm.test.kopri"}'), "bad_opening"),
    (line(stamp=b'{"count":{},"index":3,"log":"tm.test.kopri","x":1}'), "bad_opening"),
    (line(stamp=b'{"count":{},"index":"3","log":"tm.test.kopri"}'), "bad_opening"),
    (line(stamp=b'{"count":[],"index":3,"log":"tm.test.kopri"}'), "bad_opening"),
    (line(stamp=stamp_bytes(origin="elsewhere", index=3, count={})), "wrong_log"),
])
def test_what_was_bent_is_refused_by_name(bent: bytes, code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$"):
        read_opening(bent, origin=ORIGIN)


@pytest.mark.parametrize(("bent", "fault"), [
    (line(entry=b"[]"), "bad_entry"),
    (line(entry=b'{"b":1,"a":2}'), "not_canonical"),
    (line(entry=b'{"a":1, "b":2}'), "not_canonical"),
    (line(entry=b'{"a":1,"a":1}'), "not_canonical"),
    (line(entry=b'{"a":1.5}'), "not_canonical"),
    (line(entry=b'{"a":9007199254740993}'), "not_canonical"),
    (line(entry=b'{"a":' + b"[" * 80 + b"]" * 80 + b"}"), "not_canonical"),
    (line(entry='{"ä":1}'.encode()), "not_canonical"),
])
def test_what_was_sealed_wrongly_is_handed_on_with_its_fault(bent: bytes, fault: str) -> None:
    """Its leaf may have been published: then it is the entry that is wrong, and not the line."""
    assert read_opening(bent, origin=ORIGIN).fault == fault


def test_depth_beyond_the_parser_is_refused_too() -> None:
    with pytest.raises(ValueError, match="bad_opening|not_canonical"):
        read_opening(line(entry=b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}"), origin=ORIGIN)
