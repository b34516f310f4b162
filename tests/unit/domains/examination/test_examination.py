"""Papers examined before departure: acts, questions, who may, what is signed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import connections
from msgspec import structs

from kopri.domains.control.queries import steps_of
from kopri.domains.examination.types import SeenNotice, Signature
from kopri.journal.append.requests import AlreadyAnswered, RequestKey
from kopri.journeys.show_examination import show_examination
from kopri.journeys.show_papers import show_papers
from kopri.journeys.show_worklist import show_worklist
from kopri.kernel.actor import Role
from kopri.kernel.errors import Ground, Refusal
from tests.border import THEIRS, Border, codes, refused
from tests.unit.domains.examination.backoffice import BackOffice, amend, announced, moves


def test_from_the_first_look_to_an_acceptance(border: Border) -> None:
    office, _ = announced(border)
    assert office.state == "unseen"
    office.look()
    assert office.state == "looked"
    question = office.ask()
    assert office.state == "asked"
    office.answer(question)
    assert office.state == "answered"
    (asked,) = office.examination.questions
    assert (asked.text, asked.answer, asked.open) == ("Which tomatoes?", "Cherry", False)
    office.accept()
    assert office.state == "accepted"
    assert office.examination.by == "i1" and office.examination.decided == border.now
    office.withdraw()
    assert (office.state, office.examination.reason) == ("withdrawn", "a mistake")
    office.not_accept()
    assert (office.state, office.examination.remedy) == ("not_accepted", "stamp it")
    assert border.kinds(office.reference)[-6:] == [
        f"examination.{act}" for act in
        ("looked", "asked", "answered", "accepted", "withdrawn", "not_accepted")]


def test_an_acceptance_names_exactly_what_was_seen(border: Border) -> None:
    office, lodged = announced(border)
    office.accept()
    (entry,) = border.entries("examination.accepted", office.reference)
    told = next(each for each in border.indexed(office.reference)
                if each["kind"] == "notice.lodged/1")
    (seen,) = entry["payload"]["seen"]["notices"]
    assert (seen["notice"], seen["version"]) == (lodged.notice, 1) and seen["entry"] in told["names"]
    assert entry["payload"]["seen"]["documents"] == [] and entry["payload"]["seen"]["vehicle"] == 0
    assert "D08" in entry["payload"]["seen"]["types"]
    assert entry["audience"] == ["kz", "tm"] and entry["actor"]["person"] == "i1"


def test_a_look_stays_on_this_side_and_is_noted_once(border: Border) -> None:
    office, lodged = announced(border)
    office.look()
    office.look()
    (look,) = border.entries("examination.looked", office.reference)
    assert look["audience"] == ["kz"]
    amend(border, lodged)
    assert [change.move.value for change in office.standing().changes] == ["notice_amended"]
    office.look()
    assert office.standing().changes == ()
    assert len(border.entries("examination.looked", office.reference)) == 2


def test_what_was_changed_is_shown_field_by_field(border: Border) -> None:
    office, lodged = announced(border)
    office.look()
    amend(border, lodged, commodity="020110")
    amend(border, lodged, commodity="070200")
    (changed,) = show_examination(**border.paired, reference=office.reference,
                                  actor=border.inspector("KZ-SRC")).changed
    assert changed.before is not None and changed.after is not None
    assert (changed.before.version, changed.after.version) == (1, 3)
    assert ("870899", "070200") in [(each.old, each.new) for each in changed.differences] or any(
        "070200" in str(each.new) for each in changed.differences)


# signatures


@pytest.mark.parametrize(("move", "code"), [
    ("amended", "examination.notice_changed"),
    ("announced once more", "examination.notice_changed"),
    ("crew changed", "examination.vehicle_changed"),
])
def test_what_changed_while_reading_is_said_and_nothing_is_signed(
    border: Border, move: str, code: str
) -> None:
    office, lodged = announced(border)
    before = office.now
    moves(border, lodged)[move]()
    for act in (office.accept, office.look, office.not_accept, office.ask):
        assert codes(lambda act=act: act(now=before)) == [code]  # type: ignore[misc]
    assert office.state == "unseen"


def test_two_officers_do_not_overwrite_each_other(border: Border) -> None:
    office, _ = announced(border)
    before = office.now
    office.not_accept()
    assert codes(lambda: office.accept(now=before)) == ["examination.acted_meanwhile"]
    assert office.state == "not_accepted"
    office.accept()  # having read what the colleague did
    assert office.state == "accepted"


def test_two_officers_at_the_same_moment(border: Border) -> None:
    office, _ = announced(border)
    now = office.now

    def press(number: int) -> str:
        try:
            office.accept(now=now, actor=border.inspector("KZ-SRC", f"i{number}"))
            return "accepted"
        except Refusal as refusal:
            return refusal.faults[0].code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(press, range(4)))
    assert found == ["accepted", *["examination.acted_meanwhile"] * 3]
    assert len(border.entries("examination.accepted", office.reference)) == 1


def test_pressed_twice_is_one_act(border: Border) -> None:
    office, _ = announced(border)
    key, now = RequestKey(key="k", digest="1" * 64), office.now
    office.accept(key=key, now=now)
    with pytest.raises(AlreadyAnswered):
        office.accept(key=key, now=now)
    assert office.examination.acts == 1
    assert codes(office.accept) == ["examination.already_accepted"]


def test_nobody_signs_for_what_is_not_there(border: Border) -> None:
    office, _ = announced(border)
    seen = replace_notices(office, SeenNotice(notice="n", version=1, entry="e"))
    assert codes(lambda: office.accept(now=seen))[:2] == ["examination.notice_changed"] * 2


def replace_notices(office: BackOffice, *notices: SeenNotice) -> Signature:
    now = office.now
    return replace(now, seen=structs.replace(now.seen, notices=list(notices)))


# who, when


def test_each_service_for_itself_and_only_where_it_sees_the_case(border: Border) -> None:
    office, _ = announced(border)
    other = BackOffice(border=border, reference=office.reference, service="KZ-VET")
    assert codes(other.accept) == ["examination.not_in_plan"]
    for role, person in ((Role.CARRIER, "p1"), (Role.SHIFT_HEAD, "h1"), (Role.GATE_OFFICER, "g1"),
                         (Role.AUDITOR, "a1")):
        who = border.node.actor(role, person=person)
        assert refused(lambda who=who: office.accept(actor=who)).ground is Ground.DENIED  # type: ignore[misc]
    office.accept()
    border_service = BackOffice(border=border, reference=office.reference, service="KZ-BS")
    assert border_service.state == "unseen"


def test_an_unannounced_case_and_one_at_the_gate(border: Border) -> None:
    bare = BackOffice(border=border, reference=border.open())
    assert codes(bare.accept) == ["examination.nothing_announced"]
    office, _ = announced(border)
    office.accept()
    other = BackOffice(border=border, reference=office.reference, service="KZ-BS")
    question = other.ask()
    border.register(office.reference)
    for act in (other.accept, other.ask, other.look, other.not_accept):
        assert codes(act) == ["examination.presented"]
    assert codes(lambda: other.answer(question)) == ["examination.question_closed"]
    office.withdraw()
    assert office.state == "withdrawn"


@pytest.mark.parametrize(("act", "expected"), [
    (lambda office: office.not_accept(reason="", remedy=""),
     ["examination.no_reason", "examination.no_remedy"]),
    (lambda office: office.ask(""), ["examination.no_text"]),
    (lambda office: office.ask("x" * 1001), ["examination.text_too_long"]),
    (lambda office: office.withdraw("why"), ["examination.nothing_accepted"]),
    (lambda office: office.answer("nothing"), ["examination.question_closed"]),
    (lambda office: office.answer(office.ask(), "", documents=("d",)),
     ["examination.no_text", "examination.document_unknown"]),
])
def test_what_an_act_must_say(
    border: Border, act: Callable[[BackOffice], object], expected: list[str]
) -> None:
    office, _ = announced(border)
    assert codes(lambda: act(office)) == expected


def test_a_question_is_answered_once_by_whoever_announced(border: Border) -> None:
    office, _ = announced(border)
    question = office.ask()
    for who in (border.carrier("p2"), border.gate(), border.inspector("KZ-SRC")):
        assert refused(lambda who=who: office.answer(question, actor=who)).ground is Ground.DENIED  # type: ignore[misc]
    office.answer(question)
    assert codes(lambda: office.answer(question)) == ["examination.question_closed"]
    settled = office.ask("and now?")
    office.accept()
    assert codes(lambda: office.answer(settled)) == ["examination.question_closed"]
    assert office.state == "accepted" and office.examination.questions[1].settled


def test_questions_and_reasons_are_for_the_carrier_and_the_side_that_asked(border: Border) -> None:
    """The other side's service asks; only the carrier, who is here, reads it."""
    office, lodged = announced(border)
    seen = {"notices": [{"notice": lodged.notice, "version": 1, "entry": "e"}], "documents": [],
            "types": [], "vehicle": 0, "ended": 0}
    whose = {"side": "tm", "service": "TM-CUS", "seen": seen}
    border.tell("examination.not_accepted/1", {**whose, "reason": "no T1", "remedy": "a T1"},
                subject=office.reference)
    border.tell("examination.asked/1", {**whose, "question": "q9", "text": "Where is it?"},
                subject=office.reference)
    border.hear()
    for who, reads in ((border.carrier(), True), (border.inspector("KZ-SRC"), False),
                       (border.head(), False)):
        sheet = show_examination(**border.paired, actor=who, reference=office.reference)
        theirs = next(each for each in sheet.others if each.examination.side == "tm")
        assert theirs.state.value == "asked" and sheet.open_questions == 1
        assert bool(theirs.examination.questions) is reads
        assert (theirs.examination.reason == "no T1") is reads
        assert theirs.examination.by == ""
    office.answer("q9", "with the driver")
    (entry,) = border.entries("examination.answered", office.reference)
    assert entry["payload"]["side"] == "tm" and entry["audience"] == ["kz", "tm"]
    with pytest.raises(Refusal):
        show_examination(**border.paired, actor=border.carrier("p2"), reference=office.reference)
    with pytest.raises(Refusal):
        show_examination(**border.paired, actor=border.carrier(), reference=THEIRS)


# what it is for


def test_where_papers_are_accepted_the_plan_says_so_until_something_changes(border: Border) -> None:
    office, lodged = announced(border)

    def planned() -> dict[str, bool]:
        border.work()
        return {step.step: step.papers for step in steps_of([office.reference])}

    office.accept()
    assert planned() == {"KZ2": False, "KZ3": False, "KZ4g": True}
    office.ask("one more thing")
    assert not planned()["KZ4g"]
    office.accept()
    assert planned()["KZ4g"]
    amend(border, lodged)
    assert not planned()["KZ4g"] and office.state == "stale"
    office.accept()
    border.work()
    border.register(office.reference)
    border.direct(office.reference, "yellow")
    steps = {step.step: step.papers for step in steps_of([office.reference])}
    assert steps == {"KZ2": False, "KZ3": False, "KZ4y": True}
    (row,) = show_worklist(**border.paired, actor=border.inspector("KZ-SRC"))
    assert row.papers and row.usual == (21, 72)  # of 70 and 240 minutes, 70 % are papers
    office.withdraw()
    (row,) = show_worklist(**border.paired, actor=border.inspector("KZ-SRC"))
    assert not row.papers and row.usual == (70, 240)
    border.find(office.reference, "KZ-SRC", facts_differ=True)
    assert [step.step for step in steps_of([office.reference]) if step.differs] == ["KZ4y"]
    assert [each["audience"]
            for each in border.entries("control.finding_recorded", office.reference)
            if "facts_differ" in each["payload"]] == [["kz"]]


def test_the_list_is_the_most_urgent_first(border: Border) -> None:
    plates = {"870899": "1", "010221": "2", "070200": "3", "300490": "4"}
    found = {code: border.announce(code, plate=f"70{plate} AAA 12").reference
             for code, plate in plates.items()}
    border.work()
    rows = show_papers(**border.paired, actor=border.inspector("KZ-SRC"))
    assert [row.reference for row in rows][:2] == [found["010221"], found["070200"]]
    assert [row.goods_class for row in rows] == ["live_animals", "perishable", "", ""]
    last = BackOffice(border=border, reference=found["300490"])
    last.answer(last.ask())
    BackOffice(border=border, reference=found["010221"]).accept()
    rows = show_papers(**border.paired, actor=border.inspector("KZ-SRC"))
    assert [(row.reference, row.group) for row in rows] == [
        (found["300490"], "again"), (found["070200"], "new"), (found["870899"], "new"),
        (found["010221"], "accepted")]
    assert [row.reference for row in show_papers(
        **border.paired, actor=border.inspector("KZ-VET"))] == [found["010221"]]
    border.register(found["070200"])
    assert found["070200"] not in [row.reference for row in show_papers(
        **border.paired, actor=border.inspector("KZ-SRC"))]
