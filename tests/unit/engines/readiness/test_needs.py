"""What became of a need: prepared, lodged and accepted are three things."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.engines.readiness import Case, Evidence, Match, Paper, Readiness, State, Step
from tests.unit.engines.readiness.border import (
    DRIVER,
    NOW,
    case,
    needs,
    only,
    paper,
    part,
    shown,
    verdict,
)

LODGED = {("xa", "LEDGER"): "N-1"}
WITH_SYSTEM = paper(system="LEDGER")


@pytest.mark.parametrize(("evidence", "state", "step"), [
    ((), State.MISSING, Step.ATTACH),
    ((shown(),), State.PREPARED, Step.NUMBER),
    ((shown(lodged={("xb", "LEDGER"): "N-1"}),), State.PREPARED, Step.NUMBER),
    ((shown(lodged={("xa", "OTHER"): "N-1"}),), State.PREPARED, Step.NUMBER),
    ((shown(lodged=LODGED),), State.LODGED, Step.WAIT),
    ((shown(lodged=LODGED, verdicts=(verdict(),)),), State.ACCEPTED, Step.NOTHING),
    ((shown(verdicts=(verdict(),)),), State.ACCEPTED, Step.NOTHING),
    ((shown(verdicts=(verdict(service="", system="LEDGER"),)),), State.ACCEPTED, Step.NOTHING),
    ((shown(verdicts=(verdict(service="", system="OTHER"),)),), State.PREPARED, Step.NUMBER),
    ((shown(verdicts=(verdict(side="xb"),)),), State.PREPARED, Step.NUMBER),
    ((shown(verdicts=(verdict(service="VET"),)),), State.PREPARED, Step.NUMBER),
    ((shown(lodged=LODGED, verdicts=(verdict(False),)),), State.REJECTED, Step.REPLACE),
    ((shown(verdicts=(verdict(False),)), shown()), State.PREPARED, Step.NUMBER),
])
def test_from_missing_to_accepted(
    evidence: tuple[Evidence, ...], state: State, step: Step
) -> None:
    need = only(case(part(), evidence=evidence), WITH_SYSTEM)
    assert (need.state, need.step) == (state, step)
    assert need.open == (step not in (Step.WAIT, Step.NOTHING))


def test_a_paper_that_no_system_takes_is_brought_along() -> None:
    need = only(case(part(), evidence=(shown(),)))
    assert (need.state, need.step, need.open) == (State.PREPARED, Step.BRING, False)


def test_accepted_is_what_every_service_has_accepted() -> None:
    both = paper(services=("CUS", "VET"))
    one = only(case(part(), evidence=(shown(verdicts=(verdict(),)),)), both)
    assert one.state is State.PREPARED
    assert one.by_service == {"CUS": State.ACCEPTED, "VET": State.PREPARED}
    other = verdict(service="VET")
    assert only(case(part(), evidence=(shown(verdicts=(verdict(), other)),)),
                both).state is State.ACCEPTED


def test_the_reason_of_a_rejection_is_told() -> None:
    made = case(part(), evidence=(shown(verdicts=(verdict(False, reason="not legible"),)),))
    assert only(made).reason == "not legible"


def test_an_electronic_waybill_counts_where_something_stands_in_for_paper() -> None:
    told = case(part(evidence=(shown("un_1001:730", electronic=True),)))
    on_paper = paper(matches=(Match(names=frozenset({"un_1001:730"}), issue="paper"),))
    stands_in = Match(names=frozenset({"un_1001:730"}), issue="electronic")
    in_force = replace(on_paper, matches=(*on_paper.matches, stands_in))
    assert only(told, on_paper).state is State.MISSING
    assert only(told, in_force).state is State.PREPARED
    scanned = case(part(evidence=(shown("un_1001:730", electronic=False),)))
    assert only(scanned, on_paper).state is State.PREPARED


def test_what_the_platform_knows_itself() -> None:
    booking, notice = paper("every_vehicle", fact="booking"), paper(fact="notice", system="LEDGER")
    assert only(case(), booking).step is Step.BOOK
    assert only(case(booked=True), booking).state is State.ACCEPTED
    assert only(case(loaded=True), notice).step is Step.ANNOUNCE
    assert only(case(part()), notice).step is Step.NUMBER


def test_a_passport_is_one_persons() -> None:
    passport = paper("person", modes=frozenset({"persons"}))
    loose = shown()
    assert only(case(DRIVER, evidence=(loose,)), passport).state is State.PREPARED
    two = case(DRIVER, replace(DRIVER, id="d2"), evidence=(loose, shown(covers=frozenset({"d2"}))))
    assert [need.state for need in needs(two, passport).needs] == [State.MISSING, State.PREPARED]


def test_the_first_to_expire_is_named_when_the_slot_moves() -> None:
    made = case(part("W1", evidence=(shown(valid_to="2026-01-20"),)),
                part("W2", evidence=(shown(valid_to="2026-01-18"),)),
                part("W3", evidence=(shown(valid_to="2026-02-18"),)))
    assert needs(made).ready and needs(made).expires_first is None
    later = needs(replace(made, expected=NOW + timedelta(days=7)))
    assert [need.state for need in later.needs] == [State.EXPIRED, State.EXPIRED, State.PREPARED]
    assert later.expires_first is not None and later.expires_first.part.id == "W2"
    assert later.open[0].step is Step.RENEW


def test_thirty_consignors_are_one_line() -> None:
    parts = [part(f"W{number}", evidence=(shown(),) if number % 10 else ()) for number in range(30)]
    found = needs(case(*parts), paper(), paper(side="xb"))
    lines = found.lines()
    assert len(found.needs) == 60 and len(lines) == 2
    assert [len(line.open) for line in lines] == [3, 3]
    assert lines[0].first.state is State.MISSING


# what may be shown of a case, for whom, with whatever was said of it
VERDICTS = st.builds(verdict, accepted=st.booleans(), side=st.sampled_from(["xa", "xb"]),
                     service=st.sampled_from(["CUS", "VET"]), system=st.just(""))
EVIDENCE = st.builds(
    shown, st.sampled_from(["P", "Q", "un_1001:730"]),
    covers=st.frozensets(st.sampled_from(["W1", "W2"]), max_size=1),
    electronic=st.sampled_from([None, True, False]),
    lodged=st.sampled_from([{}, LODGED]),
    verdicts=st.lists(VERDICTS, max_size=2).map(tuple))
PAPERS = st.lists(st.builds(
    paper, st.sampled_from(["loaded", "transit", "dangerous", "optional", "sps_goods"]),
    id=st.sampled_from("PQR"), side=st.sampled_from(["xa", "xb"]),
    system=st.sampled_from(["", "LEDGER"])),
    max_size=4, unique_by=lambda each: (each.side, each.id))


def keys(found: Readiness) -> set[tuple[str, str, str]]:
    return {need.key for need in found.needs}


@settings(max_examples=60)
@given(papers=PAPERS, first=st.lists(EVIDENCE, max_size=3), more=EVIDENCE)
def test_another_document_never_takes_a_need_away(
    papers: list[Paper], first: list[Evidence], more: Evidence
) -> None:
    for_second = replace(more, covers=frozenset({"W2"}))
    before = case(part("W1"), part("W2"), evidence=tuple(first))
    after = replace(before, evidence=(*first, for_second))
    was, now = needs(before, *papers), needs(after, *papers)
    if not papers:
        return
    assert keys(was) <= keys(now)
    first_part = {need.key: need for need in was.needs if need.part.id == "W1"}
    assert first_part == {need.key: need for need in now.needs if need.part.id == "W1"}


@settings(max_examples=60)
@given(papers=PAPERS, evidence=st.lists(EVIDENCE, max_size=4))
def test_accepted_is_never_without_somebody_who_did(
    papers: list[Paper], evidence: list[Evidence]
) -> None:
    made: Case = case(part("W1"), part("W2"), evidence=tuple(evidence))
    for need in needs(made, *papers).needs:
        said = need.evidence.verdicts if need.evidence else ()
        if need.state is State.ACCEPTED:
            assert any(each.accepted and each.side == need.paper.side for each in said)
        if need.state is State.LODGED:
            assert need.evidence and (need.paper.side, need.paper.system) in need.evidence.lodged
