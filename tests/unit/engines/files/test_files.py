"""Files are what their bytes say, and whole or not."""

import pytest
import typst

from kopri.engines.files import JPEG, JSON, PDF, PNG, XML, is_whole, kind_of
from tests import files

WHOLE = {
    PDF: files.pdf(), PNG: files.PNG, JPEG: files.JPEG, JSON: b'{"a": [1]}',
    XML: "<?xml version='1.0' encoding='utf-8'?><a>Актау</a>".encode(),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_whole_file(kind: str) -> None:
    assert kind_of(WHOLE[kind]) == kind
    assert is_whole(WHOLE[kind])


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_breaks_off_keeps_its_kind_and_is_not_whole(kind: str) -> None:
    """Wherever the line dropped, as long as the end is missing."""
    data = WHOLE[kind]
    for length in range(8, len(data) - 8):
        assert not is_whole(data[:length]), length


@pytest.mark.parametrize("data", [
    b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "<?xml version='1.0' encoding='utf-16'?><a/>".encode("utf-16"),
    b"<eCMR xmlns='urn:x'/>",
])
def test_xml_in_whatever_clothes(data: bytes) -> None:
    assert kind_of(data) == XML
    assert is_whole(data)


@pytest.mark.parametrize("data", [
    b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", b"<a>&x;</a>", b"<" + b"a>" * 100_000,
    b"<a>" * 3000 + b"</a>" * 3000,
])
def test_xml_that_asks_for_more_than_reading_is_not_whole(data: bytes) -> None:
    assert not is_whole(data)


def test_deep_json_is_not_whole() -> None:
    assert not is_whole(b'{"a":' * 100_000)


@pytest.mark.parametrize("page", [
    b"<html><script>", b"\n <!DOCTYPE HTML>", b"<svg onload=x>", b"<SCRIPT>",
    b"\xef\xbb\xbf<html>", b"MZ\x90", b"", b"PK\x03\x04",
])
def test_pages_and_programs_are_no_documents(page: bytes) -> None:
    assert kind_of(page) == ""
    assert not is_whole(page)


def test_what_is_really_printed_is_whole() -> None:
    made = typst.compile(b"= Waybill")
    assert kind_of(made) == PDF and is_whole(made)
    assert not is_whole(made[:-40])
