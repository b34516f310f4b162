"""Declarations: what is read, what kind of message it is, and what is wrong, all at once."""

from typing import Any

import pytest
from msgspec.structs import replace

from kopri.engines import codecs
from kopri.engines.codecs.wco.declaration import CODEC
from kopri.kernel.consignment import (
    Amount,
    Consignment,
    DocumentReference,
    Guarantee,
    Location,
    PackagingUnit,
    RegulatoryProcedure,
)
from kopri.kernel.errors import Refusal
from tests.unit.engines.codecs.samples import filled
from tests.unit.engines.codecs.wco.documents import additional, declaration


def test_it_is_read_into_the_model() -> None:
    reading = codecs.read(declaration())
    assert reading.faults == () and reading.notices == ()
    said = reading.consignment
    assert said is not None and said.waybill is not None
    assert said.waybill.identifier == "CMR 7"
    assert [one.subtype_code for one in said.documents] == ["1DAN"]
    assert said.consignee is not None and said.consignee.name == "Ahal  Trading"
    assert [item.commodity_code for item in said.items] == ["39021000"] * 3
    assert [str(item.net_weight_kg) for item in said.items] == ["100", "200", "300"]
    told = codecs.announcement(reading)
    assert (told.direction, told.plate, told.plate_country) == ("kz-tm", "123ABC12", "KZ")


@pytest.mark.parametrize(("kind", "name"), [("INV", "cancellation"), ("COR", "amendment")])
def test_an_additional_message_is_kept_and_announces_nothing(kind: str, name: str) -> None:
    data = additional(kind=kind)
    reading = codecs.read(data)
    assert reading.faults == () and reading.consignments == () and reading.questions == ()
    assert reading.message == codecs.Message(
        kind=name, function_code="13", type_code=kind, reference="LRN-2",
        registration="26KZ000000000001A1",
    )
    (notice,) = reading.notices
    assert notice.code == "codecs.announces_nothing"
    assert notice.params == {"kind": name, "about": "26KZ000000000001A1"}
    assert reading.kept == data


def _spoilt(*changes: tuple[str, str]) -> tuple[bytes, list[Any]]:
    data = declaration(items=1).decode()
    for old, new in changes:
        assert old in data
        data = data.replace(old, new, 1)
    return data.encode(), [
        (fault.code, fault.path, fault.params["line"]) for fault in codecs.read(data.encode()).faults
    ]


def test_all_that_is_wrong_is_said_at_once_with_path_and_line() -> None:
    data, faults = _spoilt(
        ("<FunctionCode>9<", "<FunctionCode>5<"),
        ("<ModeCode>3<", "<ModeCode>road<"),
        ("<Exporter>", "<Seller/><Exporter>"),
        ("<SequenceNumeric>1<", "<SequenceNumeric>one<"),
        ('formatCode="102"', 'formatCode="203"'),
        ("<CountryCode>TM<", "<CountryCode>TKM<"),
        ('<QuantityQuantity unitCode="KGM">', '<QuantityQuantity unitCode="KILOGRAM">'),
        ("<ExportCountry><ID>KZ</ID></ExportCountry>", ""),
        ("<Destination>", "<ExportCountry><ID>KZ</ID></ExportCountry><Destination>"),
    )
    top, item = "/MetaData/Declaration", "GoodsShipment/GovernmentAgencyGoodsItem"
    assert [(code, path) for code, path, _ in faults] == [
        ("codecs.value", f"{top}/FunctionCode"),
        ("codecs.value", f"{top}/BorderTransportMeans/ModeCode"),
        ("codecs.unknown", f"{top}/Seller"),
        ("codecs.value", f"{top}/GoodsShipment/ExitDateTime/DateTimeString"),
        ("codecs.order", f"{top}/GoodsShipment/Destination"),
        ("codecs.value", f"{top}/GoodsShipment/Destination/CountryCode"),
        ("codecs.value", f"{top}/{item}/SequenceNumeric"),
        ("codecs.value", f"{top}/{item}/AdditionalDocument/WriteOff/QuantityQuantity"),
    ]
    lines = data.decode().splitlines()
    assert all(path.rsplit("/")[-1] in lines[line - 1] for _, path, line in faults)


def test_what_the_checks_find_is_pointed_out_and_refuses_nothing() -> None:
    data = declaration().replace(b"<GoodsItemQuantity>3<", b"<GoodsItemQuantity>7<")
    reading = codecs.read(data)
    assert reading.faults == () and reading.consignment is not None
    (notice,) = reading.notices
    assert notice.code == "consignment.total"
    assert notice.path == "/MetaData/Declaration/GoodsItemQuantity"


def test_an_amount_without_a_currency_is_pointed_out() -> None:
    data = declaration().replace(
        b"</GoodsItemQuantity>", b"</GoodsItemQuantity><InvoiceAmount>5</InvoiceAmount>"
    )
    reading = codecs.read(data)
    assert reading.consignment is not None and reading.consignment.invoice_amount is None
    assert [notice.code for notice in reading.notices] == ["codecs.not_carried"]


def test_an_empty_declaration_is_refused() -> None:
    data = declaration()
    start, end = data.index(b"    <FunctionalRef"), data.index(b"  </Declaration>")
    reading = codecs.read(data[:start] + data[end:])
    assert [fault.code for fault in reading.faults] == ["codecs.empty"]


def test_another_system_s_envelope_is_pointed_out() -> None:
    inner = declaration().split(b"?>", 1)[1]
    reading = codecs.read(b'<a:submit xmlns:a="urn:a"><a:to/><a:it>' + inner + b"</a:it></a:submit>")
    assert reading.consignment == codecs.read(declaration()).consignment
    assert [notice.code for notice in reading.notices] == ["codecs.envelope"]
    wrong = inner.replace(b"<ModeCode>3<", b"<ModeCode>x<")
    faults = codecs.read(b'<a:submit xmlns:a="urn:a">' + wrong + b"</a:submit>").faults
    assert [fault.path for fault in faults] == [
        "/submit/MetaData/Declaration/BorderTransportMeans/ModeCode"
    ]


def test_an_envelope_with_two_messages_is_refused() -> None:
    message = declaration(items=1).partition(b"?>")[2].strip()
    (fault,) = codecs.read(b"<All>" + message + message + b"</All>").faults
    assert (fault.code, fault.path) == ("codecs.too_many", "/All/MetaData[2]")


def test_a_declaration_without_its_namespace_is_read_with_a_notice() -> None:
    plain = declaration().decode()
    for prefix in ('xmlns:m="urn:wco:datamodel:WCO:DocumentMetaData-DMS:2"', "m:", "d:",
                   'xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"',
                   'xmlns:d="urn:wco:datamodel:WCO:Declaration_DS:DMS:2"'):
        plain = plain.replace(prefix, "")
    plain = plain.replace("<WCOTypeName>", "<WCODataModelVersionCode/><WCOTypeName>")
    reading = codecs.read(plain.encode())
    assert reading.consignment == codecs.read(declaration()).consignment
    assert [notice.code for notice in reading.notices] == ["codecs.namespace"]


def _written(consignment: Consignment) -> str:
    return CODEC.write(consignment).decode()


def test_a_new_one_is_filled_as_a_real_one_is() -> None:
    truck = filled(items=2)
    written = _written(truck)
    for said in (
        "<FunctionCode>9</FunctionCode>", "<FunctionalReferenceID>C-1</FunctionalReferenceID>",
        "<TypeCode>830</TypeCode>", "<GoodsItemQuantity>2</GoodsItemQuantity>",
        "<TotalPackageQuantity>158</TotalPackageQuantity>", "<Declarant>", "<Exporter>",
        "<IdentificationTypeCode>30</IdentificationTypeCode>", "<CurrentCode>10</CurrentCode>",
        "<ContainerCode>0</ContainerCode>", "<RoutingCountryCode>AZ</RoutingCountryCode>",
    ):
        assert said in written, said
    again = codecs.read(written.encode()).consignment
    assert again is not None and again.waybill is not None and truck.waybill is not None
    assert again.waybill.identifier == truck.waybill.identifier
    assert [one.invoice_amount for one in again.items] == [
        one.invoice_amount for one in truck.items
    ]
    assert again.equipment[0].seals[0].identifier == "AZ-778812"


def test_what_a_pallet_holds_is_not_counted_again() -> None:
    (one,) = filled(items=1).items
    bags = PackagingUnit(type_code="BG", quantity=480, level_code="1")
    pallets = PackagingUnit(type_code="PX", quantity=12, level_code="3")
    sent = CODEC.write(replace(filled(items=1), items=(replace(one, packages=(pallets, bags)),)))
    assert b"<TotalPackageQuantity>12<" in sent


def test_import_and_transit_say_what_they_are() -> None:
    trader = filled().consignee
    entering = replace(filled(), importer=trader)
    assert "<TypeCode>929<" in _written(entering)
    assert "<CurrentCode>40<" in _written(entering)
    guarantee = Guarantee(
        identifier="26KZG1", type_code="1", amount=Amount(minor=500000, currency="KZT"),
        office=Location(identifier="KZ50001"),
    )
    transit = RegulatoryProcedure(
        transit_offices=(Location(identifier="TM10001"),), guarantees=(guarantee,)
    )
    written = _written(replace(filled(), procedures=(transit,)))
    assert "<TypeCode>821<" in written and "<CurrentCode>80<" in written
    read = codecs.read(written.encode()).consignment
    assert read is not None and read.procedures[0].guarantees == (guarantee,)


def test_a_national_code_that_is_too_long_is_left_out() -> None:
    permit = DocumentReference(subtype_code="FOREIGN-1", identifier="KZ-TM 00812")
    said = replace(filled(items=1), documents=(permit,))
    assert "/documents/0/subtype_code" in CODEC.omissions(said)
    (sent,) = codecs.read(CODEC.write(said)).consignments
    assert [each.identifier for each in sent.documents] == ["KZ-TM 00812"]


def test_what_does_not_fit_is_refused_with_every_reason() -> None:
    truck = filled(items=1)
    assert truck.consignee is not None
    party = replace(truck.consignee, name="n" * 71, identifier="i" * 18)
    with pytest.raises(Refusal) as caught:
        CODEC.write(replace(truck, consignee=party))
    top = "/MetaData/Declaration/GoodsShipment/Consignee"
    assert [fault.path for fault in caught.value.faults] == [f"{top}/Name", f"{top}/ID"]
