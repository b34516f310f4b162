"""Prepared, lodged, accepted: who says so, of which document, and what then counts."""

from kopri.domains.documents.queries import DocumentView, by_id, documents_of
from kopri.domains.documents.states import DocumentState
from kopri.domains.documents.types import Told
from kopri.journeys.attach_document import attach_document, withdraw_document
from kopri.journeys.judge_document import (
    Named,
    accept_document,
    answer_for_system,
    lodge_document,
    reject_document,
)
from kopri.journeys.open_document import open_document
from kopri.journeys.show_case import show_case
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from tests.border import Border, codes, refused
from tests.files import pdf

CUSTOMS, VETS = "KZ-SRC", "KZ-VET"
SYSTEM, NUMBER = "ASTANA-1 / Keden", "50704/150126/0000001"


def attach(border: Border, reference: str, **told: object) -> str:
    said = Told(**{"type": "D07", "number": "1", **told})  # type: ignore[arg-type]
    return attach_document(**border.paired, actor=border.carrier(), reference=reference,
                           blobs=border.node.house.blobs, data=pdf(), told=said)


def lodge(border: Border, reference: str, *, document: str = "", actor: Actor | None = None,
          number: str = NUMBER, system: str = SYSTEM, document_type: str = "D07") -> str:
    return lodge_document(
        **border.paired, actor=actor or border.carrier(), number=number, system=system,
        named=Named(reference=reference, document=document, told=Told(type=document_type)))


def judge(border: Border, reference: str, document: str, *, accepted: bool = True,
          service: str = CUSTOMS) -> str:
    who = border.inspector(service)
    if accepted:
        return accept_document(**border.paired, actor=who,
                               named=Named(reference=reference, document=document))
    return reject_document(**border.paired, actor=who, document=document, reason="not legible")


def before(border: Border, document: str, service: str = CUSTOMS) -> DocumentState:
    return by_id(document).before(side="kz", service=service)


def test_from_attached_to_accepted_and_back(border: Border) -> None:
    reference = border.open()
    document = attach(border, reference)
    states = [before(border, document)]
    lodge(border, reference, document=document)
    states.append(before(border, document))
    judge(border, reference, document)
    states.append(before(border, document))
    judge(border, reference, document, accepted=False)
    states.append(before(border, document))
    withdraw_document(**border.common, actor=border.carrier(), document=document, reason="wrong")
    states.append(before(border, document))
    assert states == [DocumentState.ATTACHED, DocumentState.LODGED, DocumentState.ACCEPTED,
                      DocumentState.REJECTED, DocumentState.WITHDRAWN]
    assert codes(lambda: judge(border, reference, document)) == ["documents.unknown"]
    assert codes(lambda: lodge(border, reference, document=document)) == ["documents.unknown"]


def test_a_number_is_lodged_as_who_states_it(border: Border) -> None:
    reference = border.open()
    first = lodge(border, reference)
    second = lodge(border, reference, actor=border.gate())
    stated = {each.document: each.numbers[0] for each in documents_of([reference])}
    assert (stated[first].stated_by, stated[second].stated_by) == ("carrier", "officer")
    assert (stated[first].side, stated[first].system, stated[first].number) == (
        "kz", SYSTEM, NUMBER)
    assert by_id(first).sha256 == ""
    found = refused(lambda: open_document(
        actor=border.carrier(), document=first, load=lambda name: b"never asked"))
    assert found.ground is Ground.MISSING


NO_LODGING: list[tuple[dict[str, str], list[str]]] = [
    ({"number": ""}, ["documents.number_missing"]),
    ({"number": "1"}, ["documents.number_form"]),
    ({"number": "9" * 81}, ["documents.number"]),
    ({"system": "nowhere"}, ["documents.no_system"]),
    ({"system": ""}, ["documents.no_system"]),  # two states have one for it
    ({"document_type": "D08"}, ["documents.no_system"]),
    ({"document_type": "D99"}, ["documents.type_unknown"]),
    ({"document": "0" * 32}, ["documents.unknown"]),
]


def test_what_is_no_lodging(border: Border) -> None:
    reference = border.open()
    for change, expected in NO_LODGING:
        found = codes(lambda change=change: lodge(border, reference, **change))  # type: ignore[misc]
        assert found == expected, change
    assert documents_of([reference]) == []


def test_a_document_of_another_case_is_none_of_this(border: Border) -> None:
    document = attach(border, border.open())
    other = border.open()
    assert refused(lambda: lodge(border, other, document=document)).ground is Ground.MISSING
    assert refused(lambda: judge(border, other, document)).ground is Ground.MISSING


def test_only_who_asks_for_it_judges_and_says_it_once(border: Border) -> None:
    reference = border.open()
    document = attach(border, reference)
    for accepted in (True, False):
        found = refused(lambda accepted=accepted: judge(
            border, reference, document, accepted=accepted, service=VETS))
        assert (found.ground, found.faults[0].code) == (
            Ground.DENIED, "documents.not_asked_for")
    judge(border, reference, document)
    assert codes(lambda: judge(border, reference, document)) == ["documents.judged"]
    assert codes(lambda: reject_document(
        **border.paired, actor=border.inspector(CUSTOMS), document=document, reason=" ",
    )) == ["documents.no_reason"]


def test_a_paper_shown_at_the_desk_is_accepted_without_a_file(border: Border) -> None:
    lodged = border.announce("070200")
    document = accept_document(
        **border.paired, actor=border.inspector("KZ-PHY"), named=Named(
            reference=lodged.reference, told=Told(type="D16", number="PH-1", covers=("W1",))))
    found = by_id(document)
    assert (found.type, found.number, found.covers, found.sha256) == ("D16", "PH-1", ("W1",), "")
    assert before(border, document, "KZ-PHY") is DocumentState.ACCEPTED


def test_what_is_said_of_it_must_be_sound(border: Border) -> None:
    reference = border.announce().reference
    assert codes(lambda: attach(border, reference, covers=("W9",), valid_to="2026-02-30")) == [
        "documents.part_unknown", "documents.valid_to"]
    attach(border, reference, covers=("W1", "W1"), valid_to="2026-02-28")
    (found,) = documents_of([reference])
    assert (found.covers, found.valid_to) == (("W1",), "2026-02-28")


def test_the_systems_answer_counts_for_what_was_lodged_with_it(border: Border) -> None:
    reference = border.open()
    document = attach(border, reference)

    def answer(accepted: bool) -> str:
        return answer_for_system(**border.paired, document=document, system=SYSTEM,
                                 accepted=accepted, reason="duty not paid")

    assert codes(lambda: answer(True)) == ["documents.no_system"]
    lodge(border, reference, document=document)
    answer(False)
    (said,) = by_id(document).judgements
    assert (said.state, said.system, said.service, said.reason) == (
        DocumentState.REJECTED, SYSTEM, "", "duty not paid")
    answer(True)
    assert [each.state for each in by_id(document).judgements] == [DocumentState.ACCEPTED]


def test_the_neighbour_speaks_for_its_own_services_alone(border: Border) -> None:
    """The side is that of the log, whatever a payload may say."""
    reference = border.open()
    document = attach(border, reference)
    border.tell("documents.accepted/1", {
        "document": document, "type": "D07", "service": CUSTOMS, "side": "kz"}, subject=reference)
    border.hear()
    assert before(border, document) is DocumentState.ATTACHED
    found: DocumentView = by_id(document)
    assert found.before(side="tm", service=CUSTOMS) is DocumentState.ACCEPTED


def test_why_it_is_not_accepted_is_for_the_carrier_and_that_side(border: Border) -> None:
    reference = border.open()
    document = attach(border, reference)
    judge(border, reference, document, accepted=False)
    border.tell("documents.rejected/1", {
        "document": document, "type": "D07", "service": "TM-SCS", "reason": "no stamp"},
        subject=reference)
    border.hear()

    def reasons(who: Actor) -> set[str]:
        sheet = show_case(**border.paired, actor=who, reference=reference)
        return {said.reason for each in sheet.documents for said in each.judgements}

    assert reasons(border.carrier()) == {"not legible", "no stamp"}
    assert reasons(border.inspector(VETS)) == {"not legible", ""}
