"""The other side's node signs what it has no right to make: nothing of this side's changes."""

from datetime import timedelta

from kopri.crossing.queries import by_reference
from kopri.domains.control.queries import findings_of, marks_of, plan_of, steps_of
from kopri.domains.customs.queries import declarations_of
from kopri.domains.fallback.queries import regime_at
from kopri.domains.gate.queries import passages_of
from kopri.domains.inspection.queries import inspections_of
from kopri.domains.outcomes.queries import parts_of
from kopri.domains.returns.queries import returns_of
from kopri.domains.returns.states import ReturnState
from kopri.domains.weighing.queries import weighings_of
from kopri.journal.models import Incident
from kopri.kernel.clock import to_text
from tests.border import IN, POINT, THEIRS, Border
from tests.unit.domains.fallback.test_regimes import declare

STEP = {"step": "KZ2", "service": "KZ-TRC"}


def test_a_plan_and_its_steps_are_this_sides_own(border: Border) -> None:
    reference = border.at_control()
    before = (steps_of([reference]), plan_of(reference))
    steps = [{"step": "TM1", "service": "TM-SCS", "order": 1}]
    for kind, payload in (
        ("planned", {"services": [], "steps": steps}),
        ("directed", {"service": "KZ-TRC", "corridor": "green", "steps": steps}),
        ("marked", {"service": "KZ-SRC", "steps": steps, "reason": "none"}),
        ("step_started", STEP), ("step_finished", STEP),
    ):
        border.tell(f"control.{kind}/1", {"side": "tm", **payload}, subject=reference)
    border.tell("outcomes.proposed/1", {
        "side": "tm", "service": "KZ-TRC", "proposal": "p", "act": "refuse", "words": {}},
        subject=reference)
    border.hear()
    assert (steps_of([reference]), plan_of(reference)) == before
    assert marks_of([reference]) == []


def test_what_this_side_has_seen_only_this_side_says(border: Border) -> None:
    reference = border.at_control()
    for kind, payload in (
        ("gate.weighed", {"point": POINT, "gross_kg": 20_000}),
        ("gate.arrived", {"place": "exit_gate"}),
        ("customs.declared", {"declaration": "d", "regime": "export", "simulated": False}),
        ("inspection.found", {"inspection": "i", "service": "KZ-SRC", "what": "goods",
                              "found": "as told"}),
        ("gate.registered", {"direction": IN, "point": POINT}),
    ):
        border.tell(f"{kind}/1", {"side": "kz", **payload}, subject=reference)
    passed = passages_of([reference])
    border.hear()
    assert weighings_of(reference) == [] and declarations_of([reference]) == []
    assert passages_of([reference]) == passed
    assert Incident.objects.filter(code="unlawful_act").exists()


def test_a_regime_of_this_side_is_renewed_and_ended_by_this_side(border: Border) -> None:
    declare(border)
    before = regime_at(side="kz", point=POINT, now=border.now)
    assert before is not None
    later = to_text(border.now + timedelta(days=30))
    common = {"side": "tm", "point": POINT, "regime": before.regime}
    border.tell("fallback.renewed/1", {**common, "until": later}, subject=POINT)
    border.tell("fallback.ended/1", common, subject=POINT)
    border.hear()
    assert regime_at(side="kz", point=POINT, now=border.now) == before


def test_a_return_is_answered_by_the_exit_side(border: Border) -> None:
    reference = border.at_control()
    common = {"side": "tm", "number": "r1"}
    for kind, more in (
        ("opened", {"service": "TM-SCS"}), ("answered", {"answer": "takes_back", "note": "here"}),
        ("received", {}),
    ):
        border.tell(f"returns.{kind}/1", {**common, **more}, subject=reference)
    border.hear()
    assert [each.state for each in returns_of([reference])] == [ReturnState.OPENED]


def test_a_return_is_opened_by_the_entry_side(border: Border) -> None:
    border.tell_open(THEIRS)
    border.tell("returns.opened/1", {"side": "tm", "number": "r1", "service": "TM-SCS"},
                subject=THEIRS)
    border.hear()
    assert returns_of([THEIRS]) == []


def test_whose_a_case_is_and_where_it_goes_is_said_once(border: Border) -> None:
    reference = border.open()
    before = by_reference(reference)
    for kind in ("opened", "amended"):
        border.tell(f"crossing.{kind}/1", {
            "direction": IN, "point": "other", "mode": "rail", "carrier": "p2"}, subject=reference)
    border.hear()
    now = by_reference(reference)
    assert (now.direction, now.point, now.mode, now.carrier) == (
        before.direction, before.point, before.mode, before.carrier)


def test_what_cannot_be_read_again_is_kept_and_not_applied(border: Border) -> None:
    """A page or a handover would fail over it for as long as the case is there."""
    border.tell_open(THEIRS)
    reference = border.open()
    for kind, payload in (
        ("inspection.began", {"inspection": "i1"}),
        ("inspection.signed", {"inspection": "i1", "service": "TM-SCS", "digest": "0" * 64,
                               "facts": 0, "conclusion": "perhaps"}),
        ("control.finding_recorded", {"service": "TM-SCS", "outcome": "held", "until": "soon"}),
        ("control.finding_recorded", {"service": "TM-SCS", "outcome": "perhaps"}),
        ("outcomes.part_decided", {"service": "TM-SCS", "outcome": "refused", "part": "trailer:x",
                                   "appeal_until": "soon"}),
        ("outcomes.part_decided", {"service": "TM-SCS", "outcome": "held", "part": "trailer:x",
                                   "until": "2026-02-30T00:00:00Z"}),
        ("customs.declared", {"declaration": "d", "regime": "transit", "deadline": "soon"}),
    ):
        border.tell(f"{kind}/1", {"side": "tm", **payload}, subject=THEIRS)
    for far in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
        border.log.write("returns.opened/1", {"side": "tm", "number": far, "service": "TM-SCS"},
                         subject=reference, time=far)
    border.hear()
    assert returns_of([reference]) == []
    assert inspections_of(THEIRS) == [] and declarations_of([THEIRS]) == []
    assert findings_of([THEIRS]) == [] and parts_of([THEIRS]) == []
    assert Incident.objects.filter(code="bad_entry").exists()
