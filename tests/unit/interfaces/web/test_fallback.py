"""A shift head's fallback hour and handover, and a service's second look, on pages and by the API."""

import re
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kopri.crossing.states import Phase, SideState
from kopri.domains.fallback.queries import packs, releases_of
from kopri.domains.handover.queries import handovers
from kopri.kernel.actor import Role
from tests.border import OUT, POINT, Border
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.unit.domains.fallback.test_regimes import declare, release, without
from tests.unit.interfaces.web.conftest import SignIn


def hand(site: Node) -> Border:
    log = SimulatedLog()
    return Border(node=site, log=log, peer=MemoryPeer(log=log))


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_fallback_hour(site: Node, sign_in: SignIn) -> None:
    border = hand(site)
    reference, held = without(border, "KZ-TRC"), border.at_control()
    border.find(held, "KZ-SRC", "held", lifts="an invoice")
    border.find(held, "KZ-BS")
    head, second = sign_in(Role.SHIFT_HEAD), sign_in(Role.SHIFT_HEAD, name="head-2")
    page = text(head, "/fallback")
    assert "No regime is in force" in page and "Border Service" not in page
    wrong = head.post(f"/fallback/{POINT}/declare", {"key": "k0", "reason": "scales"})
    assert wrong.status_code == 422 and "No service is named" in wrong.content.decode()
    sent = {"key": "k1", "miss-KZ-TRC": "1", "cause": "system", "reason": "the scales are down"}
    for _ in range(2):  # sent twice: declared once
        after = head.post(f"/fallback/{POINT}/declare", sent, follow=True).content.decode()
        assert "The regime is declared" in after
    assert "another person has to renew it" in after and f"release/{reference}" in after
    assert "The vehicle is held" in after and f"release/{held}" not in after
    assert second.post(f"/fallback/{POINT}/renew", {"key": "k2"}).status_code == 302
    done = head.post(f"/fallback/release/{reference}", {"key": "k3"}, follow=True).content.decode()
    assert "listed to be looked at again" in done and "1 of 6" in done
    assert border.view(reference).state_at("kz") is SideState.RELEASED
    weigher = sign_in(Role.INSPECTOR, service="KZ-TRC")
    assert reference in text(weigher, "/fallback")
    assert "to be looked at: 1" in text(weigher, "/desk")
    case = f"/cases/{reference}"
    assert "Released without" in text(weigher, case)
    carrier = sign_in(Role.CARRIER)
    mine = without(border, "KZ-TRC", actor=border.carrier(
        carrier.person))  # type: ignore[attr-defined]
    head.post(f"/fallback/release/{mine}", {"key": "k7"})
    assert "Released without" not in text(carrier, f"/cases/{mine}")
    assert reference not in text(sign_in(Role.INSPECTOR, service="KZ-SRC", name="c"), "/fallback")
    look = f"/fallback/look/{reference}"
    assert weigher.post(look, {"key": "k4", "result": "differs"}).status_code == 422
    weigher.post(look, {"key": "k5", "result": "in_order"})
    assert releases_of(reference)[0].open == ()
    assert "Released without" in text(head, f"/cases/{mine}")
    assert head.post(f"/fallback/{POINT}/end", {"key": "k6"}).status_code == 302
    assert sign_in(Role.GATE_OFFICER).get("/fallback").status_code == 403


def test_names_of_who_signed_are_asked_once(site: Node, sign_in: SignIn) -> None:
    border, head = hand(site), sign_in(Role.SHIFT_HEAD)
    declare(border)

    def asked() -> int:
        release(border, without(border, "KZ-TRC"))
        with CaptureQueriesContext(connection) as queries:
            text(head, "/fallback")
        return len(queries)

    assert asked() == asked()


def test_a_pack_is_printed_and_its_paper_entered(site: Node, sign_in: SignIn) -> None:
    border, head, gate = hand(site), sign_in(Role.SHIFT_HEAD), sign_in(Role.GATE_OFFICER)
    border.open(plate="100 ABC 12")
    made = head.post("/fallback/packs", {"key": "k1", "point": POINT, "stickers": "2"})
    page = text(head, made["Location"])
    stickers = re.findall(r"</svg><b>([A-Z0-9-]{12})</b><span>", page)
    assert len(stickers) == 2 and page.count("<svg") == 2
    assert head.post("/fallback/packs", {"key": "k2", "point": POINT, "stickers": "many"}
                     ).status_code == 422
    assert len(packs(side="kz")) == 1
    local = border.now + timedelta(hours=5)  # Aktau time
    sent = {"key": "k3", "text": stickers[0], "plate": "900 NEW 12", "country": "kz",
            "direction": OUT, "arrived": f"{local - timedelta(hours=2):%Y-%m-%dT%H:%M}",
            "registered": f"{local - timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    assert gate.post("/fallback/paper", {**sent, "arrived": "noon"}).status_code == 422
    for _ in range(2):
        after = gate.post("/fallback/paper", sent, follow=True)
        assert "Entered with the times as written" in after.content.decode()
    case = border.view(stickers[0])
    assert case.phase is Phase.EXIT_CONTROLS and case.since == border.now - timedelta(hours=1)
    assert len(border.entries("gate.registered", stickers[0])) == 1


def test_a_shift_changes_hands(site: Node, sign_in: SignIn) -> None:
    border, leaves = hand(site), sign_in(Role.SHIFT_HEAD)
    comes = sign_in(Role.SHIFT_HEAD, name="head-2")
    held = border.at_control()
    border.find(held, "KZ-SRC", "held", lifts="an invoice")

    def sign(client: Client, act: str, *, key: str, seen: str = "") -> Any:
        page = text(client, "/handover")
        known = re.search(r'name="seen" value="(\w+)"', page)
        return client.post(f"/handover/{POINT}/{act}", {
            "key": key, "seen": seen or (known.group(1) if known else ""), "note": "scales"})

    page = text(leaves, "/handover")
    assert held in page and "Give the shift with 1 open" in page
    assert sign(leaves, "give", key="k1").status_code == 302
    assert "Another person takes it" in text(leaves, "/handover")
    assert sign(leaves, "take", key="k2").status_code == 409
    border.find(held, "KZ-SRC")
    page = text(comes, "/handover")
    assert "something has changed since" in page and "Take the shift with 0 open" in page
    assert sign(comes, "take", key="k3", seen="old").status_code == 409
    assert sign(comes, "take", key="k4").status_code == 302
    row = handovers(side="kz", point=POINT)[0]
    assert row.taken_by == comes.person != row.given_by  # type: ignore[attr-defined]
    assert sign_in(Role.GATE_OFFICER).get("/handover").status_code == 403
