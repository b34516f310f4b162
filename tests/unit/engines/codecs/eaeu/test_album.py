"""The documents of the EAEU: read, refused with everything that is wrong, written, read again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from kopri.engines import codecs
from kopri.engines.codecs.eaeu import cmr, pi_auto_arrive, smgs, tir, transit
from kopri.engines.codecs.wire.grammar import Findings, Record
from kopri.engines.codecs.wire.mapping import Each, Mapping, reached
from kopri.engines.codecs.wire.wire_xml import XmlReader
from kopri.engines.codecs.wire.xml_codec import XmlCodec
from kopri.kernel.consignment import Address, Amount, Consignment, Location, TradeParty
from kopri.kernel.errors import Refusal
from tests.unit.engines.codecs.eaeu.notices import RECEIVER, SENDER, lorry, onions, wagon
from tests.unit.engines.codecs.strategies import consignments

EXAMPLES = Path(__file__).parent / "examples"
WRITTEN = {
    "pi-auto-arrive": (pi_auto_arrive.CODEC, lorry), "eaeu-cmr": (cmr.CODEC, lorry),
    "eaeu-smgs": (smgs.CODEC, wagon), "tir-carnet": (tir.CODEC, lorry),
    "eaeu-transit": (transit.CODEC, lorry),
}
EVERY = sorted(EXAMPLES.glob("*.xml"))
PI = (EXAMPLES / "pi-auto-arrive.xml").read_bytes()


def _read(data: bytes) -> Consignment:
    reading = codecs.read(data)
    assert reading.faults == ()
    assert reading.consignment is not None
    return reading.consignment


@pytest.mark.parametrize("file", EVERY, ids=[one.stem for one in EVERY])
def test_an_example_is_recognised_and_read(file: Path) -> None:
    reading = codecs.read(file.read_bytes())
    assert reading.format == file.stem.replace("cutir", "tir")
    assert reading.faults == () == reading.questions
    item = _read(file.read_bytes()).items[0]
    assert item.commodity_code.startswith("390210")
    assert str(item.gross_weight_kg) == "12150.5"


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_document_model_document(name: str) -> None:
    codec, _ = WRITTEN[name]
    once = _read((EXAMPLES / f"{name}.xml").read_bytes())
    data = codec.write(once)
    assert _read(data) == once
    assert codec.omissions(once) == ()
    assert codec.write(once) == data  # no randomness: the same notice is the same document


def test_what_a_preliminary_information_says_of_the_crossing() -> None:
    said = codecs.announcement(codecs.read(PI))
    assert said.missing == ()
    assert (said.plate, said.plate_country, said.trailer_plate) == ("К118ТМ30", "RU", "AA123430")
    assert (said.eta, said.direction) == ("2026-03-14T07:30:00", "tm-kz")
    assert said.point is not None
    assert (said.point.identifier, said.point.country) == ("39801", "KZ")


@pytest.mark.parametrize(("clock", "read"), [
    (b"24:00:00", "2026-03-15T00:00:00"), (b"07:30:00.5+05:00", "2026-03-14T02:30:00Z"),
    (b"07:30:00Z", "2026-03-14T07:30:00Z"),
])
def test_times_of_day(clock: bytes, read: str) -> None:
    once = _read(PI.replace(b">07:30:00<", b">" + clock + b"<"))
    assert once.main_carriage[0].events[0].estimated == read


def test_a_preliminary_information_in_detail() -> None:
    once, lost = _read(PI), set(pi_auto_arrive.CODEC.omissions(lorry()))
    assert once.consignee is not None and once.consignee.tax_identifier == "050740004567"
    assert once.carrier is not None
    assert once.carrier.tax_identifier == "3015012345/301501001"
    assert (once.carrier.registration, once.carrier.registration_type) == ("1023000812345", "OGRN")
    assert [(one.type_code, one.quantity, one.level_code) for one in once.items[0].packages] == [
        ("PX", 12, ""), ("BG", 480, "1")
    ]
    assert once.items[1].description == onions().description
    assert once.items[1].documents == onions().documents
    assert once.items[0].tariff_unit == "TNE" and once.previous_documents == (
        lorry().previous_documents
    )
    seals = {one.identifier: [seal.identifier for seal in one.seals] for one in once.equipment}
    assert seals == {"AA123430": ["TMG-55101", "TMG-55102"], "MSKU6011672": ["ML-7788"]}
    assert {"/waybill", "/gross_weight_kg", "/items/0/documents/0"} <= lost
    assert not any(path.startswith(("/consignee/address", "/items/1")) for path in lost)


def test_the_driver_and_the_border_of_a_declaration_by_carnet() -> None:
    once = _read((EXAMPLES / "cutir-carnet.xml").read_bytes())
    leg = once.main_carriage[0]
    assert leg.master is not None
    assert (leg.master.family_name, leg.master.identifier) == ("Петров", "751234567")
    assert leg.events[0].estimated == "2026-03-14T02:30:00Z"
    assert once.carrier is not None and once.carrier.identifier == "RUS/050/4711"
    assert [one.identifier for one in once.documents] == ["XB12345678", "CMR 0118"]


def test_wagons_and_sections_of_a_rail_note() -> None:
    once = _read((EXAMPLES / "eaeu-smgs.xml").read_bytes())
    car = once.equipment[0]
    assert (car.category_code, car.supplier_role_code, str(car.load_capacity_kg)) == (
        "RR", "2", "69500"
    )
    assert once.items[0].equipment == ("58123456", "MSKU6011672")
    assert once.acceptance_time == "2026-03-12T08:15:00"
    assert once.declared_value == Amount(minor=5000000, currency="RUB")


SPOILT = {
    "unknown": (b"<GoodsName>", b"<GoodsTitle>1</GoodsTitle><GoodsName>"),
    "missing": (b"<catpi_ru:GoodsNumeric>1</catpi_ru:GoodsNumeric>", b""),
    "order": (b"<TimeExpectedArrival>07:30:00</TimeExpectedArrival>",
              b"<ShipSpecifQuantity>1</ShipSpecifQuantity>"),
    "too_many": (b"<TotalGoodsNameQuantity>2</TotalGoodsNameQuantity>",
                 b"<TotalGoodsNameQuantity>2</TotalGoodsNameQuantity>" * 2),
    "choice": (b"<cat_ru:RKOrganizationFeatures>",
               b"<cat_ru:RFOrganizationFeatures/><cat_ru:RKOrganizationFeatures>"),
    "value": (b"<cat_ru:BIN>050740004567", b"<cat_ru:BIN>05074000456"),
    "stray_text": (b"<BorderCustoms>", b"<BorderCustoms>Temir-Baba"),
}


@pytest.mark.parametrize("code", sorted(SPOILT))
def test_each_kind_of_fault(code: str) -> None:
    before, after = SPOILT[code]
    assert before in PI
    data = PI.replace(before, after, 1)
    (fault,) = codecs.read(data).faults
    assert fault.code == f"codecs.{code}" and fault.rule and fault.remedy
    assert fault.path.startswith("/PI_AutoArrive/")
    line = data.splitlines()[int(fault.params["line"]) - 1]
    assert fault.path.rsplit("/")[-1].split("[")[0].encode() in line


def test_values_of_every_sort_are_held_against_the_schema() -> None:
    data = (
        PI.replace(b"1006814E", b"1006814F").replace(b">39801<", b">398-01<")
        .replace(b"2026-03-14<", b"2026-02-30<").replace(b">true<", b">yes<")
        .replace(b">12150.5<", b">-1<").replace(b">USD<", b">USDT<", 1)
        .replace(b">3902100000<", b">3902.10<").replace("К118ТМ30".encode(), b"K" * 41)
    )
    found = [(one.code, one.path.rsplit("/")[-1]) for one in codecs.read(data).faults]
    assert sorted(name for code, name in found if code == "codecs.value") == [
        "Code", "ContainerIndicator", "CurrencyCode", "DateExpectedArrival", "GoodsTNVEDCode",
        "GrossWeightQuantity", "PI_AutoArrive", "TransportIdentifier",
    ]


def test_more_than_may_be_there() -> None:
    part = b"<catpi_ru:GoodsDescription>x</catpi_ru:GoodsDescription>"
    data = PI.replace(b"<catpi_ru:GrossWeightQuantity>", part * 4
                      + b"<catpi_ru:GrossWeightQuantity>", 1)
    (fault,) = codecs.read(data).faults
    assert fault.code == "codecs.too_many" and fault.params["most"] == 4


def test_numbers_of_any_length_and_what_else_is_hostile() -> None:
    for before, after in (
        (b">2<", b">" + b"9" * 100_000 + b"<"), (b">12150.5<", b">1" + b"0" * 5000 + b"<"),
        (b">12150.5<", b">1e999999<"),
    ):
        assert codecs.read(PI.replace(before, after, 1)).faults
    entity = PI.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e "e">]>', 1)
    assert [one.code for one in codecs.read(entity).faults] == ["codecs.doctype"]
    empty = b'<PI_AutoArrive xmlns="' + pi_auto_arrive.NAMESPACE.encode() + b'"/>'
    assert codecs.read(empty).faults
    other = PI.replace(b"PI_AutoArrive:5.23.0", b"PI_AutoArrive:4.0.0")
    assert [one.code for one in codecs.read(other).faults] == ["codecs.root"]


def test_what_has_no_place_is_pointed_out() -> None:
    note = (EXAMPLES / "eaeu-cmr.xml").read_bytes()
    data = note.replace(b"<StampSign>", b"<GoodsCost>100.00</GoodsCost><StampSign>", 1)
    reading = codecs.read(data)
    assert [(one.code, one.path) for one in reading.notices] == [
        ("codecs.not_carried", "/CMR/GoodsCost")
    ]
    assert reading.consignment == _read(note)


def _two_shipments(country: bytes) -> bytes:
    """The declaration with a second shipment to another consignee."""
    data, end = (EXAMPLES / "eaeu-transit.xml").read_bytes(), b"</cacdo:TDGoodsShipmentDetails>\n"
    start = data.index(b"  <cacdo:TDGoodsShipmentDetails>")
    stop = data.index(end) + len(end)
    second = data[start:stop].replace("«Актау Полимер»".encode(), "«Второй»".encode()).replace(
        b">KZ</casdo:DestinationCountryCode>", b">%s</casdo:DestinationCountryCode>" % country
    )
    return data[:stop] + second + data[stop:]


def test_each_shipment_is_a_consignment_of_the_one_journey() -> None:
    faults = codecs.read(_two_shipments(b"OO")).faults
    assert [one.path.split("/")[2] for one in faults] == ["TDGoodsShipmentDetails[2]"]
    reading = codecs.read(_two_shipments(b"KZ"))
    names = [one.consignee.name for one in reading.consignments if one.consignee]
    assert reading.faults == () == reading.questions
    assert names == ["ТОО «Актау Полимер»", "ТОО «Второй»"]
    assert reading.movement is not None


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_what_changed_is_changed_in_the_document_that_was_sent(name: str) -> None:
    codec, _ = WRITTEN[name]
    data = (EXAMPLES / f"{name}.xml").read_bytes()
    once = _read(data)
    said = replace(once, items=(replace(once.items[0], description="Иное"), *once.items[1:]))
    changed = codec.write_back(data, said)
    assert _read(changed) == said
    pairs = zip(data.splitlines(), changed.splitlines(), strict=True)
    changed_lines = [before for before, after in pairs if before != after]
    assert len(changed_lines) == 2 and b"Id" in changed_lines[0].replace(b"ID", b"Id")
    assert b"Description" in changed_lines[1]


def test_the_second_shipment_is_the_one_that_changes() -> None:
    data = _two_shipments(b"KZ")
    first, second = codecs.read(data).consignments
    said = replace(second, items=(replace(second.items[0], description="Иное"), *second.items[1:]))
    again = codecs.read(transit.CODEC.write_back(data, said, number=1)).consignments
    assert again == (first, said)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(EVERY), st.integers(0, 20000), st.binary(max_size=4), st.integers(0, 40))
def test_whatever_the_bytes_are_reading_never_raises(
    file: Path, place: int, said: bytes, gone: int
) -> None:
    data = file.read_bytes()
    place %= len(data)
    reading = codecs.read(data[:place] + said + data[place + gone:], format_name=(
        file.stem.replace("cutir", "tir")
    ))
    assert all(fault.code and fault.remedy for fault in reading.faults)


def test_what_cannot_be_held_is_refused_at_once() -> None:
    poor = replace(
        lorry(), consignee=replace(RECEIVER, tax_identifier="12345"),
        consignor=replace(SENDER, name="x" * 151, address=Address(country="TM")),
        carrier=None, receipt_location=Location(name="Актау"),
        main_carriage=(), procedures=(),
    )
    with pytest.raises(Refusal) as refused:
        pi_auto_arrive.CODEC.write(poor)
    faults = [(one.code.removeprefix("codecs."), one.path.removeprefix("/PI_AutoArrive"))
              for one in refused.value.faults]
    assert faults == [
        ("value", "/Consignee/RKOrganizationFeatures/BIN"), ("value", "/Consignor/OrganizationName"),
        ("missing", "/Consignor/Address"), ("missing", "/Consignor/Address"),
        ("missing", "/GoodsInform"), ("missing", "/ShippingInformation/DestinationCountry"),
        ("missing", "/ShippingInformation"), ("missing", ""),
    ]
    assert all(one.remedy for one in refused.value.faults)


@pytest.mark.parametrize(("country", "number"), [
    ("KZ", "870615301234"), ("BY", "190123456"), ("AM", "01234567"), ("KG", "01203199910012"),
])
def test_numbers_of_the_member_states(country: str, number: str) -> None:
    party = TradeParty(
        name="X", tax_identifier=number,
        address=Address(street="1", city="City", country=country),
    )
    data = pi_auto_arrive.CODEC.write(replace(lorry(), consignee=party))
    assert _read(data).consignee == party


OWN = {
    ("TradeParty", "tax_identifier"): None, ("TradeParty", "registration_type"): None,
    ("DocumentReference", "subtype_code"): st.just("01011"),
}


@settings(max_examples=6, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(sorted(WRITTEN)),
    consignments(own=OWN, said=("items", "equipment", "documents", "procedures")),
)
def test_whatever_is_said_is_written_refused_or_left_out(name: str, drawn: Consignment) -> None:
    """What is drawn is put onto a notice that the format can hold."""
    codec, make = WRITTEN[name]
    base = make()
    said = {
        field: value for field in drawn.__struct_fields__
        if (value := getattr(drawn, field)) not in (None, "", ()) and field != "items"
    }
    for one in (replace(base, **{field: value}) for field, value in said.items()):
        try:
            data = codec.write(one)
        except Refusal as refused:
            assert all(fault.code.startswith("codecs.") for fault in refused.faults)
            continue
        reading = codecs.read(data)
        assert reading.format == name
        assert {fault.code for fault in reading.faults} <= {"consignment.total"}
        codec.omissions(one)


@pytest.mark.parametrize("file", EVERY, ids=[one.stem for one in EVERY])
def test_both_readers_read_the_same_and_every_row_leads_somewhere(file: Path) -> None:
    element = etree.fromstring(file.read_bytes(), etree.XMLParser(remove_blank_text=True))
    codec = codecs.codec(file.stem.replace("cutir", "tir"))
    assert isinstance(codec, XmlCodec)
    root = codec.roots[str(element.tag)]
    assert root.grammar is not None and root.mapping is not None
    record, findings = root.grammar[root.record], Findings("test")
    careful = XmlReader(findings, root.namespaces).read(record, element)
    assert findings.faults == []
    assert root.fast.read(element) == careful is not None
    assert list(_astray(root.mapping, record)) == []


def _astray(mapping: Mapping, record: Record) -> Iterator[str]:
    """Rows whose path the grammar does not have."""
    for name, steps, how in mapping.given:
        kind = reached(record, steps)
        inner = how.mapping if isinstance(how, Each) else how
        if kind is None:
            yield f"{mapping.make.__name__}.{name}"
        elif isinstance(inner, Mapping):
            assert isinstance(kind, Record)
            yield from _astray(inner, kind)
