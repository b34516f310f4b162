"""The UN/CEFACT JSON codecs of rail and certificates beside their official schemas, D23B."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace as changed
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kopri.engines import codecs
from kopri.engines.codecs.uncefact import ecmr, rail, sps
from kopri.engines.codecs.wire.json_codec import JsonCodec
from tests.unit.engines.codecs.samples import by_rail, certificate
from tests.unit.engines.codecs.strategies import consignments
from tests.unit.engines.codecs.test_uncefact import NEEDED, OWN
from tests.vectors.json_schema import differences

Conformance = Callable[[str], Path]
RAIL = "MultiModalTransport/ITIGG/Rail IFT"
SCHEMAS = {
    "ecmr": "MultiModalTransport/eCMR/UNECE-eCMR.json",
    "smgs-json": f"{RAIL}/SMGS/UNECE-SMGSConsignmentNote.json",
    "cim-smgs-json":
        f"{RAIL}/Rail CIM SMGS Consignment Note/UNECE-MMTCIM-SMGSConsignmentNote.json",
    "sps-json": "Regulatory/BSP eCert/SPS/UNECE-SPSCertificate.json",
}
SAMPLES = {rail.SMGS: by_rail(), rail.CIM_SMGS: by_rail(), sps.CODEC: certificate()}
FEW = settings(max_examples=3, phases=[Phase.generate],
               suppress_health_check=list(HealthCheck))


@cache
def _validator(path: Path) -> Any:
    return jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture
def validator(conformance: Conformance) -> Callable[[str], Any]:
    return lambda name: _validator(conformance("uncefact_d23b") / SCHEMAS[name])


@pytest.mark.parametrize("codec", SAMPLES, ids=lambda codec: codec.name)
def test_the_grammar_is_the_schema(codec: JsonCodec, validator: Callable[[str], Any]) -> None:
    """Every member at every place, every list and its bounds, every code.

    But that a certificate must hold a consignment.
    """
    found = set(differences(validator(codec.name).schema, codec.grammar[codec.root]))
    assert found <= {"/specifiedConsignment: (0, 1) entries there"}


@pytest.mark.parametrize("codec", SAMPLES, ids=lambda codec: codec.name)
def test_a_filled_document_is_valid(codec: JsonCodec, validator: Callable[[str], Any]) -> None:
    document = json.loads(codec.write(SAMPLES[codec]))
    assert [error.message for error in validator(codec.name).iter_errors(document)] == []


@pytest.mark.parametrize("codec", [ecmr.CODEC, *SAMPLES], ids=lambda codec: codec.name)
@FEW
@given(st.data())
def test_whatever_is_written_is_valid(
    codec: JsonCodec, validator: Callable[[str], Any], draw: st.DataObject
) -> None:
    name = codec.name
    drawn = draw.draw(consignments(
        own=OWN[name], said=("identifier", *NEEDED.get(name, ())), among=codec.mapping.rows.keys()
    ))
    document = json.loads(changed(codec, wanted=(), modes=frozenset()).write(drawn))
    assert [error.message for error in validator(name).iter_errors(document)] == []


def _nodes(value: Any) -> Iterator[Any]:
    yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(
            value, list) else ():
        yield from _nodes(part)


@pytest.mark.parametrize("codec", SAMPLES, ids=lambda codec: codec.name)
@FEW
@given(st.data())
def test_what_the_schema_refuses_we_refuse(
    codec: JsonCodec, validator: Callable[[str], Any], draw: st.DataObject
) -> None:
    document = json.loads(codec.write(SAMPLES[codec]))
    nodes = [node for node in _nodes(document) if isinstance(node, dict)]
    node = nodes[draw.draw(st.integers(0, len(nodes) - 1))]
    name = draw.draw(st.sampled_from(sorted(node)))
    spoil = draw.draw(st.sampled_from([
        {"nonsense": 1}, {name: None}, {name: 7}, {name: []}, {name: {}}, {name: [{}, {}]},
        {name: [{"content": "?"}]}, {"content": "?"}, {"languageId": "xx"},
    ]))
    node |= spoil
    if not validator(codec.name).is_valid(document):
        assert codecs.read(json.dumps(document).encode()).faults
