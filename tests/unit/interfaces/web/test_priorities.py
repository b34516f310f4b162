"""Pages of priorities: for everybody, for carriers, for officers."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

from django.test import Client

from kopri.crossing.states import Phase
from kopri.domains.priority.queries import awaiting, open_safety_calls, safety_calls
from kopri.domains.priority.states import ClaimState
from kopri.kernel.actor import Role
from tests.border import OUT, Border
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.unit.domains.priority.claiming import (
    CATTLE,
    DAY,
    STEEL,
    attach,
    claim,
    claimed,
    loaded,
)
from tests.unit.interfaces.web.conftest import SignIn


def hand(site: Node) -> Border:
    log = SimulatedLog()
    border = Border(node=site, log=log, peer=MemoryPeer(log=log))
    border.capacity(own=6, theirs=6)
    return border


def test_everybody_reads_the_law_the_places_and_the_jumps(site: Node) -> None:
    border, client = hand(site), Client(HTTP_ACCEPT_LANGUAGE="en")
    claim(border, loaded(border, CATTLE), "live_animals", 8)
    text = client.get("/queue/priorities").content.decode()
    for said in ("in force", "announced, not applied", "PR06", "PR22", "high", "Left"):
        assert said in text
    data = json.loads(client.get("/queue/priorities.json").content)
    way = next(each for each in data["ways"] if each["direction"] == OUT)
    today = {each["public_class"]: each for each in way["places"] if each["day"] == DAY}
    assert [(each["places"], each["left"], each["remainder_of_10000"]) for each in (
        today["priority"], today["post"], today["paid"])] == [(7, 6, 2000), (1, 1, 4400), (1, 1, 4400)]
    assert way["jumps"][0] == {"day": DAY, "given": {"priority": 1}, "safety": 0}
    pr22 = next(each for each in way["classes"] if each["rule"] == "PR22")
    assert (pr22["state"], pr22["precision"], pr22["source"]) == ("announced", "month", ["S31"])
    rows = list(csv.DictReader(io.StringIO(client.get("/queue/priorities.csv").content.decode())))
    assert {(row["public_class"], row["given"]) for row in rows if row["given"]} == {("priority", "1")}
    held = json.dumps([way["places"], way["jumps"]])
    assert "PR02" not in held and "live_animals" not in held and "plate" not in held


def test_a_carrier_claims_reads_what_is_missing_and_claims_again(
    site: Node, sign_in: SignIn
) -> None:
    border, client = hand(site), sign_in(Role.CARRIER)
    person = client.person  # type: ignore[attr-defined]
    mine = border.announce("070200", actor=border.carrier(person), plate="777 TOM 12").reference
    address = f"/cases/{mine}/priority"
    text = client.get(address).content.decode()
    assert "perishable goods" in text and "Claim this class" in text
    assert "/priority" in client.get(f"/cases/{mine}").content.decode()
    sent = {"claim": "perishable", "wish_1": "2026-01-15T08:00:00Z", "key": "k1",
            "spoils_by": "2026-01-16T10:00"}
    after = client.post(address, sent, follow=True).content.decode()
    assert "something is missing" in after and "Goods declaration" in after
    assert claimed(mine).spoils_by == datetime(2026, 1, 16, 5, tzinfo=UTC)
    wrong = client.post(address, {"claim": "perishable", "spoils_by": "soon", "key": "k2"})
    assert wrong.status_code == 422 and "No hour is wished for" in wrong.content.decode()
    other = loaded(border)
    assert client.get(f"/cases/{other}/priority").status_code == 404
    assert client.get("/claims").status_code == 403
    assert client.get("/safety-calls").status_code == 403
    assert sign_in(Role.INSPECTOR, service="KZ-BS").get("/claims").status_code == 403


def test_the_revenue_body_keeps_lists_and_decides(site: Node, sign_in: SignIn) -> None:
    border, client = hand(site), sign_in(Role.INSPECTOR, service="KZ-SRC")
    border.capacity(own=20, theirs=20, day="2026-01-26")
    reference = loaded(border, STEEL, declared=False, plate="901 HUM 12")
    attach(border, reference, "D20")
    bad = client.post("/claims/lists", {"rule": "PR07", "body": "", "received": "2026-02-01",
                                        "vehicles": ""})
    assert bad.status_code == 422 and "Who sent the list" in bad.content.decode()
    good = {"rule": "PR07", "body": "Ministry", "received": DAY, "vehicles": "901 HUM 12\n902 X 1"}
    assert client.post("/claims/lists", good).status_code == 302
    wish = border.now.replace(hour=7, minute=0, second=0, day=26)
    claim(border, reference, "humanitarian", wishes=[wish])
    waiting, = awaiting(directions=[OUT])
    shown = " ".join(client.get("/claims").content.decode().replace("\xa0", " ").split())
    assert "901 HUM 12" in shown
    # who decides sees what it is about: the law, the goods, the papers
    for said in ("humanitarian, military or diplomatic cargo (PR07)", "The law asks for", "HS 720827",
                 "Gross weight", "/documents/"):
        assert said in shown, said
    assert "Claims to go before others: 1" in client.get("/desk").content.decode()
    decided = client.post(f"/claims/{waiting.uid}", {"approved": "yes", "reason": "checked"})
    assert decided.status_code == 302
    border.work()
    assert claimed(reference).state is ClaimState.GRANTED


def test_an_officer_calls_for_safety_and_a_colleague_signs(site: Node, sign_in: SignIn) -> None:
    border = hand(site)
    officer, head = sign_in(Role.GATE_OFFICER), sign_in(Role.SHIFT_HEAD)
    spoiling = loaded(border, declared=False)
    claim(border, spoiling, spoils_by=border.now + timedelta(hours=9))
    border.book(spoiling, 9)
    reference = border.open()
    border.read(reference)
    assert f"/cases/{reference}/safety" in officer.get(f"/cases/{reference}").content.decode()
    assert officer.post(f"/cases/{reference}/safety", {}).status_code == 422
    sent = {"danger": "person", "reason": "not breathing"}
    assert officer.post(f"/cases/{reference}/safety", sent).status_code == 302
    assert border.view(reference).phase is Phase.CALLED
    uid = safety_calls(directions=[OUT])[0].uid
    assert "You have called it yourself" in officer.get("/safety-calls").content.decode()
    assert officer.post(f"/safety-calls/{uid}/sign", {}).status_code == 403
    waits = head.get("/safety-calls").content.decode()
    assert "not breathing" in waits and "Somebody" in waits  # by name, not by account
    assert officer.person not in waits  # type: ignore[attr-defined]
    gate = head.get("/gate").content.decode()
    assert "to be signed: 1" in gate and "must have arrived by" in gate
    assert head.post(f"/safety-calls/{uid}/sign", {}).status_code == 302
    assert open_safety_calls(directions=[OUT]) == 0
