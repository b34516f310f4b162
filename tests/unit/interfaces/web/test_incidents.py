"""What is wrong with another log, as people see it: in words, with what to do about it."""

from io import StringIO
from pathlib import Path

import pytest
from django.test import Client

from kopri.interfaces.cli.journal import evidence
from kopri.interfaces.worker.loop import settle
from kopri.journal.append.admitting import admit
from kopri.journal.charges import CHARGES
from kopri.journal.models import Incident
from kopri.journal.prove.evidence import judge
from kopri.kernel.actor import Role
from tests.conftest import Node
from tests.simulators.liar import Liar, Lie
from tests.simulators.neighbour import round_of
from tests.unit.interfaces.web.conftest import SignIn


@pytest.fixture
def liar(site: Node) -> Liar:
    liar = Liar()
    admit(journal=site.journal, actor=site.actor(), identity=liar.log.identity)
    site.publish()
    round_of(site, liar.peer)
    return liar


def page(client: Client, address: str = "/journal") -> str:
    return client.get(address).content.decode().replace("&#x27;", "'")


def test_a_complaint_says_since_when_and_what_to_do(
    site: Node, liar: Liar, sign_in: SignIn
) -> None:
    liar.tell(Lie.GAP)
    round_of(site, liar.peer)
    shown = page(Client(HTTP_ACCEPT_LANGUAGE="en"))
    charge = CHARGES["count_broken"]
    assert charge.message in shown
    assert charge.remedy in shown
    assert "incomplete since entry" in shown and "Complaint" in shown
    assert "/journal/evidence/" not in shown
    for role, address in ((Role.INSPECTOR, "/desk"), (Role.GATE_OFFICER, "/gate")):
        desk = page(sign_in(role, service="customs"), address)
        assert f"Entries of {liar.log.origin} are missing here from number" in desk
    liar.truth()
    round_of(site, liar.peer)
    assert charge.message not in page(Client())


def test_a_proof_is_shown_to_all_and_its_file_to_auditors_and_operators(
    site: Node, liar: Liar, sign_in: SignIn, tmp_path: Path
) -> None:
    liar.tell(Lie.FORK)
    round_of(site, liar.peer)
    public, address = Client(HTTP_ACCEPT_LANGUAGE="en"), f"/journal/evidence/{Incident.objects.get().pk}"
    assert CHARGES["fork"].message in page(public)
    assert "has broken its word" in page(public)
    assert address not in page(public)
    assert public.get(address).status_code == 302
    assert sign_in(Role.INSPECTOR, service="customs").get(address).status_code == 403
    for role in (Role.AUDITOR, Role.OPERATOR):
        client = sign_in(role)
        assert address in page(client)
        answer = client.get(address)
        assert judge(answer.content).holds
        assert "tm.test.kopri-fork-9" in answer["Content-Disposition"]
        assert client.get(address + "0").status_code == 404
    out = StringIO()
    assert evidence(site.house, folder=tmp_path / "files", out=out) == 0
    (file,) = (tmp_path / "files").iterdir()
    assert judge(file.read_bytes()).holds
    assert str(file) in out.getvalue()


def test_where_nothing_is_proven_there_is_no_file(site: Node, liar: Liar, tmp_path: Path) -> None:
    liar.tell(Lie.KEY_CHANGED)
    round_of(site, liar.peer)
    assert evidence(site.house, folder=tmp_path, out=StringIO()) == 1


def test_a_bad_entry_is_told_and_all_else_is_well(site: Node, liar: Liar) -> None:
    liar.tell(Lie.UNLAWFUL_ACT)
    round_of(site, liar.peer)
    shown = page(Client(HTTP_ACCEPT_LANGUAGE="en"))
    assert CHARGES["unlawful_act"].message in shown
    assert "kept and not applied" in shown
    assert "incomplete since" not in shown


def test_a_node_that_does_not_sign_says_why(site: Node, sign_in: SignIn) -> None:
    site.publish()
    site.press.memory.remember(size=99, root=bytes(32))
    settle(site.house)
    charge = CHARGES["signed_beyond"]
    for shown in (page(Client(HTTP_ACCEPT_LANGUAGE="en")),
                  page(sign_in(Role.INSPECTOR, service="customs"), "/desk")):
        assert charge.message in shown
        assert charge.remedy in shown
