"""Releases without a service: declared, capped, ended by the clock, renewed by another person."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.crossing.states import SideState
from kopri.domains.fallback.operations import Declaration
from kopri.domains.fallback.queries import regime_at, releases_of
from kopri.domains.fallback.rules import broken_declaration, broken_release
from kopri.domains.fallback.types import Standing
from kopri.domains.inspection.operations import Asked
from kopri.domains.inspection.types import Invited
from kopri.journeys.fall_back import (
    declare_regime,
    end_regime,
    look_again,
    print_pack,
    release_under_regime,
    renew_regime,
    show_fallback,
    show_pack,
    to_look_at,
)
from kopri.journeys.inspect_jointly import Bench, begin_inspection
from kopri.journeys.mark_risk import mark_risk
from kopri.kernel.actor import Actor, Role
from tests.border import POINT, Border, codes

HOUR = timedelta(hours=1)


def other_head(border: Border) -> Actor:
    return border.node.actor(Role.SHIFT_HEAD, person="h2")


def declare(border: Border, *services: str, actor: Actor | None = None, **change: str) -> str:
    return declare_regime(
        **border.paired, actor=actor or border.head(), declaration=Declaration(**{
            "point": POINT, "services": services or ("KZ-TRC",), "cause": "system",
            "reason": "the weighing system does not answer", **change}))


def release(border: Border, reference: str, actor: Actor | None = None) -> str:
    return release_under_regime(**border.paired, actor=actor or border.head(), reference=reference)


def without(border: Border, *missed: str, **change: str) -> str:
    """A vehicle that every service has cleared but these."""
    reference = border.at_control(**change)
    border.clear(reference, [each for each in ("KZ-TRC", "KZ-BS", "KZ-SRC") if each not in missed])
    return reference


def state(border: Border, reference: str) -> SideState:
    return border.view(reference).state_at("kz")


def test_a_silent_service_without_a_regime_holds_the_vehicle(border: Border) -> None:
    reference = without(border, "KZ-TRC")
    assert codes(lambda: release(border, reference)) == ["fallback.not_in_force"]
    assert state(border, reference) is SideState.REGISTERED
    assert codes(lambda: border.leave(reference)) == ["gate.not_released"]


def test_a_regime_names_what_the_data_lets_be_missed_and_never_the_border_guard(
    border: Border,
) -> None:
    assert codes(lambda: declare(border, "KZ-BS", "KZ-TRC", "TM-MIG", cause="rain", reason="")) == [
        "fallback.never_missed", "fallback.never_missed", "fallback.cause_unknown",
        "fallback.no_reason"]
    assert codes(lambda: declare_regime(**border.paired, actor=border.head(), declaration=Declaration(
        point=POINT, services=(), cause="line", reason="r"))) == ["fallback.no_service"]
    assert codes(lambda: declare(border, point="nowhere")) == ["fallback.none_here"]
    assert codes(lambda: declare(border, actor=border.gate())) == ["permission.denied"]
    # whatever a table says
    for role in ("border", "migration"):
        faults = list(broken_declaration(services=["S"], roles={"S": role}, allowed=[role],
                                         cause="line", reason="r"))
        assert [fault.code for fault in faults] == ["fallback.never_missed"]
    assert not border.entries("fallback.declared")


def test_a_release_is_marked_told_to_the_other_side_and_rests_on_what_was_cleared(
    border: Border,
) -> None:
    reference = without(border, "KZ-TRC")
    declare(border)
    assert codes(lambda: declare(border)) == ["fallback.in_force"]
    sheet = show_fallback(**border.paired, actor=border.head()).points[0]
    assert [(each.case.reference, each.missed, list(each.faults)) for each in sheet.candidates] == [
        (reference, ("KZ-TRC",), [])]
    assert codes(lambda: release(border, reference, border.gate())) == ["permission.denied"]
    release(border, reference)
    assert state(border, reference) is SideState.RELEASED
    border.leave(reference)
    written = border.indexed(reference)
    exception = next(each for each in written if each["kind"] == "fallback.released/1")
    outcome = next(each for each in written if each["kind"] == "control.released/1")
    assert exception["audience"] == ["kz", "tm"] and exception["payload"]["missed"] == ["KZ-TRC"]
    rests = {name for _log, name in outcome["basis"]}
    findings = [each for each in written if each["kind"] == "control.finding_recorded/1"]
    assert len(rests) == 3 and all(rests & each["names"] for each in (exception, *findings))


def test_what_is_excluded_waits_and_why_a_service_wants_it_is_not_said(border: Border) -> None:
    declare(border, "KZ-TRC", "KZ-SRC", "KZ-VET")
    held = without(border, "KZ-TRC", "KZ-SRC")
    border.find(held, "KZ-SRC", "held", lifts="an invoice")
    assert codes(lambda: release(border, held)) == ["fallback.held"]
    early = border.at_control()
    assert codes(lambda: release(border, early)) == ["fallback.service_needed"]
    animals = border.at_control("010229", plate="701 NOT 12", document="d2")
    for service in ("KZ-BS", "KZ-SRC"):
        border.find(animals, service)
    assert codes(lambda: release(border, animals)) == ["fallback.goods_excluded"]
    red = border.at_control()
    border.direct(red, "red")
    border.find(red, "KZ-BS")
    assert codes(lambda: release(border, red)) == ["fallback.wanted"]
    scanned = border.at_control()
    border.direct(scanned, "green", "KZ5")
    border.find(scanned, "KZ-BS")
    assert codes(lambda: release(border, scanned)) == ["fallback.wanted"]
    marked = border.at_control()
    mark_risk(**border.paired, actor=border.node.actor(Role.ANALYST), reference=marked,
              service="KZ-SRC", steps=("KZ5",), reason="a tip")
    border.clear(marked, ("KZ-BS", "KZ-SRC"))
    assert codes(lambda: release(border, marked)) == ["fallback.wanted"]
    unloaded = without(border, "KZ-TRC")
    bench = Bench(**border.paired, actor=border.inspector("KZ-TRC"), reference=unloaded)
    begin_inspection(bench=bench, asked=Asked(place="shed", services=[
        Invited(side="kz", service="KZ-TRC")]))
    assert codes(lambda: release(border, unloaded)) == ["fallback.inspected"]
    part = border.at_control("870899", plate="702 NOT 12", document="d3")
    border.find(part, "KZ-TRC", "held", part="consignment:W1", lifts="the licence")
    border.clear(part, ("KZ-BS", "KZ-SRC"))
    assert codes(lambda: release(border, part)) == ["fallback.held"]
    done = without(border)
    assert "fallback.nothing_missed" in codes(lambda: release(border, done))
    assert not border.entries("fallback.released")


def test_what_the_page_asks_does_not_grow_with_the_vehicles(border: Border) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            show_fallback(**border.paired, actor=border.head())
            show_pack(**border.paired, actor=border.head(), pack=made)
        return len(queries)

    made = print_pack(**border.paired, actor=border.head(), point=POINT, stickers=1)
    declare(border)
    without(border, "KZ-TRC")
    border.open()
    one = asked()
    for _ in range(2):
        without(border, "KZ-TRC")
        border.open()
    assert asked() == one


def test_the_cap_counts_any_sixty_minutes_and_refuses_with_a_code(border: Border) -> None:
    trucks = [without(border, "KZ-TRC") for _ in range(8)]
    declare(border)
    for reference in trucks[:6]:
        release(border, reference)
        border.node.clock.move(minutes=5)
    assert codes(lambda: release(border, trucks[6])) == ["fallback.over_cap"]
    end_regime(**border.common, actor=border.head(), point=POINT)
    declare(border)  # a new regime does not open the cap
    assert codes(lambda: release(border, trucks[6])) == ["fallback.over_cap"]
    assert state(border, trucks[6]) is SideState.REGISTERED
    border.node.clock.move(minutes=31)  # an hour since the first
    release(border, trucks[6])
    assert codes(lambda: release(border, trucks[7])) == ["fallback.over_cap"]


def test_it_ends_after_four_hours_unless_another_person_renews_it(border: Border) -> None:
    reference = without(border, "KZ-TRC")
    declare(border)
    renew = {**border.paired, "point": POINT}
    assert codes(lambda: renew_regime(**renew, actor=border.head())) == ["fallback.same_person"]
    border.node.clock.move(hours=3, minutes=59)
    renew_regime(**renew, actor=other_head(border))
    assert codes(lambda: renew_regime(**renew, actor=other_head(border))) == [
        "fallback.same_person"]
    border.node.clock.move(hours=3, minutes=59)
    assert regime_at(side="kz", point=POINT, now=border.now) is not None
    border.node.clock.move(minutes=1)
    assert codes(lambda: renew_regime(**renew, actor=border.head())) == ["fallback.not_in_force"]
    assert codes(lambda: release(border, reference)) == ["fallback.not_in_force"]
    declare(border)
    end_regime(**border.common, actor=other_head(border), point=POINT)
    assert codes(lambda: release(border, reference)) == ["fallback.not_in_force"]


def test_each_missed_service_looks_again_once(border: Border) -> None:
    reference = without(border, "KZ-TRC", "KZ-SRC")
    declare(border, "KZ-TRC", "KZ-SRC")
    release(border, reference)
    weigher, customs = border.inspector("KZ-TRC"), border.inspector("KZ-SRC")
    look = {**border.common, "reference": reference}
    assert [each.reference for each in to_look_at(**border.common, actor=weigher)] == [reference]
    assert not to_look_at(**border.common, actor=border.inspector("KZ-BS"))
    assert codes(lambda: look_again(**look, actor=weigher, result="differs")) == [
        "fallback.no_difference"]
    look_again(**look, actor=weigher, result="differs", note="41 t by the neighbour's scales")
    assert codes(lambda: look_again(**look, actor=weigher, result="in_order")) == [
        "fallback.nothing_to_reexamine"]
    assert releases_of(reference)[0].open == ("KZ-SRC",)
    look_again(**look, actor=customs, result="in_order")
    assert not to_look_at(**border.common, actor=border.head())
    told = border.entries("fallback.reexamined", reference)
    assert [each["audience"] for each in told] == [["kz"], ["kz"]]


@settings(max_examples=60)
@given(st.builds(
    Standing, needed=st.sampled_from([(), ("B",)]), missed=st.sampled_from([(), ("T",)]),
    goods=st.sampled_from(["empty", "loaded", "dangerous", "live_animals"]), held=st.booleans(),
    inspected=st.booleans(), wanted=st.booleans(), released=st.integers(0, 3), cap=st.integers(1, 3)))
def test_nothing_but_a_plain_case_under_the_cap_goes(standing: Standing) -> None:
    free = (not standing.needed and standing.missed and not standing.held and not standing.wanted
            and not standing.inspected and standing.goods in ("empty", "loaded")
            and standing.released < standing.cap)
    assert bool(free) is not bool(list(broken_release(standing)))
