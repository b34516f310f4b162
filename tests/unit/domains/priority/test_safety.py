"""Calls for safety: at once, outside of ceilings, and signed afterwards by another person."""

import pytest

from kopri.crossing.states import Phase
from kopri.domains.priority.operations import Danger
from kopri.domains.priority.queries import SafetyCallView, open_safety_calls, safety_calls
from kopri.journal.append.requests import AlreadyAnswered, RequestKey
from kopri.journeys.call_for_safety import call_for_safety, countersign
from kopri.journeys.show_priorities import show_priorities
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground
from tests.border import OUT, THEIRS, Border, codes, refused
from tests.unit.domains.priority.claiming import claim, loaded

SICK = Danger(danger="person", reason="the driver cannot breathe")


def waiting(border: Border) -> str:
    reference = border.open()
    border.read(reference)
    return reference


def call(
    border: Border, reference: str, *, actor: Actor | None = None, danger: Danger = SICK,
    request: RequestKey | None = None,
) -> str:
    return call_for_safety(**border.common, actor=actor or border.gate(), reference=reference,
                           danger=danger, request=request)


def open_call(border: Border) -> SafetyCallView:
    found, = (each for each in safety_calls(directions=[OUT]) if not each.signed)
    return found


def sign(border: Border, actor: Actor, uid: str = "") -> str:
    return countersign(**border.common, actor=actor, call=uid or open_call(border).uid)


def test_it_calls_at_once_where_no_ceiling_would_let_it(border: Border) -> None:
    border.capacity(own=1, theirs=1)
    assert claim(border, loaded(border)).state == "granted"  # the day's only place is taken
    reference = waiting(border)
    call(border, reference)
    assert border.view(reference).phase is Phase.CALLED
    called, = border.entries("queue.called", reference)
    said = [each for each in border.indexed(reference)
            if each["kind"].startswith("priority.safety_called")]
    assert called["payload"]["because"] == "safety"
    call_entry, = (each for each in border.indexed(reference)
                   if each["kind"].startswith("queue.called"))
    assert all({each[1] for each in entry["basis"]} & call_entry["names"] for entry in said)
    told = [each for each in border.entries("queue.allocated")
            if each["payload"]["why"] == "safety"]
    assert len(told) == 1 and "rule" not in told[0]["payload"]
    sheet = show_priorities(journal=border.node.journal, pair=border.node.house.pair)
    assert next(way for way in sheet.ways if way.line.direction == OUT).jumps[0].safety == 1


def test_what_the_officer_wrote_stays_with_the_node(border: Border) -> None:
    reference = waiting(border)
    call(border, reference)
    shared, own = (each for each in border.entries("priority.safety_called", reference))
    assert shared["payload"]["danger"] == "person" and "reason" not in shared["payload"]
    assert own["payload"] == {"reason": SICK.reason} and own["audience"] == []
    assert open_call(border).reason == SICK.reason


def test_it_is_open_until_another_person_has_signed_it(border: Border) -> None:
    reference = waiting(border)
    call(border, reference)
    first = open_call(border)
    assert open_safety_calls(directions=[OUT]) == 1 and first.person == "g1"
    same = refused(lambda: sign(border, border.gate()))
    assert same.ground is Ground.DENIED and same.faults[0].code == "priority.same_person"
    again = border.node.actor(Role.SHIFT_HEAD, person="g1")  # the same person in another role
    assert codes(lambda: sign(border, again)) == ["priority.same_person"]
    assert sign(border, border.head()) == reference
    assert open_safety_calls(directions=[OUT]) == 0
    signed, = border.entries("priority.countersigned", reference)
    named, = (each for each in border.indexed(reference)
              if each["kind"] == "priority.safety_called/1")
    assert {each[1] for each in signed["basis"]} & named["names"]
    other = border.node.actor(Role.GATE_OFFICER, person="g2")
    assert codes(lambda: sign(border, other, first.uid)) == ["priority.signed"]


def test_who_may_and_for_what(border: Border) -> None:
    reference = waiting(border)
    for actor in (border.carrier(), border.inspector("KZ-SRC"), border.node.actor()):
        assert refused(lambda who=actor: call(border, reference, actor=who)).ground is Ground.DENIED  # type: ignore[misc]
    assert codes(lambda: call(border, reference, danger=Danger(danger="hurry", reason=" "))) == [
        "priority.danger_unknown", "priority.no_reason"]
    assert border.view(reference).phase is Phase.WAITING  # nothing was written
    assert not border.entries("queue.called")
    call(border, reference)
    assert codes(lambda: call(border, reference)) == ["priority.not_before_gate"]
    for actor in (border.carrier(), border.inspector("KZ-SRC"), border.node.actor()):
        assert refused(lambda who=actor: sign(border, who)).ground is Ground.DENIED  # type: ignore[misc]
    assert codes(lambda: sign(border, border.head(), "00")) == ["priority.call_unknown"]


def test_the_neighbour_s_vehicles_are_not_called_from_here(border: Border) -> None:
    border.tell_open(THEIRS)
    border.hear()
    assert codes(lambda: call(border, THEIRS)) == ["queue.not_exit_side"]


def test_a_repeated_request_is_answered_as_the_first_time(border: Border) -> None:
    reference = waiting(border)
    key = RequestKey(key="k1", digest="d1")
    call(border, reference, request=key)
    with pytest.raises(AlreadyAnswered):
        call(border, reference, request=key)
    assert len(border.entries("queue.called", reference)) == 1


def test_a_vehicle_on_its_way_is_called_too(border: Border) -> None:
    border.capacity(own=6, theirs=6)
    reference = border.open()
    border.book(reference, 9)
    call(border, reference, danger=Danger(danger="leak", reason="fuel on the road"))
    assert border.view(reference).phase is Phase.CALLED
