"""The customs desk in pages: put a declaration, ask the system, end a transit; who sees what."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import html

from kopri.adapters.customs.connecting import simulated
from kopri.interfaces.web.case.wanted import wanted
from kopri.journeys.show_case import show_case
from kopri.kernel.actor import Role
from kopri.node import middleware
from tests.border import POINT, Border
from tests.conftest import Node
from tests.unit.domains.customs.desk import CUSTOMS, sent
from tests.unit.interfaces.web.conftest import SignIn


@pytest.fixture
def simulating(site: Node, monkeypatch: pytest.MonkeyPatch) -> Node:
    """The node with a simulated system, which keeps what it has in the node's folder."""
    house = site.house
    system = simulated(house.pair.country("kz").customs[0], side="kz", clock=site.clock,
                       folder=site.home.path / "customs")
    monkeypatch.setattr(middleware, "house", lambda: replace(house, customs=system))
    return site


def text(answer: Any) -> str:
    return " ".join(html.document_fromstring(answer.content.decode()).text_content().split())


def press(client: Client, page: str, act: str, **fields: str) -> Any:
    """Fill in the form of an act as it stands on the page, and send it."""
    form = next(each for each in html.document_fromstring(client.get(page).content.decode()).forms
                if each.fields.get("act") == act)
    known = {name: value or "" for name, value in form.form_values()}
    return client.post(page, {**known, **fields})


def test_a_transit_from_the_form_to_its_end(
    simulating: Node, border: Border, sign_in: SignIn
) -> None:
    reference = border.at_control("870899", consignments=sent("870899"))
    client, page = sign_in(Role.INSPECTOR, service=CUSTOMS), f"/cases/{reference}/customs"
    assert "No declaration is put to this case." in text(client.get(f"/cases/{reference}"))
    refused = press(client, page, "declare", regime="transit", seals="S1, S2")
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "S1, S2" in shown and "no deadline" in text(refused)
    last = (border.now + timedelta(days=3)).date().isoformat()
    answer = press(client, page, "declare", regime="transit", seals="S1, S2", guarantee="G-7",
                   exit_office="TMB", deadline=last, route="Aktau, Zhanaozen")
    assert answer["Location"] == f"{page}?done=customs-declare"
    told = text(client.get(answer["Location"]))
    for words in ("presented to customs", "G-7", "S1, S2", "Aktau – Zhanaozen", "simulated"):
        assert words in told, words
    assert press(client, page, "follow").status_code == 302
    assert "released by customs" in text(client.get(page))
    assert "released by customs" in text(client.get(f"/cases/{reference}"))
    first = html.document_fromstring(client.get(f"/cases/{reference}").content.decode())
    own = first.get_element_by_id("wanted").text_content()
    assert "transit" in own and "Transit ends by" in own and "S1; S2" in own
    officer, pair = border.inspector(CUSTOMS), simulating.house.pair
    sheet = show_case(**border.paired, actor=officer, reference=reference)
    late = wanted(replace(sheet, now=border.now + timedelta(days=5)), actor=officer, pair=pair,
                  papers=None)
    assert late and "Transit should have ended by" in [label for label, _cell in late.items]
    desk = text(client.get("/customs"))
    assert "Transit under way · 1" in desk and reference in desk
    assert "End the transit" not in text(client.get(page))
    border.clear(reference)
    border.leave(reference)
    border.tell("gate.registered/1", {"side": "tm", "direction": "kz-tm", "point": POINT,
                                      "plate": "1"}, subject=reference)
    border.hear()
    assert "Transit that can be ended · 1" in text(client.get("/customs"))
    assert press(client, page, "end", seals="broken", text="S2 torn").status_code == 302
    told = text(client.get(page))
    assert "the neighbour's signed arrival" in told and "broken" in told and "S2 torn" in told
    assert "Open in all: 0." in text(client.get("/customs"))


def test_what_is_released_and_still_here_stands_under_its_own_heading(
    simulating: Node, border: Border, sign_in: SignIn
) -> None:
    reference = border.at_control("870899", consignments=sent("870899"))
    client, page = sign_in(Role.INSPECTOR, service=CUSTOMS), f"/cases/{reference}/customs"
    assert press(client, page, "declare", regime="export").status_code == 302
    assert "Declarations that are not released · 1" in text(client.get("/customs"))
    assert press(client, page, "follow").status_code == 302
    desk = client.get("/customs")
    assert "not released · 0" in text(desk) and "Released · 1" in text(desk)
    cells = [cell.text_content().strip() for cell in html.document_fromstring(
        desk.content.decode()).xpath("//td")]
    assert "export" in cells and "None" not in cells, "what is not known stays empty"


def test_others_read_and_cannot_act(simulating: Node, border: Border, sign_in: SignIn) -> None:
    customs = sign_in(Role.INSPECTOR, service=CUSTOMS, name="c")
    owner = sign_in(Role.CARRIER, name="own")
    reference = border.announce(
        "870899", consignments=sent("870899"),
        actor=border.carrier(owner.person)).reference  # type: ignore[attr-defined]
    page = f"/cases/{reference}/customs"
    press(customs, page, "declare", number="KZ-77")
    press(customs, page, "tell", state="invalidated", text="inner words")
    for who in (owner, sign_in(Role.GATE_OFFICER), sign_in(Role.INSPECTOR, service="KZ-BS")):
        told = text(who.get(page))
        assert "KZ-77" in told and f'action="{page}"' not in who.get(page).content.decode()
        assert who.post(page, {"act": "declare", "regime": "export"}).status_code == 403
        assert ("inner words" in told) is (who is not owner)
    assert sign_in(Role.CARRIER, name="other").get(page).status_code == 404
    assert owner.get("/customs").status_code == 403
    assert "/customs" in customs.get("/desk").content.decode()
