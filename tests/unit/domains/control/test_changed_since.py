"""Two officers on one case: who decides over an older state of it is told what has changed."""

from typing import Any

from kopri.domains.control.queries import marks_of
from kopri.domains.control.rules import changes
from kopri.domains.control.types import Decision, Outcome
from kopri.journal.append.requests import AlreadyAnswered, RequestKey
from kopri.journal.models import Entry
from kopri.journeys.control_vehicle import direct_controls
from kopri.journeys.decide import confirm_decision, record_finding, reverse_finding
from kopri.journeys.mark_risk import lift_mark, mark_risk
from kopri.journeys.show_case import show_case
from tests.border import Border, codes, refused

HOLD = Decision(outcome=Outcome.HELD, lifts="the original waybill")


def seen(border: Border, reference: str) -> str:
    """How far an officer knows the case who opens it now."""
    return show_case(**border.paired, actor=border.inspector("KZ-SRC"), reference=reference).seen


def told(event: str, **payload: Any) -> list[str]:
    """What customs of kz is told of one event."""
    given = {"side": "kz", "service": "KZ-BS", **payload}
    return [fault.code for fault in changes([(event, given)], side="kz", service="KZ-SRC")]


def test_the_second_officer_is_told_what_changed_and_may_then_decide(border: Border) -> None:
    reference = border.at_control()
    known = seen(border, reference)
    border.find(reference, "KZ-SRC", "held", lifts="the seal's number")
    second = {**border.paired, "actor": border.inspector("KZ-SRC", "i2"), "reference": reference}
    refusal = refused(lambda: record_finding(**second, decision=HOLD, seen=known))
    assert [fault.code for fault in refusal.faults] == [
        "control.changed_since", "control.decided_since"]
    assert refusal.faults[1].params == {"service": "KZ-SRC"}
    for act in (
        lambda: reverse_finding(**second, reason="r", seen=known),
        lambda: direct_controls(**second, corridor="green", extra=[], seen=known),
        lambda: confirm_decision(**second, proposal="p", seen=known),
    ):
        assert codes(act)[0] == "control.changed_since"
    assert record_finding(**second, decision=HOLD, seen=seen(border, reference))


def test_no_officer_marks_over_a_colleagues_mark_unseen(border: Border) -> None:
    reference = border.at_control()
    known = seen(border, reference)
    asked: dict[str, Any] = {**border.paired, "reference": reference, "service": "KZ-SRC",
                             "steps": ["KZ5"], "seen": known}
    mark_risk(**asked, actor=border.inspector("KZ-SRC"), reason="the seal looks new")
    second = border.inspector("KZ-SRC", "i2")
    assert codes(lambda: mark_risk(**asked, actor=second, reason="nervous")) == [
        "control.changed_since", "control.planned_since"]
    assert codes(lambda: lift_mark(
        **border.common, actor=second, reference=reference, service="KZ-SRC", reason="r",
        seen=known))[0] == "control.changed_since"
    assert [each.reason for each in marks_of([reference])] == ["the seal looks new"]


def test_a_repeated_request_gives_its_answer_whatever_has_changed_since(border: Border) -> None:
    reference = border.at_control()
    known, key = seen(border, reference), RequestKey(key="k", digest="d")
    mine = {**border.paired, "actor": border.inspector("KZ-SRC"), "reference": reference,
            "decision": HOLD, "seen": known, "request": key}
    assert not record_finding(**mine).waits
    number = Entry.objects.filter(subject=reference).count()
    try:
        record_finding(**mine)
        raise AssertionError("this was done twice")
    except AlreadyAnswered:
        assert Entry.objects.filter(subject=reference).count() == number


def test_what_services_do_at_the_same_time_disturbs_nobody(border: Border) -> None:
    reference = border.at_control()
    known = seen(border, reference)
    border.start(reference, "KZ3", "KZ-BS")
    border.find(reference, "KZ-BS")
    customs = {**border.paired, "actor": border.inspector("KZ-SRC"), "reference": reference}
    assert record_finding(**customs, decision=HOLD, seen=known)
    assert show_case(**border.paired, actor=border.carrier(), reference=reference).seen == ""


def test_a_mark_that_this_node_does_not_know_is_an_old_one(border: Border) -> None:
    reference, other = border.at_control(), border.at_control()
    customs = {**border.paired, "actor": border.inspector("KZ-SRC"), "reference": reference}
    number, _, uid = seen(border, reference).partition("-")
    for strange in (seen(border, other), f"{int(number) - 1}-{uid}", f"{int(number) + 1}-{uid}",
                    "x", "0-", f"{number}-"):
        assert codes(lambda mark=strange: record_finding(  # type: ignore[misc]
            **customs, decision=HOLD, seen=mark)) == ["control.changed_since"]
    border.weigh(reference, 20_000)
    assert codes(lambda: record_finding(**customs, decision=HOLD, seen=f"{number}-{uid}")) == [
        "control.changed_since", "control.weighed_since"]


def test_what_a_decision_rests_on() -> None:
    assert told("control.finding_recorded", outcome="cleared") == []
    assert told("control.finding_recorded", outcome="cleared", service="KZ-SRC") == [
        "control.decided_since"]
    assert told("control.finding_recorded", outcome="held") == ["control.decided_since"]
    assert told("control.finding_recorded", outcome="held", side="tm") == []
    assert told("control.reversed") == ["control.taken_back_since"]
    assert told("outcomes.withheld") == ["control.decided_since"]
    assert told("outcomes.proposed") == []
    assert told("outcomes.proposed", service="KZ-SRC") == ["control.proposed_since"]
    assert told("control.planned") == ["control.planned_since"]
    assert told("control.planned", side="tm") == []
    assert told("control.marked") == []
    assert told("control.marked", service="KZ-SRC") == ["control.planned_since"]
    assert told("control.step_started", service="KZ-SRC") == []
    assert told("documents.attached") != told("notice.amended") == told("crossing.amended") == ["control.notice_since"]
    assert told("gate.weighed", side="tm") == ["control.weighed_since"]
    assert told("inspection.found", side="tm") == ["control.inspected_since"]
    twice = [("notice.amended", {}), ("notice.amended", {}), ("gate.weighed", {"side": "kz"})]
    assert [fault.code for fault in changes(twice, side="kz", service="KZ-SRC")] == [
        "control.notice_since", "control.weighed_since"]


def test_only_an_inspector_learns_what_has_changed(border: Border) -> None:
    """Who may not decide is told so, and nothing of what the services have done meanwhile."""
    reference = border.at_control()
    known = seen(border, reference)
    border.find(reference, "KZ-BS", "held", lifts="a visa")
    for actor in (border.carrier(), border.gate()):
        asked = {**border.paired, "actor": actor, "reference": reference, "seen": known}
        assert codes(lambda asked=asked: record_finding(**asked, decision=HOLD)) == [  # type: ignore[misc]
            "permission.denied"]
