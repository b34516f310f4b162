"""The back office on paper: its list, a case's papers, the acts, and the carrier who answers."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from kopri.domains.accounts.models import Account
from kopri.domains.documents.queries import documents_of
from kopri.domains.links.queries import link_of
from kopri.domains.notice.types import Lodged
from kopri.interfaces.links import address
from kopri.kernel.actor import Role
from tests.border import Border
from tests.conftest import Node
from tests.files import pdf
from tests.unit.domains.examination.backoffice import BackOffice, amend, announced
from tests.unit.interfaces.web.conftest import SignIn


@pytest.fixture
def office(site: Node, border: Border) -> BackOffice:
    return announced(border, "070200")[0]


def hidden(page: str, act: str) -> dict[str, str]:
    """What the form of an act would send."""
    form = html.document_fromstring(page).xpath(f"//form[contains(@action, '/{act}')]")[0]
    return {each.get("name"): each.get("value") or "" for each in form.xpath(".//input")}


def text(answer: Any) -> str:
    return " ".join(html.document_fromstring(answer.content.decode()).text_content().split())


def press(client: Client, page: str, act: str, **fields: str) -> Any:
    return client.post(f"{page}/{act}", {**hidden(client.get(page).content.decode(), act), **fields})


def test_a_service_reads_and_accepts_with_one_press(office: BackOffice, sign_in: SignIn) -> None:
    client, page = sign_in(Role.INSPECTOR, service="KZ-SRC"), f"/papers/{office.reference}"
    listed = client.get("/papers")
    assert office.reference in text(listed) and "perishable" in text(listed)
    shown = text(client.get(page))
    assert "HS 070200" in shown and "What the checks found in the notices" in shown
    assert "Nothing has been stored" not in shown
    sent = hidden(client.get(page).content.decode(), "accept")
    for _ in range(2):  # a thumb that trembles
        answer = client.post(f"{page}/accept", sent)
        assert answer["Location"] == f"{page}?done=papers-accept"
    assert office.examination.acts == 1 and office.state == "accepted"
    shown = text(client.get(answer["Location"]))
    assert "Accepted unless facts differ." in shown and "Papers accepted by customs" in shown
    assert "Papers accepted by customs" in text(client.get(f"/cases/{office.reference}"))


def test_what_changed_meanwhile_is_shown_and_the_press_is_refused(
    office: BackOffice, border: Border, sign_in: SignIn
) -> None:
    client, page = sign_in(Role.INSPECTOR, service="KZ-SRC"), f"/papers/{office.reference}"
    press(client, page, "look")
    sent = hidden(client.get(page).content.decode(), "accept")
    told = office.now.seen.notices[0]
    amend(border, Lodged(reference=office.reference, notice=told.notice, version=1),
          commodity="080810")
    answer = client.post(f"{page}/accept", sent)
    assert answer.status_code == 409
    assert "was changed while you were reading" in text(answer)
    assert "What has changed since your service looked" in text(answer)
    assert "080810" in text(answer) and office.state == "looked"
    # what came back is the form as of now: pressed again it signs what stands
    assert client.post(f"{page}/accept", hidden(answer.content.decode(), "accept")).status_code == 302
    assert office.state == "accepted"


def test_a_question_is_answered_with_a_file(office: BackOffice, sign_in: SignIn) -> None:
    officer, page = sign_in(Role.INSPECTOR, service="KZ-PHY"), f"/papers/{office.reference}"
    empty = press(officer, page, "ask", text="")
    assert empty.status_code == 422 and "The text is missing." in text(empty)
    press(officer, page, "ask", text="Where is the certificate?")
    carrier = sign_in(Role.CARRIER)
    Account.objects.filter(person=carrier.person).update(person="p1")  # type: ignore[attr-defined]
    carrier.post("/sign-in", {"name": "carrier", "password": "correct horse battery staple"})
    case = f"/cases/{office.reference}"
    assert "Questions that wait for you: 1" in text(carrier.get("/cases"))
    shown = carrier.get(case)
    assert "Questions that wait for you: 1" in text(shown)
    assert "Where is the certificate?" in text(shown)
    assert "answers of the carrier to services: 1" in text(Client().get(
        address(link_of(office.reference))))
    sent = hidden(shown.content.decode(), "answer")
    where = html.document_fromstring(shown.content.decode()).xpath(
        "//form[contains(@action, '/answer')]/@action")[0]
    for _ in range(2):
        file = SimpleUploadedFile("scan.pdf", pdf(), content_type="application/pdf")
        done = carrier.post(where, {**sent, "text": "Here", "type": "D16", "file": file})
        assert done["Location"] == f"{case}?done=answer"
    (document,) = documents_of([office.reference])
    assert document.type == "D16"
    answered = text(officer.get(page))
    assert "Here" in answered and f"/documents/{document.document}" in officer.get(
        page).content.decode()
    assert "answered" in text(officer.get("/papers"))


def test_the_back_office_is_for_inspectors(office: BackOffice, sign_in: SignIn) -> None:
    for client in (sign_in(Role.CARRIER), Client()):
        for path in ("/papers", f"/papers/{office.reference}", "/papers/figures"):
            assert client.get(path).status_code in (302, 403)
        assert client.post(f"/papers/{office.reference}/accept", {}).status_code in (302, 403)
    assert office.state == "unseen"


def test_a_form_that_lost_what_it_was_about(office: BackOffice, sign_in: SignIn) -> None:
    client = sign_in(Role.INSPECTOR, service="KZ-SRC")
    for now in ("", "{", '{"acts":0}', '{"acts":0,"seen":[]}'):
        answer = client.post(f"/papers/{office.reference}/accept", {"key": "k", "now": now})
        assert answer.status_code == 422 and "has lost what it was about" in text(answer)
    other = sign_in(Role.INSPECTOR, service="KZ-VET", name="vet")
    assert "does not see this case" in text(other.get(f"/papers/{office.reference}"))


def test_what_it_is_worth_is_told_with_what_is_assumed(
    office: BackOffice, border: Border, sign_in: SignIn
) -> None:
    office.accept()
    border.work()
    border.register(office.reference)
    inspector = sign_in(Role.INSPECTOR, service="KZ-SRC")
    assert "papers accepted" in text(inspector.get("/desk"))
    assert "The facts differ from the papers" in text(inspector.get(f"/cases/{office.reference}"))
    border.start(office.reference, "KZ4g", "KZ-SRC")
    border.node.clock.move(minutes=3)
    inspector.post(f"/cases/{office.reference}/clear", {"key": "k", "facts_differ": "1"})
    head = sign_in(Role.SHIFT_HEAD)
    shown = text(head.get("/papers/figures"))
    assert "Of 1 trucks in the last seven days, 1 came with papers" in shown
    assert "assum" in shown
