"""A weighing at the other side's gate counts here by an agreement, once for each service, or not."""

from pathlib import Path

import pytest

from kopri.domains.weighing.queries import weighings_of
from kopri.journeys.inspect_jointly import Bench, recognise_result
from kopri.journeys.pass_gate import Passing, register_vehicle
from kopri.journeys.show_inspections import show_inspections
from kopri.kernel.actor import Role
from tests.border import Border, codes
from tests.conftest import HandClock, make_node
from tests.simulators.log import MemoryPeer, SimulatedLog

COUNTRIES = Path(__file__).parents[3] / "countries"
TRUCK = "T234-5678-9Q"


@pytest.fixture
def entry(database: None, tmp_path: Path, clock: HandClock) -> Border:
    """The entry side of the fictional pair; the exit side has weighed a truck and told it."""
    node = make_node(tmp_path / "node", clock=clock, side="xb", pair="xa-xb", countries=COUNTRIES)
    log = SimulatedLog(side="xa", reader="xb", origin="xa.test.kopri", letter="A")
    border = Border(node=node, log=log, peer=MemoryPeer(log=log))
    both = ("xa", "xb")
    border.tell("crossing.opened/1", {
        "direction": "xa-xb", "point": "nor-sud", "mode": "road", "loaded": True, "crew": [],
        "parts": [], "conveyance": {"plate": "777 XA", "country": "XA"}}, subject=TRUCK,
        audience=both)
    border.tell("gate.weighed/1", {"side": "xa", "point": "nor-sud", "gross_kg": 38_400},
                subject=TRUCK, audience=both)
    border.tell("gate.exited/1", {"side": "xa"}, subject=TRUCK, audience=both)
    border.hear()
    register_vehicle(**border.paired, actor=border.gate(), passing=Passing(reference=TRUCK))
    return border


def test_one_weighing_serves_both_where_the_table_says_so(entry: Border) -> None:
    bench = Bench(**entry.paired, actor=entry.inspector("TARIFF"), reference=TRUCK)
    weighed, = weighings_of(TRUCK)
    recognise_result(bench=bench, fact=weighed.uid)
    written, = entry.entries("inspection.recognised", TRUCK)
    assert written["payload"]["legal_basis"] == "T1" and len(written["basis"]) == 1
    assert codes(lambda: recognise_result(bench=bench, fact=weighed.uid)) == [
        "inspection.recognised"]
    assert codes(lambda: recognise_result(bench=bench, fact="0" * 64)) == [
        "inspection.not_recognisable"]
    shown, = show_inspections(**entry.paired, actor=entry.node.actor(Role.AUDITOR),
                              reference=TRUCK).weighings
    assert (shown.gross_kg, shown.basis, list(shown.by)) == (38_400, "T1", ["TARIFF"])


def test_without_an_agreement_it_is_information_only(border: Border) -> None:
    border.tell_open(TRUCK)
    border.tell("gate.weighed/1", {"side": "tm", "point": "tmb-gbz", "gross_kg": 38_400},
                subject=TRUCK)
    border.tell("gate.exited/1", {"side": "tm"}, subject=TRUCK)
    border.hear()
    border.register(TRUCK)
    bench = Bench(**border.paired, actor=border.inspector("KZ-TRC"), reference=TRUCK)
    weighed, = weighings_of(TRUCK)
    assert codes(lambda: recognise_result(bench=bench, fact=weighed.uid)) == [
        "inspection.not_recognised"]
