"""What is judged of outcomes, returns, declarations, inspections and shifts: it holds, and can fail."""

from datetime import timedelta
from typing import Any

import pytest

from kopri.demo.plan import make_plan
from kopri.demo.report.cases import stories
from kopri.demo.report.minutes import attribution, shut_in
from kopri.demo.report.outcomes import (
    counted,
    declarations_ended,
    inspections_signed,
    missed_looked_at,
    parts_settled,
    returns_answered,
    shifts_taken,
    transit_listed,
)
from kopri.demo.scenario import Scenario
from tests.unit.demo.entries import REFERENCE, START, Log, at, books, whole_passage

LATER = START + timedelta(hours=20)
SECURED = {"exit_office": "O", "deadline": "2026-01-18T00:00:00Z", "guarantee": "G",
           "seals": ["1"], "route": ["R"]}


def _holds(*, leaving: Log, entering: Log, judge: str, **more: Any) -> bool:
    judges = {"parts": parts_settled, "returns": returns_answered,
              "declared": declarations_ended, "listed": transit_listed,
              "signed": inspections_signed}
    return judges[judge](told=stories(books=list(books(leaving, entering))), **more).holds


def _part(log: Log, minute: float, outcome: str) -> None:
    log.write("outcomes.part_decided", minute, side=log.side, service="S1", part="consignment:2",
              outcome=outcome)


def test_a_release_leaves_behind_just_what_was_refused() -> None:
    leaving, entering = whole_passage()
    assert _holds(leaving=leaving, entering=entering, judge="parts")
    _part(entering, 85, "held")
    assert not _holds(leaving=leaving, entering=entering, judge="parts")
    _part(entering, 86, "refused")
    assert not _holds(leaving=leaving, entering=entering, judge="parts"), "it went along"
    entering.write("control.released", 111, side="xb", without=["consignment:2"])
    assert _holds(leaving=leaving, entering=entering, judge="parts")
    (story,) = stories(books=list(books(leaving, entering)))
    assert counted(story) == {"less one part": True, "unannounced": False}
    entering.write("control.finding_recorded", 112, side="xb", service="S1", outcome="held")
    assert not _holds(leaving=leaving, entering=entering, judge="parts"), "S1 has not cleared it"
    entering.write("fallback.released", 113, side="xb", missed=["S1"])
    assert _holds(leaving=leaving, entering=entering, judge="parts")


def test_what_was_refused_at_the_entry_is_answered_for() -> None:
    leaving, entering = whole_passage()
    entering.write("returns.opened", 90, side="xb", number="1", service="S1")
    early = START + timedelta(minutes=150)
    assert _holds(leaving=leaving, entering=entering, judge="returns", until=early)
    assert not _holds(leaving=leaving, entering=entering, judge="returns", until=LATER)
    leaving.write("returns.answered", 120, side="xa", number="1", answer="takes_back")
    assert _holds(leaving=leaving, entering=entering, judge="returns", until=LATER)


@pytest.mark.parametrize(("side", "regime", "end"), [
    ("xa", "export", "discharged"), ("xb", "import", "released"), ("xb", "transit", "released")])
def test_each_regime_has_its_end(side: str, regime: str, end: str) -> None:
    leaving, entering = whole_passage()
    log = leaving if side == "xa" else entering
    log.write("customs.declared", 40, side=side, declaration="d", regime=regime)
    for state in ("accepted", "invalidated"):
        log.write("customs.state_told", 41, side=side, declaration="d", state=state)
        assert not _holds(leaving=leaving, entering=entering, judge="declared", until=LATER)
    log.records.pop()
    log.write("customs.state_told", 42, side=side, declaration="d", state=end)
    assert _holds(leaving=leaving, entering=entering, judge="declared", until=LATER)


def test_the_exit_sides_transit_ends_on_the_neighbours_arrival() -> None:
    leaving, entering = whole_passage()
    leaving.write("customs.declared", 40, side="xa", declaration="d", regime="transit", **SECURED)
    leaving.write("customs.state_told", 41, side="xa", declaration="d", state="released")
    both = {"leaving": leaving, "entering": entering}
    assert not _holds(**both, judge="declared", until=LATER)
    assert _holds(**both, judge="listed", listed={"d"})
    assert not _holds(**both, judge="listed", listed=set())
    leaving.write("customs.transit_ended", 95, side="xa", declaration="d", evidence="office_report")
    assert not _holds(**both, judge="declared", until=LATER)
    leaving.records.pop()
    leaving.write("customs.transit_ended", 95, side="xa", declaration="d",
                  evidence="neighbour_arrival")
    assert _holds(**both, judge="declared", until=LATER)
    assert not _holds(**both, judge="listed", listed={"d"}), "listed in vain"


def test_every_service_of_an_inspection_signs() -> None:
    leaving, entering = whole_passage()
    entering.write("inspection.appointed", 90, inspection="i", side="xb", services=[
        {"side": "xb", "service": "S1"}, {"side": "xb", "service": "S2"}])
    entering.write("inspection.ended", 95, inspection="i", side="xb")
    for service, holds in (("S1", False), ("S2", True)):
        entering.write("inspection.signed", 96, inspection="i", side="xb", service=service)
        assert _holds(leaving=leaving, entering=entering, judge="signed") is holds


@pytest.mark.parametrize(("takes", "holds"), [("p2", True), ("p1", False), ("", False)])
def test_a_shift_is_taken_by_another(takes: str, holds: bool) -> None:
    leaving, entering = whole_passage()
    for kind, person in (("handover.given", "p1"), ("handover.taken", takes)):
        if person:
            leaving.write(kind, 100, subject="p-q", side="xa", handover="h")
            dict.update(leaving.records[-1].entry, {"actor": {"person": person}})  # type: ignore[arg-type]
    assert shifts_taken(books=list(books(leaving, entering))).holds is holds


@pytest.mark.parametrize("seed", range(3))
def test_every_day_has_one_of_each_kind_a_direction(scenario: Scenario, seed: int) -> None:
    trucks = make_plan(scenario=scenario, seed=seed)
    for way in scenario.ways:
        met = [truck.meets for truck in trucks if truck.direction == way.direction]
        for name in ("withheld", "refused", "less_one", "unannounced"):
            assert sum(bool(getattr(each, name)) for each in met) == 1, name
        assert sum(each.shows > 1 for each in met) == 1
        regimes = [tuple(each.regimes.values()) for each in met if each.regimes]
        assert {("export", "import"), ("transit", "transit")} == set(regimes)


def test_who_went_under_fallback_is_listed_and_looked_at() -> None:
    leaving, entering = whole_passage()

    def holds(*listed: str) -> bool:
        return missed_looked_at(told=stories(books=list(books(leaving, entering))),
                                listed=listed).holds

    assert not holds(), "nobody went"
    entering.write("fallback.released", 105, side="xb", missed=["S1"])
    assert not holds(REFERENCE)
    entering.write("fallback.reexamined", 115, side="xb", service="S1", result="in_order")
    assert holds(REFERENCE)
    assert not holds()


def test_a_regime_claims_its_time_until_it_is_ended() -> None:
    leaving, entering = whole_passage()
    regime = {"subject": "p-q", "side": "xb", "regime": "r"}
    entering.write("fallback.declared", 112, until=at(400), **regime)
    entering.write("fallback.ended", 114, **regime)
    both = list(books(leaving, entering))
    found = attribution(told=stories(books=both), until=LATER, shut=shut_in(both))
    assert found.by_whom["outage"] == 2
    assert found.verdict().holds
