"""The eCMR codec beside the official JSON schema D23B, and the older samples by their mapping."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kopri.engines import codecs
from kopri.engines.codecs.uncefact import ecmr
from kopri.engines.codecs.uncefact.grammar import ECMR
from kopri.kernel.consignment import Consignment
from tests.unit.engines.codecs.samples import filled, rich
from tests.vectors.json_schema import differences

Conformance = Callable[[str], Path]


@pytest.fixture(scope="module")
def schema(conformance: Conformance) -> Any:
    path = conformance("uncefact_d23b") / "MultiModalTransport/eCMR/UNECE-eCMR.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def validator(schema: Any) -> Any:
    return jsonschema.Draft202012Validator(schema)


def test_the_grammar_is_the_schema(schema: Any) -> None:
    """Every member at every place, every list, every code: nothing more and nothing less.

    But for the codes of fictional states, which no schema has and a training node needs.
    """
    assert list(differences(schema, ECMR["Master"])) == []


@pytest.mark.parametrize("consignment", [filled(), filled(items=1), rich()])
def test_what_we_write_is_valid_and_comes_back(
    validator: Any, consignment: Consignment
) -> None:
    written = ecmr.CODEC.write(consignment)
    assert [error.message for error in validator.iter_errors(json.loads(written))] == []
    reading = codecs.read(written)
    assert (reading.format, reading.faults, reading.notices) == ("ecmr", (), ())
    assert reading.consignment == consignment


@pytest.mark.parametrize("break_it", [
    lambda doc: doc["specifiedConsignment"][0].update(nonsense=1),
    lambda doc: doc["specifiedConsignment"].append(doc["specifiedConsignment"][0]),
    lambda doc: doc["specifiedConsignment"][0]["includedConsignmentItem"][0].pop("sequenceNumeric"),
    lambda doc: doc["specifiedConsignment"][0]["carrier"]["postalTradeAddress"].update(
        countryId={"content": "TR"}),
    lambda doc: doc["specifiedConsignment"][0]["grossWeight"][0].update(unitCode="TNE"),
    lambda doc: doc["specifiedConsignment"][0]["grossWeight"][0].update(content=20100),
    lambda doc: doc["exchangedDocument"]["typeCode"].update(content="740"),
    lambda doc: doc["exchangedDocument"].update(issueDateTime=None),
    lambda doc: doc["specifiedConsignment"][0].update(consignor=[]),
    lambda doc: doc["specifiedConsignment"][0]["utilizedLogisticsTransportEquipment"][0].update(
        isOrHasSealed="true"),
])
def test_what_the_schema_refuses_we_refuse(validator: Any, break_it: Any) -> None:
    document = json.loads(ecmr.CODEC.write(filled()))
    break_it(document)
    assert not validator.is_valid(document)
    reading = codecs.read(json.dumps(document).encode())
    assert reading.consignment is None
    assert reading.faults and all(fault.code and fault.rule and fault.remedy
                                  for fault in reading.faults)


@pytest.mark.parametrize("name", ["exemple-CDA.xml", "teest.xml", "test.json"])
def test_the_older_samples_say_the_same(conformance: Conformance, name: str) -> None:
    reading = codecs.read((conformance("efti") / "ecmr_samples" / name).read_bytes())
    assert reading.faults == ()
    assert {notice.code for notice in reading.notices} <= {"codecs.doubtful", "codecs.assumed"}
    consignment = reading.consignment
    assert consignment is not None and consignment.waybill is not None
    assert consignment.waybill.identifier == "XX1234/15FEB220"
    assert consignment.waybill.issued == "2022-02-15T10:00:00Z"
    assert consignment.gross_weight_kg == Decimal(6055)
    assert sum((item.gross_volume_m3 or Decimal(0)) for item in consignment.items) == Decimal(
        "31.0887"
    )
    packages = [item.packages[0].quantity for item in consignment.items]
    assert packages == [62, 398, 2, 1, 1, 155, 2, 3]
    assert consignment.items[2].handling[0].code == "Heavy item ( 1 pcs 150kg or more )"
    assert [equipment.identifier for equipment in consignment.equipment] == ["592MSP", ""]
    assert consignment.pick_up is not None
    assert consignment.pick_up.notes[0].content.startswith("Driver was not present")
    said = codecs.announcement(reading)
    assert said.direction == "ua-de" and said.missing == ("point", "eta", "plate")


def test_the_renderings_of_one_document_are_one_consignment(conformance: Conformance) -> None:
    folder = conformance("efti") / "ecmr_samples"
    read = [codecs.read((folder / name).read_bytes()).consignment
            for name in ("exemple-CDA.xml", "teest.xml", "test.json")]
    assert read[0] == read[1] == read[2]


def test_a_wrong_total_is_found_in_the_sample(conformance: Conformance) -> None:
    folder = conformance("efti") / "ecmr_samples"
    sample = (folder / "test.json").read_bytes().replace(b"6055", b"6056").replace(
        b'"CountryID": "PL"', b'"CountryID": "YY"')
    faults = {fault.path: fault.code for fault in codecs.read(sample).faults}
    assert faults["/eCMR/SpecifiedSupplyChainConsignment/CarrierTradeParty/PostalTradeAddress"
                  "/CountryID"] == "codecs.value"
    assert faults["/eCMR/SpecifiedSupplyChainConsignment/GrossWeightMeasure"] == "consignment.total"
