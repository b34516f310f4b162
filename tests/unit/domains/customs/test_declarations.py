"""Declarations: through the system, by hand, for every regime; and the end of a transit."""

from datetime import timedelta
from itertools import product

import pytest
from msgspec.structs import replace

from kopri.adapters.customs.asycuda import AsycudaSystem, SimulatedAsycuda
from kopri.adapters.customs.simulated import SimulatedCustoms
from kopri.domains.customs.operations import require_released
from kopri.domains.customs.queries import open_at
from kopri.domains.customs.rules import broken_telling
from kopri.domains.customs.states import ENDS, TRANSITIONS, farthest
from kopri.domains.customs.types import DeclarationState
from kopri.journeys.clear_customs import (
    end_transit,
    follow_declaration,
    invalidate_declaration,
    tell_declaration,
)
from kopri.kernel.clock import to_text
from tests.border import IN, POINT, Border, codes
from tests.unit.domains.customs.desk import CUSTOMS, CustomsDesk, sent

State = DeclarationState


def at_control(border: Border, **change: str) -> CustomsDesk:
    return CustomsDesk(border, border.at_control("870899", consignments=sent("870899"), **change))


def test_states_have_an_owner_and_a_way_out() -> None:
    for state in State:
        assert (state in ENDS) is (not TRANSITIONS.get(state))
    for before, after in product(State, State):  # by hand, only forward, and never to the end
        wrong = {each.code for each in broken_telling(before, after, number="1", text="why")}
        ahead = {to for _, to in TRANSITIONS.get(before, ())} - {State.DISCHARGED}
        assert wrong == (set() if after in ahead else {"customs.state_does_not_follow"})
    assert farthest(frozenset({State.DISCHARGED, State.INVALIDATED})) is State.DISCHARGED


def test_an_export_is_lodged_released_and_leaves(border: Border) -> None:
    reference = border.announce("870899", consignments=sent("870899")).reference
    desk = CustomsDesk(border, reference)
    name = desk.declare()
    assert desk.states == ["presented"] and desk.views[0].number.startswith("26KZ")
    border.work()
    border.register(reference)
    assert codes(lambda: border.find(reference, CUSTOMS)) == ["customs.not_released"]
    border.find(reference, CUSTOMS, "held", reason="papers", lifts="the release")
    border.find(reference, "KZ-BS")  # of another service it is no matter
    assert follow_declaration(desk=desk.desk(), declaration=name).answers == 4
    assert desk.states == ["released"]
    assert follow_declaration(desk=desk.desk(), declaration=name).answers == 0  # nothing twice
    border.find(reference, CUSTOMS)
    border.find(reference, "KZ-TRC")
    border.leave(reference)
    follow_declaration(desk=desk.desk(), declaration=name)
    assert desk.states == ["discharged"]
    assert "customs.declared" in border.kinds(reference)
    shared = [entry["payload"] for entry in border.entries("customs.state_told", reference)
              if "tm" in entry["audience"]]
    assert shared and not any({"text", "answer", "code"} & set(each) for each in shared)


def test_of_several_consignments_each_has_a_declaration_of_its_own(border: Border) -> None:
    both = [replace(sent(commodity)[0], identifier=name)
            for name, commodity in (("W1", "870899"), ("W2", "070200"))]
    desk = CustomsDesk(border, border.announce("870899", consignments=tuple(both)).reference)
    for unclear in ("", "W3"):
        assert codes(lambda named=unclear: desk.declare(consignment=named)) == [  # type: ignore[misc]
            "customs.consignment_unknown"]
    desk.declare(consignment="W1")
    desk.declare(consignment="W2")
    assert {each.consignment for each in desk.views} == {"W1", "W2"}
    assert desk.breaking is not None and [
        [code in body for code in (b"870899", b"070200")] for body in desk.breaking.sent] == [
        [True, False], [False, True]]
    assert all("consignment" not in each["payload"] for each in border.entries("customs.declared")
               if "tm" in each["audience"])


@pytest.mark.parametrize("fails", ["before", "after"])
def test_a_silent_system_changes_nothing_and_is_asked_again(border: Border, fails: str) -> None:
    """Failed; failed after it had taken effect."""
    desk = at_control(border)
    assert desk.breaking is not None
    desk.breaking.fails = fails
    before = len(border.entries())
    assert codes(desk.declare) == ["customs.system_silent"]
    assert len(border.entries()) == before and not desk.views
    by_hand = desk.declare(number="KZ-9")  # what is on paper is taken all the same
    assert [each.number for each in desk.views] == ["KZ-9"]
    desk.breaking.fails = ""
    assert follow_declaration(desk=desk.desk(), declaration=by_hand).answers == 0
    name = desk.declare()
    assert len({key for key in desk.kept if key.startswith("d-")}) == 1  # one declaration there
    desk.breaking.fails = fails
    assert codes(lambda: follow_declaration(desk=desk.desk(), declaration=name)) == [
        "customs.system_silent"]
    desk.breaking.fails = ""
    follow_declaration(desk=desk.desk(), declaration=name)
    assert desk.states == ["presented", "released"]


def test_by_hand_only_what_follows_and_with_its_number(border: Border) -> None:
    desk = at_control(border)
    assert codes(lambda: desk.declare(system=False)) == ["customs.no_system"]
    assert codes(lambda: desk.declare("gift")) == ["customs.regime_unknown"]
    assert codes(lambda: desk.declare("import")) == ["customs.regime_of_other_side"]
    name = desk.declare(number="KZ-1", system=False)
    assert codes(lambda: desk.declare(number="KZ-1")) == ["customs.declared_twice"]

    def tell(state: str, **words: str) -> object:
        return tell_declaration(desk=desk.desk(system=False), declaration=name, state=state, **words)

    assert codes(lambda: tell("discharged")) == ["customs.state_does_not_follow"]
    assert codes(lambda: tell("invalidated")) == ["customs.no_reason"]
    tell("accepted")
    tell("under_examination")
    assert codes(lambda: tell("accepted")) == ["customs.state_does_not_follow"]
    tell("invalidated", text="entered twice")
    assert desk.states == ["invalidated"] and desk.views[0].answers[-1].text == "entered twice"
    require_released(desk.reference, side="kz", service=CUSTOMS)  # what is void holds nobody back
    assert codes(lambda: tell_declaration(
        desk=desk.desk(), declaration="none", state="accepted")) == ["customs.declaration_unknown"]


def test_a_request_to_invalidate_is_the_systems_to_answer(border: Border) -> None:
    desk = at_control(border)
    name = desk.declare()
    assert codes(lambda: invalidate_declaration(
        desk=desk.desk(), declaration=name, reason=" ")) == ["customs.no_reason"]
    invalidate_declaration(desk=desk.desk(), declaration=name, reason="a duplicate")
    assert desk.states == ["invalidated"]
    late = desk.declare()
    follow_declaration(desk=desk.desk(), declaration=late)
    border.clear(desk.reference)
    border.leave(desk.reference)
    follow_declaration(desk=desk.desk(), declaration=late)
    invalidate_declaration(desk=desk.desk(), declaration=late, reason="too late")
    assert desk.states == ["invalidated", "discharged"]
    assert desk.views[1].answers[-1].text == "request answered: 41"


def test_the_exit_side_ends_its_transit_on_the_neighbours_signed_arrival(border: Border) -> None:
    desk = at_control(border)
    faults = codes(lambda: desk.declare("transit", terms=desk.terms(
        exit_office="", guarantee="", deadline=border.now - timedelta(days=1))))
    assert faults == ["customs.no_exit_office", "customs.no_deadline", "customs.no_guarantee"]
    name = desk.declare("transit", terms=desk.terms())
    follow_declaration(desk=desk.desk(), declaration=name)

    def end() -> object:
        return end_transit(desk=desk.desk(), declaration=name, seals_intact=True)

    assert codes(end) == ["customs.no_arrival"]
    border.clear(desk.reference)
    border.leave(desk.reference)
    follow_declaration(desk=desk.desk(), declaration=name)
    assert desk.states == ["released"]  # that goods left does not end a transit
    border.tell("gate.registered/1", {
        "side": "tm", "direction": "kz-tm", "point": POINT, "plate": "1"}, subject=desk.reference)
    border.hear()
    end()
    entry, = border.entries("customs.transit_ended", desk.reference)
    assert entry["basis"][0][0] == border.log.origin  # the neighbour's own entry is the evidence
    assert desk.states == ["discharged"] and codes(end) == ["customs.transit_not_open"]
    export = desk.declare()
    assert codes(lambda: end_transit(desk=desk.desk(), declaration=export, seals_intact=True)) == [
        "customs.no_transit"]


def test_transit_onward_stays_open_until_its_office_reports(border: Border) -> None:
    desk = at_control(border, direction=IN)
    name = desk.declare("transit", terms=desk.terms())
    follow_declaration(desk=desk.desk(), declaration=name)
    view = open_at("kz")[0]
    assert view.open and not view.overdue(border.now)
    assert view.overdue(border.now + timedelta(days=4))
    assert (view.terms.guarantee, view.terms.seals) == ("G-1", ("S1", "S2"))

    def end(office: str) -> object:
        return end_transit(desk=desk.desk(), declaration=name, office=office, seals_intact=False,
                           text="seal S2 broken")

    assert codes(lambda: end("")) == ["customs.no_report"]
    end("IR-SRH")
    told = desk.views[0].tellings[-1]
    assert (told.evidence, told.office, told.seals_intact) == ("office_report", "IR-SRH", False)
    assert not open_at("kz") and not desk.views[0].overdue(border.now + timedelta(days=4))


def test_what_a_neighbour_writes_otherwise_is_left_out(border: Border) -> None:
    desk = at_control(border)
    for regime, state in (("export", "accepted"), ("barter", "lost")):
        border.tell("customs.declared/1", {
            "side": "tm", "declaration": regime, "regime": regime}, subject=desk.reference)
        border.tell("customs.state_told/1", {
            "side": "tm", "declaration": "export", "state": state, "by": "system", "number": "T1",
        }, subject=desk.reference)
    border.hear()
    assert [(each.side, each.state, each.number) for each in desk.views] == [
        ("tm", State.ACCEPTED, "T1")]


def test_the_same_course_in_the_other_shape(border: Border) -> None:
    """Office, year, serial and number instead of one reference number; one word for a status."""
    desk = at_control(border)
    desk.system = AsycudaSystem(name="Sim", simulated=True, line=SimulatedAsycuda(
        office="TM01", customs=SimulatedCustoms(
            country="tm", now=border.node.clock.now, kept=desk.kept)))
    name = desk.declare()
    assert desk.states == ["presented"] and desk.views[0].number == ""
    follow_declaration(desk=desk.desk(), declaration=name)
    assert desk.states == ["released"] and desk.views[0].number.startswith("TM01 2026 C ")
    assert [each.text for each in desk.views[0].answers] == [
        "Stored", "Registered", "Released Green"]
    assert to_text(desk.views[0].since) <= to_text(border.now)
    invalidate_declaration(desk=desk.desk(), declaration=name, reason="a duplicate")
    assert desk.states == ["invalidated"]
