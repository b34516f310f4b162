"""Identifier queries as the cases of the eFTI reference implementation expect; pure function."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from kopri.engines.codecs.efti import messages
from kopri.engines.codecs.efti.messages import Located, Uil, read_message
from kopri.kernel.consignment import (
    Consignment,
    TransportEquipment,
    TransportMeans,
    TransportMovement,
)
from kopri.kernel.consignment.identifier_query import IdentifierQuery, found, identifiers
from tests.unit.engines.codecs.samples import filled, rich
from tests.vectors.efti_cases import groups

Conformance = Callable[[str], Path]


@pytest.fixture(scope="module")
def gate(conformance: Conformance) -> etree.XMLSchema:
    """The schema of all messages."""
    return etree.XMLSchema(etree.parse(conformance("efti") / "xsd/edelivery/gate.xsd"))


def test_every_case_finds_what_it_must(conformance: Conformance) -> None:
    asked = 0
    for group in groups(conformance("efti")):
        there = {name: identifiers(msgspec.to_builtins(one)) for name, one in group.datasets.items()}
        for case in group.cases:
            message = read_message(case.query)
            assert not message.faults and isinstance(message.query, IdentifierQuery)
            assert {name for name, each in there.items() if found(message.query, each)} == (
                case.expected), (group.name, case.query)
            asked += 1
    assert asked >= 40


def test_the_examples_are_read(conformance: Conformance) -> None:
    folder = conformance("efti") / "xsd/examples"
    query = read_message((folder / "identifier-query.xml").read_bytes())
    assert query.request_id == "X" and query.query == IdentifierQuery(
        identifier="ASB-123", kinds=frozenset({"means"}), country="FI", mode="3", dangerous="false")
    uil = read_message((folder / "uil-query.xml").read_bytes()).query
    assert isinstance(uil, messages.UilQuery)
    assert (uil.uil, uil.subsets) == (Uil(gate="FI1", platform="xxx", dataset="asdf"), ("FI",))
    for name, response in (("save-identifiers.xml", "saveIdentifiersResponse"),
                           ("follow-up-request.xml", "postFollowUpResponse")):
        message = read_message((folder / name).read_bytes())
        assert (message.response, message.query, message.faults) == (response, None, ())


@pytest.mark.parametrize("text", ["string", "token", "100", "test", "1000.000000"])
def test_what_looks_like_an_example_is_searched_all_the_same(text: str) -> None:
    message = read_message(
        f"<identifierQuery xmlns='http://efti.eu/v1/edelivery' requestId='string' "
        f"xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:type='IdentifierQuery'>"
        f"<identifier schemeAgencyId='token'>{text}</identifier><modeCode>string</modeCode>"
        f"</identifierQuery>".encode())
    assert message.query == IdentifierQuery(identifier=text, mode="string")


def test_what_is_written_is_valid(gate: etree.XMLSchema) -> None:
    uil = Uil(gate="KZ", platform="kz.kopri", dataset="n1.1")
    odd = Consignment(
        main_carriage=(
            TransportMovement(mode_code="77", means=TransportMeans(identifier="A", country="KZ")),
            TransportMovement(means=TransportMeans(identifier="B"))),
        equipment=(TransportEquipment(identifier="C", category_code="??", country="TR"),
                   TransportEquipment(identifier="MSKU1234565")))
    long = Consignment(equipment=(TransportEquipment(identifier="X" * 40, country="KZ"),))
    located = [Located(consignment=one, uil=uil, mode="3")
               for one in (filled(items=2), rich(), odd, long, Consignment())]
    for data in (
        messages.write_found(located, request_id="r 1"), messages.write_found([], request_id=""),
        *(messages.write_consignment(one, request_id="r", subsets=subsets)
          for one in located for subsets in (("identifier",), ("EU01",))),
        *(messages.write_response(name, status="404", request_id="r", description="none <here>")
          for name in ("uilResponse", "identifierResponse", "saveIdentifiersResponse",
                       "postFollowUpResponse")),
    ):
        assert gate.validate(etree.fromstring(data)), (gate.error_log, data)


@pytest.mark.parametrize("body", [
    "", "<a/>", "<identifierQuery/>",
    "<identifierQuery requestId='x'><identifier type='ship'>A</identifier></identifierQuery>",
    "<identifierQuery><identifier>A</identifier></identifierQuery>",
    "<identifierQuery requestId='x'><identifier>A</identifier><modeCode>3</modeCode><x/></identifierQuery>",
    "<uilQuery requestId='x'><uil><gateId>a</gateId></uil></uilQuery>",
])
def test_what_is_no_query_is_a_fault_where_the_schema_says_so(
    body: str, gate: etree.XMLSchema
) -> None:
    data = body.replace(">", " xmlns='http://efti.eu/v1/edelivery'>", 1) if (
        body and "/>" != body[-2:]) else body
    message = read_message(data.encode())
    assert message.faults and message.query is None
    assert not body or not gate.validate(etree.fromstring(data.encode()))
