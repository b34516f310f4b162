"""The booking page: what is shown before, what is asked, what has become of it; account and books."""

import csv
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from lxml import html

from kopri.adapters.ledger_payments import LedgerPayments
from kopri.crossing.types import Conveyance
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.types import Known
from kopri.interfaces.worker.rounds import mind_bookings
from kopri.journeys.open_crossing import amend_crossing
from kopri.kernel.actor import Actor, Role
from kopri.node import middleware
from tests.border import Border
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.unit.interfaces.web.conftest import SignIn

VIN = "WDB9634031L123456"
AT_NINE = "2026-01-15T09:00:00Z"


class Register:
    """A register that answers always the same."""

    def __init__(self, known: Known) -> None:
        self.known = known

    def ask(self, *, plate: str, vin: str, country: str) -> Known:
        return self.known


@pytest.fixture
def border(site: Node, monkeypatch: pytest.MonkeyPatch) -> Border:
    log = SimulatedLog()
    made = Border(node=site, log=log, peer=MemoryPeer(log))
    connect(made, payments=LedgerPayments(), announced_fees=frozenset({"deposit"}))
    monkeypatch.setattr(middleware, "house", lambda: made.node.house)
    return made


def connect(border: Border, **parts: Any) -> None:
    """The node as if its settings named these."""
    border.node = replace(border.node, house=replace(border.node.house, **parts))


def text(answer: Any) -> str:
    main = html.document_fromstring(answer.content.decode()).xpath("//main")[0]
    return " ".join(main.text_content().split())


def carrier_and_case(border: Border, sign_in: SignIn, **change: Any) -> tuple[Client, Actor, str]:
    client = sign_in(Role.CARRIER)
    who = border.carrier(client.person)  # type: ignore[attr-defined]
    told = {"plate": "123 ABC 12", "vin": VIN, **change}
    return client, who, border.open(actor=who, **told)


def post(client: Client, reference: str, act: str, **sent: str) -> Any:
    return client.post(f"/cases/{reference}/booking", {"act": act, **sent}, follow=True)


def test_before_it_is_booked_all_is_shown(border: Border, sign_in: SignIn) -> None:
    border.capacity()
    client, _, reference = carrier_and_case(border, sign_in, trailer="8 TRL 12")
    shown = text(client.get(f"/cases/{reference}/booking"))
    for each in (
        "A slot is needed", "KZT", "4,325.00", "1 times the monthly calculation index", "S14",
        "432,500.00", "86,500.00", "announced only", "Insurance not checked: no system connected",
        "Fines and tolls not checked: no system connected", "Road permit, KZ something is missing",
        "Another plate, chassis number or crossing point needs a new booking",
        "free: 6", "drawn 12:00", f"quote {reference}", "It stands until",
    ):
        assert each in shown, each
    assert "in order" not in shown  # nothing that was not checked is called so
    assert f"/cases/{reference}/booking" in client.get(f"/cases/{reference}").content.decode()


def test_what_registers_say_is_shown_with_source_and_time(
    border: Border, sign_in: SignIn
) -> None:
    client, _, reference = carrier_and_case(border, sign_in)
    connect(border, registries={
        "insurance": Register(Known(state="clear", source="Bureau", at=border.now, number="P-1")),
        "fines": Register(Known(state="silent", source="Police", at=border.now))})
    shown = text(client.get(f"/cases/{reference}/booking"))
    assert "Insurance in order number P-1; Bureau as of" in shown
    assert "Fines and tolls not checked: no answer Police" in shown


def test_asked_held_paid_changed_given_back(border: Border, sign_in: SignIn) -> None:
    border.capacity(own=1)
    client, _, reference = carrier_and_case(border, sign_in)
    head = sign_in(Role.SHIFT_HEAD)
    none = post(client, reference, "book", stands_until="")
    assert none.status_code == 422 and "No hour is wished for" in text(none)
    asked = text(post(client, reference, "book", wish_1=AT_NINE))
    assert "held until 15 Jan" in asked or "is held until" in asked
    assert "The carrier's turn: pay" in asked and "4,325.00" in asked
    assert "Give" in asked and "back, nothing was paid" in asked  # the button says what is lost
    lost = head.post("/ledger", {"act": "receipt", "party": "KTM5-XXXX", "amount": "5",
                                 "currency": "KZT", "bank_reference": "B0"})
    assert lost.status_code == 422 and "Nobody here has the account KTM5-XXXX" in text(lost)
    paid = head.post("/ledger", {"act": "receipt", "party": reference, "amount": "500 000,50",
                                 "currency": "KZT", "bank_reference": "B1"}, follow=True)
    assert "The receipt is in the books." in html.document_fromstring(
        paid.content.decode()).text_content()
    booking = booking_of(reference)
    assert booking and booking.state.value == "granted"
    again = text(post(client, reference, "change", wish_1="2026-01-15T11:00:00Z"))
    assert "You have asked for another hour" in again and "Keep the hour that I have" in again
    mind_bookings(border.node.house)
    moved = text(client.get(f"/cases/{reference}/booking")).replace("\xa0", "")
    assert "Slot of 16:00. The carrier's turn: announce the cargo." in moved
    assert "Give 16:00 back and lose KZT436,825.00" in moved
    assert "You have asked" not in moved and "16:00" in moved  # Aktau is at UTC+05:00
    assert post(client, reference, "cancel").status_code == 422
    back = text(post(client, reference, "cancel", reason="engine"))
    assert "The booking was given back." in back and "engine" in back
    assert "given back" in text(client.get(f"/cases/{reference}"))
    account = text(client.get("/account"))
    assert "fee: booking" in account and "fee: another date" in account
    assert "KZT63,175.50" in account.replace("\xa0", "")
    assert client.get("/ledger").status_code == 403
    rows = list(csv.DictReader(StringIO(head.get("/ledger.csv").content.decode())))
    assert sum(round(float(row["debit"] or 0) * 100) for row in rows) == sum(
        round(float(row["credit"] or 0) * 100) for row in rows) == 50_000_050 + 43_682_500
    wrong = head.post("/ledger", {"act": "receipt", "party": "", "amount": "1,234.567",
                                  "currency": "KZT", "bank_reference": "B2"})
    assert wrong.status_code == 422 and "no amount of money" in text(wrong)
    undo_a_charge(head)


def undo_a_charge(head: Client) -> None:
    """None is chosen for the cashier, and the amount is on the button before it is done."""
    books = html.document_fromstring(head.get("/ledger").content.decode())
    options = books.xpath("//select[@name='posting']/option/@value")
    assert options[0] == "" and "as it must be" in text(head.get("/ledger"))
    sent = {"act": "reverse-charge", "posting": options[-1], "reason": "closed"}
    asked = head.post("/ledger", sent)
    assert "Undo the charge of KZT4,325.00" in text(asked).replace("\xa0", "")
    assert len(html.document_fromstring(head.get("/ledger").content.decode()).xpath(
        "//select[@name='posting']/option")) == len(options)
    done = head.post("/ledger", {**sent, "sure": "1"}, follow=True)
    assert "its amount is credit again" in text(done) and "fee undone: booking" in text(done)


def test_on_the_list_it_says_for_what_it_waits(border: Border, sign_in: SignIn) -> None:
    border.capacity(own=0)
    client, _, reference = carrier_and_case(border, sign_in)
    shown = text(post(client, reference, "book", wish_1=AT_NINE, stands_until="2026-01-20"))
    assert "on the list" in shown and "It stands until Tue 20 Jan" in shown
    assert "Nobody's turn: it waits in order" in shown and "Leave the list" in shown
    far = post(client, border.open(actor=border.carrier(client.person)),  # type: ignore[attr-defined]
               "book", wish_1=AT_NINE, stands_until="2027-01-20")
    assert far.status_code == 422 and "is no day between today and 30 days ahead" in text(far)


def test_a_deposit_is_set_aside_and_returned(border: Border, sign_in: SignIn) -> None:
    client, _, reference = carrier_and_case(border, sign_in)
    assert post(client, reference, "deposit").status_code == 409
    sign_in(Role.SHIFT_HEAD).post("/ledger", {
        "act": "receipt", "party": reference, "amount": "86500", "currency": "KZT",
        "bank_reference": "B1"})
    assert "credit again" in text(post(client, reference, "deposit"))
    assert "Set" in text(post(client, reference, "deposit-back"))


def test_a_car_is_told_that_it_needs_no_slot(border: Border, sign_in: SignIn) -> None:
    client, who, reference = carrier_and_case(border, sign_in)
    amend_crossing(**border.common, actor=who, reference=reference, conveyance=Conveyance(
        plate="123 ABC 12", country="KZ", vin=VIN, vehicle_class="car"))
    shown = text(client.get(f"/cases/{reference}/booking"))
    assert "No slot is needed here." in shown and "Ask for the slot" not in shown


def test_nobody_else_sees_it(border: Border, sign_in: SignIn) -> None:
    _, _, reference = carrier_and_case(border, sign_in)
    assert sign_in(Role.CARRIER, name="other").get(f"/cases/{reference}/booking").status_code == 404
    for role in (Role.INSPECTOR, Role.ANALYST, Role.AUDITOR):
        service = "KZ-BS" if role is Role.INSPECTOR else ""
        client = sign_in(role, service=service)
        assert client.get(f"/cases/{reference}/booking").status_code == 403
    assert sign_in(Role.GATE_OFFICER).get(f"/cases/{reference}/booking").status_code == 200
