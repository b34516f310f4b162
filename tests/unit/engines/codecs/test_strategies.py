"""Drawn consignments are what they are said to be."""

import msgspec
from hypothesis import given, settings

from kopri.kernel.consignment import Consignment, TradeParty
from kopri.kernel.consignment.checks import check
from tests.unit.engines.codecs.strategies import consignments, without


@settings(max_examples=30)
@given(consignments(said=("consignor",)))
def test_a_drawn_consignment_is_without_fault_and_survives_its_json(drawn: Consignment) -> None:
    assert drawn.consignor is not None and check(drawn) == ()
    assert msgspec.json.decode(msgspec.json.encode(drawn), type=Consignment) == drawn
    assert without(drawn, ()) == drawn


def test_what_a_format_omits_is_taken_away() -> None:
    whole = Consignment(identifier="C-1", consignor=TradeParty(name="A"),
                        notified=(TradeParty(name="B"), TradeParty(identifier="1", name="C")))
    left = without(whole, ("/consignor/name", "/notified/0/name", "/notified/1/identifier"))
    assert left == Consignment(identifier="C-1", notified=(TradeParty(name="C"),))
    assert without(Consignment(identifier="C-1"), ("/identifier",)) is None
