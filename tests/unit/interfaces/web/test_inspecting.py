"""An inspection on a tablet, without JavaScript; between states whose agreement lets no guest in."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from kopri.domains.inspection.queries import inspections_of
from kopri.domains.inspection.rules import state_of
from kopri.kernel.actor import Role
from tests.border import BOTH, Border
from tests.conftest import Node
from tests.files import PNG
from tests.unit.interfaces.web.conftest import SignIn

CUSTOMS, NEXT = "KZ-SRC", "tm"


def hidden(page: str, act: str) -> dict[str, str]:
    """What the form of an act would send, with its boxes as they are ticked."""
    form = html.document_fromstring(page).xpath(f"//form[contains(@action, '/inspection/{act}')]")[0]
    return {each.get("name"): each.get("value") or "" for each in form.xpath(".//input")
            if each.get("type") != "checkbox" or each.get("checked") is not None}


def text(answer: Any) -> str:
    return " ".join(html.document_fromstring(answer.content.decode()).text_content().split())


def press(client: Client, page: str, act: str, **fields: Any) -> Any:
    shown = client.get(page).content.decode()
    return client.post(f"{page}/{act}", {**hidden(shown, act), **fields})


@pytest.fixture
def truck(site: Node, border: Border) -> str:
    return border.at_control("070200")


def test_goods_are_unloaded_once_noted_and_signed(
    border: Border, truck: str, sign_in: SignIn
) -> None:
    customs, page = sign_in(Role.INSPECTOR, service=CUSTOMS), f"/cases/{truck}/inspection"
    border.direct(truck, "red")
    assert f'href="{page}"' in customs.get(f"/cases/{truck}").content.decode()
    shown = text(customs.get(page))
    assert "information only" in shown and "Goods have to be unloaded for: KZ customs" in shown
    refused = press(customs, page, "appoint", place="", minutes="2")
    assert refused.status_code == 422 and "The place is missing." in text(refused)
    refused = press(customs, page, "appoint", place="shed\x002" + "x" * 200, minutes="40")
    assert "more than 120 characters" in text(refused) and "cannot be printed" in text(refused)
    answer = press(customs, page, "appoint", place="shed 2", minutes="40")
    assert answer["Location"] == f"{page}?done=inspection-appoint"
    own = border.entries("inspection.appointed", truck)[0]
    assert own["audience"] == ["kz"]  # nobody outside is told before it begins
    assert [each["service"] for each in own["payload"]["services"]] == [CUSTOMS]
    sent = hidden(customs.get(page).content.decode(), "begin")
    for _ in range(2):  # a thumb that trembles
        assert customs.post(f"{page}/begin", sent).status_code == 302
    press(customs, page, "finding", what="packages", found="19", expected="20", differs="1")
    press(customs, page, "photograph", shows="a torn box",
          file=SimpleUploadedFile("a.png", PNG))
    press(customs, page, "break-seal", seal="A-1", intact="")
    press(customs, page, "sample", sample="P-1", of="leaves", amount="1 kg")
    shown = text(customs.get(page))
    for words in ("19 · expected 20 · not as declared", "a torn box", "A-1", "KZ customs",
                  "Seal A-1 was damaged before it was opened."):
        assert words in shown, words
    picture, = inspections_of(truck)[0].photographs
    got = customs.get(f"{page}/photographs/{picture.said['sha256']}")
    assert (got.content, got["Content-Type"]) == (PNG, "image/png")
    assert customs.get(f"{page}/photographs/{'0' * 64}").status_code == 404
    press(customs, page, "end")
    assert "Waiting for the signatures of: KZ customs" in text(customs.get(page))
    press(customs, page, "sign", conclusion="not_in_order", remark="one box less")
    shown = text(customs.get(page))
    assert "signed, concluded alike" in shown and "one box less" in shown
    press(customs, page, "give", sample="P-1", to="", to_laboratory="laboratory 7")
    press(customs, page, "receive", intact="1", receipt="R-1")
    press(customs, page, "test", report="7/1", conforms="1", result="no pest found")
    shown = text(customs.get(page))
    assert "laboratory 7, for KZ customs" in shown and "7/1: no pest found" in shown


def test_the_other_side_signs_over_the_same_record_and_may_disagree(
    border: Border, truck: str, sign_in: SignIn
) -> None:
    customs, page = sign_in(Role.INSPECTOR, service=CUSTOMS), f"/cases/{truck}/inspection"
    press(customs, page, "begin-now", place="shed 2", **{f"who-kz-{CUSTOMS}": "1"})
    press(customs, page, "finding", what="weighing", found="21400", unit="kg")
    press(customs, page, "end")
    press(customs, page, "sign", conclusion="in_order")
    record, = inspections_of(truck)
    border.tell("inspection.signed/1", {
        "inspection": record.head.inspection, "side": NEXT, "service": "TM-CUS",
        "digest": record.digest, "facts": 1, "conclusion": "not_in_order"},
        subject=truck, audience=BOTH)
    border.hear()
    assert state_of(inspections_of(truck)[0]).value == "inspection_disagreed"
    shown = text(customs.get(page))
    assert "signed, not concluded alike" in shown and "information only" in shown


def test_only_those_who_work_at_the_border_read_it_and_only_services_add_to_it(
    border: Border, truck: str, sign_in: SignIn
) -> None:
    page = f"/cases/{truck}/inspection"
    customs = sign_in(Role.INSPECTOR, service=CUSTOMS)
    press(customs, page, "begin-now", place="shed 2", **{f"who-kz-{CUSTOMS}": "1"})
    sent = {**hidden(customs.get(page).content.decode(), "finding"), "what": "goods", "found": "x"}
    head = sign_in(Role.SHIFT_HEAD)
    assert head.get(page).status_code == 200
    assert head.post(f"{page}/finding", {**sent, "key": "1"}).status_code == 403
    for role, status in ((Role.GATE_OFFICER, 200), (Role.AUDITOR, 200), (Role.CARRIER, 403),
                         (Role.ANALYST, 403)):
        reader = sign_in(role)
        assert reader.get(page).status_code == status, role
        assert reader.post(f"{page}/finding", {**sent, "key": role.value}).status_code == 403
    assert not inspections_of(truck)[0].facts
    strange = sign_in(Role.INSPECTOR, service="KZ-VET", name="strange")
    answer = strange.post(f"{page}/finding", {**sent, "key": "v"})
    assert answer.status_code == 409 and "does not see this case" in text(answer)
