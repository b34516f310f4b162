"""Holds and refusals as they are told, outcomes of parts, decisions by two, what goes back."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from kopri.crossing.states import Phase, SideState
from kopri.domains.outcomes.queries import parts_of, proposals_of, withheld_of
from kopri.domains.returns.queries import returns_of
from kopri.domains.returns.rules import BACK_WITHIN
from kopri.domains.returns.states import ReturnState
from kopri.engines.countrydata.deciding import Appeal, FourEyes
from kopri.journeys.decide import Decided, confirm_decision, give_up_decision
from kopri.kernel.clock import to_text
from tests.border import EXIT_SERVICES, IN, THEIRS, Border, codes

NO_VISA = {"rule": "law 1", "reason": "no visa"}
LOAD = "consignment:W1"


def shared(border: Border, kind: str, reference: str) -> dict[str, Any]:
    return next(each for each in border.entries(kind, reference) if len(each["audience"]) > 1)


def by_two(border: Border, *acts: str) -> None:
    """From now on the side's border guard needs a second officer for these acts."""
    pair = border.node.house.pair
    row = FourEyes(id="T", services=("KZ-BS",), acts=acts, source=("house",),  # type: ignore[arg-type]
                   confidence="fictional")
    own = tuple(replace_(each, four_eyes=(row,)) if each.code == "kz" else each
                for each in pair.countries)
    house = replace(border.node.house, pair=replace_(pair, countries=own))
    border.node = replace(border.node, house=house)


def replace_(value: Any, **change: Any) -> Any:
    return type(value)(**{name: getattr(value, name) for name in value.__struct_fields__} | change)


def confirm(border: Border, reference: str, *, person: str = "i2") -> Decided:
    proposal = proposals_of([reference], side="kz")[0].proposal
    return confirm_decision(**border.paired, reference=reference, proposal=proposal,
                            actor=border.inspector("KZ-BS", person))


def inside_entering(border: Border) -> str:
    """A vehicle of the neighbour's inside this side's controls, on the way in."""
    border.tell_open(THEIRS, direction=IN)
    border.hear()
    return border.register(THEIRS)


# holds and refusals say what they must


def test_a_hold_says_until_when_and_a_refusal_where_to_appeal(border: Border) -> None:
    reference = border.at_control()
    until = to_text(border.now + timedelta(hours=2))
    past = to_text(border.now)
    assert codes(lambda: border.find(reference, "KZ-BS", "held", lifts="x", until=past)) == [
        "outcomes.until_passed"]
    border.find(reference, "KZ-BS", "held", lifts="bring the visa", until=until)
    assert shared(border, "control.finding_recorded", reference)["payload"]["until"] == until
    border.node.clock.move(minutes=1)
    border.find(reference, "KZ-BS", "refused", **NO_VISA)
    told = next(each["payload"] for each in border.entries("control.finding_recorded", reference)
                if each["payload"].get("outcome") == "refused")
    assert (told["appeal"], told["appeal_until"]) == ("KZ-A2", "2026-04-15")


@pytest.mark.parametrize(("unit", "value", "day", "last"), [
    ("day", 10, date(2026, 12, 25), date(2027, 1, 4)),
    ("month", 1, date(2026, 1, 31), date(2026, 2, 28)),
    ("month", 3, date(2025, 11, 30), date(2026, 2, 28)),
    ("month", 13, date(2026, 12, 15), date(2028, 1, 15)),
])
def test_the_last_day_to_appeal(unit: Any, value: int, day: date, last: date) -> None:
    appeal = Appeal(id="A", services=("S",), deadline_value=value, deadline_unit=unit, basis="b",
                    name_en="n", source=("house",), confidence="fictional")
    assert appeal.until(day) == last


# a reason withheld by law


def test_a_withheld_hold_tells_the_side_and_nothing_else(border: Border) -> None:
    by_two(border)
    reference = border.at_control()
    hold = {"withheld": True, "reason": "watch list"}
    assert codes(lambda: border.find(reference, "KZ-BS", "held", withheld=True)) == [
        "outcomes.withheld_without_reason"]
    assert codes(lambda: border.find(reference, "KZ-BS", "held", lifts="x", **hold)) == [
        "outcomes.withheld_tells"]
    border.find(reference, "KZ-BS", "held", **hold)
    border.find(reference, "KZ-BS", "held", **hold)  # once is enough
    assert border.view(reference).held and border.view(reference).exit_state is SideState.HELD
    told = shared(border, "outcomes.withheld", reference)
    assert told["payload"] == {"side": "kz"}
    own = next(each for each in border.entries("outcomes.withheld", reference)
               if each["audience"] == ["kz"])
    assert own["payload"]["service"] == own["actor"]["service"] == "KZ-BS"
    everything = json.dumps([each for each in border.entries(subject=reference)
                             if "tm" in each["audience"]])
    assert "KZ-BS" not in everything.replace("control.planned", "").partition('"outcomes')[2]
    assert (told["actor"]["service"], told["actor"]["person"]) == ("", "system")
    assert [each.service for each in withheld_of([reference], side="kz")] == ["KZ-BS"]


def test_nothing_is_released_while_a_withheld_hold_stands(border: Border) -> None:
    by_two(border)
    reference = border.at_control()
    border.find(reference, "KZ-BS", "held", withheld=True, reason="watch list")
    border.clear(reference, ("KZ-TRC", "KZ-SRC"))
    assert border.view(reference).exit_state is SideState.HELD
    assert border.find(reference, "KZ-BS").concluded
    assert not border.view(reference).held and not withheld_of([reference], side="kz")


# one part stays behind, the rest goes on


def test_a_truck_goes_on_less_one_consignment(border: Border) -> None:
    reference = border.at_control("870899")
    assert codes(lambda: border.find(reference, "KZ-BS", "held", part="consignment:?", lifts="x")) == [
        "outcomes.part_unknown"]
    assert codes(lambda: border.find(reference, "KZ-BS", "refused", part=LOAD, rule="law 1")) == [
        "outcomes.refusal_without_rule"]
    border.find(reference, "KZ-BS", "held", part=LOAD, lifts="the licence")
    assert codes(lambda: border.find(reference, "KZ-BS")) == ["outcomes.part_held"]
    border.find(reference, "KZ-BS", "refused", part=LOAD, **NO_VISA)
    assert codes(lambda: border.find(reference, "KZ-SRC", "held", part=LOAD, lifts="x")) == [
        "outcomes.part_unknown"]  # it stays behind already
    border.clear(reference)
    released = shared(border, "control.released", reference)
    assert released["payload"] == {"side": "kz", "without": [LOAD]}
    assert border.view(reference).exit_state is SideState.RELEASED
    told = shared(border, "outcomes.part_decided", reference)["payload"]
    assert "reason" not in told
    assert returns_of([reference]) == []  # it never left this side


def test_a_word_on_a_part_is_taken_back(border: Border) -> None:
    reference = border.at_control("870899")
    assert codes(lambda: border.find(reference, "KZ-BS", part=LOAD)) == ["outcomes.nothing_said"]
    border.find(reference, "KZ-BS", "held", part=LOAD, lifts="the licence")
    border.find(reference, "KZ-BS", part=LOAD, reason="it was there")
    assert parts_of([reference]) == []
    border.clear(reference)
    assert "without" not in shared(border, "control.released", reference)["payload"]


# four eyes


def test_what_needs_two_counts_once_the_second_confirms(border: Border) -> None:
    by_two(border, "refuse", "reverse")
    reference = border.at_control()
    assert border.find(reference, "KZ-BS", "refused", **NO_VISA).waits
    assert border.view(reference).exit_state is SideState.REGISTERED
    assert all("tm" not in each["audience"] for each in border.entries("outcomes.proposed", reference))
    assert codes(lambda: border.find(reference, "KZ-BS")) == ["outcomes.proposal_waits"]
    assert codes(lambda: confirm(border, reference, person="i1")) == ["outcomes.same_officer"]
    assert confirm(border, reference).concluded
    assert border.view(reference).phase is Phase.REFUSED
    (finding,) = [each for each in border.entries("control.finding_recorded", reference)
                  if each["payload"].get("outcome")]
    (proposed,) = border.indexed(reference) and [
        each for each in border.indexed(reference) if each["kind"].startswith("outcomes.proposed")]
    assert {tuple(each)[1] for each in finding["basis"]} <= proposed["names"]
    assert border.reverse(reference, "KZ-BS").waits
    assert border.view(reference).phase is Phase.REFUSED
    confirm(border, reference)
    assert border.view(reference).exit_state is SideState.REGISTERED


def test_a_part_that_was_refused_goes_on_only_by_two_where_a_reversal_needs_two(
    border: Border,
) -> None:
    by_two(border, "reverse")
    reference = border.at_control("870899")
    border.find(reference, "KZ-BS", "refused", part=LOAD, **NO_VISA)
    assert codes(lambda: border.find(reference, "KZ-BS", part=LOAD)) == [
        "outcomes.taken_back_without_reason"]
    assert border.find(reference, "KZ-BS", part=LOAD, reason="the visa was found").waits
    assert [each.outcome for each in parts_of([reference])] == ["refused"]
    confirm(border, reference)
    assert not parts_of([reference])


def test_a_proposal_is_given_up_and_nothing_was_decided(border: Border) -> None:
    by_two(border, "refuse")
    reference = border.at_control()
    border.find(reference, "KZ-BS", "refused", **NO_VISA)
    (waiting,) = proposals_of([reference], side="kz")
    asked = {"reference": reference, "proposal": waiting.proposal, **border.common}
    assert codes(lambda: give_up_decision(actor=border.inspector("KZ-SRC"), **asked)) == [
        "permission.denied"]
    give_up_decision(actor=border.inspector("KZ-BS"), **asked)
    assert codes(lambda: give_up_decision(actor=border.inspector("KZ-BS"), **asked)) == [
        "outcomes.proposal_unknown"]
    border.clear(reference, EXIT_SERVICES)
    assert border.view(reference).exit_state is SideState.RELEASED


# what goes back


def test_a_refused_entry_opens_a_return_and_a_reversal_withdraws_it(border: Border) -> None:
    reference = inside_entering(border)
    border.find(reference, "KZ-BS", "refused", **NO_VISA)
    (back,) = returns_of([reference])
    assert (back.state, back.part, back.side) == (ReturnState.OPENED, "", "kz")
    border.reverse(reference, "KZ-BS")
    assert [each.state for each in returns_of([reference])] == [ReturnState.WITHDRAWN]
    border.find(reference, "KZ-BS", "refused", **NO_VISA)
    assert [each.state for each in returns_of([reference])] == [
        ReturnState.WITHDRAWN, ReturnState.OPENED]


def test_the_other_sides_answer_is_heard(border: Border) -> None:
    reference = inside_entering(border)
    border.find(reference, "KZ-BS", "refused", **NO_VISA)
    (back,) = returns_of([reference])
    answer = {"side": "tm", "number": back.number, "note": "lane 2"}
    border.tell("returns.answered/1", {**answer, "answer": "objects"}, subject=reference)
    border.hear()
    assert returns_of([reference])[0].state is ReturnState.OBJECTED
    border.tell("returns.answered/1", {**answer, "answer": "takes_back"}, subject=reference)
    border.hear()
    awaited = returns_of([reference])[0]
    assert awaited.state is ReturnState.AWAITED and awaited.answered is not None
    assert not awaited.overdue(awaited.answered + BACK_WITHIN)
    assert awaited.overdue(awaited.answered + BACK_WITHIN + timedelta(seconds=1))
    border.tell("returns.received/1", {"side": "tm", "number": back.number}, subject=reference)
    border.hear()
    assert returns_of([reference])[0].over
