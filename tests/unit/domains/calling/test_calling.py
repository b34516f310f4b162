"""Calling forward: whose turn it is, what stops calls, what holds the exit gate, who overrides."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from msgspec.structs import replace as with_

from kopri.crossing.states import Phase
from kopri.domains.calling.queries import (
    needs_of,
    open_needs,
    overrides,
    switched_of,
)
from kopri.domains.calling.rules import turns
from kopri.domains.calling.states import NeedState
from kopri.domains.calling.types import Need, Waiting
from kopri.journeys.call_forward import call_forward
from kopri.journeys.mind_needs import clear_need, note_need
from kopri.journeys.show_calling import show_calls, show_switches
from kopri.journeys.switch_calling import switch_calling
from kopri.kernel.clock import to_text
from tests.border import IN, OUT, POINT, Border, codes

HOUR = timedelta(hours=1)


def forward(border: Border) -> int:
    return call_forward(**border.paired, silence_min=60)


def waits(border: Border, *, slot: int | None = None, minutes: int = 0) -> str:
    """A vehicle that stands at the waiting area, booked or not."""
    reference = border.open()
    if slot is not None:
        assert border.book(reference, slot).state == "granted"
    border.read(reference, time=border.now - timedelta(minutes=minutes))
    return reference


def close(border: Border, *, side: str = "tm", closure: str = "tm-1", ended: bool = False) -> None:
    until = to_text(border.now + 2 * HOUR)
    if ended:
        border.tell("queue.closure_changed/1", {
            "side": side, "point": POINT, "closure": closure, "until": to_text(border.now),
            "ended": True}, subject=POINT, audience=("*",))
    else:
        border.tell("queue.point_closed/1", {
            "side": side, "point": POINT, "direction": OUT, "closure": closure,
            "vehicle_classes": [], "since": to_text(border.now), "until": until,
            "reason": "weather", "text": ""}, subject=POINT, audience=("*",))
    border.hear()


def test_turns_are_safety_then_hour_then_arrival_and_stand_by_after_the_booked_of_the_hour() -> None:
    now = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
    rows = [
        Waiting(reference="danger", arrived=now, safety=True),
        Waiting(reference="overdue", arrived=now - HOUR, slot=now - HOUR),
        Waiting(reference="first", arrived=now - 3 * HOUR, slot=now.replace(minute=0)),
        Waiting(reference="second", arrived=now - 2 * HOUR, slot=now.replace(minute=0)),
        Waiting(reference="standby early", arrived=now - 9 * HOUR),
        Waiting(reference="standby late", arrived=now - HOUR),
        Waiting(reference="later", arrived=now - 9 * HOUR, slot=now + HOUR),
    ]
    for seed in range(5):
        mixed = Random(seed).sample(rows, len(rows))
        assert [each.reference for each in turns(mixed, now=now)] == [
            each.reference for each in rows]


def test_vehicles_are_called_up_to_the_target_in_their_turn(border: Border) -> None:
    border.capacity(own=20, theirs=20)
    late, stand_by = waits(border, slot=8), waits(border, minutes=90)
    due = [waits(border, slot=7, minutes=number) for number in range(7)]
    border.node.clock.set(border.now.replace(hour=7, minute=5))
    border.tell("journal.tick/1", {"label": "kz", "count": 9}, subject="tm", audience=("kz",))
    border.hear()
    assert forward(border) == 6  # gate_target of the country data
    called = [each for each in due if border.view(each).phase is Phase.CALLED]
    assert called == due[1:]  # the earliest arrivals of the hour
    assert forward(border) == 0
    told = border.entries("queue.called", called[0])
    assert [entry["payload"]["because"] for entry in told] == ["turn"]
    # the gate takes two in, and one of them is looked at: one place is free, and one more is not
    border.register(called[0])
    border.register(called[1])
    assert forward(border) == 0
    border.start(called[0], "KZ2", "KZ-TRC")
    assert forward(border) == 1
    assert border.view(due[0]).phase is Phase.CALLED
    for reference in called[2:5]:
        border.register(reference)
        border.start(reference, "KZ2", "KZ-TRC")
    assert forward(border) == 2  # who stands by comes before the next hour, and then it too
    assert border.view(stand_by).phase is border.view(late).phase is Phase.CALLED


def test_nobody_is_called_while_closed_silent_full_or_switched_off(border: Border) -> None:
    waiting = waits(border)
    close(border)
    assert forward(border) == 0
    close(border, ended=True)
    border.node.clock.set(border.now + timedelta(minutes=61))
    assert forward(border) == 0  # the entry side has not been heard of for an hour
    border.tell("journal.tick/1", {"label": "kz", "count": 9}, subject="tm", audience=("kz",))
    border.hear()
    switch = {**border.paired, "point": POINT, "reason": "training"}
    assert codes(lambda: switch_calling(**switch, actor=border.gate(), automatic=False)) == [
        "permission.denied"]
    assert codes(lambda: switch_calling(**{**switch, "reason": ""}, actor=border.head(),
                                        automatic=False)) == ["calling.no_reason"]
    assert codes(lambda: switch_calling(**{**switch, "point": "x"}, actor=border.head(),
                                        automatic=False)) == ["calling.point_unknown"]
    switch_calling(**switch, actor=border.head(), automatic=False)
    assert forward(border) == 0
    border.call(waiting)  # by hand, as ever
    other = waits(border)
    switch_calling(**switch, actor=border.head(), automatic=True)
    said = switched_of(side="kz", point=POINT)
    assert said is not None and said.automatic and said.by == "h1"
    assert forward(border) == 1
    assert border.view(other).phase is Phase.CALLED


def released(border: Border) -> str:
    reference = border.at_control()
    border.clear(reference)
    return reference


def test_the_exit_gate_is_held_and_a_shift_head_may_override(border: Border) -> None:
    first, second = released(border), released(border)
    close(border)
    assert codes(lambda: border.leave(first)) == ["calling.entry_closed"]
    assert codes(lambda: border.leave(first, override="by radio")) == ["permission.denied"]
    assert overrides(side="kz") == []
    border.node.clock.set(border.now + timedelta(hours=9))
    assert codes(lambda: border.leave(first, actor=border.head())) == [
        "calling.entry_closed", "calling.entry_silent"]
    border.leave(first, actor=border.head(), override="agreed by radio")
    assert border.view(first).phase is Phase.STRIP
    told = overrides(side="kz")
    assert [(each.reference, each.holds, each.reason, each.by) for each in told] == [
        (first, ("entry_closed", "entry_silent"), "agreed by radio", "h1")]
    assert [entry["audience"] for entry in border.entries("calling.gate_overridden")] == [["kz"]]
    close(border, ended=True)
    border.leave(second)
    assert len(overrides(side="kz")) == 1
    sheet = show_switches(**border.paired, actor=border.head())
    assert len(sheet.overrides) == 1 and sheet.switches[0].here


def test_what_is_not_released_is_told_that_first(border: Border) -> None:
    reference = border.at_control()
    close(border)
    assert codes(lambda: border.leave(reference)) == ["gate.not_released"]


def test_the_gate_into_the_own_country_is_never_held(border: Border) -> None:
    border.tell_open("T234-5678-9Q")
    border.tell("gate.exited/1", {"side": "tm"}, subject="T234-5678-9Q")
    border.tell("queue.point_closed/1", {
        "side": "tm", "point": POINT, "direction": IN, "closure": "tm-2", "vehicle_classes": [],
        "since": to_text(border.now), "until": to_text(border.now + HOUR), "reason": "weather",
        "text": ""}, subject=POINT, audience=("*",))
    border.hear()
    border.register("T234-5678-9Q")
    border.work()
    border.clear("T234-5678-9Q")
    border.leave("T234-5678-9Q")
    assert border.view("T234-5678-9Q").phase is Phase.ENTERED


def test_a_full_strip_holds_the_gate(border: Border) -> None:
    pair = border.node.house.pair
    strip = tuple(with_(each, capacity_vehicles=1) for each in pair.pair.strip)
    house = replace(border.node.house, pair=with_(pair, pair=with_(pair.pair, strip=strip)))
    border.node = replace(border.node, house=house)
    first, second = released(border), released(border)
    border.leave(first)
    waiting = waits(border)
    assert codes(lambda: border.leave(second)) == ["calling.strip_full"]
    assert forward(border) == 0
    border.tell("gate.registered/1", {
        "side": "tm", "direction": OUT, "point": POINT, "plate": "1"}, subject=first)
    border.hear()
    border.leave(second)
    assert border.view(waiting).phase is Phase.WAITING


def test_needs_are_noted_by_officer_or_driver_and_cleared_by_whom(border: Border) -> None:
    reference = border.open()
    note = {**border.common, "reference": reference}
    assert codes(lambda: note_need(**note, actor=None, need="water")) == ["calling.not_waiting"]
    border.read(reference)
    note_need(**note, actor=None, need="water")
    note_need(**note, actor=None, need="water")  # pressed twice is noted once
    note_need(**note, actor=border.gate(), need="livestock")
    assert codes(lambda: note_need(**note, actor=border.carrier(), need="heat")) == [
        "permission.denied"]
    assert codes(lambda: note_need(**note, actor=border.gate(), need="gold")) == [
        "calling.need_unknown"]
    assert set(open_needs([reference], side="kz")[reference]) == {Need.LIVESTOCK, Need.WATER}
    assert len(border.entries("calling.need_noted", reference)) == 2
    assert codes(lambda: clear_need(**note, actor=border.carrier(), need="water")) == [
        "permission.denied"]
    clear_need(**note, actor=border.gate(), need="water")
    assert codes(lambda: clear_need(**note, actor=border.gate(), need="water")) == [
        "calling.need_not_open"]
    rows = {each.need: each for each in needs_of([reference], side="kz")}
    assert (rows[Need.WATER].state, rows[Need.WATER].cleared_by) == (NeedState.CLEARED, "g1")
    assert (rows[Need.WATER].by, rows[Need.LIVESTOCK].by) == ("driver", "officer")
    note_need(**note, actor=None, need="water")
    assert Need.WATER in open_needs([reference], side="kz")[reference]
    assert {tuple(entry["audience"]) for entry in border.entries("calling.need_noted")} == {("kz",)}


@pytest.mark.parametrize("need", ["water", "medical"])
def test_a_drivers_word_alone_moves_nobody_up(border: Border, need: str) -> None:
    waits(border, minutes=5)
    last = waits(border)
    note_need(**border.common, reference=last, actor=None, need=need)
    sheet = show_calls(**border.paired, post="tmb")
    assert sheet.following[-1].plate == border.view(last).plate
    assert codes(lambda: show_calls(**border.paired, post="gbz")) == ["calling.post_unknown"]
