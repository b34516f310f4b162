"""What a caller is told when nothing can be kept, and that asking again does it once."""

import psycopg
import pytest
from django.db import DatabaseError, OperationalError, connection

from kopri.crossing.models import Case
from kopri.domains.accounts.models import Account
from kopri.journal.rules import RoomToWrite
from kopri.journal.trouble import trouble_of
from kopri.node import middleware
from tests.border import OUT, POINT, Border
from tests.conftest import Node
from tests.faults.places import Form, Places, breaking
from tests.faults.test_disk import troubled
from tests.files import pdf
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.unit.interfaces.api.conftest import Answer, Api


@pytest.fixture
def api(node: Node, monkeypatch: pytest.MonkeyPatch) -> Api:
    monkeypatch.setattr(middleware, "house", lambda: node.house)
    log = SimulatedLog()
    api = Api(border=Border(node=node, log=log, peer=MemoryPeer(log=log)))
    api.token("carrier")
    return api


def open_case(api: Api, key: str) -> Answer:
    """Of a plate of its own, with so many on board that it takes pages of the database."""
    return api.post("/crossings", {
        "point": POINT, "direction": OUT, "conveyance": {"plate": f"{key} ABC", "country": "KZ"},
        "crew": [{"person": f"{number:04}", "citizenship": "KZ"} for number in range(200)]}, key=key)


@pytest.mark.parametrize(("trouble", "status", "code"), [
    ("full", 507, "journal.no_room"), ("read-only", 503, "journal.unavailable")])
def test_a_database_that_takes_nothing_more(
    api: Api, trouble: str, status: int, code: str
) -> None:
    if trouble == "full" and connection.vendor != "sqlite":
        pytest.skip("a full disk under PostgreSQL is a failed commit")
    with troubled(trouble):
        answer = open_case(api, "k")
        assert (answer.status, answer.codes) == (status, [code])
        assert answer.headers["Retry-After"] == "60"
        assert api.get("/crossings", "carrier").status == 200  # what is there is shown
    assert Case.objects.count() == 0
    assert open_case(api, "k").status == 201


@pytest.mark.parametrize("form", [Form.FAILS, Form.FAILS_AFTER])
def test_a_commit_that_fails_or_whose_answer_is_lost(api: Api, form: Form) -> None:
    with breaking(Places(at=0, form=form)):
        answer = open_case(api, "k")
    assert (answer.status, answer.codes) == (503, ["journal.unavailable"])
    assert Case.objects.count() == (form is Form.FAILS_AFTER)
    assert open_case(api, "k").status == 201
    assert Case.objects.count() == 1


@pytest.mark.parametrize("form", [Form.FAILS, Form.FAILS_AFTER])
def test_no_room_for_a_file(api: Api, form: Form) -> None:
    reference, seen = str(open_case(api, "k").said["reference"]), set()
    for at in range(100):
        with breaking(places := Places(at=at, form=form)):
            answer = api.attach(reference, pdf() + b"%d" % at, key=f"d{at}")
        if not places.broke:
            break
        seen.add((places.passed[at].partition(" to ")[0], *answer.codes, answer.status))
        assert api.attach(reference, pdf() + b"%d" % at, key=f"d{at}").status == 201
    full, down = ("journal.no_room", 507), ("journal.unavailable", 503)
    assert seen == {("new file", *full), ("write", *full), ("fsync", *down), ("rename", *down),
                    ("commit", *down)}


def test_a_page_says_so_and_the_form_is_sent_again(api: Api) -> None:
    api.token("shift_head")
    api.client.force_login(Account.objects.get(username="shift_head"))
    form = {"key": "k", "miss-KZ-TRC": "1", "cause": "system", "reason": "the scales are down"}
    with troubled("read-only"):
        answer = api.client.post(f"/fallback/{POINT}/declare", form)
        assert answer.status_code == 503 and answer["Retry-After"] == "60"
        said = answer.content.decode()
    assert "A part that is needed does not answer." in said and "Nothing is lost." in said
    assert api.client.post(f"/fallback/{POINT}/declare", form).status_code == 302


def test_a_statement_that_is_wrong_is_a_failure_of_ours(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(**_: object) -> None:
        connection.cursor().execute("SELECT nothing FROM nowhere")

    monkeypatch.setattr("kopri.interfaces.api.crossing.open_crossing", wrong)
    assert open_case(api, "k").status == 500


def test_where_no_page_can_be_drawn_it_is_still_said(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise OperationalError("the server went away") from psycopg.OperationalError()

    monkeypatch.setattr("kopri.interfaces.web.board.view.show_board", gone)
    monkeypatch.setattr("kopri.interfaces.web.errors.draw", gone)
    answer = api.client.get("/board")
    assert answer.status_code == 503 and b"journal.unavailable" in answer.content


def test_a_full_disk_under_postgresql_is_told_from_other_troubles() -> None:
    full, wrong = OperationalError(), DatabaseError()
    full.__cause__, wrong.__cause__ = psycopg.errors.DiskFull(), psycopg.errors.UndefinedTable()
    assert trouble_of(full) is RoomToWrite and trouble_of(wrong) is None
    assert trouble_of(ZeroDivisionError()) is None
