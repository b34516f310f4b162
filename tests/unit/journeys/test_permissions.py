"""Who may do what: every operation, every role, on a case where nothing else stands in the way."""

import inspect
import re
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

from kopri.crossing.types import CrewMember
from kopri.domains.documents.ports import BlobStore
from kopri.domains.documents.types import Told
from kopri.engines.codecs.efti.messages import UilQuery
from kopri.journeys.answer_efti import find_consignments, find_dataset, uil
from kopri.journeys.attach_document import attach_document, withdraw_document
from kopri.journeys.change_notice import amend_notice, cancel_notice
from kopri.journeys.control_vehicle import finish_step, start_step
from kopri.journeys.decide import reverse_finding
from kopri.journeys.examine_papers import accept_papers, answer_question
from kopri.journeys.judge_document import (
    Named,
    accept_document,
    lodge_document,
    reject_document,
)
from kopri.journeys.open_crossing import amend_crossing
from kopri.journeys.open_document import open_document
from kopri.journeys.read_notice import read_notice
from kopri.journeys.show_case import show_case
from kopri.journeys.show_examination import show_examination
from kopri.journeys.show_journal import show_entries, show_evidence, show_state
from kopri.journeys.show_notice import show_notice
from kopri.journeys.show_paper_figures import show_paper_figures
from kopri.journeys.show_papers import show_papers
from kopri.journeys.show_readiness import show_readiness
from kopri.journeys.show_worklist import show_worklist
from kopri.kernel.actor import Actor, Role
from kopri.kernel.consignment.identifier_query import IdentifierQuery
from kopri.kernel.errors import Ground, Refusal
from tests.border import Border, goods
from tests.files import pdf
from tests.unit.domains.examination.backoffice import announced

# each file beside this one that ends in _acts, with its table of the same name
ACTS = [import_module(f"tests.unit.journeys.{path.stem}")
        for path in sorted(Path(__file__).parent.glob("*_acts.py"))]
Act = Callable[[Actor], object]
Prepare = Callable[[Border], Act]

# persons of their own, so that what they wrote is told from what prepared the case
WHO = {
    "own carrier": (Role.CARRIER, "p1", ""), "other carrier": (Role.CARRIER, "w1", ""),
    "gate": (Role.GATE_OFFICER, "w2", ""), "own service": (Role.INSPECTOR, "w3", "KZ-BS"),
    "other service": (Role.INSPECTOR, "w4", "KZ-TRC"), "no service": (Role.INSPECTOR, "w5", ""),
    "head": (Role.SHIFT_HEAD, "w6", ""), "analyst": (Role.ANALYST, "w7", ""),
    "auditor": (Role.AUDITOR, "w8", ""), "operator": (Role.OPERATOR, "w9", ""),
    "peer": (Role.PEER, "w10", ""),
}
CARRIERS = {"own carrier", "other carrier"}
POST = {"gate", "head"}
READERS = {"gate", "own service", "other service", "no service", "head", "auditor"}
STAFF = {"gate", "own service", "other service", "no service", "head", "analyst", "operator"}


def opening(border: Border) -> Act:
    return lambda who: border.open(actor=who)


def amending_the_case(border: Border) -> Act:
    reference = border.open()
    return lambda who: amend_crossing(
        **border.common, actor=who, reference=reference,
        crew=[CrewMember(person="d1", citizenship="KZ")])


def lodging(border: Border) -> Act:
    numbers = iter(range(100))
    return lambda who: border.announce(plate=f"{next(numbers)} LOD 12", actor=who)


def amending_a_notice(border: Border) -> Act:
    notice = border.announce().notice
    return lambda who: amend_notice(
        **border.common, actor=who, notice=notice, eta=border.now + timedelta(hours=2),
        document_format="t", document_sha256="2" * 64, consignments=goods())


def cancelling_a_notice(border: Border) -> Act:
    numbers = iter(range(100))

    def act(who: Actor) -> object:
        notice = border.announce(document=f"c{next(numbers)}").notice
        return cancel_notice(**border.common, actor=who, notice=notice, reason="no more")

    return act


def attaching(border: Border) -> Act:
    reference, blobs = border.open(), border.node.house.blobs
    return lambda who: _attach(border, who, reference=reference, blobs=blobs)


def _attach(border: Border, who: Actor, *, reference: str, blobs: BlobStore) -> str:
    return attach_document(**border.paired, actor=who, blobs=blobs, reference=reference,
                           data=pdf(), told=Told(type="D08", number="1"))


def withdrawing(border: Border) -> Act:
    reference, blobs = border.open(), border.node.house.blobs

    def act(who: Actor) -> object:
        document = _attach(border, border.gate(), reference=reference, blobs=blobs)
        return withdraw_document(**border.common, actor=who, document=document, reason="wrong")

    return act


def stating_a_number(border: Border) -> Act:
    named = Named(reference=border.open(), told=Told(type="D07"))
    return lambda who: lodge_document(**border.paired, actor=who, named=named,
                                      number="50704/150126/0000001", system="ASTANA-1 / Keden")


def accepting_a_document(border: Border) -> Act:
    named = Named(reference=border.open(), told=Told(type="D37"))  # the border service's own
    return lambda who: accept_document(**border.paired, actor=who, named=named)


def rejecting_a_document(border: Border) -> Act:
    named = Named(reference=border.open(), told=Told(type="D37"))
    document = accept_document(**border.paired, actor=border.inspector("KZ-BS"), named=named)
    return lambda who: reject_document(**border.paired, actor=who, document=document, reason="torn")


def seeing_what_is_needed(border: Border) -> Act:
    reference = border.open()
    return lambda who: show_readiness(**border.paired, actor=who, reference=reference)


def booking(border: Border) -> Act:
    border.capacity(own=50, theirs=50)

    def act(who: Actor) -> object:
        return border.book(border.open(), 7, actor=who)

    return act


def cancelling_a_booking(border: Border) -> Act:
    border.capacity(own=50, theirs=50)

    def act(who: Actor) -> object:
        reference = border.open()
        border.book(reference, 7)
        return border.cancel(reference, actor=who)

    return act


def reading_a_plate(border: Border) -> Act:
    border.open(plate="123 ABC 12")
    return lambda who: border.read("123 ABC 12", actor=who)


def calling(border: Border) -> Act:
    def act(who: Actor) -> object:
        reference = border.open()
        border.read(reference)
        return border.call(reference, actor=who)

    return act


def registering(border: Border) -> Act:
    return lambda who: border.register(border.open(), actor=who)


def letting_out(border: Border) -> Act:
    def act(who: Actor) -> object:
        reference = border.at_control()
        border.clear(reference)
        return border.leave(reference, actor=who)

    return act


def turning_back(border: Border) -> Act:
    def act(who: Actor) -> object:
        reference = border.at_control()
        border.find(reference, "KZ-BS", "refused", rule="law 1", reason="no visa")
        return border.turn_back(reference, actor=who)

    return act


def directing(border: Border) -> Act:
    reference = border.at_control()
    return lambda who: border.direct(reference, "", actor=who)


def starting_a_step(border: Border) -> Act:
    reference = border.at_control()
    return lambda who: start_step(**border.common, actor=who, reference=reference, step="KZ3")


def finishing_a_step(border: Border) -> Act:
    return lambda who: finish_step(**border.common, actor=who, reference=border.at_control(),
                                   step="KZ3")


def finding(border: Border) -> Act:
    return lambda who: border.find(border.at_control(), "", actor=who)


def reversing(border: Border) -> Act:
    def act(who: Actor) -> object:
        reference = border.at_control()
        border.find(reference, "KZ-BS")
        return reverse_finding(**border.paired, actor=who, reference=reference, reason="mistake")

    return act


def seeing_the_case(border: Border) -> Act:
    reference = border.open()
    return lambda who: show_case(**border.paired, actor=who, reference=reference)


def examining(border: Border) -> Act:
    office, _ = announced(border)

    def act(who: Actor) -> object:
        office.service = who.service or "KZ-BS"
        return accept_papers(desk=office.desk(actor=who), signature=office.now)

    return act


def answering(border: Border) -> Act:
    office, _ = announced(border, service="KZ-BS")

    def act(who: Actor) -> object:
        return answer_question(
            **border.common, actor=who, reference=office.reference, question=office.ask(),
            text="yes")

    return act


def seeing_the_examination(border: Border) -> Act:
    reference = border.open()
    return lambda who: show_examination(**border.paired, actor=who, reference=reference)


def seeing_the_papers(border: Border) -> Act:
    return lambda who: show_papers(**border.paired, actor=who)


def seeing_what_papers_save(border: Border) -> Act:
    return lambda who: show_paper_figures(**border.paired, actor=who)


def reading_a_notice(border: Border) -> Act:
    notice = border.announce().notice
    return lambda who: read_notice(actor=who, notice=notice)


def seeing_a_notice(border: Border) -> Act:
    notice = border.announce().notice
    return lambda who: show_notice(actor=who, notice=notice)


def opening_a_document(border: Border) -> Act:
    blobs = border.node.house.blobs
    document = _attach(border, border.carrier(), reference=border.open(), blobs=blobs)
    return lambda who: open_document(actor=who, document=document, load=blobs.get)


def querying_identifiers(border: Border) -> Act:
    journal, query = border.node.journal, IdentifierQuery(identifier="123 ABC 12")
    return lambda who: find_consignments(journal=journal, actor=who, query=query)


def querying_a_dataset(border: Border) -> Act:
    journal = border.node.journal
    query = UilQuery(uil=uil(journal, f"{border.announce().notice}.1"), subsets=())
    return lambda who: find_dataset(journal=journal, actor=who, query=query)


def seeing_the_worklist(border: Border) -> Act:
    return lambda who: show_worklist(**border.paired, actor=who)


def reading_the_journal(border: Border) -> Act:
    return lambda who: show_entries(actor=who, log=border.node.journal.origin, start=0, limit=10)


def seeing_how_the_journal_stands(border: Border) -> Act:
    return lambda who: show_state(actor=who, journal=border.node.journal,
                                  shared=border.node.house.shared)


def taking_evidence_away(border: Border) -> Act:
    return lambda who: show_evidence(actor=who, number=1)


MAY: list[tuple[Prepare, set[str]]] = [
    (opening, CARRIERS | POST),
    (amending_the_case, {"own carrier"} | POST),
    (lodging, CARRIERS | POST),
    (amending_a_notice, {"own carrier"} | POST),
    (cancelling_a_notice, {"own carrier"} | POST),
    (attaching, {"own carrier", "own service", "other service", "no service"} | POST),
    (withdrawing, {"own carrier", "own service", "other service", "no service"} | POST),
    (stating_a_number, {"own carrier", "own service", "other service", "no service"} | POST),
    (accepting_a_document, {"own service"}),
    (rejecting_a_document, {"own service"}),
    (seeing_what_is_needed, set(WHO) - {"other carrier"}),
    (reading_a_notice, READERS | {"own carrier"}),
    (seeing_a_notice, READERS | {"own carrier"}),
    (opening_a_document, READERS | {"own carrier"}),
    (querying_identifiers, READERS),
    (querying_a_dataset, READERS),
    *(row for acts in ACTS for row in getattr(acts, acts.__name__.rpartition(".")[2].upper())),
    (booking, {"own carrier"} | POST),
    (cancelling_a_booking, {"own carrier"} | POST),
    (reading_a_plate, POST),
    (calling, POST),
    (registering, POST),
    (letting_out, POST),
    (turning_back, POST),
    (directing, {"own service", "other service"}),
    (starting_a_step, {"own service"}),
    (finishing_a_step, {"own service"}),
    (finding, {"own service", "other service"}),
    (reversing, {"own service"}),
    (seeing_the_case, set(WHO) - {"other carrier"}),
    (examining, {"own service", "other service"}),
    (answering, {"own carrier"}),
    (seeing_the_examination, set(WHO) - {"other carrier"}),
    (seeing_the_papers, {"own service", "other service"}),
    (seeing_what_papers_save, {"head", "analyst"}),
    (seeing_the_worklist, STAFF),
    (reading_the_journal, {"auditor"}),
    (seeing_how_the_journal_stands, {"auditor"}),
    (taking_evidence_away, {"auditor", "operator"}),
]
# what an inspector of another service meets is no matter of role: the step or decision is not theirs
NOT_THEIRS = {"control.not_in_plan", "control.nothing_to_reverse"}


@pytest.mark.parametrize(("prepare", "may"), MAY, ids=[prepare.__name__ for prepare, _ in MAY])
def test_every_role_may_or_may_not(border: Border, prepare: Prepare, may: set[str]) -> None:
    act = prepare(border)
    found = set()
    for name, (role, person, service) in WHO.items():
        who = border.node.actor(role, person=person, service=service)
        before = len(border.entries())
        try:
            act(who)
            found.add(name)
        except Refusal as refusal:
            codes = {fault.code for fault in refusal.faults}
            told = refusal.ground in (Ground.DENIED, Ground.MISSING) or codes <= NOT_THEIRS
            assert told, f"{name} is told {codes}"
            wrote = [entry["kind"] for entry in border.entries()[before:]
                     if entry["actor"]["person"] == person]
            # the own carrier has opened the case before
            assert not wrote or name == "own carrier", f"{name} has written {wrote}"
    assert found == may


BY_THE_BORDERS_HAND = {
    "open_crossing": "open", "announce": "announce", "book_slot": "book",
    "cancel_booking": "cancel", "call_vehicle": "call", "register_vehicle": "register",
    "leave_side": "leave", "turn_back": "turn_back", "register_arrival": "read",
    "direct_controls": "direct", "record_finding": "find", "publish_capacity": "publish",
}
OPEN_TO_ALL = {"show_cases", "role_of"}  # everybody's own list, and own role


def test_every_journey_of_a_person_is_in_the_table() -> None:
    """A journey that takes an actor and is not tried here may be an open door."""
    here = "".join(Path(str(file)).read_text("utf-8") for file in (
        __file__, *(acts.__file__ for acts in ACTS)))
    for path in sorted(Path(inspect.getfile(show_case)).parent.rglob("*.py")):
        heads = re.finditer(r"^def ([a-z]\w*)\((.*?)\) ->", path.read_text("utf-8"),
                            flags=re.MULTILINE | re.DOTALL)
        for head in heads:
            name = head[1]
            if "actor: Actor" in head[2] and name not in OPEN_TO_ALL:
                hand = BY_THE_BORDERS_HAND.get(name)
                assert (f"border.{hand}(" if hand else f"{name}(") in here, name
