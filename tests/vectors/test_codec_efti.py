"""The eFTI codecs beside the official XML Schemas and their thirteen examples."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from kopri.engines import codecs
from kopri.engines.codecs.efti import consignment as efti
from kopri.engines.codecs.efti.grammar import COMMON, IDENTIFIER
from kopri.engines.codecs.wire.grammar import Grammar
from kopri.kernel.consignment import Consignment
from tests.unit.engines.codecs.samples import filled, rich

Conformance = Callable[[str], Path]
XSD = "{http://www.w3.org/2001/XMLSchema}"
WITH_CONSIGNMENT = {
    "consignment.xml": 1, "consignment-common.xml": 1, "consignment-identifiers-one-leg.xml": 1,
    "consignment-identifiers-two-legs.xml": 1, "consignment-identifiers-three-legs.xml": 1,
    "consignment-identifiers-four-legs.xml": 1, "identifier-response.xml": 2,
    "save-identifiers.xml": 1, "uil-response.xml": 1,
}
NOT_OF_THE_SCHEMA = ("codecs.meaning", "codecs.empty", "codecs.no_consignment")
WITHOUT = ("follow-up-request.xml", "identifier-query.xml", "uil-query.xml", "uil-response-404.xml")


@pytest.fixture(scope="module")
def folder(conformance: Conformance) -> Path:
    return conformance("efti") / "xsd"


@pytest.fixture(scope="module")
def common(folder: Path) -> Any:
    return etree.XMLSchema(etree.parse(folder / "consignment-common.xsd"))


@pytest.fixture(scope="module")
def subset(folder: Path) -> Any:
    return etree.XMLSchema(etree.parse(folder / "consignment-identifier.xsd"))


@pytest.fixture(scope="module")
def messages(folder: Path) -> Any:
    return etree.XMLSchema(etree.parse(folder / "edelivery/gate.xsd"))


@pytest.mark.parametrize(("file", "grammar"), [
    ("consignment-common.xsd", COMMON), ("consignment-identifier.xsd", IDENTIFIER),
])
def test_the_grammar_is_the_schema(folder: Path, file: str, grammar: Grammar) -> None:
    """Every element of every type, in order, with its occurrence."""
    types = etree.parse(folder / file).getroot().findall(f"{XSD}complexType")
    assert len(types) > 5
    for one in types:
        record = grammar[str(one.get("name"))]
        theirs = [
            (element.get("name"), element.get("maxOccurs") == "unbounded",
             element.get("minOccurs") is None)
            for element in one.iter(f"{XSD}element")
        ]
        ours = [(member.name, member.many, member.required) for member in record.members.values()]
        assert ours == theirs, record.name


@pytest.mark.parametrize("file", sorted(WITH_CONSIGNMENT))
def test_the_nine_with_a_consignment_are_read(folder: Path, file: str) -> None:
    reading = codecs.read((folder / "examples" / file).read_bytes())
    assert reading.faults == ()
    assert len(reading.consignments) == WITH_CONSIGNMENT[file]


@pytest.mark.parametrize("file", WITHOUT)
def test_the_four_without_are_refused(folder: Path, file: str) -> None:
    reading = codecs.read((folder / "examples" / file).read_bytes())
    assert [fault.code for fault in reading.faults] == ["codecs.no_consignment"]
    assert reading.consignments == () and reading.faults[0].remedy


@pytest.mark.parametrize(("file", "legs"), [
    ("consignment-identifiers-four-legs.xml", ["ABC-125", "BB12", "ABC-124", "ABC-123"]),
    ("consignment-identifiers-three-legs.xml", ["BB12", "ABC-124", "ABC-123"]),
    ("consignment-identifiers-two-legs.xml", ["ABC-124", "ABC-123"]),
])
def test_several_legs_are_asked_about(folder: Path, file: str, legs: list[str]) -> None:
    data = (folder / "examples" / file).read_bytes()
    reading = codecs.read(data)
    assert reading.movement is None
    (question,) = reading.questions
    assert question.name == "leg"
    assert [option.text.split()[2] for option in question.options] == legs
    assert "plate" in codecs.announcement(reading).missing
    for option, plate in zip(question.options, legs, strict=True):
        for answer in (option.value, plate, int(option.value)):
            chosen = codecs.read(data, leg=answer)
            assert chosen.questions == () and chosen.faults == ()
            assert codecs.announcement(chosen).plate == plate
            assert codecs.announcement(chosen).trailer_plate == ""  # which leg pulls it is not said
    wrong = codecs.read(data, leg=len(legs) + 1)
    assert [fault.code for fault in wrong.faults] == ["codecs.leg_unknown"]


def test_two_consignments_are_asked_about(folder: Path) -> None:
    data = (folder / "examples/identifier-response.xml").read_bytes()
    assert codecs.read(data).questions[0].name == "consignment"
    assert codecs.announcement(codecs.read(data, consignment=2)).plate == "222"
    wrong = codecs.read(data, consignment="3")
    assert [fault.code for fault in wrong.faults] == ["codecs.consignment_unknown"]


def test_placeholders_are_no_facts(folder: Path) -> None:
    reading = codecs.read((folder / "examples/consignment-common.xml").read_bytes())
    values = {notice.params["value"] for notice in reading.notices
              if notice.code == "codecs.placeholder"}
    assert values == {"string", "token", "1000.000000000000", "100"}
    (consignment,) = reading.consignments
    assert consignment.gross_weight_kg is None and consignment.items == ()
    assert consignment.acceptance_time == "2024-01-01T00:00:00"


@pytest.mark.parametrize("file", sorted(WITH_CONSIGNMENT))
def test_what_was_read_is_written_back_valid(
    folder: Path, common: Any, subset: Any, file: str
) -> None:
    for consignment in codecs.read((folder / "examples" / file).read_bytes()).consignments:
        for codec, schema in ((efti.COMMON_CODEC, common), (efti.SUBSET_CODEC, subset)):
            if codec is efti.SUBSET_CODEC and "common" in file:
                continue  # its legs lack what the subset demands: placeholders are no facts
            written = codec.write(consignment)
            assert schema.validate(etree.fromstring(written)), schema.error_log
            again = codecs.read(written, format_name=codec.name)
            if codec is efti.COMMON_CODEC:
                assert again.consignments == (consignment,)


@pytest.mark.parametrize("consignment", [filled(), rich()])
def test_a_real_waybill_as_efti(common: Any, consignment: Consignment) -> None:
    written = efti.COMMON_CODEC.write(consignment)
    assert common.validate(etree.fromstring(written)), common.error_log
    reading = codecs.read(written, validator=codecs.schema_validator(common))
    assert reading.faults == ()
    lost = set(efti.COMMON_CODEC.omissions(consignment))
    assert "/items/0/gross_weight_kg" in lost and "/consignor/name" not in lost


def _broken(data: bytes) -> bytes:
    return (
        data.replace(b"<modeCode>3</modeCode>", b"<modeCode>77</modeCode>")
        .replace(b"202410220000", b"20241322000x")
        .replace(b"<code>FI</code>", b"<code>Finland</code>", 1)
        .replace(b"<sequenceNumber>1</sequenceNumber>", b"<sequence>1</sequence>", 1)
    )


def test_all_faults_at_once_with_path_and_line(folder: Path, subset: Any) -> None:
    file = folder / "examples/consignment-identifiers-one-leg.xml"
    data = _broken(file.read_bytes())
    faults = codecs.read(data).faults
    means = "/consignment/mainCarriageTransportMovement/usedTransportMeans"
    equipment = "/consignment/usedTransportEquipment"
    assert [(fault.code, fault.path) for fault in faults] == [
        ("codecs.value", "/consignment/carrierAcceptanceDateTime"),
        ("codecs.value", "/consignment/mainCarriageTransportMovement/modeCode"),
        ("codecs.value", f"{means}/registrationCountry/code"),
        ("codecs.unknown", f"{equipment}/carriedTransportEquipment[1]/sequence"),
    ]
    lines = data.splitlines()
    assert all(fault.path.rsplit("/")[-1].split("[")[0].encode()
               in lines[int(fault.params["line"]) - 1] for fault in faults)
    assert all(fault.rule and fault.remedy for fault in faults)
    both = codecs.read(data, validator=codecs.schema_validator(subset)).faults
    assert "codecs.schema" in {fault.code for fault in both} and len(both) > len(faults)


@pytest.mark.parametrize("file", sorted(WITH_CONSIGNMENT))
def test_the_verdict_is_that_of_the_schema(
    folder: Path, common: Any, subset: Any, messages: Any, file: str
) -> None:
    """Elements removed, doubled, their texts spoilt, in turn: refused if the schema refuses."""
    original = etree.parse(folder / "examples" / file).getroot()
    schema = messages
    if str(original.tag).endswith("}consignment"):
        schema = common if "common" in str(original.tag) else subset
    elements = [one for one in original.iter() if isinstance(one.tag, str)][1:]
    for place in range(0, len(elements), max(1, len(elements) // 80)):
        for spoil in (_remove, _blank, _double):
            copy = etree.fromstring(etree.tostring(original))
            target: Any = [one for one in copy.iter() if isinstance(one.tag, str)][1:][place]
            if "Binary" in str(target.tag) and spoil is _blank:
                continue  # libxml2 takes any text for base64
            spoil(target)
            ours = not [fault for fault in codecs.read(etree.tostring(copy)).faults
                        if fault.code not in NOT_OF_THE_SCHEMA
                        and not fault.code.startswith("consignment.")]
            assert ours == schema.validate(copy), (target.tag, spoil.__name__, schema.error_log)


def _remove(target: Any) -> None:
    target.getparent().remove(target)


def _blank(target: Any) -> None:
    target.text = "§" if len(target) == 0 else target.text


def _double(target: Any) -> None:
    target.addnext(etree.fromstring(etree.tostring(target)))
