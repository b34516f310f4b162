"""Public pages: the same for everybody, and blind to risk."""

import csv
import io
import json
import re

from django.test import Client

from kopri.domains.control.types import Decision, Outcome
from kopri.domains.gate.types import Place
from kopri.domains.links.queries import link_of
from kopri.domains.outcomes.queries import proposals_of
from kopri.interfaces.links import address
from kopri.journal.append.publish import publish
from kopri.journal.append.sequence import sequence
from kopri.journeys.control_vehicle import direct_controls
from kopri.journeys.decide import confirm_decision, record_finding
from kopri.journeys.pass_gate import Passing, register_vehicle
from kopri.journeys.register_arrival import Read, register_arrival
from kopri.kernel.actor import Role
from tests.conftest import Node
from tests.unit.interfaces.web.conftest import SignIn


def rows_of(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(Client().get(path).content.decode())))


def inside(site: Node, plate: str) -> str:
    """A truck in the exit side's controls."""
    reference = site.open_case(plate)
    gate = site.actor(Role.GATE_OFFICER)
    register_arrival(journal=site.journal, pair=site.house.pair, actor=gate,
                     read=Read(text=reference, place=Place.WAITING_AREA))
    register_vehicle(journal=site.journal, pair=site.house.pair, actor=gate,
                     passing=Passing(reference=reference))
    return reference


def test_two_cases_that_differ_only_in_risk_look_the_same(site: Node) -> None:
    plain, marked = inside(site, "111 AAA 01"), inside(site, "222 BBB 02")
    before = boards()
    customs = site.house.pair.country("kz").services_with("customs")[0].id
    direct_controls(
        journal=site.journal, pair=site.house.pair, reference=marked, corridor="red",
        actor=site.actor(Role.INSPECTOR, service=customs), extra=["KZ5"])
    cards = [card_of(each) for each in (plain, marked)]
    names = [(plain, "111 AAA 01"), (marked, "222 BBB 02")]
    alike = [_blind(card, *name) for card, name in zip(cards, names, strict=True)]
    assert alike[0] == alike[1]
    assert boards() == before
    record_finding(
        journal=site.journal, pair=site.house.pair, reference=marked,
        actor=site.actor(Role.INSPECTOR, service=customs),
        decision=Decision(outcome=Outcome.HELD, reason="a tip", lifts="the first waybill"))
    assert boards() == before
    held = _blind(card_of(marked), marked, "222 BBB 02")
    # of a hold its driver is told who holds and what would lift it, and nobody is told why
    assert "a tip" not in held
    told = re.sub(r"<h2>Missing</h2><ul>|</ul>|<li>the first waybill</li>", "", held)
    for said, else_ in (("Your truck is held. Stay with it.",
                         "Stay with your truck. The services come to you one by one."),
                        ('<p class="note">Held by customs, KZ.</p>', "")):
        assert said in told
        told = told.replace(said, else_)
    assert told == re.sub(r"<h2>Missing</h2><ul>|</ul>", "", alike[1])


def test_twins_that_different_services_hold_without_saying_why_look_the_same(site: Node) -> None:
    twins = [(inside(site, plate), plate) for plate in ("333 CCC 03", "444 DDD 04")]
    customs = site.house.pair.country("kz").services_with("customs")[0].id
    direct_controls(
        journal=site.journal, pair=site.house.pair, reference=twins[1][0], corridor="red",
        actor=site.actor(Role.INSPECTOR, service=customs), extra=[])
    before, common = boards(), {"journal": site.journal, "pair": site.house.pair}
    for (reference, _plate), service in zip(twins, ("KZ-BS", customs), strict=True):
        decision = Decision(outcome=Outcome.HELD, withheld=True, reason=f"a tip of {service}")
        record_finding(**common, reference=reference, decision=decision,
                       actor=site.actor(Role.INSPECTOR, person="i1", service=service))
        (waiting,) = proposals_of([reference], side="kz")
        confirm_decision(**common, reference=reference, proposal=waiting.proposal,
                         actor=site.actor(Role.INSPECTOR, person="i2", service=service))
    cards = [_blind(card_of(reference), reference, plate) for reference, plate in twins]
    assert cards[0] == cards[1] and "a tip" not in cards[0]
    assert "The reason is withheld by law." in cards[0] and "Held by" not in cards[0]
    assert boards() == before


def boards() -> list[bytes]:
    """Every form of the public board, byte by byte, as it is made now."""
    return [Client().get(f"/board{each}").content
            for each in ("", "/wall", ".json", ".csv", "/hours.csv", "/vehicles.csv")]


def _blind(card: str, reference: str, plate: str) -> str:
    """The card without its reference, its plate and the picture of its reference."""
    alike, pictures = re.subn(r'<svg[^>]*class="qr".*?</svg>', "", card, flags=re.DOTALL)
    alike, own = re.subn(r"%2Fd%2F[^\"]*", "", alike)  # its own address, in each language
    assert (pictures, own) == (1, 3)
    return alike.replace(reference, "R").replace(plate, "P")


def card_of(reference: str) -> str:
    return Client().get(address(link_of(reference))).content.decode()


def test_the_board_is_open_data_too(site: Node) -> None:
    inside(site, "333 CCC 03")
    rows = rows_of("/board/vehicles.csv")
    assert [(row["plate"], row["status"]) for row in rows] == [("333 CCC 03", "exit_controls")]
    data = json.loads(Client().get("/board.json").content)
    assert {way["direction"] for way in data["ways"]} == {"kz-tm", "tm-kz"}
    out, back = rows_of("/board.csv")
    assert (out["direction"], out["in_control"], back["in_control"]) == ("kz-tm", "1", "0")
    assert len(rows_of("/board/hours.csv")) == 24
    assert "333 CCC 03" in Client().get("/board").content.decode()


def test_a_plate_that_looks_like_a_formula_stays_a_text(site: Node) -> None:
    inside(site, "=1+1")
    (row,) = rows_of("/board/vehicles.csv")
    assert row["plate"] == "'=1+1"


def test_the_journal_shows_everybody_how_it_stands_and_auditors_what_is_in_it(
    site: Node, sign_in: SignIn
) -> None:
    inside(site, "555 EEE 05")
    while sequence(journal=site.journal):
        pass
    publish(journal=site.journal, press=site.press)
    public = Client().get("/journal").content.decode()
    assert site.journal.origin in public and "gate.registered" not in public
    assert "Entries are shown to auditors." in public
    assert "gate.registered" in sign_in(Role.AUDITOR).get("/journal").content.decode()


def test_a_case_that_only_a_reference_is_known_of_has_its_pages(
    site: Node, sign_in: SignIn
) -> None:
    """Its driver has shown the reference at the waiting area; whoever opened it is not heard."""
    reference, gate = "T234-5678-9Q", site.actor(Role.GATE_OFFICER)
    register_arrival(journal=site.journal, pair=site.house.pair, actor=gate,
                     read=Read(text=reference, place=Place.WAITING_AREA))
    page = sign_in(Role.GATE_OFFICER).get(f"/cases/{reference}")
    assert page.status_code == 200
    assert "Register at the gate" in page.content.decode()
    for path in (address(link_of(reference)), "/gate?find=T234", "/board"):
        assert Client().get(path).status_code in (200, 302)
