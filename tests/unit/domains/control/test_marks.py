"""A mark: a risk that is seen adds steps, outlasts plans, and nobody outside learns of it."""

import pytest

from kopri.crossing.queries import by_reference
from kopri.crossing.states import SideState
from kopri.domains.control.models import PlanStep
from kopri.domains.control.queries import control_of, marks_of
from kopri.journeys.control_vehicle import direct_controls
from kopri.journeys.mark_risk import lift_mark, mark_risk
from kopri.journeys.plan_controls import plan_anew
from kopri.kernel.actor import Role
from kopri.kernel.errors import Ground, Refusal
from tests.border import EXIT_SERVICES, Border, codes
from tests.unit.domains.control.test_planning import ALWAYS, plan


def _told(border: Border, reference: str) -> list[str]:
    """What the neighbour can read of a case."""
    return [entry["kind"] for entry in border.entries(subject=reference)
            if "tm" in entry["audience"]]


def test_a_mark_outlasts_plans_and_directions_and_the_other_side_learns_nothing(
    border: Border,
) -> None:
    lodged = border.announce("870899")
    border.work()
    reference = lodged.reference
    told = _told(border, reference)
    mark_risk(**border.paired, actor=border.inspector("KZ-SRC"), reference=reference,
              service="KZ-SRC", steps=["KZ5"], reason="the seal looks new")
    assert _told(border, reference) == told, "nothing left the node"
    assert ("KZ5", "KZ-SRC") in plan(reference)
    border.register(reference)
    border.direct(reference, "green")
    assert ("KZ5", "KZ-SRC") in plan(reference)
    assert [mark.reason for mark in marks_of([reference])] == ["the seal looks new"]
    lift_mark(**border.common, actor=border.inspector("KZ-SRC"), reference=reference,
              service="KZ-SRC", reason="seal number confirmed")
    assert ("KZ5", "KZ-SRC") not in plan(reference) and not marks_of([reference])
    control = control_of(reference, side="kz")
    assert control is not None and control.services == EXIT_SERVICES


def test_a_mark_alone_is_no_plan(border: Border) -> None:
    reference = border.open()
    mark_risk(**border.paired, actor=border.inspector("KZ-SRC"), reference=reference,
              service="KZ-SRC", steps=["KZ5"], reason="empty, and low on its springs")
    border.register(reference)
    assert plan(reference) == [*ALWAYS, ("KZ5", "KZ-SRC")]
    control = control_of(reference, side="kz")
    assert control is not None and control.services == EXIT_SERVICES


def test_a_plan_made_anew_under_a_mark_keeps_what_its_service_directed(border: Border) -> None:
    reference = border.at_control("070200")
    asked = {**border.paired, "actor": border.inspector("KZ-SRC"), "reference": reference}
    anew = {**border.paired, "actor": border.head(), "reference": reference, "reason": "to be sure"}
    direct_controls(**asked, corridor="red", extra=["KZ5"])
    plan_anew(**anew)
    before = plan(reference)
    mark_risk(**asked, service="KZ-SRC", steps=["KZ5"], reason="the seal looks new")
    assert not plan_anew(**anew).changed
    PlanStep.objects.filter(reference=reference, service="KZ-PHY").delete()  # as by older data
    assert plan_anew(**anew).changed
    lift_mark(**border.common, actor=border.inspector("KZ-SRC"), reference=reference,
              service="KZ-SRC", reason="confirmed")
    assert not plan_anew(**anew).changed
    assert plan(reference) == before


def test_marks_that_are_refused(border: Border) -> None:
    reference = border.at_control()
    mine = {**border.paired, "actor": border.inspector("KZ-SRC"), "reference": reference}
    assert codes(lambda: mark_risk(**mine, service="KZ-SRC", steps=["KZ3"], reason="")) == [
        "control.reason_missing", "control.step_unknown"]
    assert codes(lambda: mark_risk(**mine, service="KZ-SRC", steps=[], reason="x")) == [
        "control.step_unknown"]
    with pytest.raises(Refusal) as refusal:
        mark_risk(**mine, service="KZ-PHY", steps=["KZ6L"], reason="not its own")
    assert refusal.value.ground is Ground.DENIED
    assert codes(lambda: lift_mark(**border.common, actor=border.inspector("KZ-SRC"),
                                   reference=reference, service="KZ-SRC", reason="x")) == [
        "control.not_marked"]
    border.find(reference, "KZ-SRC")
    assert codes(lambda: mark_risk(**mine, service="KZ-SRC", steps=["KZ5"], reason="late")) == [
        "control.already_decided"]


def test_an_analyst_marks_for_any_service_and_it_must_clear_before_the_release(
    border: Border,
) -> None:
    reference = border.at_control()
    mark_risk(**border.paired, actor=border.node.actor(Role.ANALYST), reference=reference,
              service="KZ-PHY", steps=["KZ6L"], reason="soil on the wheels")
    for service in EXIT_SERVICES:
        border.find(reference, service)
    assert by_reference(reference).exit_state is SideState.REGISTERED
    border.find(reference, "KZ-PHY")
    assert by_reference(reference).exit_state is SideState.RELEASED
    assert codes(lambda: _mark(border, reference)) == ["control.concluded"]


def _mark(border: Border, reference: str) -> None:
    mark_risk(**border.paired, actor=border.node.actor(Role.ANALYST), reference=reference,
              service="KZ-PHY", steps=["KZ6L"], reason="soil on the wheels")


def _lift(border: Border, reference: str) -> None:
    lift_mark(**border.common, actor=border.node.actor(Role.ANALYST), reference=reference,
              service="KZ-PHY", reason="looked into")
    border.work()


def test_with_the_last_mark_that_is_lifted_the_side_releases(border: Border) -> None:
    reference = border.at_control("870899")
    _mark(border, reference)
    _lift(border, reference)
    assert by_reference(reference).exit_state is SideState.REGISTERED  # nobody has cleared yet
    _mark(border, reference)
    border.clear(reference)
    border.find(reference, "KZ-PHY", "held", part="consignment:W1", lifts="a certificate")
    _lift(border, reference)
    assert by_reference(reference).exit_state is SideState.REGISTERED  # a part is held
    border.find(reference, "KZ-PHY", part="consignment:W1")
    assert by_reference(reference).exit_state is SideState.RELEASED
    other = border.at_control()
    _mark(border, other)
    border.clear(other)
    _lift(border, other)
    assert by_reference(other).exit_state is SideState.RELEASED
    (released,) = border.entries("control.released", other)
    assert len(released["basis"]) == len(EXIT_SERVICES)


@pytest.mark.parametrize("acts", ["direct mark", "mark direct", "direct mark mark"])
def test_a_mark_lifted_leaves_what_its_service_directed_too(border: Border, acts: str) -> None:
    reference = border.at_control()
    asked = {**border.paired, "actor": border.inspector("KZ-SRC"), "reference": reference}
    for act in acts.split():
        if act == "direct":
            direct_controls(**asked, corridor="red", extra=["KZ5"])
        else:
            mark_risk(**asked, service="KZ-SRC", steps=["KZ5"], reason="the seal looks new")
    lift_mark(**border.common, actor=border.inspector("KZ-SRC"), reference=reference,
              service="KZ-SRC", reason="confirmed")
    assert ("KZ5", "KZ-SRC") in plan(reference)
