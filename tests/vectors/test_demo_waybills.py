"""The demo's consignments in every format that can say them, beside the official schemas.

``CARRIES`` is the table of which format carries which kind of trip.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from kopri.demo.plan import make_plan
from kopri.demo.readings import read_folder, scenario_of
from kopri.demo.waybill import consignment
from kopri.engines import codecs
from kopri.engines.codecs import CODECS
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Refusal
from tests.unit.engines.codecs.samples import by_rail

Conformance = Callable[[str], Path]
COUNTRIES = Path(__file__).parents[2] / "countries"
WHEN = datetime(2026, 1, 14, 12, tzinfo=UTC)

ROAD = "a lorry with goods"
HEALTH = "a lorry with plants or animals, or what is made of them"
RAIL = "a train"
TIR = "a lorry under a TIR carnet"
CARRIES: Mapping[str, frozenset[str]] = {
    "ecmr": frozenset({ROAD, HEALTH}),
    "efti": frozenset({ROAD, HEALTH}),
    "efti-identifiers": frozenset({ROAD, HEALTH}),
    "pi-auto-arrive": frozenset({ROAD, HEALTH}),
    "eaeu-cmr": frozenset({ROAD, HEALTH}),
    "eaeu-transit": frozenset({ROAD, HEALTH}),
    "wco-declaration": frozenset({ROAD, HEALTH}),
    "csv": frozenset({ROAD, HEALTH}),
    "xlsx": frozenset({ROAD, HEALTH}),
    "sps-json": frozenset({HEALTH}),
    "smgs-json": frozenset({RAIL}),
    "cim-smgs-json": frozenset({RAIL}),
    "eaeu-smgs": frozenset({RAIL}),
    "tir-carnet": frozenset({TIR}),
}
D23B, WCO = "uncefact_d23b", "wco_dm"
XML_SCHEMAS = {
    "efti": ("efti/xsd", "consignment-common.xsd"),
    "efti-identifiers": ("efti/xsd", "consignment-identifier.xsd"),
    "pi-auto-arrive": ("eaeu_album/xsd", "PI_AutoArrive.xsd"),
    "eaeu-cmr": ("eaeu_album/xsd", "CMR.xsd"),
    "eaeu-transit": ("eaeu_album/xsd", "EEC_TransitDeclaration.xsd"),
    "eaeu-smgs": ("eaeu_album/xsd", "RailwayBill.xsd"),
}
JSON_SCHEMAS = {
    "ecmr": "MultiModalTransport/eCMR/UNECE-eCMR.json",
    "sps-json": "Regulatory/BSP eCert/SPS/UNECE-SPSCertificate.json",
}


@pytest.fixture(scope="module")
def trips() -> list[tuple[str, Consignment]]:
    """One in seven of a day's loaded lorries, each with its kind."""
    scenario = scenario_of(data=read_folder(root=COUNTRIES, pair="kz-tm"), name="base")
    loaded = [truck for truck in make_plan(scenario=scenario, seed=1) if truck.good is not None]
    assert len(loaded) == 84
    papers = [consignment(truck=truck, scenario=scenario, issued=WHEN, eta=WHEN)
              for truck in loaded[::7]]
    return [(HEALTH if paper.certificate else ROAD, paper) for paper in papers]


def _faults(conformance: Conformance, name: str) -> Callable[[bytes], list[str]]:
    """What the official schema says against a document; sheets have none."""
    if name in JSON_SCHEMAS:
        path = conformance(D23B) / JSON_SCHEMAS[name]
        validator = jsonschema.Draft202012Validator(json.loads(path.read_text("utf-8")))
        return lambda data: [one.message for one in validator.iter_errors(json.loads(data))]
    if name == "wco-declaration":
        folder = conformance(WCO) / "schemas/wco/declaration"
        return _xml(_imported(folder, "DocumentMetaData_2_DMS.xsd", "WCO_DEC_2_DMS.xsd"))
    if name in XML_SCHEMAS:
        folder, file = conformance(XML_SCHEMAS[name][0]), XML_SCHEMAS[name][1]
        return _xml(etree.XMLSchema(etree.parse(folder / file)))
    return lambda data: [fault.message for fault in codecs.read(data).faults]


def _imported(folder: Path, *files: str) -> Any:
    imports = "".join(
        f'<xs:import namespace="{etree.parse(folder / file).getroot().get("targetNamespace")}"'
        f' schemaLocation="{folder / file}"/>' for file in files
    )
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text))


def _xml(schema: Any) -> Callable[[bytes], list[str]]:
    def faults(data: bytes) -> list[str]:
        schema.validate(etree.fromstring(data))
        return [f"{one.line}: {one.message}" for one in schema.error_log]

    return faults


def test_the_table_names_every_format() -> None:
    assert set(CARRIES) == {codec.name for codec in CODECS if codec.writes}


@pytest.mark.parametrize("name", sorted(CARRIES))
def test_every_trip_is_valid_in_every_format_that_carries_it(
    conformance: Conformance, trips: list[tuple[str, Consignment]], name: str
) -> None:
    codec, faults = codecs.codec(name), _faults(conformance, name)
    assert {kind for kind, _ in trips} == {ROAD, HEALTH}
    for kind, paper in trips if name != "xlsx" else trips[:4]:  # which is slow
        if kind in CARRIES[name]:
            data = codec.write(paper)
            assert faults(data) == []
            reading = codecs.read(data)
            assert (reading.format, reading.faults, reading.questions) == (name, (), ())
        else:
            with pytest.raises(Refusal):
                codec.write(paper)


@pytest.mark.parametrize("name", [name for name in CARRIES if RAIL in CARRIES[name]])
def test_a_train_goes_by_its_own_papers(name: str) -> None:
    assert codecs.read(codecs.codec(name).write(by_rail())).format == name
