"""Each fast way beside the slow one that is its definition."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kopri.engines.codecs.efti import consignment as efti
from kopri.engines.codecs.efti.grammar import COMMON, IDENTIFIER
from kopri.engines.codecs.uncefact import ecmr, ecmr_v1, rail, sps
from kopri.engines.codecs.uncefact.ecmr_v1_grammar import GRAMMAR
from kopri.engines.codecs.uncefact.grammar import ECMR
from kopri.engines.codecs.uncefact.rail_grammar import RAIL
from kopri.engines.codecs.uncefact.sps_grammar import SPS
from kopri.engines.codecs.wire import wire_xml
from kopri.engines.codecs.wire.compiling import Problems, compiled, walked
from kopri.engines.codecs.wire.grammar import Findings, Grammar, Record
from kopri.engines.codecs.wire.mapping import Each, Mapping, reached
from kopri.engines.codecs.wire.wire_json import FastReader, SlowReader, parse
from tests.unit.engines.codecs.samples import filled, rich

CALM = settings(max_examples=200, suppress_health_check=list(HealthCheck))
FAST = FastReader(ECMR["Master"])
DOCUMENTS = [ecmr.CODEC.write(one) for one in (filled(items=2), rich())]


def _slow(data: bytes) -> tuple[Any, Findings]:
    findings = Findings("test")
    document = parse(data, findings)
    return SlowReader(findings).read(ECMR["Master"], document, ""), findings


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [one for key, part in value.items() for one in _leaves(part, (*path, key))]
    if isinstance(value, list):
        return [one for place, part in enumerate(value) for one in _leaves(part, (*path, place))]
    return [path]


def test_both_readers_read_the_same() -> None:
    for data in DOCUMENTS:
        wire, findings = _slow(data)
        assert not findings.faults and wire == FAST.read(data) is not None


@CALM
@given(
    st.sampled_from(DOCUMENTS), st.data(),
    st.text(max_size=6) | st.booleans() | st.none() | st.integers(0, 9)
    | st.sampled_from(["AZ", "KGM", "6", "1.5", "2026-01-01T00:00:00Z", "730", "string", "a:b"]),
)
def test_the_fast_reader_takes_nothing_that_the_slow_one_refuses(
    data: bytes, draw: st.DataObject, value: Any
) -> None:
    document = json.loads(data)
    *before, last = draw.draw(st.sampled_from(_leaves(document)))
    node = document
    for key in before:
        node = node[key]
    node[last] = value
    sent = json.dumps(document).encode()
    wire, findings = _slow(sent)
    fast = FAST.read(sent)
    if fast is not None:
        problems: Problems = []
        ecmr.CONSIGNMENT.read(fast, problems)
        assert fast == wire or problems
        assert not findings.faults or problems


def _mappings(mapping: Mapping) -> list[Mapping]:
    below = [how.mapping if isinstance(how, Each) else how for _, how in mapping.rows.values()]
    return [mapping, *(one for how in below if isinstance(how, Mapping) for one in _mappings(how))]


def test_compiled_reading_is_walked_reading() -> None:
    for data in DOCUMENTS:
        wire = FAST.read(data)
        spoilt = json.loads(data)
        spoilt["exchangedDocument"]["issueDateTime"] = "2026-02-30T10:00:00Z"
        for one in (wire, FAST.read(json.dumps(spoilt).encode())):
            ours: Problems = []
            theirs: Problems = []
            given_rows = ecmr.CONSIGNMENT.given
            assert compiled(ecmr.CONSIGNMENT.make, given_rows)(one, ours) == walked(
                ecmr.CONSIGNMENT.make, given_rows)(one, theirs)
            assert ours == theirs
    assert theirs == [(["waybill", "issued"], "there is no such date and time")]


def _lost(mapping: Mapping, record: Record, path: str) -> list[str]:
    """Rows whose path the grammar does not have."""
    found = []
    for name, steps, how in mapping.given:
        kind = reached(record, steps)
        inner = how.mapping if isinstance(how, Each) else how
        if kind is None:
            found.append(f"{path}/{name}: {steps}")
        elif isinstance(inner, Mapping):
            assert isinstance(kind, Record)
            found += _lost(inner, kind, f"{path}/{name}")
    return found


def test_every_row_leads_somewhere() -> None:
    tables: list[tuple[Mapping, Grammar, str]] = [
        (ecmr.CONSIGNMENT, ECMR, "Master"),
        (rail.SMGS.mapping, RAIL, "Smgs"),
        (rail.CIM_SMGS.mapping, RAIL, "CimSmgs"),
        (sps.CONSIGNMENT, SPS, "Certificate"),
        (efti.CONSIGNMENT, COMMON, "SupplyChainConsignment"),
        (efti.SUBSET, IDENTIFIER, "SupplyChainConsignment"),
        (ecmr_v1.JSON.mapping, GRAMMAR, "Wrapper"),
    ]
    for mapping, grammar, root in tables:
        assert len(_mappings(mapping)) > 4
        assert _lost(mapping, grammar[root], "") == []


XML = efti.COMMON_CODEC.write(filled(items=2))
ROOT = efti.COMMON_CODEC.roots[efti.COMMON_CODEC.written]


def _careful(element: Any) -> tuple[Any, Findings]:
    findings = Findings("test")
    reader = wire_xml.XmlReader(findings, ROOT.namespaces)
    return reader.read(COMMON[ROOT.record], element), findings


def test_both_xml_readers_read_the_same() -> None:
    element = etree.fromstring(XML)
    wire, findings = _careful(element)
    assert not findings.faults and wire == ROOT.fast.read(element) is not None


@CALM
@given(st.data(), st.sampled_from(["", "string", "x y", "AZ", "1.5", "2.5.1", "true", "test"]))
def test_the_fast_xml_reader_gives_up_where_there_is_anything_to_say(
    draw: st.DataObject, text: str
) -> None:
    element = etree.fromstring(XML)
    every = list(element.iter())
    target, other = draw.draw(st.sampled_from(every[1:])), draw.draw(st.sampled_from(every[1:]))
    change = draw.draw(st.sampled_from(["text", "tail", "remove", "move", "attribute"]))
    if change == "text":
        target.text = text
    elif change == "tail":
        target.tail = text
    elif change == "remove":
        target.getparent().remove(target)
    elif change == "move" and target not in other.iter() and other not in target.iter():
        other.addnext(target)
    else:
        target.set(draw.draw(st.sampled_from(["unitId", "formatId", "colour"])), text)
    wire, findings = _careful(element)
    fast = ROOT.fast.read(element)
    if fast is not None:
        assert fast == wire and not findings.faults and not findings.notices
    elif not findings.faults and not findings.notices:
        assert any(not len(one) and not (one.text or "").strip() for one in element.iter())
