"""The codecs' common shape: recognising, asking, writing, what a format cannot carry."""

import json
from decimal import Decimal
from types import SimpleNamespace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.engines import codecs
from kopri.engines.codecs.efti import consignment as efti
from kopri.engines.codecs.uncefact import ecmr
from kopri.engines.codecs.wire import convert
from kopri.engines.codecs.wire.grammar import Grammar
from kopri.engines.codecs.wire.mapping import Mapping
from kopri.kernel.consignment import (
    Amount,
    Consignment,
    ConsignmentItem,
    DocumentReference,
    TradeParty,
    TransportMeans,
    TransportMovement,
)
from kopri.kernel.errors import Fault, Refusal
from tests.unit.engines.codecs.samples import filled, rich

replace = msgspec.structs.replace


def test_each_codec_knows_its_own_documents() -> None:
    assert len({codec.name for codec in codecs.CODECS}) == len(codecs.CODECS)
    for name, data in (
        ("ecmr", ecmr.CODEC.write(filled())),
        ("efti", efti.COMMON_CODEC.write(filled())),
        ("ecmr-v1-json", b'{"eCMR": {}}'),
    ):
        codec = codecs.sniff(data)
        assert codec is not None and codec is codecs.codec(name)
        assert codec.media_type and codec.title


def test_the_format_may_be_named() -> None:
    data = ecmr.CODEC.write(filled())
    assert codecs.read(data, format_name="ecmr").consignment == filled()
    assert codecs.read(data, format_name="efti").faults[0].code == "codecs.syntax"
    assert codecs.read(data, format_name="pigeon").faults[0].code == "codecs.format"


def test_several_legs_are_asked_about_in_json_too() -> None:
    legs = tuple(
        TransportMovement(mode_code="3", means=TransportMeans(identifier=plate))
        for plate in ("A1", "B2", "B2")
    )
    data = ecmr.CODEC.write(replace(filled(), main_carriage=legs))
    reading = codecs.read(data)
    assert [option.value for option in reading.questions[0].options] == ["1", "2", "3"]
    assert reading.movement is None and reading.consignment is not None
    assert codecs.read(data, leg="A1").movement == legs[0]
    assert codecs.read(data, leg=3).movement == legs[2]
    assert codecs.read(data, leg="B2").questions  # two legs have it
    assert [fault.code for fault in codecs.read(data, leg="C3").faults] == ["codecs.leg_unknown"]
    assert codecs.read(ecmr.CODEC.write(filled()), leg=2).faults


def test_a_caller_may_bring_a_schema_check() -> None:
    own = Fault(code="mine", message="No.", rule="mine", remedy="Yes.")
    reading = codecs.read(ecmr.CODEC.write(filled()), validator=lambda data: [own])
    assert reading.faults == (own,) and reading.consignment is None


def test_what_cannot_be_written_is_refused_with_all_reasons() -> None:
    consignment = replace(
        filled(items=1), delivery_terms_code="XXX",
        items=(ConsignmentItem(description="string"),),
    )
    with pytest.raises(Refusal) as refusal:
        ecmr.CODEC.write(consignment)
    start = "/specifiedConsignment/0"
    assert {(fault.code, fault.path) for fault in refusal.value.faults} == {
        ("codecs.value", f"{start}/specifiedTradeDeliveryTerms/0/deliveryTypeCode/content"),
        ("codecs.missing", f"{start}/includedConsignmentItem/0"),
        ("codecs.placeholder",
         f"{start}/includedConsignmentItem/0/natureIdCargo/0/id/0/content"),
    }
    long_name = replace(filled(), consignor=TradeParty(name="x" * 71))
    with pytest.raises(Refusal) as refusal:
        efti.COMMON_CODEC.write(long_name)
    assert [fault.path for fault in refusal.value.faults] == ["/consignment/consignor/name"]


def test_codes_that_users_assigned_themselves_are_read_and_written() -> None:
    """No schema lists them, a fictional state has one: decision 0017."""
    sender = replace(filled().consignor, address=replace(filled().consignor.address, country="XA"))
    for codec in (ecmr.CODEC, efti.COMMON_CODEC):
        reading = codecs.read(codec.write(replace(filled(), consignor=sender)))
        assert reading.faults == () and reading.consignment is not None


def test_characters_that_no_xml_may_have_are_refused_with_their_place() -> None:
    odd = replace(filled(), information="a\x0bb", consignor=replace(
        filled().consignor, name="Baku \uffff Polymers"))
    with pytest.raises(Refusal) as refusal:
        efti.COMMON_CODEC.write(odd)
    assert {(fault.code, fault.path) for fault in refusal.value.faults} == {
        ("codecs.characters", "/consignment/consignor/name[1]"),
        ("codecs.characters", "/consignment/information[1]"),
    }
    kept = codecs.read(efti.COMMON_CODEC.write(filled())).kept
    with pytest.raises(Refusal):
        efti.COMMON_CODEC.write_back(kept, odd)
    for codec in codecs.CODECS:
        codec.omissions(odd)


def test_omissions_name_what_a_format_has_no_place_for() -> None:
    assert ecmr.CODEC.omissions(filled()) == ()
    weighed = replace(filled(items=1), net_weight_kg=Decimal(1))
    assert ecmr.CODEC.omissions(weighed) == ("/net_weight_kg",)
    papers = replace(filled(), documents=(
        DocumentReference(type_code="853", identifier="V-1"),
        DocumentReference(type_code="785", identifier="M-1")))
    assert ecmr.CODEC.omissions(papers) == ("/documents/0",)  # its list has room for manifests
    kept = codecs.read(ecmr.CODEC.write(papers)).consignment
    assert kept is not None and [each.identifier for each in kept.documents] == ["M-1"]
    assert "/items/0/description" in efti.COMMON_CODEC.omissions(rich())
    assert "/consignor" in efti.SUBSET_CODEC.omissions(filled())


def test_the_subset_says_of_dangerous_goods_what_the_items_do_and_leaves_containers_out() -> None:
    leg = TransportMovement(mode_code="3", means=TransportMeans(identifier="A1", country="KZ"))
    boxed = replace(rich(), main_carriage=(leg,))
    sent = codecs.read(efti.SUBSET_CODEC.write(boxed)).consignment
    assert sent is not None and sent.equipment == ()
    assert [each.dangerous_goods for each in sent.main_carriage] == [True]
    assert "/equipment/0" in efti.SUBSET_CODEC.omissions(boxed)
    harmless = efti.SUBSET_CODEC.write(replace(boxed, items=()))
    assert b"<dangerousGoodsIndicator>false<" in harmless
    for codec in (efti.SUBSET_CODEC, efti.COMMON_CODEC):
        with pytest.raises(Refusal) as refusal:
            codec.write(Consignment(ship_stores=True))
        assert [fault.code for fault in refusal.value.faults] == ["codecs.empty"]
    with pytest.raises(Refusal):  # a trailer is registered somewhere, and nobody says where
        efti.SUBSET_CODEC.write(filled())


def test_an_amount_that_the_model_cannot_hold_is_pointed_out() -> None:
    head = '<consignment xmlns="http://efti.eu/v1/consignment/common">'
    for amount in ("<cODAmount>5</cODAmount>", '<cODAmount currencyId="EUR">1.234</cODAmount>'):
        reading = codecs.read(f"{head}{amount}<information>Pipes</information></consignment>".encode())
        assert reading.faults == () and reading.consignment is not None
        assert [notice.code for notice in reading.notices] == ["codecs.not_carried"]


def test_extensions_are_pointed_out_and_not_read() -> None:
    document = json.loads(ecmr.CODEC.write(filled()))
    document["specifiedConsignment"][0]["x-colour"] = {"any": ["thing"]}
    reading = codecs.read(json.dumps(document).encode())
    assert reading.consignment == filled()
    assert [(one.code, one.path) for one in reading.notices] == [
        ("codecs.extension", "/specifiedConsignment/0/x-colour")
    ]


def test_the_hs_code_may_stand_in_the_text() -> None:
    document = json.loads(ecmr.CODEC.write(filled(items=1)))
    goods = document["specifiedConsignment"][0]["includedConsignmentItem"][0]
    del goods["globalId"]
    goods["natureIdCargo"][0]["id"].append({"content": "HS 39021000"})
    consignment = codecs.read(json.dumps(document).encode()).consignment
    assert consignment is not None and consignment.items[0].commodity_code == "39021000"


@pytest.mark.parametrize(("text", "form", "moment"), [
    ("20260115", "102", "2026-01-15"),
    ("202601150640", "203", "2026-01-15T06:40:00"),
    ("202601150640", "205", "2026-01-15T06:40:00"),
    ("202601150640+0500", "205", "2026-01-15T01:40:00Z"),
    ("202601150640-0030", "205", "2026-01-15T07:10:00Z"),
])
def test_moments_in_digits(text: str, form: str, moment: str) -> None:
    wire = SimpleNamespace(content=text, formatId=form)
    assert convert.numbered_time.read is not None and convert.numbered_time.write is not None
    assert convert.numbered_time.read(wire) == moment
    again = SimpleNamespace(**convert.numbered_time.write(moment))
    assert convert.numbered_time.read(again) == moment


@pytest.mark.parametrize(("text", "form"), [
    ("20260230", "102"), ("20261301", "102"), ("2026", "203"), ("202601152540", "203"),
    ("202601150640+9999", "205"), ("000101010000+1400", "205"), ("--------", "102"),
])
def test_moments_that_do_not_exist(text: str, form: str) -> None:
    assert convert.numbered_time.read is not None
    with pytest.raises(ValueError, match="no such date"):
        convert.numbered_time.read(SimpleNamespace(content=text, formatId=form))


@pytest.mark.parametrize(("text", "currency", "minor"), [
    ("12.5", "USD", 1250), ("12", "JPY", 12), ("1.234", "KWD", 1234), ("-3", "EUR", -300),
    ("0.10", "EUR", 10), ("+7.000", "EUR", 700),
])
def test_money_is_whole_minor_units(text: str, currency: str, minor: int) -> None:
    assert convert.money(text, currency) == Amount(minor=minor, currency=currency)


@pytest.mark.parametrize(("text", "currency"), [
    ("0.001", "USD"), ("1.5", "JPY"), ("1", ""), ("9" * 20, "USD"), ("9" * 40, "USD"),
])
def test_money_that_does_not_fit(text: str, currency: str) -> None:
    with pytest.raises(ValueError, match="amount|bounds"):
        convert.money(text, currency)


@given(st.decimals(min_value=-10**12, max_value=10**12, places=6))
def test_numbers_come_back_without_exponent(value: Decimal) -> None:
    assert convert.decimal.read is not None and convert.decimal.write is not None
    read = convert.decimal.read(format(value, "f"))
    assert read == value and "E" not in str(read)
    assert str(read) == convert.decimal.write(read)
    assert not ("." in str(read) and str(read).endswith("0"))


@pytest.mark.parametrize(
    ("unit", "kilograms"), [("KGM", "1.5"), ("GRM", "0.0015"), ("TNE", "1500")]
)
def test_weights_are_kilograms(unit: str, kilograms: str) -> None:
    read = convert.kilograms("unitId").read
    assert read is not None
    assert str(read(SimpleNamespace(content="1.50", unitId=unit))) == kilograms


def test_temperatures_are_celsius() -> None:
    read = convert.celsius("unitCode").read
    assert read is not None
    assert str(read(SimpleNamespace(content="14", unitCode="FAH"))) == "-10"
    with pytest.raises(ValueError, match="CEL"):
        read(SimpleNamespace(content="14", unitCode="KEL"))


@pytest.mark.parametrize("text", ["A: b", "A: b=nothing", "A: b=@nothing", "A: b==str"])
def test_a_grammar_that_is_wrong_is_refused_when_it_is_made(text: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        Grammar(text)


def test_a_mapping_that_is_wrong_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="TradeParty has no colour"):
        Mapping(TradeParty, ("colour", "colour"))


@pytest.mark.parametrize(("sent", "moment"), [
    ("2026-01-10", "2026-01-10"),
    ("2026-01-10T06:40:00+05:00", "2026-01-10T01:40:00Z"),
    ({"content": "2026-01-10/2026-01-10", "format": "CCYY-MM-DD/CCYY-MM-DD"}, "2026-01-10"),
    ({"content": "2026-01", "format": "CCYY-MM"}, ""),  # no day: nothing is made of it
])
def test_dates_of_documents(sent: object, moment: str) -> None:
    document = json.loads(ecmr.CODEC.write(filled(items=1)))
    goods = document["specifiedConsignment"][0]["includedConsignmentItem"][0]
    goods["associatedReferencedDocument"][0]["issueDateTime"] = sent
    consignment = codecs.read(json.dumps(document).encode()).consignment
    assert consignment is not None and consignment.items[0].documents[0].issued == moment


@pytest.mark.parametrize("sent", [
    "10.01.2026", "2026-02-30", 5, {"content": "x"},
    {"content": "2026-01-10/2026-01-11", "format": "CCYY-MM-DD/CCYY-MM-DD"},
    {"content": "2026-02-30/2026-02-30", "format": "CCYY-MM-DD/CCYY-MM-DD"},
])
def test_dates_of_documents_that_are_none(sent: object) -> None:
    document = json.loads(ecmr.CODEC.write(filled(items=1)))
    goods = document["specifiedConsignment"][0]["includedConsignmentItem"][0]
    goods["associatedReferencedDocument"][0]["issueDateTime"] = sent
    faults = codecs.read(json.dumps(document).encode()).faults
    assert faults and all("/issueDateTime" in fault.path for fault in faults)
