"""The WCO codecs beside the official schemas, 58 declarations and 38 answers."""

import copy
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from lxml import etree
from msgspec.structs import replace

from kopri.engines import codecs
from kopri.engines.codecs.wco import declaration, response
from kopri.engines.codecs.wco.grammar import GRAMMAR, METADATA, NAMESPACES
from kopri.engines.codecs.wire import wire_xml, xml_writing
from kopri.engines.codecs.wire.grammar import Findings, Record
from tests.unit.engines.codecs.samples import filled, rich

Conformance = Callable[[str], Path]
XSD = "{http://www.w3.org/2001/XMLSchema}"
ENVELOPE = f"{{{METADATA}}}MetaData"
CODEC = declaration.CODEC
# The report of another service, in its own namespace and with elements of its own
FOREIGN = "TT_EX055a_DIS_Report.xml"
MALFORMED = {"TT_EX002a.xml": [72, 90, 215], "TT_EX022a_Declaration1_(Step1).xml": [52]}


@pytest.fixture(scope="module")
def folder(conformance: Conformance) -> Path:
    return conformance("wco_dm")


def _schema(folder: Path, *files: tuple[str, str]) -> Any:
    imports = "".join(
        f'<xs:import namespace="{namespace}" schemaLocation="{(folder / "schemas/wco" / file)}"/>'
        for namespace, file in files
    )
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text))


@pytest.fixture(scope="module")
def schema(folder: Path) -> Any:
    """Envelope and declaration, imported together."""
    return _schema(
        folder, (METADATA, "declaration/DocumentMetaData_2_DMS.xsd"),
        (NAMESPACES["dec"], "declaration/WCO_DEC_2_DMS.xsd"),
    )


@pytest.fixture(scope="module")
def answer_schema(folder: Path) -> Any:
    return _schema(
        folder, (METADATA, "notification/DocumentMetaData_2_DMS.xsd"),
        (NAMESPACES["res"], "notification/WCO_RES_2_DMS.xsd"),
    )


@pytest.fixture(scope="module")
def declarations(folder: Path) -> dict[str, bytes]:
    """All files that are declaration messages, the malformed ones among them."""
    return {
        file.name: data for file in sorted(folder.glob("examples/**/*.xml"))
        if CODEC.sniff(data := file.read_bytes()) and not response.CODEC.sniff(data)
    }


@pytest.fixture(scope="module")
def answers(folder: Path) -> list[bytes]:
    files = sorted(folder.glob("examples/**/*.xml"))
    return [data for file in files if response.CODEC.sniff(data := file.read_bytes())]


def _well_formed(declarations: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    return ((name, data) for name, data in declarations.items() if name not in MALFORMED)


def _canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n", with_comments=True)


def _envelope(data: bytes) -> Any:
    """The MetaData element of a message, without comments and blanks."""
    root = wire_xml.parse(data, Findings("test"))
    assert root is not None
    return next(root.iter(ENVELOPE))


def _values(element: Any) -> list[tuple[Any, ...]]:
    """Every element with what it says, in order, white space collapsed as the types have it."""
    return [
        (one.tag, sorted((key, text) for key, text in one.items() if "schemaLocation" not in key),
         " ".join((one.text or "").split()))
        for one in element.iter()
    ]


def _same(schema_type: Any, record: Record, path: str) -> int:
    """Compare a complex type with a record, member by member, and all below."""
    seen = 0
    elements = list(schema_type.find(f"{XSD}sequence").findall(f"{XSD}element"))
    members = [one for one in record.members.values() if not one.attribute]
    assert len(elements) == len(members), path
    for element, member in zip(elements, members, strict=True):
        name = element.get("name") or element.get("ref").split(":")[1]
        most = element.get("maxOccurs", "1")
        assert member.tag == name, path
        assert member.required == (element.get("minOccurs", "1") != "0"), (path, name)
        assert (member.many, member.most) == (
            most != "1", int(most) if most.isdigit() and most != "1" else None
        ), (path, name)
        below = element.find(f"{XSD}complexType")
        if below is not None:
            kind = record.types[member.name]
            assert isinstance(kind, Record)
            seen += _same(below, kind, f"{path}/{name}")
        seen += 1
    return seen


def test_the_grammar_is_the_schema(folder: Path) -> None:
    root = etree.parse(folder / "schemas/wco/declaration/WCO_DEC_2_DMS.xsd").getroot()
    (whole,) = root.findall(f"{XSD}complexType")
    assert _same(whole, GRAMMAR["Declaration"], "") > 400
    root = etree.parse(folder / "schemas/wco/notification/WCO_RES_2_DMS.xsd").getroot()
    (whole,) = root.findall(f"{XSD}element/{XSD}complexType")
    assert _same(whole, GRAMMAR["Response"], "") > 60


def test_all_are_read_and_written_back_without_loss(
    declarations: dict[str, bytes], schema: Any
) -> None:
    kinds = Counter[str]()
    for name, data in _well_formed(declarations):
        reading = codecs.read(data)
        assert reading.faults == (), name
        assert reading.format == CODEC.name and reading.message is not None
        kinds[reading.message.kind] += 1
        assert (reading.consignment is not None) == reading.message.announces
        for written in (
            CODEC.write_back(reading.kept), CODEC.write_back(reading.kept, reading.consignment),
        ):
            assert _canonical(written) == _canonical(data), name
            if name != FOREIGN:
                assert schema.validate(_envelope(written)), schema.error_log
                assert schema.validate(_bare(written)), schema.error_log
    assert kinds == {"declaration": 55, "cancellation": 2, "amendment": 1}


def _bare(data: bytes) -> Any:
    return etree.fromstring(etree.tostring(_envelope(data)[-1]))


def test_the_grammar_alone_carries_every_value(
    declarations: dict[str, bytes], schema: Any
) -> None:
    """Written anew from the structs of the grammar, with nothing of the document at hand."""
    for name, data in _well_formed(declarations):
        if name == FOREIGN:
            continue
        element, findings = _envelope(data), Findings("test")
        wire = wire_xml.XmlReader(findings, NAMESPACES).read(GRAMMAR["MetaData"], element)
        written = xml_writing.write(
            GRAMMAR, "MetaData", msgspec.to_builtins(wire), tag=ENVELOPE, namespaces=NAMESPACES
        )
        assert _values(_envelope(written)) == _values(element), name
        assert schema.validate(etree.fromstring(written)), schema.error_log


def test_a_bare_declaration_is_read_as_in_its_envelope(declarations: dict[str, bytes]) -> None:
    data = declarations["TT_EX010a.xml"]
    bare = etree.tostring(_envelope(data)[-1])
    whole, alone = codecs.read(data), codecs.read(bare)
    assert alone.faults == () and alone.consignment == whole.consignment is not None
    assert _canonical(CODEC.write_back(alone.kept)) == _canonical(bare)


@pytest.mark.parametrize("name", sorted(MALFORMED))
def test_the_malformed_are_refused_with_line_and_remedy(
    declarations: dict[str, bytes], name: str
) -> None:
    reading = codecs.read(declarations[name])
    assert [fault.params["line"] for fault in reading.faults] == MALFORMED[name]
    assert all(fault.code == "codecs.syntax" and fault.remedy for fault in reading.faults)
    assert reading.consignments == () and reading.kept == b""


def test_another_service_s_report_is_read_with_what_it_adds_pointed_out(
    declarations: dict[str, bytes]
) -> None:
    reading = codecs.read(declarations[FOREIGN])
    codes = Counter(notice.code for notice in reading.notices)
    assert codes["codecs.namespace"] == codes["codecs.envelope"] == 1
    assert codes["codecs.passed_by"] == 12
    assert reading.consignment is not None
    assert reading.consignment.items[0].commodity_code == "29037690"


def test_what_the_examples_say_reaches_the_model(declarations: dict[str, bytes]) -> None:
    reading = codecs.read(declarations["TT_EX010a.xml"])
    said = reading.consignment
    assert said is not None and reading.message is not None
    assert reading.message.reference == "U.7867523JNCOL"
    (item,) = said.items
    assert (item.commodity_code, item.description) == ("93063030", "Military weapons")
    assert (str(item.gross_weight_kg), str(item.net_weight_kg)) == ("20", "15")
    assert [one.type_code for one in item.procedures] == ["10", "1CS"]
    assert item.procedures[0].previous_type_code == "40"
    assert [one.subtype_code for one in item.documents][:2] == ["C676", "Y935"]
    assert item.statistical_value is not None and item.statistical_value.minor == 95000
    assert [one.subtype_code for one in said.previous_documents] == ["ZDCR", "ZDCS"]
    assert said.equipment[0].seals[0].identifier == "17583753"
    assert said.exporter == said.consignor and said.carrier is not None
    assert (said.export_country, said.import_country) == ("GB", "PK")
    exit_office = said.procedures[0].exit_office
    assert exit_office is not None and exit_office.identifier == "GB000084"


def test_a_change_in_the_model_changes_that_value_alone(
    declarations: dict[str, bytes], schema: Any
) -> None:
    for name, data in _well_formed(declarations):
        reading = codecs.read(data)
        if reading.consignment is None or name == FOREIGN:
            continue
        first, *others = reading.consignment.items
        items = (replace(first, description="Changed"), *others)
        changed = replace(reading.consignment, items=items)
        written = CODEC.write_back(reading.kept, changed)
        assert schema.validate(_envelope(written)), (name, schema.error_log)
        assert codecs.read(written).consignment == changed
        before, after = _values(_envelope(data)), _values(_envelope(written))
        assert len(set(map(str, before)) ^ set(map(str, after))) <= 2, name


def test_a_new_declaration_validates(declarations: dict[str, bytes], schema: Any) -> None:
    consignments = [filled(), rich()]
    for name, data in _well_formed(declarations):
        reading = codecs.read(data)
        if reading.consignment is not None and name != FOREIGN:
            consignments.append(reading.consignment)
    for consignment in consignments:
        written = CODEC.write(consignment)
        assert schema.validate(etree.fromstring(written)), schema.error_log
        again = codecs.read(written, validator=codecs.schema_validator(schema))
        assert again.faults == () and again.message is not None and again.message.announces
    assert len(consignments) > 50


def test_all_answers_are_read(answers: list[bytes], answer_schema: Any) -> None:
    assert len(answers) == 38
    outcomes, valid = Counter[str](), 0
    for data in answers:
        answered = response.read(data)
        assert answered.faults == ()
        (one,) = answered.responses
        assert one.mrn and one.lrn and one.issued and one.reference
        outcomes[one.outcome] += 1
        tolerated = [notice.code for notice in answered.notices] == ["codecs.namespace"]
        validates = answer_schema.validate(etree.fromstring(data))
        assert tolerated != validates
        valid += validates
        reading = codecs.read(data)
        assert reading.format == "wco-response" and reading.consignments == ()
        assert reading.message is not None and reading.message.registration == one.mrn
    assert valid == 5
    assert outcomes["accepted"] == 8 and outcomes["cancelled"] == 1


TEXTS = [
    "", "  ", "1", "12", "123", "1234", "123456", "0.1", "1.1234567", "000001", "5.", ".", " 7 ",
    "+7", "1e3", "12345678901234567", "AB", "A", "A B", "20240101", "20240101000000Z",
    "20240101000000+01", "19990101", " AB ", "A\nB", "A\rB", "\u00a0", "é", "٣٣٣٣", "1,5", "NaN",
    "9", "13", "true", *("a" * size for size in (3, 5, 17, 18, 35, 36, 71, 257, 513)),
]
ATTRIBUTES = [
    "listID", "listAgencyID", "languageID", "currencyID", "unitCode", "formatCode", "schemeID",
    "colour", "{http://www.w3.org/XML/1998/namespace}lang",
    "{http://www.w3.org/2001/XMLSchema-instance}nil",
]
WORTHS = ["", "AB", "ABCD", "TOOLONGG", "102", " 102", "USD", "usd", "en-GB", "e_", "a b", "true"]


def _spoil(root: Any, chance: random.Random, names: list[str]) -> None:
    """Spoil a text or an attribute, or delete, double, swap, rename or add an element."""
    every = list(root.iter())
    match chance.choice(["text"] * 4 + ["attribute"] * 2 + ["element"] * 6):
        case "text":
            leaf = chance.choice([one for one in every if len(one) == 0])
            leaf.text = chance.choice(TEXTS)
        case "attribute":
            chance.choice(every[1:]).set(chance.choice(ATTRIBUTES), chance.choice(WORTHS))
        case _:
            _move(chance.choice(every[1:]), chance, names)


def _move(target: Any, chance: random.Random, names: list[str]) -> None:
    match chance.choice(["delete", "double", "swap", "rename", "add", "stray"]):
        case "delete":
            target.getparent().remove(target)
        case "double":
            target.addnext(copy.deepcopy(target))
        case "swap" if target.getnext() is not None:
            target.getnext().addnext(target)
        case "rename":
            target.tag = chance.choice(names)
        case "add":
            target.addnext(etree.Element(chance.choice(names)))
        case _:
            target.tail = "x"


def test_our_verdict_is_the_schema_s(
    declarations: dict[str, bytes], answers: list[bytes], schema: Any, answer_schema: Any
) -> None:
    """Documents spoilt at random: refused by our reader if and only if the schema refuses.

    Known to differ, and not drawn: xsi:type (passed by), URIs of code lists that libxml2 finds
    malformed, and blanks around identifiers of a declaration that an answer repeats.
    """
    documents = [(etree.tostring(_envelope(data)), "MetaData", schema)
                 for name, data in _well_formed(declarations) if name != FOREIGN]
    documents += [(etree.tostring(_envelope(data)), "AnswerMetaData", answer_schema)
                  for data in answers if METADATA.encode() in data]
    tags = sorted({str(one.tag) for data, *_ in documents for one in etree.fromstring(data).iter()})
    chance, refused = random.Random(4), 0
    for _ in range(2500):
        data, record, official = chance.choice(documents)
        root = etree.fromstring(data)
        for _ in range(chance.choice([1, 1, 2])):
            _spoil(root, chance, tags)
        sent = etree.tostring(root)
        findings = Findings("test")
        element = wire_xml.parse(sent, findings)
        assert element is not None
        wire_xml.XmlReader(findings, NAMESPACES).read(GRAMMAR[record], element)
        accepted = official.validate(etree.fromstring(sent))
        assert accepted == (not findings.faults), (sent, official.error_log, findings.faults)
        assert all(fault.path and fault.params["line"] and fault.rule and fault.remedy
                   for fault in findings.faults)
        refused += not accepted
    assert 1000 < refused < 2200
