"""Arrivals, registration, the exit gate and the way back."""

from datetime import timedelta

import pytest

from kopri.crossing.queries import resembling
from kopri.crossing.states import Phase, SideState
from kopri.domains.cameras.queries import strangers
from kopri.domains.cameras.types import Seen
from kopri.domains.gate.queries import passages_of, waited
from kopri.journeys.pass_gate import Passing, start_on_the_spot
from kopri.journeys.register_arrival import report_plate, unannounced
from kopri.kernel.actor import Role
from kopri.kernel.errors import Ground
from tests.border import EXIT_SERVICES, IN, OUT, POINT, THEIRS, Border, codes, refused


@pytest.mark.parametrize("written", [
    "123 ABC 12", "123abc12", "123-авс-12", " 123  АВС\u00a012 ", "123АВС12", "123·ABC_12",
    "123.abc.12", "[123] АВС−12", "\u200b123ABC\u00ad12", "123 ABC 12 / 77 TRL 12", "77trl12+123abc12",
    "123abc12, 77trl12",
])
def test_a_plate_is_found_in_any_writing(border: Border, written: str) -> None:
    reference = border.open(plate="123 ABC 12")
    found = border.read(written)
    assert (found.reference, found.known, found.plate) == (reference, True, "123 ABC 12")
    assert border.view(reference).phase is Phase.WAITING


def test_a_trailer_that_changed_hands_goes_by_its_tractor(border: Border) -> None:
    border.open(plate="100 ABC 12", trailer="77 TRL 12")
    mine = border.open(plate="200 ABC 12", trailer="77 TRL 12")
    assert codes(lambda: border.read("77 TRL 12")) == ["gate.several_cases"]
    assert border.weigh("200 ABC 12 / 77 TRL 12", 20_000).reference == mine
    assert border.read("77 TRL 12 / 200 ABC 12").reference == mine


def test_the_trailers_plate_will_do(border: Border) -> None:
    reference = border.open(plate="123 ABC 12", trailer="77 TRL 12")
    for written in ("77trl12", "123 ABC 12 77 TRL 12"):
        assert border.read(written).reference == reference


@pytest.mark.parametrize("change", [str.lower, lambda text: text.replace("-", " ")])
def test_a_reference_is_found_however_typed(border: Border, change: object) -> None:
    assert callable(change)
    reference = border.open()
    assert border.read(change(reference), "gate").reference == reference


def test_nobody_knows_this_plate(border: Border) -> None:
    border.open()
    found = refused(lambda: border.read("999 XYZ 99"))
    assert [fault.code for fault in found.faults] == ["gate.vehicle_unknown"]
    assert found.ground is Ground.MISSING


@pytest.mark.parametrize("nothing", ["", " ", "-", "\u00a0–"])
def test_a_read_of_nothing_is_nobodys_arrival(border: Border, nothing: str) -> None:
    """No trailer is no plate: an empty text must not match every case without one."""
    reference = border.open()
    assert codes(lambda: border.read(nothing)) == ["gate.nothing_read"]
    assert border.view(reference).phase is Phase.OPENED


def test_a_drivers_card_and_a_slip_of_the_hand(border: Border) -> None:
    """What the card's code says finds the case; what was mistyped is only offered."""
    reference = border.open(plate="120 ABC 12")
    letters = reference.replace("-", "")
    assert border.read(f"https://kopri.example/d/{letters}/0-ABCD").reference == reference
    wrong = next(char for char in "7Q" if char != letters[4])
    slips = [letters[:4] + wrong + letters[5:], letters[:3] + letters[4:], letters + "7"]
    if letters[1] != letters[2]:
        slips.append(letters[0] + letters[2] + letters[1] + letters[3:])
    for slip in [*slips, "12O ABC 12", "120 фис 12"]:
        assert [case.reference for case in resembling(slip)] == [reference], slip
        assert codes(lambda typed=slip: border.read(typed)) == ["gate.vehicle_unknown"]
    assert resembling("999 XYZ 99") == []


def test_of_two_cases_that_are_meant_alike_none_is_guessed(border: Border) -> None:
    """The one whose hour is today is meant; else a person chooses, and a camera tells one."""
    border.capacity()
    first, second = (border.open(trailer="123 ABC 12") for _ in range(2))
    found = refused(lambda: border.read("123 ABC 12"))
    assert [fault.code for fault in found.faults] == ["gate.several_cases"]
    assert first in str(found.faults[0].params) and second in str(found.faults[0].params)
    camera = border.node.actor(Role.DEVICE, person="c1")
    seen = Seen(plate="123ABC12", place="waiting_area", time=border.now)
    assert not report_plate(**border.paired, actor=camera, seen=seen).known
    assert [each.plate for each in strangers(now=border.now)] == ["123ABC12"]
    border.book(second, 7)
    assert border.read("123 ABC 12").reference == second


def test_an_unannounced_vehicle_is_opened_on_the_spot(border: Border) -> None:
    opening = unannounced(direction=OUT, point=POINT, plate="555 NEW 12", country="KZ",
                          carrier="g1")
    found = border.read("555 NEW 12", "gate", unannounced=opening)
    assert not found.known and found.reference.startswith("K")
    assert border.view(found.reference).phase is Phase.WAITING
    assert border.read("555new12", "gate", unannounced=opening).reference == found.reference


def test_an_unannounced_vehicle_with_a_wrong_way_opens_nothing(border: Border) -> None:
    opening = unannounced(direction="kz-xx", point="nowhere", plate="555 NEW 12", country="KZ",
                          carrier="g1")
    assert codes(lambda: border.read("555 NEW 12", "gate", unannounced=opening)) == [
        "crossing.direction_unknown", "crossing.point_unknown"]
    assert not border.entries("crossing.opened")


def test_an_unknown_reference_is_a_stub(border: Border) -> None:
    found = border.read(THEIRS.lower(), "gate")
    assert (found.reference, found.known, found.plate) == (THEIRS, False, "")
    assert border.view(THEIRS).direction == ""


def test_a_stub_is_registered_and_filled_when_the_neighbour_is_heard(border: Border) -> None:
    border.read(THEIRS, "gate")
    border.register(THEIRS, plate="1234 BN AA")
    assert border.view(THEIRS).phase is Phase.ENTRY_CONTROLS
    assert border.view(THEIRS).direction == IN
    border.tell_open(THEIRS, direction=IN, plate="1234 BN AA")
    border.hear()
    view = border.view(THEIRS)
    assert (view.phase, view.plate, view.conveyance["country"]) == (
        Phase.ENTRY_CONTROLS, "1234 BN AA", "TM")


def test_a_stub_that_stood_at_the_waiting_area_leaves_here(border: Border) -> None:
    """The centre has opened it, and its line is down: the driver shows the reference."""
    border.read(THEIRS, "waiting_area")
    border.register(THEIRS, plate="123 ABC 12")
    view = border.view(THEIRS)
    assert (view.phase, view.direction) == (Phase.EXIT_CONTROLS, OUT)


@pytest.mark.parametrize("wrong", ["K7Q2-9MXD-4T2", "hello", "KAAA-AAAA-A0", "T234-5678-9R"])
def test_what_is_no_reference_is_not_registered(border: Border, wrong: str) -> None:
    assert codes(lambda: border.register(wrong))[0].startswith("reference.")


def test_an_unknown_reference_is_registered_on_a_way_that_exists(border: Border) -> None:
    assert codes(lambda: border.register(THEIRS, direction="kz-xx", point="q")) == [
        "crossing.direction_unknown", "crossing.point_unknown"]
    border.register(THEIRS, direction=OUT)
    assert border.view(THEIRS).phase is Phase.EXIT_CONTROLS


def test_a_reference_typed_in_small_letters_is_registered_as_itself(border: Border) -> None:
    reference = border.open()
    assert border.register(reference.lower().replace("-", "")) == reference


def test_of_two_trips_the_one_that_belongs_here_is_meant(border: Border) -> None:
    """The way back is booked already; the vehicle stands at the waiting area to leave."""
    out = border.open(plate="123 ABC 12")
    border.node.clock.move(minutes=5)
    back = border.open(plate="123 ABC 12", direction=IN)
    assert border.read("123 ABC 12").reference == out
    border.register(out)
    assert border.read("123 ABC 12", "exit_gate").reference == out
    border.clear(out)
    border.leave(out)
    border.tell("gate.registered/1", {"side": "tm", "direction": IN, "point": POINT,
                                      "plate": "123 ABC 12"}, subject=back)
    border.tell("gate.exited/1", {"side": "tm"}, subject=back)
    border.hear()
    assert border.read("123 ABC 12", "gate").reference == back


def test_a_day_later_a_missed_trip_is_not_meant_any_more(border: Border) -> None:
    border.capacity()
    reference = border.open(plate="123 ABC 12")
    border.book(reference, 7)
    border.node.clock.move(hours=4)
    border.work()
    assert border.view(reference).phase is Phase.NO_SHOW
    opening = unannounced(direction=OUT, point=POINT, plate="123 ABC 12", country="KZ", carrier="g1")

    def start() -> str:
        return start_on_the_spot(**border.paired, actor=border.gate(), opening=opening,
                                 passing=Passing(reference=""))

    assert codes(start) == ["gate.vehicle_announced"]
    border.node.clock.move(days=1, seconds=1)
    assert codes(lambda: border.read("123 ABC 12")) == ["gate.vehicle_unknown"]
    assert codes(lambda: border.weigh("123 ABC 12", 20_000)) == ["weighing.vehicle_unknown"]
    assert start() != reference


def test_registered_twice(border: Border) -> None:
    reference = border.at_control()
    assert codes(lambda: border.register(reference)) == ["gate.already_registered"]


@pytest.mark.parametrize("end", ["exited", "turned back"])
def test_a_case_that_is_over_is_not_registered(border: Border, end: str) -> None:
    border.tell_open(THEIRS, direction=IN)
    border.hear()
    border.register(THEIRS)
    if end == "exited":
        border.clear(THEIRS)
        border.leave(THEIRS)
        assert border.view(THEIRS).phase is Phase.ENTERED
    else:
        border.find(THEIRS, "KZ-BS", "refused", rule="law 1", reason="no visa")
        border.turn_back(THEIRS)
        assert border.view(THEIRS).phase is Phase.TURNED_BACK
    assert "gate.case_over" in codes(lambda: border.register(THEIRS))


@pytest.mark.parametrize("act", ["no_show", "cancelled", "lapsed"])
def test_what_was_written_off_and_comes_is_registered(border: Border, act: str) -> None:
    border.capacity()
    reference = border.open()
    if act != "lapsed":
        border.book(reference, 7)
    if act == "cancelled":
        border.cancel(reference)
    else:
        border.node.clock.move(hours=4, days=8 if act == "lapsed" else 0)
        border.work()
    assert border.view(reference).phase.value == act
    border.register(reference)
    assert border.view(reference).phase is Phase.EXIT_CONTROLS


def test_what_the_exit_side_has_refused_does_not_come_in(border: Border) -> None:
    border.tell_open(THEIRS, direction=IN)
    border.tell("gate.registered/1", {"side": "tm", "direction": IN, "point": POINT,
                                      "plate": "1234 BN AA"}, subject=THEIRS)
    border.tell("control.refused/1", {"side": "tm", "service": "TM-CUS"}, subject=THEIRS)
    border.hear()
    assert codes(lambda: border.register(THEIRS)) == ["gate.refused_by_exit_side"]


def test_no_exit_before_the_release(border: Border) -> None:
    reference = border.open()
    assert codes(lambda: border.leave(reference)) == ["gate.not_released"]
    border.register(reference)
    border.clear(reference, EXIT_SERVICES[:-1])
    assert codes(lambda: border.leave(reference)) == ["gate.not_released"]
    border.find(reference, EXIT_SERVICES[-1])
    border.leave(reference)
    assert border.view(reference).exit_state is SideState.GONE
    assert codes(lambda: border.leave(reference)) == ["gate.not_released"]


def test_turning_back_only_after_a_refusal(border: Border) -> None:
    reference = border.at_control()
    assert codes(lambda: border.turn_back(reference)) == ["gate.not_refused"]
    border.find(reference, "KZ-BS", "held", lifts="bring the visa")
    assert codes(lambda: border.turn_back(reference)) == ["gate.not_refused"]
    border.find(reference, "KZ-BS", "refused", rule="law 1", reason="no visa")
    assert codes(lambda: border.leave(reference)) == ["gate.not_released"]
    border.turn_back(reference)
    assert border.view(reference).phase is Phase.TURNED_BACK


def test_nothing_happens_in_the_future(border: Border) -> None:
    reference = border.open()
    ahead = border.now + timedelta(seconds=1)
    assert codes(lambda: border.read(reference, time=ahead)) == ["gate.time_in_future"]
    assert codes(lambda: border.register(reference, time=ahead)) == ["gate.time_in_future"]
    border.register(reference, time=border.now - timedelta(minutes=20))
    (entry,) = border.entries("gate.registered", reference)
    assert (entry["time"], entry["recorded"]) == ("2026-01-15T05:40:00Z", "2026-01-15T06:00:00Z")


def test_the_first_time_at_a_place_counts_and_the_wait_is_measured(border: Border) -> None:
    reference = border.open()
    border.read(reference)
    border.node.clock.move(minutes=30)
    border.read(reference)
    border.register(reference, weight_kg=36_000)
    passage = passages_of([reference])[reference, "kz"]
    assert passage.waiting_area == border.now - timedelta(minutes=30)
    assert passage.weight_kg == 36_000
    (found,) = waited(side="kz", since=border.now - timedelta(hours=1)).values()
    assert (found.minutes, found.registered) == (30.0, border.now)


def test_an_exit_of_an_unknown_case(border: Border) -> None:
    found = refused(lambda: border.leave(THEIRS))
    assert (found.ground, found.faults[0].code) == (Ground.MISSING, "crossing.unknown")
