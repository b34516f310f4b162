"""Who sees a vehicle: the plan by the country's data, and how deep a service looks."""

from datetime import timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from kopri.domains.control.models import PlanStep
from kopri.domains.control.operations import planned_of
from kopri.domains.control.queries import control_of, corridor_of, plan_of, steps_of
from kopri.domains.control.types import Because
from kopri.journeys.change_notice import amend_notice
from kopri.journeys.examine_papers import accept_papers
from kopri.journeys.plan_controls import plan_anew
from kopri.kernel.actor import Role
from kopri.kernel.errors import Ground, Refusal
from tests.border import EXIT_SERVICES, IN, THEIRS, Border, codes, goods, refused
from tests.unit.domains.examination.backoffice import BackOffice

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


def test_another_services_direction_leaves_the_corridor_of_customs(border: Border) -> None:
    reference = border.at_control("070200")
    border.direct(reference, "red")
    border.direct(reference, "", "KZ6L", service="KZ-PHY")
    assert corridor_of(reference) == "red"


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


# made anew, with the reason


def test_a_plan_says_why_it_is_as_it_is(border: Border) -> None:
    lodged = border.announce("070200")
    border.work()
    first = plan_of(lodged.reference)
    assert first is not None and (first.because, first.planned) == (Because.GOODS, border.now)
    reference = border.at_control()
    assert plan_of(reference).because is Because.GATE  # type: ignore[union-attr]
    head = border.node.actor(Role.SHIFT_HEAD)
    done = plan_anew(**border.paired, actor=head, reference=reference, reason="to look")
    assert not done.changed and plan_of(reference).because is Because.GATE  # type: ignore[union-attr]
    assert codes(lambda: plan_anew(**border.paired, actor=head, reference=reference, reason=" ")) == [
        "control.reason_missing"]


def test_made_anew_keeps_what_services_chose_and_have_begun(border: Border) -> None:
    reference = border.at_control("070200")
    border.direct(reference, "red", "KZ5")
    border.start(reference, "KZ2", "KZ-TRC")
    before = plan(reference)
    PlanStep.objects.filter(reference=reference, service="KZ-PHY").delete()  # as by older data
    done = plan_anew(**border.paired, actor=border.node.actor(Role.SHIFT_HEAD), reference=reference,
                     reason="plant quarantine was missing")
    assert done.changed and plan(reference) == before
    found = plan_of(reference)
    assert found is not None
    assert (found.because, found.reason) == (Because.ASKED, "plant quarantine was missing")


def test_no_service_falls_out_of_a_plan_in_control(border: Border) -> None:
    """Else all who are left might have cleared already, and nobody's word would release."""
    border.tell_open(THEIRS, direction=IN)
    border.tell("notice.lodged/1", {
        "notice": "n1", "version": 1, "eta": "2026-01-15T08:00:00Z", "format": "t",
        "document_sha256": "0" * 64,
        "consignments": [{"items": [{"sequence": 1, "commodity_code": "070200"}]}],
    }, subject=THEIRS)
    border.hear()
    border.work()
    border.tell("notice.cancelled/1", {"notice": "n1", "reason": "sold elsewhere"}, subject=THEIRS)
    border.node.clock.move(minutes=1)
    border.register(THEIRS)
    border.clear(THEIRS)
    border.hear()  # the line was down
    border.work()
    plan_anew(**border.paired, actor=border.head(), reference=THEIRS, reason="the notice is gone")
    assert plan(THEIRS) == [*ALWAYS, ("KZ6", "KZ-PHY")]
    assert border.find(THEIRS, "KZ-PHY").concluded


def test_scales_that_contradict_accepted_papers_have_it_planned_anew(border: Border) -> None:
    gross = replace(goods("870899")[0], gross_weight_kg=Decimal(20_000))
    reference = border.announce("870899", consignments=(gross,)).reference
    border.work()
    for service in ("KZ-SRC", "KZ-BS"):
        office = BackOffice(border=border, reference=reference, service=service)
        accept_papers(desk=office.desk(), signature=office.now)
    border.work()

    def accepted() -> set[str]:
        return {each.service for each in planned_of(reference) if each.papers}

    assert accepted() == {"KZ-SRC", "KZ-BS"}
    border.weigh(reference, 33_500)  # within five per cent of the goods and a usual vehicle
    border.work()
    assert plan_of(reference).because is Because.PAPERS  # type: ignore[union-attr]
    border.register(reference)
    border.direct(reference, "yellow")
    border.node.clock.move(minutes=1)
    border.weigh(reference, 40_000)
    border.work()
    assert plan_of(reference).because is Because.WEIGHED  # type: ignore[union-attr]
    assert accepted() == {"KZ-BS"} and ("KZ4y", "KZ-SRC") in plan(reference)
    border.node.clock.move(minutes=1)
    border.weigh(reference, 33_500)  # weighed again: it was the wrong truck
    border.work()
    assert accepted() == {"KZ-SRC", "KZ-BS"}


def test_a_weighing_takes_papers_from_a_step_under_way_once_and_leaves_what_is_finished(
    border: Border,
) -> None:
    gross = replace(goods("870899")[0], gross_weight_kg=Decimal(20_000))
    reference = border.announce("870899", consignments=(gross,)).reference
    border.work()
    for service in ("KZ-SRC", "KZ-BS", "KZ-TRC"):
        office = BackOffice(border=border, reference=reference, service=service)
        accept_papers(desk=office.desk(), signature=office.now)
    border.work()
    border.register(reference)
    border.start(reference, "KZ4g", "KZ-SRC")
    border.find(reference, "KZ-TRC")  # decided, so finished, though nobody began it
    border.find(reference, "KZ-BS")
    for _ in range(3):
        border.node.clock.move(minutes=1)
        border.weigh(reference, 40_000)
        border.work()
    assert [(step.service, step.papers, bool(step.started), bool(step.finished))
            for step in steps_of([reference])] == [
        ("KZ-TRC", True, False, True), ("KZ-BS", True, False, True), ("KZ-SRC", False, True, False)]
    assert [entry["payload"]["because"] for entry in border.entries("control.planned", reference)
            if "because" in entry["payload"]][-2:] == ["papers", "weighed"], "once"
