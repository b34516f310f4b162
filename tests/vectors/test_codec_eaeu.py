"""The documents of the EAEU beside the official XML Schemas, which come without a sample."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace

from kopri.engines import codecs
from kopri.engines.codecs.eaeu import cmr, pi_auto_arrive, smgs, tir, transit
from kopri.engines.codecs.wire.grammar import Record
from kopri.engines.codecs.wire.xml_codec import XmlCodec
from kopri.kernel.errors import Refusal
from tests.unit.engines.codecs.eaeu.notices import lorry, wagon
from tests.unit.engines.codecs.samples import filled, rich
from tests.vectors.schema_documents import XS, Drawing, Name, Schema

Conformance = Callable[[str], Path]
EXAMPLES = Path(__file__).parents[1] / "unit/engines/codecs/eaeu/examples"
# root element: file of its schema, codec, example
ROOTS: dict[str, tuple[str, XmlCodec, str]] = {
    "PI_AutoArrive": ("PI_AutoArrive.xsd", pi_auto_arrive.CODEC, "pi-auto-arrive"),
    "CMR": ("CMR.xsd", cmr.CODEC, "eaeu-cmr"),
    "RailwayBill": ("RailwayBill.xsd", smgs.CODEC, "eaeu-smgs"),
    "TIR_Carnet": ("TIR_Carnet.xsd", tir.CODEC, "tir-carnet"),
    "CUTIR_Carnet": ("CUTIR_Carnet.xsd", tir.CODEC, "cutir-carnet"),
    "TransitDeclaration": ("EEC_TransitDeclaration.xsd", transit.CODEC, "eaeu-transit"),
}
NOT_OF_THE_SCHEMA = ("codecs.meaning", "codecs.empty", "codecs.no_consignment")


@pytest.fixture(scope="module")
def folder(conformance: Conformance) -> Path:
    return conformance("eaeu_album") / "xsd"


@pytest.fixture(scope="module")
def schema(folder: Path) -> Schema:
    return Schema(folder)


@pytest.fixture(scope="module")
def validators(folder: Path) -> dict[str, Any]:
    return {root: etree.XMLSchema(etree.parse(folder / file)) for root, (file, *_) in ROOTS.items()}


def _named(schema: Schema, root: str) -> Name:
    return next(name for name in schema.elements if name[1] == root)


def _sound(data: bytes) -> bool:
    """Our verdict about the structure and the values' forms."""
    return not [
        fault for fault in codecs.read(data).faults
        if fault.code not in NOT_OF_THE_SCHEMA and not fault.code.startswith("consignment.")
    ]


@pytest.mark.parametrize("root", sorted(ROOTS))
def test_the_grammar_is_the_schema(schema: Schema, root: str) -> None:
    """Every element of every type: its namespace, its place, how often, which exclude others."""
    name = _named(schema, root)
    _, codec, _ = ROOTS[root]
    found = codec.roots[f"{{{name[0]}}}{root}"]
    assert found.grammar is not None
    _, kind = schema.type_of(schema.elements[name])
    seen: set[Name] = set()
    _compare(schema, kind, found.grammar[found.record], found.namespaces, seen)
    assert len(seen) > 15


def _compare(
    schema: Schema, kind: Name, record: Record, namespaces: Any, seen: set[Name]
) -> None:
    if kind in seen or kind not in schema.types:
        return
    seen.add(kind)
    theirs: list[tuple[str, str, Any, bool]] = []
    for part in schema.content(kind):
        choice = part.tag == f"{XS}choice"
        for element in part.findall(f"{XS}element") if choice else [part]:
            target, inner = schema.type_of(element)
            most = element.get("maxOccurs", "1")
            needed = element.get("minOccurs", "1") != "0" and not choice
            theirs.append((schema.namespace(target), target.get("name"), most, needed))
            nested = record.types[target.get("name")]
            if isinstance(nested, Record):
                _compare(schema, inner, nested, namespaces, seen)
    ours = [
        (namespaces[one.prefix], one.name,
         str(one.most) if one.most else "unbounded" if one.many else "1", one.required)
        for one in record.members.values() if not one.attribute and one.name != "content"
    ]
    assert ours == theirs, record.name
    attributes = {one.name: one.required for one in record.members.values() if one.attribute}
    assert attributes == {
        name: one.get("use") == "required" for name, one in schema.attributes(kind).items()
    }


@pytest.mark.parametrize("root", sorted(ROOTS))
def test_whatever_the_schema_allows_is_read(
    schema: Schema, validators: dict[str, Any], root: str
) -> None:
    for seed, fullness in enumerate((0, 0.3, 0.7, 1)):
        drawing = Drawing(schema, Random(f"{root}/{seed}"), fullness=fullness)
        data = etree.tostring(drawing.document(_named(schema, root)))
        assert validators[root].validate(etree.fromstring(data)), validators[root].error_log
        faults = [one for one in codecs.read(data).faults if one.code.startswith("codecs.")]
        assert faults == []


@pytest.mark.parametrize("root", sorted(ROOTS))
def test_the_verdict_is_that_of_the_schema(validators: dict[str, Any], root: str) -> None:
    """Elements removed, doubled, renamed, their texts spoilt, in turn."""
    original = etree.fromstring((EXAMPLES / f"{ROOTS[root][2]}.xml").read_bytes())
    assert validators[root].validate(original), validators[root].error_log
    count = len(list(original.iter())) - 1
    for number, place in enumerate(range(0, count, max(1, count // 60))):
        for spoil in (SPOILS[number % len(SPOILS)], SPOILS[(number + 3) % len(SPOILS)]):
            copy = etree.fromstring(etree.tostring(original))
            target: Any = list(copy.iter())[1:][place]
            spoil(target)
            verdict = validators[root].validate(copy)
            assert _sound(etree.tostring(copy)) == verdict, (target.tag, spoil.__name__)


def _remove(target: Any) -> None:
    target.getparent().remove(target)


def _spoil(target: Any) -> None:
    target.text = "§" if len(target) == 0 else target.text


def _empty(target: Any) -> None:
    target.text = "" if len(target) == 0 else target.text


def _lengthen(target: Any) -> None:
    target.text = "9" * 4500 if len(target) == 0 else target.text


def _double(target: Any) -> None:
    target.addnext(etree.fromstring(etree.tostring(target)))


def _rename(target: Any) -> None:
    target.tag = "{urn:other}" + etree.QName(target).localname


def _mark(target: Any) -> None:
    target.set("colour", "red")


SPOILS = (_remove, _spoil, _empty, _lengthen, _double, _rename, _mark)


def test_what_is_written_is_valid_and_comes_back(validators: dict[str, Any]) -> None:
    for root, (_, codec, example) in ROOTS.items():
        if root == "CUTIR_Carnet":
            continue
        given = wagon() if root == "RailwayBill" else lorry()
        once = codecs.read((EXAMPLES / f"{example}.xml").read_bytes()).consignment
        for one in (given, once):
            assert one is not None
            data = codec.write(one)
            assert validators[root].validate(etree.fromstring(data)), validators[root].error_log
            assert codecs.read(data, validator=codecs.schema_validator(validators[root])).faults == ()


def test_a_waybill_of_the_world_as_transit_declaration(validators: dict[str, Any]) -> None:
    office = lorry().procedures
    for sample in (filled(), filled(items=1)):
        data = transit.CODEC.write(replace(sample, procedures=office))
        validator = validators["TransitDeclaration"]
        assert validator.validate(etree.fromstring(data)), validator.error_log
    with pytest.raises(Refusal):
        transit.CODEC.write(rich())
