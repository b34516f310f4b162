"""XML documents: every kind of fault, with its path and its line."""

import pytest
from lxml import etree

from kopri.engines import codecs
from kopri.engines.codecs.efti import consignment as efti

HEAD = b'<consignment xmlns="http://efti.eu/v1/consignment/common">'
BROKEN = HEAD + b"""
 stray
 <carrierAcceptanceDateTime formatId="203" colour="red">202602301200</carrierAcceptanceDateTime>
 <transshipmentPermittedIndicator>perhaps</transshipmentPermittedIndicator>
 <grossWeight unitId="LBR">12,5</grossWeight>
 <netWeight>1<b/></netWeight>
 <netWeight/>
 <numberOfPackages>1.5</numberOfPackages>
 <numberOfPackages>2</numberOfPackages>
 <deliveryEvent><actualOccurrenceDateTime>20260101</actualOccurrenceDateTime></deliveryEvent>
 <information xmlns="urn:other">text</information>
 <associatedDocument><attachedBinaryObject>?</attachedBinaryObject></associatedDocument>
</consignment>"""


def test_all_faults_with_path_and_line() -> None:
    faults = codecs.read(BROKEN).faults
    start = "/consignment"
    assert [(one.code.removeprefix("codecs."), one.path, one.params["line"]) for one in faults] == [
        ("stray_text", start, 1),
        ("unknown", f"{start}/carrierAcceptanceDateTime", 3),
        ("value", f"{start}/transshipmentPermittedIndicator", 4),
        ("order", f"{start}/grossWeight", 5),
        ("value", f"{start}/grossWeight", 5),
        ("value", f"{start}/grossWeight", 5),
        ("order", f"{start}/netWeight[1]", 6),
        ("unknown", f"{start}/netWeight[1]/b", 6),
        ("order", f"{start}/netWeight[2]", 7),
        ("value", f"{start}/netWeight[2]", 7),
        ("order", f"{start}/numberOfPackages[1]", 8),
        ("value", f"{start}/numberOfPackages[1]", 8),
        ("order", f"{start}/numberOfPackages[2]", 9),
        ("too_many", f"{start}/numberOfPackages[2]", 9),
        ("order", f"{start}/deliveryEvent", 10),
        ("missing", f"{start}/deliveryEvent/actualOccurrenceDateTime", 10),
        ("unknown", f"{start}/information", 11),
        ("order", f"{start}/associatedDocument", 12),
        ("value", f"{start}/associatedDocument/attachedBinaryObject", 12),
        ("meaning", f"{start}/carrierAcceptanceDateTime", 3),
    ]


def test_what_the_checks_find_is_found_in_the_document() -> None:
    goods = b"""
 <grossWeight>100</grossWeight>
 <netWeight unitId="TNE">2</netWeight>
 <usedTransportEquipment><id>CSQU3054383</id></usedTransportEquipment>
 <usedTransportEquipment><categoryCode>CN</categoryCode>
  <id>CSQU3054384</id></usedTransportEquipment>
</consignment>"""
    reading = codecs.read(HEAD + goods)
    assert [(one.code, one.path, one.params["line"]) for one in reading.faults] == [
        ("consignment.net_above_gross", "/consignment/netWeight", 3),
        ("consignment.container", "/consignment/usedTransportEquipment[2]/id", 6),
    ]
    assert [(one.code, one.path) for one in reading.notices] == [
        ("codecs.assumed", "/consignment/grossWeight")
    ]


def test_a_second_consignment_is_located_in_its_own_place() -> None:
    message = b"""<m:identifierResponse status="200" xmlns:m="http://efti.eu/v1/edelivery"
 xmlns="http://efti.eu/v1/consignment/identifier">%s%s</m:identifierResponse>"""
    one = b"""<m:consignment>
 <usedTransportEquipment><id>CSQU305438%d</id>
  <registrationCountry><code>TR</code></registrationCountry></usedTransportEquipment>
 <m:uil><m:gateId>A</m:gateId><m:platformId>B</m:platformId><m:datasetId>C</m:datasetId></m:uil>
</m:consignment>"""
    reading = codecs.read(message % (one % 3, one % 4))
    assert [fault.path for fault in reading.faults] == [
        "/identifierResponse/consignment[2]/usedTransportEquipment/id"
    ]


@pytest.mark.parametrize(("data", "code"), [
    (b'<a xmlns="http://efti.eu/v1/consignment/common"/>', "codecs.root"),
    (HEAD + b"</consignment>", "codecs.empty"),
    (HEAD, "codecs.syntax"),
    (b'<uilQuery xmlns="http://efti.eu/v1/edelivery"/>', "codecs.no_consignment"),
])
def test_documents_without_a_consignment(data: bytes, code: str) -> None:
    assert [fault.code for fault in codecs.read(data).faults] == [code]


def test_the_older_ecmr_is_read_in_any_order_and_namespace() -> None:
    data = b"""<eCMR xmlns="urn:un:unece:uncefact:data:standard:eCMR:1">
 <SpecifiedSupplyChainConsignment xmlns="urn:other">
  <MainCarriageLogisticsTransportMovement><ModeCode>3</ModeCode>
   <UsedLogisticsTransportMeans><ID>A1</ID><ID>B2</ID></UsedLogisticsTransportMeans>
  </MainCarriageLogisticsTransportMovement>
  <AssociatedInvoiceAmount currencyID="EUR">12.50</AssociatedInvoiceAmount>
  <TransshipmentPermissionIndicator><Indicator>true</Indicator></TransshipmentPermissionIndicator>
  <GrossWeightMeasure unitCode="TNE">1.25</GrossWeightMeasure>
 </SpecifiedSupplyChainConsignment></eCMR>"""
    reading = codecs.read(data)
    consignment = reading.consignment
    assert reading.faults == () and consignment is not None
    assert str(consignment.gross_weight_kg) == "1250" and consignment.transshipment_permitted
    assert consignment.invoice_amount is not None and consignment.invoice_amount.minor == 1250
    assert reading.movement is not None and reading.movement.means is not None
    assert reading.movement.means.further_identifiers == ("B2",)
    codec = codecs.codec("ecmr-v1-xml")
    assert not codec.writes and codec.omissions(consignment) == ()


def test_a_schema_that_the_caller_brings() -> None:
    schema = etree.XMLSchema(etree.fromstring(
        b'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"/></xs:schema>'
    ))
    validate = codecs.schema_validator(schema)
    assert validate(b"<a/>") == [] and validate(b"<a") == []
    (fault,) = codecs.read(
        HEAD + b"<information>Pipes</information></consignment>", validator=validate
    ).faults
    assert fault.code == "codecs.schema" and fault.params["line"] == 1


def test_an_untouched_example_is_known_in_any_encoding() -> None:
    text = HEAD.decode() + ("<information>string</information>"
                            "<numberOfPackages>100</numberOfPackages></consignment>")
    for data in (text.encode(), text.encode("utf-16")):
        marks = [notice.params["value"] for notice in codecs.read(data).notices
                 if notice.code == "codecs.placeholder"]
        assert marks == ["string", "100"]


def test_subset_and_common_are_different_codecs() -> None:
    assert efti.SUBSET_CODEC.roots.keys().isdisjoint(efti.COMMON_CODEC.roots.keys())
