"""Plans, directions, steps, findings, outcomes, reversals."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from kopri.crossing.states import Phase, SideState
from kopri.domains.control.queries import control_of, findings_of, steps_of
from kopri.domains.control.states import ENDS, TRANSITIONS, ControlState
from kopri.domains.control.types import Decision, Outcome
from kopri.journal.append.requests import AlreadyAnswered, RequestKey
from kopri.journeys.decide import record_finding
from kopri.kernel.errors import Ground, Refusal
from tests.border import EXIT_SERVICES, Border, codes, refused

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
        return record_finding(**border.paired, actor=border.inspector("KZ-BS"),
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
