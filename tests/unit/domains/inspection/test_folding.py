"""What entries add up to: one record for both sides, hands, seals, signatures, disagreement."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kopri.domains.inspection.rules import broken_clearing, records_of, state_of, unsigned
from kopri.domains.inspection.states import InspectionState
from kopri.domains.inspection.types import Record, Standing, Written
from tests.unit.domains.inspection.record import GUEST, HOST, begun, written

FOUND = written("found", at=1, what="packages", found="20")
SCAN = written("found", GUEST, at=2, what="scan", found="nothing hidden")
ENDED = written("ended", at=9)


def only(*acts: Written) -> Record:
    record, = records_of(acts)
    return record


def signed(by: tuple[str, str], record: Record, conclusion: str, *, at: int = 10) -> Written:
    return written("signed", by, at=at, digest=record.digest, facts=len(record.facts),
                   conclusion=conclusion)


@settings(max_examples=30)
@given(seed=st.integers(0, 999))
def test_the_record_is_the_same_in_any_order_and_no_entry_of_it_can_be_left_out(seed: int) -> None:
    acts = [begun(), FOUND, SCAN, written("seal_broken", at=3, seal="S1", intact=True),
            written("sample_taken", GUEST, at=4, sample="P1", of="o", amount="1"), ENDED]
    whole = only(*acts)
    mixed = list(acts)
    Random(seed).shuffle(mixed)
    assert only(*mixed) == whole and len(whole.facts) == 4
    without = only(*(act for act in acts if act is not acts[1 + seed % 4]))
    assert without.digest != whole.digest


def test_it_goes_from_appointed_to_signed_and_says_who_has_yet_to_sign() -> None:
    appointed = written("appointed", at=-9, post="nor", place="shed 2", services=[], guests=[],
                        starts="2026-01-15T13:00:00Z", minutes=30)
    moved = written("appointment_changed", at=-8, place="shed 3", reason="r")
    assert state_of(only(appointed, moved)) is InspectionState.APPOINTED
    assert only(appointed, moved).head.place == "shed 3"
    off = written("appointment_changed", at=-7, called_off=True, reason="rain")
    assert state_of(only(appointed, off)) is InspectionState.CALLED_OFF
    assert state_of(only(appointed, off, begun())) is InspectionState.UNDER_WAY
    ended = only(begun(), FOUND, ENDED)
    assert state_of(ended) is InspectionState.UNSIGNED and len(unsigned(ended)) == 2
    one = only(begun(), FOUND, ENDED, signed(HOST, ended, "in_order"))
    assert [(each.side, each.service) for each in unsigned(one)] == [GUEST]


def test_who_took_part_clears_once_it_is_over_and_signed() -> None:
    def hinders(record: Record, by: tuple[str, str]) -> list[str]:
        return [fault.code for fault in broken_clearing([record], side=by[0], service=by[1])]

    under_way, ended = only(begun(), FOUND), only(begun(), FOUND, ENDED)
    assert hinders(under_way, HOST) == ["inspection.not_over"]
    assert hinders(under_way, GUEST) == []  # the host never ended it, and the vehicle has gone on
    assert hinders(ended, HOST) == hinders(ended, GUEST) == ["inspection.not_signed"]
    assert hinders(ended, ("xa", "TOLL")) == []
    both = only(begun(), FOUND, ENDED, signed(HOST, ended, "in_order"),
                signed(GUEST, ended, "not_in_order"))
    assert hinders(both, HOST) == hinders(both, GUEST) == []
    late = only(begun(), FOUND, SCAN, ENDED, signed(HOST, ended, "in_order"))
    assert hinders(late, HOST) == ["inspection.not_signed"]


@pytest.mark.parametrize(("second", "state"), [
    ("in_order", InspectionState.AGREED), ("not_in_order", InspectionState.DISAGREED)])
def test_both_sign_one_record_and_may_disagree(second: str, state: InspectionState) -> None:
    record = only(begun(), FOUND, SCAN, ENDED)
    both = [signed(HOST, record, "in_order"), signed(GUEST, record, second)]
    assert state_of(only(begun(), FOUND, SCAN, ENDED, *both)) is state
    late = written("found", GUEST, at=11, what="pests", found="one beetle")  # had not heard the end
    again = only(begun(), FOUND, SCAN, ENDED, *both, late)
    assert state_of(again) is InspectionState.UNSIGNED
    assert not any(each.current for each in again.signatures)
    mended = only(begun(), FOUND, SCAN, ENDED, *both, late, signed(HOST, again, second, at=12),
                  signed(GUEST, again, second, at=12))
    assert state_of(mended) is InspectionState.AGREED and len(mended.signatures) == 2


def test_without_a_joint_step_the_other_side_reads_and_may_sign_all_the_same() -> None:
    record = only(begun(services=[HOST], joint=False), FOUND, ENDED)
    assert record.head.stands_as(*GUEST) is Standing.INFORMATION
    signatures = [signed(HOST, record, "in_order"), signed(GUEST, record, "not_in_order")]
    both = only(begun(services=[HOST], joint=False), FOUND, ENDED, *signatures)
    assert state_of(both) is InspectionState.DISAGREED
    assert [each.standing for each in both.signatures] == [Standing.HOST, Standing.INFORMATION]


def test_what_two_services_found_differently_is_shown_by_their_newest_words() -> None:
    other = written("found", GUEST, at=3, what="packages", found="19")
    record = only(begun(), FOUND, other, SCAN)
    assert [(each.what, len(each.findings)) for each in record.unlike] == [("packages", 2)]
    counted_again = written("found", GUEST, at=5, what="packages", found=" 20 ")
    assert not only(begun(), FOUND, other, counted_again).unlike


def test_a_sample_goes_from_hand_to_hand_and_every_gap_shows() -> None:
    sample = {"sample": "P1"}
    taken = written("sample_taken", at=1, **sample, of="leaves", amount="1 kg")
    given_ = written("sample_given", at=2, **sample, to_side="xb", to_service="PLANTQ")
    came = written("sample_received", GUEST, at=3, **sample, intact=True)
    sent = written("sample_given", GUEST, at=4, **sample, to_side="xb", to_laboratory="lab 7")
    there = written("sample_received", GUEST, at=5, **sample, intact=True, laboratory="lab 7")
    chain = [taken, given_, came, sent, there]
    holders = [("xa", "LEAF", ""), ("xa", "LEAF", ""), ("xb", "PLANTQ", ""), ("xb", "PLANTQ", ""),
               ("xb", "PLANTQ", "lab 7")]
    for number, holder in enumerate(holders, start=1):
        found, = only(begun(), *chain[:number]).samples
        assert (found.holder, found.gaps) == (holder, [])
    for missing in chain[1:-1]:
        broken, = only(begun(), *(act for act in chain if act is not missing)).samples
        assert broken.gaps, f"without {missing.act} by {missing.by} nobody would notice"
    assert all(before.recorded < after.recorded for before, after in pairwise(found.hands))


def test_seals_are_paired_by_number() -> None:
    record = only(begun(), written("seal_broken", at=1, seal="S1", intact=False),
                  written("seal_set", at=2, seal="S2", where="rear door", instead_of="S1"),
                  written("seal_broken", at=3, seal="S2", intact=True))
    assert [(each.number, each.set is not None, each.broken is not None)
            for each in record.seals] == [("S1", False, True), ("S2", True, True)]
