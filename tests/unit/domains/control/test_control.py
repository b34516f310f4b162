"""Plans, directions, steps, findings, outcomes, reversals."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from kopri.crossing.states import Phase, SideState
from kopri.domains.control.queries import control_of, corridor_of, findings_of, steps_of
from kopri.domains.control.states import ENDS, TRANSITIONS, ControlState
from kopri.domains.control.types import Decision, Outcome
from kopri.journal.requests import AlreadyAnswered, RequestKey
from kopri.journeys.change_notice import amend_notice
from kopri.journeys.control_vehicle import record_finding
from kopri.kernel.errors import Ground, Refusal
from tests.border import EXIT_SERVICES, IN, THEIRS, Border, codes, goods, refused

ALWAYS = [("KZ2", "KZ-TRC"), ("KZ3", "KZ-BS"), ("KZ4g", "KZ-SRC")]


def plan(reference: str) -> list[tuple[str, str]]:
    return [(step.step, step.service) for step in steps_of([reference])]


# the plan: country data and nothing else


@pytest.mark.parametrize(("commodity", "seen_by"), [
    ("870899", []), ("070200", ["KZ-PHY"]), ("020110", ["KZ-VET"]), ("300490", ["KZ-SAN"]),
])
def test_the_goods_say_which_services_see_them(
    border: Border, commodity: str, seen_by: list[str]
) -> None:
    reference = border.announce(commodity).reference
    border.work()
    assert plan(reference) == ALWAYS + [("KZ6", service) for service in seen_by]
    control = control_of(reference, side="kz")
    assert control is not None and list(control.services) == [*EXIT_SERVICES, *seen_by]


def test_several_goods_are_seen_by_all_that_must(border: Border) -> None:
    reference = border.announce("070200", "020110").reference
    border.work()
    assert set(plan(reference)) == {*ALWAYS, ("KZ6", "KZ-PHY"), ("KZ6", "KZ-VET")}


def test_an_empty_vehicle_is_planned_at_the_gate(border: Border) -> None:
    reference = border.at_control()
    assert plan(reference) == ALWAYS


def test_an_amended_notice_changes_the_plan_until_the_gate(border: Border) -> None:
    lodged = border.announce("070200")
    border.work()

    def amend(commodity: str) -> None:
        amend_notice(**border.common, actor=border.carrier(), notice=lodged.notice,
                     eta=border.now + timedelta(hours=2), document_format="test",
                     document_sha256="2" * 64, consignments=goods(commodity))

    amend("870899")
    border.work()
    assert plan(lodged.reference) == ALWAYS
    border.register(lodged.reference)
    with pytest.raises(Refusal):
        amend("020110")
    assert plan(lodged.reference) == ALWAYS


def test_a_notice_heard_too_late_leaves_the_plan(border: Border) -> None:
    border.tell_open(THEIRS, direction=IN)
    border.hear()
    border.register(THEIRS)
    before = plan(THEIRS)
    border.tell("notice.lodged/1", {
        "notice": "n1", "version": 1, "eta": "2026-01-15T08:00:00Z", "format": "t",
        "document_sha256": "0" * 64,
        "consignments": [{"items": [{"sequence": 1, "commodity_code": "070200"}]}],
    }, subject=THEIRS)
    border.hear()
    border.work()
    assert plan(THEIRS) == before


def test_the_entry_sides_plan_is_its_own(border: Border) -> None:
    border.tell_open(THEIRS, direction=IN)
    border.tell("control.planned/1", {"side": "tm", "services": ["TM-MIG"]}, subject=THEIRS)
    border.hear()
    border.register(THEIRS)
    assert plan(THEIRS) == ALWAYS
    theirs = control_of(THEIRS, side="tm")
    assert theirs is not None and theirs.services == ("TM-MIG",)


def test_the_steps_stay_at_home(border: Border) -> None:
    """Which services see the goods is shared; stages, corridors and directions are not."""
    reference = border.at_control()
    border.direct(reference, "red", "KZ5")
    for entry in border.entries(subject=reference):
        if entry["audience"]:
            assert not {"steps", "corridor", "step", "order"} & set(entry["payload"])
            assert not entry["kind"].startswith(("control.directed", "control.step"))


# directing


@pytest.mark.parametrize(("corridor", "step"), [
    ("green", "KZ4g"), ("yellow", "KZ4y"), ("red", "KZ4r"),
])
def test_customs_choose_a_corridor(border: Border, corridor: str, step: str) -> None:
    reference = border.at_control()
    border.direct(reference, corridor)
    assert plan(reference) == [*ALWAYS[:2], (step, "KZ-SRC")]
    assert corridor_of(reference) == corridor


def test_extra_steps_are_kept_by_a_second_direction(border: Border) -> None:
    reference = border.at_control()
    border.direct(reference, "yellow", "KZ5")
    border.direct(reference, "red")
    assert plan(reference) == [*ALWAYS[:2], ("KZ4r", "KZ-SRC"), ("KZ5", "KZ-SRC")]


def test_a_step_that_has_begun_is_not_taken_away(border: Border) -> None:
    reference = border.at_control()
    border.start(reference, "KZ4g", "KZ-SRC")
    border.direct(reference, "red")
    assert plan(reference) == [*ALWAYS, ("KZ4r", "KZ-SRC")]


def test_another_services_extra_step(border: Border) -> None:
    reference = border.at_control("070200")
    border.direct(reference, "", "KZ6L", service="KZ-PHY")
    assert ("KZ6L", "KZ-PHY") in plan(reference)


@pytest.mark.parametrize(("service", "corridor", "extra", "expected"), [
    ("KZ-SRC", "blue", (), ["control.corridor_unknown"]),
    ("KZ-SRC", "", (), ["control.corridor_unknown"]),  # or customs would drop out of the plan
    ("KZ-BS", "red", (), ["control.corridor_unknown"]),  # not the border guard's to choose
    ("KZ-SRC", "red", ("KZ6L",), ["control.step_unknown"]),
    ("KZ-SRC", "blue", ("KZ2", "nope"),
     ["control.corridor_unknown", "control.step_unknown", "control.step_unknown"]),
])
def test_a_wrong_direction(
    border: Border, service: str, corridor: str, extra: tuple[str, ...], expected: list[str]
) -> None:
    reference = border.at_control()
    found = refused(lambda: border.direct(reference, corridor, *extra, service=service))
    assert [fault.code for fault in found.faults] == expected
    assert found.ground is Ground.INVALID
    assert plan(reference) == ALWAYS and corridor_of(reference) == ""


def test_nothing_is_directed_before_the_gate_or_after_ones_decision(border: Border) -> None:
    reference = border.open()
    assert codes(lambda: border.direct(reference, "red")) == ["control.not_registered"]
    border.register(reference)
    border.find(reference, "KZ-SRC")
    assert codes(lambda: border.direct(reference, "red")) == ["control.already_decided"]


# steps


def test_a_step_is_begun_and_finished_once(border: Border) -> None:
    reference = border.at_control()
    border.start(reference, "KZ3", "KZ-BS")
    border.node.clock.move(minutes=5)
    border.start(reference, "KZ3", "KZ-BS")  # a second officer: the first beginning counts
    border.finish(reference, "KZ3", "KZ-BS")
    step = next(step for step in steps_of([reference]) if step.step == "KZ3")
    assert (step.started, step.finished) == (border.now - timedelta(minutes=5), border.now)
    assert codes(lambda: border.finish(reference, "KZ3", "KZ-BS")) == ["control.step_done"]
    assert codes(lambda: border.start(reference, "KZ3", "KZ-BS")) == ["control.step_done"]


@pytest.mark.parametrize(("step", "service"), [("KZ4r", "KZ-SRC"), ("KZ3", "KZ-SRC"), ("x", "KZ-BS")])
def test_a_step_that_is_not_the_services(border: Border, step: str, service: str) -> None:
    reference = border.at_control()
    assert codes(lambda: border.start(reference, step, service)) == ["control.not_in_plan"]
    assert codes(lambda: border.finish(reference, step, service)) == ["control.not_in_plan"]


# findings


def test_the_last_clearance_releases_in_the_same_commit(border: Border) -> None:
    reference = border.at_control()
    assert [border.find(reference, service).concluded for service in EXIT_SERVICES] == [
        False, False, True]
    assert border.view(reference).exit_state is SideState.RELEASED
    control = control_of(reference, side="kz")
    assert control is not None and control.released == border.now


def test_a_release_rests_on_every_clearance(border: Border) -> None:
    reference = border.at_control("070200")
    services = (*EXIT_SERVICES, "KZ-PHY")
    border.clear(reference, services)
    (release,) = border.entries("control.released", reference)
    basis = [tuple(ref) for ref in release["basis"]]
    assert len(basis) == len(set(basis)) == len(services)
    assert {origin for origin, _ in basis} == {border.node.journal.origin}


def test_a_finding_ends_the_services_steps_and_a_hold_does_not(border: Border) -> None:
    reference = border.at_control()
    border.find(reference, "KZ-BS", "held", lifts="bring the visa")
    assert all(step.finished is None for step in steps_of([reference]))
    border.find(reference, "KZ-BS")
    assert [step.step for step in steps_of([reference]) if step.finished] == ["KZ3"]


@pytest.mark.parametrize(("outcome", "words", "expected"), [
    ("held", {}, ["control.hold_without_lift"]),
    ("held", {"reason": "smells"}, ["control.hold_without_lift"]),
    ("refused", {}, ["control.refusal_without_rule"]),
    ("refused", {"rule": "law 1"}, ["control.refusal_without_rule"]),
    ("refused", {"reason": "no visa"}, ["control.refusal_without_rule"]),
])
def test_what_a_decision_must_say(
    border: Border, outcome: str, words: dict[str, str], expected: list[str]
) -> None:
    reference = border.at_control()
    found = refused(lambda: border.find(reference, "KZ-BS", outcome, **words))
    assert [fault.code for fault in found.faults] == expected
    assert found.ground is Ground.INVALID and findings_of([reference]) == []


def test_a_hold_stops_the_release_until_it_is_lifted(border: Border) -> None:
    reference = border.at_control()
    border.find(reference, "KZ-BS", "held", lifts="bring the visa", reason="none")
    border.clear(reference, ("KZ-TRC", "KZ-SRC"))
    assert border.view(reference).held and border.view(reference).exit_state is SideState.HELD
    border.find(reference, "KZ-BS", "held", lifts="bring a photo too")
    assert border.find(reference, "KZ-BS").concluded
    assert not border.view(reference).held


def test_what_lifts_a_hold_is_told_and_its_reason_is_not(border: Border) -> None:
    reference = border.at_control()
    border.find(reference, "KZ-BS", "held", lifts="bring the visa", reason="watch list")
    shared, own = border.entries("control.finding_recorded", reference)
    if not shared["audience"]:
        shared, own = own, shared
    assert shared["payload"]["lifts"] == "bring the visa" and "reason" not in shared["payload"]
    assert own["payload"] == {"reason": "watch list"} and shared["event"] == own["event"]


def test_a_refusal_refuses_the_side_at_once(border: Border) -> None:
    reference = border.at_control()
    border.find(reference, "KZ-TRC")
    assert border.find(reference, "KZ-BS", "refused", rule="law 1", reason="no visa").concluded
    assert border.view(reference).phase is Phase.REFUSED
    control = control_of(reference, side="kz")
    assert control is not None and control.refused_by == "KZ-BS"
    (act,) = border.entries("control.refused", reference)
    assert len(act["basis"]) == 1
    assert codes(lambda: border.find(reference, "KZ-SRC")) == ["control.not_registered"]


def test_only_services_of_the_plan_decide_and_only_in_control(border: Border) -> None:
    reference = border.open()
    assert codes(lambda: border.find(reference, "KZ-BS")) == ["control.not_registered"]
    border.register(reference)
    assert codes(lambda: border.find(reference, "KZ-PHY")) == ["control.not_in_plan"]
    border.clear(reference)
    assert codes(lambda: border.find(reference, "KZ-BS")) == ["control.not_registered"]


def test_a_clearance_is_given_once(border: Border) -> None:
    reference = border.at_control()
    border.find(reference, "KZ-BS")
    assert codes(lambda: border.find(reference, "KZ-BS")) == ["control.already_decided"]


def test_no_decision_from_the_future(border: Border) -> None:
    reference = border.at_control()
    ahead = border.now + timedelta(minutes=1)
    assert codes(lambda: border.find(reference, "KZ-BS", time=ahead)) == ["control.time_in_future"]
    border.find(reference, "KZ-BS")
    assert codes(lambda: border.reverse(reference, "KZ-BS", time=ahead)) == [
        "control.time_in_future"]


def test_submitted_twice_under_one_key_is_one_finding(border: Border) -> None:
    reference = border.at_control()
    key = RequestKey(key="a form sent twice", digest="0" * 64)

    def submit() -> object:
        return record_finding(**border.common, actor=border.inspector("KZ-BS"),
                              reference=reference, request=key,
                              decision=Decision(outcome=Outcome.CLEARED))

    submit()
    with pytest.raises(AlreadyAnswered) as again:
        submit()
    assert b'"concluded":false' in again.value.answer
    assert len(border.entries("control.finding_recorded", reference)) == 1


def test_two_officers_decide_at_once_and_one_decision_stands(border: Border) -> None:
    reference = border.at_control()

    def decide(person: str) -> str:
        try:
            border.find(reference, "KZ-BS", actor=border.inspector("KZ-BS", person))
            return "cleared"
        except Refusal as refusal:
            return refusal.faults[0].code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(decide, ["i1", "i2", "i3", "i4"]))
    assert answers == ["cleared"] + ["control.already_decided"] * 3


def test_the_last_services_clear_at_once_and_the_side_is_released_once(border: Border) -> None:
    reference = border.at_control()

    def clear(service: str) -> bool:
        try:
            return border.find(reference, service).concluded
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(clear, EXIT_SERVICES)) == [False, False, True]
    assert len(border.entries("control.released", reference)) == 1


# reversals


def test_a_reversal_opens_a_release_again(border: Border) -> None:
    reference = border.at_control()
    border.clear(reference)
    border.reverse(reference, "KZ-BS")
    assert border.view(reference).exit_state is SideState.REGISTERED
    assert codes(lambda: border.leave(reference)) == ["gate.not_released"]
    control = control_of(reference, side="kz")
    assert control is not None and control.released is None
    assert border.find(reference, "KZ-BS").concluded
    border.leave(reference)


def test_a_refusal_is_reversed_by_its_own_service(border: Border) -> None:
    reference = border.at_control()
    border.find(reference, "KZ-BS", "refused", rule="law 1", reason="no visa")
    border.reverse(reference, "KZ-BS")
    assert border.view(reference).exit_state is SideState.REGISTERED
    border.clear(reference)
    assert border.view(reference).exit_state is SideState.RELEASED


def test_another_service_does_not_reverse_a_refusal(border: Border) -> None:
    reference = border.at_control()
    border.find(reference, "KZ-TRC")
    border.find(reference, "KZ-BS", "refused", rule="law 1", reason="no visa")
    border.reverse(reference, "KZ-TRC")
    control = control_of(reference, side="kz")
    assert border.view(reference).phase is Phase.REFUSED
    assert control is not None and control.refused is not None and control.refused_by == "KZ-BS"


def test_what_cannot_be_reversed(border: Border) -> None:
    reference = border.at_control()
    assert codes(lambda: border.reverse(reference, "KZ-BS")) == ["control.nothing_to_reverse"]
    border.clear(reference)
    border.leave(reference)
    assert codes(lambda: border.reverse(reference, "KZ-BS")) == ["control.left"]


def test_reversed_twice(border: Border) -> None:
    reference = border.at_control()
    border.find(reference, "KZ-BS")
    border.reverse(reference, "KZ-BS")
    assert codes(lambda: border.reverse(reference, "KZ-BS")) == ["control.nothing_to_reverse"]


def test_the_neighbours_findings_do_not_release_our_side(border: Border) -> None:
    reference = border.at_control()
    for service in EXIT_SERVICES:
        border.tell("control.finding_recorded/1", {
            "side": "tm", "service": service, "outcome": "cleared"}, subject=reference)
    border.tell("control.released/1", {"side": "kz"}, subject=reference)
    border.hear()
    assert border.view(reference).exit_state is SideState.REGISTERED
    border.clear(reference, EXIT_SERVICES[:2])
    assert border.view(reference).exit_state is SideState.REGISTERED


def test_every_state_has_an_owner_and_a_way_out() -> None:
    for state in ControlState:
        assert (state in TRANSITIONS) != (state in ENDS)
    reached = {to for ways in TRANSITIONS.values() for _, to in ways}
    assert reached | {ControlState.PLANNED} == set(ControlState)
