"""SMGS, CIM/SMGS and SPS certificate as UN/CEFACT JSON: there and back, and what is refused."""

import json
from dataclasses import replace as changed
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopri.engines import codecs
from kopri.engines.codecs.uncefact import ecmr, rail, sps
from kopri.engines.codecs.wire.json_codec import JsonCodec
from kopri.kernel.consignment import Consignment, ConsignmentItem, TransportMovement
from kopri.kernel.errors import Refusal
from tests.unit.engines.codecs.samples import by_rail, certificate
from tests.unit.engines.codecs.strategies import Own, consignments, without

replace = msgspec.structs.replace
CALM = settings(max_examples=10, suppress_health_check=list(HealthCheck))
SAMPLES = [(rail.SMGS, by_rail()), (rail.CIM_SMGS, by_rail()), (sps.CODEC, certificate())]
CODECS = {codec.name: codec for codec in (ecmr.CODEC, rail.SMGS, rail.CIM_SMGS, sps.CODEC)}
# What each leaves of a list of codes, or says itself.
OWN: dict[str, Own] = {
    "ecmr": {
        ("DocumentReference", "type_code"): st.just("730"),
        ("TradeParty", "type_code"): None, ("Address", "country_name"): None,
        # a country stands in the address only, and is read of both
        ("Location", "country"): None, ("Address", "country"): None,
        ("TradeParty", "registration_type"): st.just("TIN"),
        ("Location", "type_code"): st.just("29"), ("Consignment", "documents"): None,
        ("TransportEquipment", "characteristic_code"): st.just("14"),
        ("TransportMovement", "mode_code"): st.just("3"),
        ("ServiceCharge", "category_code"): st.just("2"),
    },
    "smgs-json": {
        ("DocumentReference", "type_code"): st.just("720"), ("Address", "country_name"): None,
        ("Seal", "condition_code"): st.just("2"),
        ("TransportEquipment", "category_code"): st.just("TE"),
    },
    "sps-json": {("TradeParty", "type_code"): st.just("1")},
}
OWN["cim-smgs-json"] = OWN["smgs-json"] | {
    ("Seal", "party_role_code"): st.just("SH"),
    ("TransportEquipment", "category_code"): st.just("RR"),
}
NEEDED = {
    "ecmr": ("ConsignmentItem.sequence", "DangerousGoods.undg_number"),
    "sps-json": ("PackagingUnit.quantity", "HandlingProcess.type_code", "HandlingProcess.start",
                 "Signatory.name"),
}


@pytest.mark.parametrize(("codec", "consignment"), SAMPLES)
def test_a_filled_document_says_all_of_it_and_comes_back(
    codec: JsonCodec, consignment: Consignment
) -> None:
    data = codec.write(consignment)
    left = without(consignment, codec.omissions(consignment))
    assert codecs.sniff(data) is codec
    reading = codecs.read(data)
    assert (reading.faults, reading.notices, reading.consignment) == ((), (), left)
    assert codec.write(reading.consignment) == data
    assert json.loads(data)["exchangedDocument"]["issueDateTime"].startswith("2026-01-1")


@pytest.mark.parametrize("name", sorted(CODECS))
@CALM
@given(st.data())
def test_whatever_is_written_comes_back_but_for_what_is_omitted(
    name: str, draw: st.DataObject
) -> None:
    codec = changed(CODECS[name], wanted=(), modes=frozenset())
    consignment = draw.draw(consignments(
        own=OWN[name], said=("identifier", *NEEDED.get(name, ())),
        among=codec.mapping.rows.keys() | {"waybill", "pick_up"},
    ))
    data = codec.write(consignment)
    reading = codec.read(data)
    assert reading.faults == ()
    left = without(consignment, codec.omissions(consignment))
    if left is not None and left.waybill is not None and name != "sps-json":
        assert reading.consignment is not None and reading.consignment.waybill is not None
        left = replace(left, waybill=replace(
            left.waybill, type_code=reading.consignment.waybill.type_code))
    assert reading.consignment == left


def _faults(codec: JsonCodec, document: Any) -> set[tuple[str, str]]:
    reading = codecs.read(json.dumps(document).encode())
    assert reading.format == codec.name and reading.consignments == ()
    assert all(fault.message and fault.rule and fault.remedy for fault in reading.faults)
    return {(fault.code, fault.path) for fault in reading.faults}


def test_all_that_is_wrong_with_a_rail_note_is_said_at_once() -> None:
    document = json.loads(rail.SMGS.write(by_rail()))
    start, shipment = "/specifiedConsignment/0", document["specifiedConsignment"][0]
    way = f"{start}/mainCarriageLogisticsTransportMovement/0"
    wagon, leg = f"{start}/utilizedLogisticsTransportEquipment/0", shipment[
        "mainCarriageLogisticsTransportMovement"][0]
    shipment["utilizedLogisticsTransportEquipment"][0] |= {
        "colour": "red", "axleQuantity": {"content": "four"}, "usedCapacityCode": {"content": "4"},
    }
    leg["departureEvent"][0]["occurrenceLogisticsLocation"]["typeCode"][0]["content"] = "29"
    leg["arrivalEvent"][0]["actualOccurrenceDateTime"] = "2026-02-30T10:00:00Z"
    shipment["consignor"]["name"][0]["content"] = "A\ud800"
    shipment["associatedReferencedDocument"] *= 5
    shipment["exportTradeCountry"]["id"][0]["content"] = "Kazakhstan"
    shipment["grossWeight"][0]["content"] = "127801"
    assert _faults(rail.SMGS, document) == {
        ("codecs.unknown", f"{wagon}/colour"),
        ("codecs.value", f"{wagon}/axleQuantity/content"),
        ("codecs.value", f"{wagon}/usedCapacityCode/content"),
        ("codecs.value", f"{way}/departureEvent/0/occurrenceLogisticsLocation/typeCode/0/content"),
        ("codecs.value", f"{way}/arrivalEvent/0/actualOccurrenceDateTime"),
        ("codecs.characters", f"{start}/consignor/name/0/content"),
        ("codecs.too_many", f"{start}/associatedReferencedDocument"),
        ("codecs.value", f"{start}/exportTradeCountry/id/0/content"),
        ("consignment.total", f"{start}/grossWeight/0"),
    }


def test_what_is_wrong_within_a_group_is_found_in_its_place() -> None:
    document = json.loads(sps.CODEC.write(certificate()))
    shipment = document["specifiedConsignment"][0]
    groups = shipment["includedConsignmentItem"]
    (second,) = groups.pop(1)["includedTradeLineItem"]
    groups[0]["includedTradeLineItem"].append(second)
    grouped = codecs.read(json.dumps(document).encode())
    assert grouped.consignment == without(certificate(), sps.CODEC.omissions(certificate()))
    second["specifiedTradeProduct"][0]["netWeight"][0]["content"] = "99999"
    second["appliedProductHandlingProcess"][0]["completionPeriod"]["endDateTime"] = "2026-02-30"
    shipment["importTradeCountry"]["subordinateTradeCountrySubDivision"][0]["name"] = []
    region = "/specifiedConsignment/0/importTradeCountry/subordinateTradeCountrySubDivision/0"
    line = "/specifiedConsignment/0/includedConsignmentItem/0/includedTradeLineItem/1"
    assert _faults(sps.CODEC, document) == {
        ("consignment.net_above_gross", f"{line}/specifiedTradeProduct/0/netWeight/0"),
        ("codecs.value", f"{line}/appliedProductHandlingProcess/0/completionPeriod/endDateTime"),
        ("codecs.too_few", f"{region}/name"),
    }


def test_what_travels_apart_is_pointed_out() -> None:
    document = json.loads(sps.CODEC.write(certificate()))
    document["exchangedDocument"]["referenceReferencedDocument"][0]["attachmentBinaryObject"] = [
        {"content": "AAAA", "mimeCode": "application/pdf"}]
    reading = codecs.read(json.dumps(document).encode())
    assert [(one.code, one.path) for one in reading.notices] == [(
        "codecs.not_carried",
        "/exchangedDocument/referenceReferencedDocument/0/attachmentBinaryObject/0",
    )]
    assert reading.consignment is not None


@pytest.mark.parametrize(("codec", "consignment"), SAMPLES)
def test_an_empty_one_is_not_written_and_all_that_it_lacks_is_told(
    codec: JsonCodec, consignment: Consignment
) -> None:
    empty = Consignment(items=(ConsignmentItem(sequence=1), consignment.items[0]))
    with pytest.raises(Refusal) as refusal:
        codec.write(empty)
    lacking = [fault for fault in refusal.value.faults if fault.code == "codecs.lacking"]
    assert len(lacking) >= len(codec.wanted) - 1
    assert all(fault.rule == codec.law and fault.path.startswith("/") for fault in lacking)
    items = [fault.path for fault in lacking if "includedConsignmentItem" in fault.path]
    assert items and all("/includedConsignmentItem/0" in path for path in items)


def test_a_road_is_no_railway() -> None:
    by_road = replace(by_rail(), main_carriage=(TransportMovement(mode_code="3"),))
    with pytest.raises(Refusal, match="codecs.mode"):
        rail.SMGS.write(by_road)
    ferry = TransportMovement(mode_code="1")
    assert rail.SMGS.write(replace(by_rail(), main_carriage=(*by_rail().main_carriage, ferry)))


def test_which_message_it_is_needs_no_guideline() -> None:
    for codec, consignment in SAMPLES:
        document = json.loads(codec.write(consignment))
        document.pop("exchangedDocumentContext", None)
        if codec is rail.CIM_SMGS:  # nothing else tells them apart but what only one of them has
            document["specifiedConsignment"][0]["packageType"] = [{"content": "Bags"}]
        assert codecs.sniff(json.dumps(document).encode()) is codec


def test_an_item_has_one_global_identifier_and_its_commodity_code_goes_first() -> None:
    item = ConsignmentItem(sequence=1, description="Wheat", commodity_code="1001", identifier="AA-000")
    whole = Consignment(identifier="C-1", items=(item,))
    codec = changed(ecmr.CODEC, wanted=(), modes=frozenset())
    assert codec.omissions(whole) == ("/items/0/identifier",)
    wire = json.loads(codec.write(whole))["specifiedConsignment"][0]["includedConsignmentItem"]
    assert wire[0]["globalId"] == [{"content": "1001", "schemeAgencyId": "1"}]
    alone = replace(whole, items=(replace(item, commodity_code=""),))
    assert codec.omissions(alone) == ()


def test_codes_for_which_there_is_no_room_are_omitted() -> None:
    empty = replace(by_rail(), equipment=(replace(by_rail().equipment[0], full_empty_code="4"),))
    assert rail.SMGS.omissions(empty) == ("/equipment/0/full_empty_code",)
    assert b"usedCapacityCode" not in rail.SMGS.write(empty)


def test_papers_are_read_from_either_list() -> None:
    document = json.loads(rail.SMGS.write(by_rail()))
    related = document["specifiedConsignment"][0]["associatedReferencedDocument"]
    assert [one["id"][0]["content"] for one in related] == ["KZ-PHY-1", "INV-9"]
    del document["exchangedDocument"]["referenceReferencedDocument"]
    read = codecs.read(json.dumps(document).encode()).consignment
    assert read is not None
    assert [(one.type_code, one.identifier) for one in read.documents] == [
        ("916", "KZ-PHY-1"), ("916", "INV-9")]


def test_hs_codes_are_read_as_they_are_printed() -> None:
    document = json.loads(sps.CODEC.write(certificate()))
    line = document["specifiedConsignment"][0]["includedConsignmentItem"][0][
        "includedTradeLineItem"][0]
    line["specifiedTradeProduct"][0]["designatedProductClassification"][0]["classCode"][
        "content"] = "0702.00 00"
    read = codecs.read(json.dumps(document).encode()).consignment
    assert read is not None and read.items[0].commodity_code == "07020000"
    assert read.items[0].product == certificate().items[0].product
