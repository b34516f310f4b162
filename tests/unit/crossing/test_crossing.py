"""Opening, amending, finding cases; and that tables come out the same however they are fed."""

from datetime import timedelta
from random import Random

import pytest

from kopri.crossing import queries
from kopri.crossing.models import Case, SharedCrossing, SharedMilestone
from kopri.crossing.operations import close
from kopri.crossing.queries import (
    count_by_phase,
    find,
    in_phases,
    milestones_of,
    of_carrier,
    open_for_vehicles,
    references_with_vin,
    views_of,
)
from kopri.crossing.states import Phase
from kopri.crossing.types import Conveyance, CrewMember, Part
from kopri.journal.append.writing import begin
from kopri.journal.apply.rebuild import rebuild
from kopri.journeys.open_crossing import amend_crossing
from kopri.kernel.errors import Ground
from kopri.kernel.ids import parse_reference
from tests.border import IN, OUT, POINT, THEIRS, Border, codes, refused

VIN = "WDB9634031L123456"


def test_a_case_is_opened_with_a_reference_of_this_node(border: Border) -> None:
    reference = border.open(plate="123 ABC 12", vin=VIN)
    assert parse_reference(reference) == reference and reference.startswith("K")
    view = border.view(reference)
    assert (view.direction, view.point, view.phase, view.carrier, view.vin) == (
        OUT, POINT, Phase.OPENED, "p1", VIN)
    assert references_with_vin(VIN) == [reference] and references_with_vin("") == []


def test_the_carriers_open_case_is_given_back(border: Border) -> None:
    reference = border.open(plate="123 ABC 12")
    assert border.open(plate="123авс12") == reference
    assert border.open(plate="123 ABC 12", direction=IN) != reference
    assert border.open(plate="123 ABC 12", actor=border.carrier("p2")) != reference


def test_the_carrier_stays_at_home(border: Border) -> None:
    reference = border.open()
    shared, own = sorted(border.entries("crossing.opened", reference),
                         key=lambda entry: not entry["audience"])
    assert "carrier" not in shared["payload"] and own["payload"] == {"carrier": "p1"}
    assert shared["audience"] == ["kz", "tm"] and own["audience"] == []


def test_every_fault_of_a_place_at_once(border: Border) -> None:
    found = refused(lambda: border.open(direction="tm-tm", point="x"))
    assert [(fault.code, fault.path) for fault in found.faults] == [
        ("crossing.direction_unknown", "/direction"), ("crossing.point_unknown", "/point")]
    assert found.ground is Ground.INVALID and border.entries("crossing.opened") == []


def amend(border: Border, reference: str) -> object:
    return amend_crossing(
        **border.common, actor=border.carrier(), reference=reference, loaded=False,
        conveyance=Conveyance(plate="777 NEW 12", country="KZ", trailer_plate="8 TRL 12"),
        crew=[CrewMember(person="d2", citizenship="TM")])


def test_vehicle_and_crew_change_until_the_gate(border: Border) -> None:
    reference = border.open(plate="123 ABC 12")
    amend(border, reference)
    view = border.view(reference)
    assert (view.plate, view.loaded, view.crew[0]["person"]) == ("777 NEW 12", False, "d2")
    assert find("123 ABC 12") == [] and [each.reference for each in find("8trl12")] == [reference]
    border.register(reference)
    assert codes(lambda: amend(border, reference)) == ["crossing.at_gate"]


def test_inside_the_gates_its_officers_note_another_trailer_and_passenger(border: Border) -> None:
    reference = border.register(border.open(plate="123 ABC 12", trailer="1 TRL 12"))

    def change(plate: str) -> None:
        amend_crossing(**border.common, actor=border.gate(), reference=reference, conveyance=Conveyance(
            plate=plate, country="KZ", trailer_plate="8 TRL 12"),
            parts=[Part(part="7", kind="passenger")])

    assert codes(lambda: change("777 NEW 12")) == ["crossing.vehicle_stays"]
    change("123 ABC 12")
    assert [each.reference for each in find("8 TRL 12")] == [reference] and not find("1 TRL 12")
    border.find(reference, "KZ-BS", "refused", part="passenger:7", rule="law 1", reason="no visa")
    border.clear(reference)
    assert border.view(reference).phase is Phase.EXIT_RELEASED
    assert codes(lambda: change("123 ABC 12")) == ["crossing.at_gate"]


def test_what_is_not_named_stays(border: Border) -> None:
    reference = border.open(plate="123 ABC 12")
    amend_crossing(**border.common, actor=border.gate(), reference=reference, loaded=False)
    view = border.view(reference)
    assert (view.plate, view.loaded) == ("123 ABC 12", False)


def test_a_closed_case_takes_nothing_more(border: Border) -> None:
    reference = border.open()
    with begin(border.node.journal, actor=border.carrier()) as tx:
        close(tx, reference=reference, reason="withdrawn")
    assert border.view(reference).phase is Phase.CLOSED
    assert codes(lambda: amend(border, reference)) == ["crossing.not_open"]
    assert codes(lambda: border.book(reference, 7)) == ["crossing.not_open"]
    assert border.open(plate=border.view(reference).plate) != reference


@pytest.mark.parametrize("who", ["p2", ""])
def test_a_stranger_closes_nothing(border: Border, who: str) -> None:
    reference = border.open()
    stranger = border.carrier(who) if who else border.inspector("KZ-BS")

    def act() -> None:
        with begin(border.node.journal, actor=stranger) as tx:
            close(tx, reference=reference, reason="withdrawn")

    assert codes(act) == ["permission.denied"]
    assert border.view(reference).phase is Phase.OPENED


def test_finding(border: Border) -> None:
    first = border.open(plate="123 ABC 12", trailer="55 TRL 12")
    border.node.clock.move(minutes=1)
    border.register(first)
    second = border.open(plate="123 ABC 12", direction=IN)
    assert {view.reference for view in find("123abc12")} == {first, second}
    assert [view.reference for view in find("123abc12", direction=OUT)] == [first]
    assert [view.reference for view in find(first.lower())] == [first]
    assert find("") == [] and find("-") == [] and find("nobody") == []
    assert {view.reference for view in of_carrier("p1")} == {first, second}
    assert open_for_vehicles([(OUT, "123 авс 12")])[OUT, "123ABC12"].reference == first
    assert [view.reference for view in views_of([THEIRS, second, first])] == [second, first]
    assert count_by_phase(direction=OUT, point=POINT) == {Phase.EXIT_CONTROLS: 1}
    assert count_by_phase(direction=OUT, point="another") == {}
    assert in_phases(Phase.EXIT_CONTROLS, point="another") == []
    assert [view.reference for view in in_phases(Phase.OPENED)] == [second]


def test_of_many_trips_of_one_plate_the_open_one_is_found(
    border: Border, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_MOST", 1)
    today = border.open(plate="123 ABC 12")
    border.node.clock.move(minutes=1)
    over = border.open(plate="123 ABC 12", actor=border.carrier("p2"))
    with begin(border.node.journal, actor=border.head(), keys=[f"case:{over}"]) as tx:
        close(tx, reference=over, reason="withdrawn")
    assert [view.reference for view in find("123 ABC 12")] == [today]


def test_what_happened_is_listed_by_the_time_it_happened(border: Border) -> None:
    reference = border.open()
    border.read(reference)
    border.register(reference, time=border.now - timedelta(minutes=30))
    assert [stone.name for stone in milestones_of(reference)] == ["registered", "opened", "arrived"]


def a_days_work(border: Border) -> None:
    """Something of every kind, of both logs."""
    border.capacity()
    first, second = border.open(plate="001 DAY 12"), border.announce("070200").reference
    border.book(first, 7)
    border.read("001 day 12")
    border.call(first)
    border.register(first)
    border.find(first, "KZ-BS", "held", lifts="visa")
    border.clear(first)
    border.reverse(first, "KZ-TRC")
    border.find(first, "KZ-TRC")
    border.leave(first)
    border.tell("gate.registered/1", {"side": "tm", "direction": OUT, "point": POINT,
                                      "plate": "001 DAY 12"}, subject=first)
    border.tell_open(THEIRS, direction=IN)
    border.hear()
    border.register(second)
    border.find(second, "KZ-PHY", "refused", rule="law 1", reason="pests")
    border.turn_back(second)
    border.work()


def test_dropped_and_replayed_the_tables_are_the_same(border: Border) -> None:
    a_days_work(border)
    assert rebuild(journal=border.node.journal, tables=border.node.house.tables) == []
    assert SharedMilestone.objects.count() > 15 and Case.objects.count() == 3


def test_a_status_is_the_same_however_its_entries_are_cut_into_batches(border: Border) -> None:
    """The neighbour's entries arrive one by one, or all at once after a cut."""
    told = [
        ("crossing.opened/1", {"direction": IN, "point": POINT, "mode": "road", "loaded": True,
                               "conveyance": {"plate": "1", "country": "TM"}, "crew": [],
                               "parts": []}),
        ("queue.slot_granted/1", {"point": POINT, "direction": IN, "vehicle_class": "truck",
                                  "slot": "2026-01-15T07:00:00Z", "exit_revision": 1,
                                  "entry_revision": 1}),
        ("queue.no_show/1", {"direction": IN, "slot": "2026-01-15T07:00:00Z"}),
        ("gate.arrived/1", {"side": "tm", "place": "waiting_area", "plate": "1"}),
        ("queue.called/1", {"direction": IN}),
        ("gate.registered/1", {"side": "tm", "direction": IN, "point": POINT, "plate": "1"}),
        ("control.finding_recorded/1", {"side": "tm", "service": "TM-BS", "outcome": "held",
                                        "lifts": "visa"}),
        ("control.finding_recorded/1", {"side": "tm", "service": "TM-BS", "outcome": "cleared"}),
        ("control.released/1", {"side": "tm"}),
        ("gate.exited/1", {"side": "tm"}),
    ]
    chance, found = Random(5), set()
    for number in range(4):
        reference = f"T{number}"
        for kind, payload in told:
            border.tell(kind, payload, subject=reference)
            if number and chance.random() < 0.5:
                border.hear()
        border.hear()
        found.add(SharedCrossing.objects.filter(reference=reference).values_list(
            "phase", "held", "exit_state", "entry_state", "turn").get())
    assert found == {("strip", False, "gone", "expected", "driver")}
