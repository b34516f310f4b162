"""Whatever the bytes are: no exception, and no consignment where there is a fault."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopri.engines import codecs
from kopri.engines.codecs.efti import consignment as efti
from kopri.engines.codecs.reading import MOST_BYTES
from kopri.engines.codecs.uncefact import ecmr
from tests.unit.engines.codecs.samples import filled, rich

ECMR = ecmr.CODEC.write(filled(items=2))
RICH = ecmr.CODEC.write(rich())
EFTI = efti.COMMON_CODEC.write(filled(items=2))
MANY = settings(max_examples=150, suppress_health_check=list(HealthCheck))


def hold(data: bytes) -> codecs.Reading:
    """Read, and hold what must be true of any reading."""
    for codec in codecs.CODECS:
        reading = codec.read(data)
        assert bool(reading.faults) != bool(reading.consignments)
        assert all(fault.code and fault.message and fault.remedy for fault in reading.faults)
        _ = [fault.message.format(**fault.params) for fault in reading.faults + reading.notices]
    return codecs.read(data)


def codes(data: bytes) -> set[str]:
    return {fault.code for fault in hold(data).faults}


@MANY
@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    hold(data)
    hold(b"{" + data)
    hold(b"<a>" + data)


@MANY
@given(st.sampled_from([ECMR, RICH, EFTI]), st.data())
def test_truncated_and_mutated(data: bytes, draw: st.DataObject) -> None:
    cut = draw.draw(st.integers(0, len(data)))
    hold(data[:cut])
    piece = draw.draw(st.binary(max_size=4))
    gap = draw.draw(st.integers(0, 12))
    hold(data[:cut] + piece + data[cut + gap:])


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["2026-01-01T00:00:00Z", "1e9", "KGM", "0", "-5", "string"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(
        value, list) else ()
    return [path, *(one for key, part in below for one in _paths(part, (*path, key)))]


@MANY
@given(st.sampled_from([ECMR, RICH]), JSON_VALUES, st.data())
def test_any_value_in_any_place(data: bytes, value: Any, draw: st.DataObject) -> None:
    document = json.loads(data)
    *before, last = draw.draw(st.sampled_from(_paths(document)[1:]))
    node = document
    for key in before:
        node = node[key]
    node[last] = value
    hold(json.dumps(document).encode())


def test_formats_nobody_knows() -> None:
    for data in (b"", b" ", b"\0", b"[]", b"{}", b"<a/>", b"hello", b"PK\x03\x04", b"null"):
        assert codes(data) == {"codecs.format"}


def test_json_that_is_no_json() -> None:
    mark = b'{"specifiedConsignment":'
    assert codes(mark + b"[") == {"codecs.syntax"}
    assert codes(mark + b"NaN}") == {"codecs.syntax"}
    assert codes(mark + b"-Infinity}") == {"codecs.syntax"}
    assert codes(mark + b'"\xff"}') == {"codecs.encoding"}
    assert codes((mark + b"[]}").decode().encode("utf-16")) == {"codecs.encoding"}
    assert codes(mark + b"[" * 200_000) == {"codecs.too_deep"}
    assert codes(mark + b'{"a":' * 200_000) == {"codecs.too_deep"}
    assert codes(mark + b" " * MOST_BYTES + b"[]}") == {"codecs.too_large"}
    assert codes(mark + b"9" * 100_000 + b"}") == {"codecs.not_a_list"}


def test_text_that_no_text_may_be() -> None:
    for escape in (r"\ud800", r"\u0000", r"\u001b", r"\ud800x\udc00", r"\b", r"\f"):
        data = ECMR.replace(b"Baku Polymers LLC", escape.encode())
        assert codes(data) == {"codecs.characters"}


def test_a_byte_order_mark_is_no_fault() -> None:
    assert hold(b"\xef\xbb\xbf" + ECMR).consignment == filled(items=2)


def test_names_that_stand_twice() -> None:
    data = ECMR.replace(b'"consignor":', b'"consignee":{"name":[{"content":"X"}]},"consignor":', 1)
    reading = hold(data)
    assert [(fault.code, fault.path, dict(fault.params)) for fault in reading.faults] == [
        ("codecs.repeated", "/specifiedConsignment/0", {"name": "consignee"})
    ]
    escaped = data.replace(b'"consignee":{"name":[{"content":"X"}]}',
                           b'"consignee":{"name":[{"content":"X\\u003a\\u003a\\u003a"}]}')
    assert "codecs.repeated" in codes(escaped)


def test_all_faults_of_a_document_at_once() -> None:
    document = json.loads(ECMR)
    shipment = document["specifiedConsignment"][0]
    shipment["consignor"]["name"][0]["languageId"] = "xx"
    shipment["grossWeight"] = [{"content": "12 tonnes", "unitCode": "TNE"}]
    shipment["consignor"]["postalTradeAddress"]["countryId"]["content"] = "Azerbaijan"
    shipment["includedConsignmentItem"][0].pop("sequenceNumeric")
    shipment["includedConsignmentItem"][1]["wheight"] = 1
    shipment["consignee"] = "https://example.org/party/1"
    shipment["consignmentItemQuantity"]["content"] = "3"
    shipment["pickUpEvent"]["actualOccurrenceDateTime"] = "2026-02-30T00:00:00Z"
    shipment["carrier"] = None
    faults = hold(json.dumps(document).encode()).faults
    start = "/specifiedConsignment/0"
    assert {(fault.code, fault.path) for fault in faults} == {
        ("codecs.value", f"{start}/grossWeight/0/content"),
        ("codecs.value", f"{start}/grossWeight/0/unitCode"),
        ("codecs.value", f"{start}/consignor/postalTradeAddress/countryId/content"),
        ("codecs.missing", f"{start}/includedConsignmentItem/0"),
        ("codecs.unknown", f"{start}/includedConsignmentItem/1/wheight"),
        ("codecs.reference", f"{start}/consignee"),
        ("codecs.value", f"{start}/pickUpEvent/actualOccurrenceDateTime"),
        ("codecs.null", f"{start}/carrier"),
        ("codecs.value", f"{start}/consignor/name/0/languageId"),
    }


XML = (
    b'<?xml version="1.0"?>%s'
    b'<consignment xmlns="http://efti.eu/v1/consignment/common">%s</consignment>'
)


@pytest.mark.parametrize("doctype", [
    b'<!DOCTYPE consignment [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    b'<!DOCTYPE consignment SYSTEM "file:///etc/passwd">',
    b'<!DOCTYPE consignment [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>',
])
def test_document_types_are_refused_unread(doctype: bytes) -> None:
    inside = b"<information>&a;</information>"
    data = XML.replace(b"%s<cons", doctype + b"<cons").replace(b"%s", inside)
    assert codes(data) == {"codecs.doctype"}
    stated = data.replace(b'"1.0"?', b'"1.0" encoding="UTF-16"?')
    wide = stated.decode().encode("utf-16")
    assert codes(wide) == {"codecs.doctype"}


def test_xml_that_is_deep_cut_or_in_odd_letters() -> None:
    plain = XML.replace(b"%s<cons", b"<cons")
    assert codes(plain.replace(b"%s", b"<a>" * 100_000)) == {"codecs.syntax"}
    assert codes(plain.replace(b"%s", b"<information>\xff</information>")) == {"codecs.syntax"}
    assert codes(plain[:-3]) == {"codecs.syntax"}
    seven = plain.replace(b'"1.0"?', b'"1.0" encoding="UTF-7"?').replace(b"%s", b"")
    assert codes(seven) <= {"codecs.encoding", "codecs.syntax", "codecs.empty"} and codes(seven)
    wide = plain.replace(b'"1.0"?', b'"1.0" encoding="UTF-16"?').replace(
        b"%s", b"<information>Pipes</information>").decode().encode("utf-16")
    assert hold(wide).consignments[0].information == "Pipes"


def test_a_hundred_thousand_faults_are_cut_short() -> None:
    plain = XML.replace(b"%s<cons", b"<cons")
    faults = hold(plain.replace(b"%s", b"<nonsense/>" * 20_000)).faults
    assert len(faults) == 1000
    assert faults[1].path == "/consignment/nonsense[2]"
