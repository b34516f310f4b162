"""A shift is handed over: what is open, from the record; two signatures of two people."""

from dataclasses import replace

from kopri.domains.inspection.operations import Asked
from kopri.domains.inspection.types import (
    Invited,
    SampleTaken,
    SampleTested,
    SealBroken,
    SealSet,
)
from kopri.domains.outcomes.queries import proposals_of
from kopri.journeys.decide import confirm_decision
from kopri.journeys.fall_back import release_under_regime
from kopri.journeys.hand_over import give_shift, show_handover, take_shift
from kopri.journeys.inspect_jointly import Bench, begin_inspection, note_fact
from kopri.journeys.mind_needs import note_need
from kopri.kernel.actor import Actor, Role
from tests.border import POINT, Border, codes
from tests.unit.domains.fallback.test_regimes import declare, other_head, without


def shown(border: Border, who: Actor | None = None) -> str:
    return show_handover(**border.paired, actor=who or border.head(), point=POINT).seen


def test_the_list_is_what_is_open_and_two_people_sign_it(border: Border) -> None:
    held, gone = border.at_control(), without(border, "KZ-TRC")
    border.find(held, "KZ-SRC", "held", lifts="an invoice", reason="secret")
    declare(border)
    release_under_regime(**border.paired, actor=border.head(), reference=gone)
    waits = border.open()
    border.read(waits)
    note_need(**border.common, actor=border.gate(), reference=waits, need="water")
    here = {**border.paired, "point": POINT}
    sheet = show_handover(**here, actor=border.head())
    assert [(item.what, item.reference, item.of) for item in sheet.items] == [
        ("hold", held, "KZ-SRC"), ("need", waits, "water"), ("regime", "", "KZ-TRC"),
        ("second_look", gone, "KZ-TRC")]
    assert sheet.waiting["kz-tm waiting"] == 1 and sheet.given is None
    give = {**here, "actor": border.head(), "note": "the scales are to be repaired"}
    assert codes(lambda: give_shift(**{**give, "actor": border.gate()}, seen=sheet.seen)) == [
        "permission.denied"]
    assert codes(lambda: take_shift(**here, actor=other_head(border), seen=sheet.seen)) == [
        "handover.none_given"]
    give_shift(**give, seen=sheet.seen)
    assert codes(lambda: take_shift(**here, actor=border.head(), seen=shown(border))) == [
        "handover.same_person"]
    border.find(held, "KZ-SRC")  # lifted between the page and the signature
    assert codes(lambda: take_shift(**here, actor=other_head(border), seen=sheet.seen)) == [
        "handover.changed"]
    take_shift(**here, actor=other_head(border), seen=shown(border, other_head(border)))
    past = show_handover(**here, actor=border.head()).past[0]
    assert (past.given_by, past.taken_by) == ("h1", "h2")
    assert len(past.items) == 4 and [item.what for item in past.taken_items] == [
        "need", "regime", "second_look"]
    assert all(each["audience"] == ["kz"] and "secret" not in str(each)
               for kind in ("handover.given", "handover.taken") for each in border.entries(kind))
    assert codes(lambda: take_shift(**here, actor=other_head(border), seen=shown(border))) == [
        "handover.none_given"]


def test_holds_of_parts_and_without_a_reason_proposals_and_returns_are_handed_over(
    border: Border,
) -> None:
    part, untold, proposed = (border.at_control("870899", plate=f"70{number} NOT 12", document=f"d{number}")
                              for number in range(3))
    border.find(part, "KZ-SRC", "held", part="consignment:W1", lifts="an invoice")
    for reference in (untold, proposed):
        border.find(reference, "KZ-SRC", "held", withheld=True, reason="secret")
    confirm_decision(**border.paired, actor=border.inspector("KZ-SRC", "i2"), reference=untold,
                     proposal=proposals_of([untold], side="kz")[0].proposal)
    back = border.open()
    border.tell("returns.opened/1", {"side": "tm", "number": "1", "service": "TM-CUS"}, subject=back)
    border.hear()
    sheet = show_handover(**border.paired, actor=border.head(), point=POINT)
    assert sorted((item.what, item.reference, item.of, item.number) for item in sheet.items) == sorted([
        ("hold", part, "KZ-SRC", "consignment:W1"), ("hold", untold, "KZ-SRC", ""),
        ("proposal", proposed, "KZ-SRC", ""), ("return", back, "", "")])
    assert "secret" not in str(sheet.items)


def test_samples_without_an_answer_and_broken_seals_are_open(border: Border) -> None:
    bench = Bench(**border.paired, actor=border.inspector("KZ-PHY"),
                  reference=border.at_control("070200"))
    bench = replace(bench, inspection=begin_inspection(bench=bench, asked=Asked(
        place="shed 2", services=[Invited(side="kz", service="KZ-PHY")])).inspection)
    note_fact(bench=bench, kind=SealBroken, said={"seal": "S1", "intact": True})
    note_fact(bench=bench, kind=SampleTaken, said={"sample": "P1", "of": "tomatoes",
                                                   "amount": "2 kg"})

    def open_ones() -> list[tuple[str, str, str]]:
        sheet = show_handover(**border.paired, actor=border.head(), point=POINT)
        assert all(item.reference == bench.reference for item in sheet.items)
        return [(item.what, item.of, item.number) for item in sheet.items]

    assert open_ones() == [("sample", "KZ-PHY", "P1"), ("seal", "KZ-PHY", "S1")]
    note_fact(bench=bench, kind=SealSet, said={"seal": "S2", "where": "rear doors",
                                               "instead_of": "S1"})
    note_fact(bench=bench, kind=SampleTested, said={
        "sample": "P1", "laboratory": "Aktau", "report": "17", "conforms": True,
        "result": "nothing found"})
    assert open_ones() == []


def test_what_was_given_again_is_taken_by_the_last_list(border: Border) -> None:
    here = {**border.paired, "point": POINT}
    give_shift(**here, actor=border.head(), seen=shown(border))
    third = border.node.actor(Role.SHIFT_HEAD, person="h3")
    give_shift(**here, actor=third, seen=shown(border))
    assert codes(lambda: take_shift(**here, actor=third, seen=shown(border))) == [
        "handover.same_person"]
    take_shift(**here, actor=border.head(), seen=shown(border))
    assert codes(lambda: give_shift(**here, actor=third, seen=shown(border), note="x" * 1001)) == [
        "handover.note_too_long"]
