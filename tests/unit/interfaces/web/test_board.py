"""The board that all readers share: made once, tagged, packed, and never behind the journal."""

import gzip
import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kopri.interfaces.posting import takes_gzip
from kopri.interfaces.web.board import view
from kopri.kernel.actor import Role
from kopri.kernel.clock import to_text
from kopri.kernel.lines import Line
from tests.border import OUT, POINT, Border
from tests.conftest import Node
from tests.unit.interfaces.web.conftest import SignIn

PATHS = ("/board", "/board/wall", "/board.json", "/board.csv", "/board/hours.csv",
         "/board/vehicles.csv")


def test_one_rendering_serves_all_until_the_journal_says_more(
    site: Node, border: Border, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    show = view.show_board
    monkeypatch.setattr(view, "show_board", lambda **given: made.append(given) or show(**given))
    assert len({Client().get("/board").content for _ in range(3)}) == 1 and len(made) == 1
    kazakh = Client(HTTP_ACCEPT_LANGUAGE="kk").get("/board").content.decode()
    assert '<html lang="kk">' in kazakh and len(made) == 2
    border.read(border.open(plate="001 BRD 12"))  # whichever process has written it
    assert "001 BRD 12" in Client().get("/board").content.decode() and len(made) == 3
    border.node.clock.move(seconds=59)
    Client().get("/board?any=thing")
    assert len(made) == 3
    border.node.clock.move(seconds=1)  # the next minute: what is told of the clock is told anew
    assert "11:01" in Client().get("/board").content.decode() and len(made) == 4


def test_what_a_neighbour_tells_is_on_the_board_at_once(site: Node, border: Border) -> None:
    before = Client().get("/board.json").json()
    border.tell("queue.point_closed/1", {
        "side": "tm", "point": POINT, "direction": OUT, "closure": "tm-1", "vehicle_classes": [],
        "since": to_text(border.now), "until": to_text(border.now + timedelta(hours=3)),
        "reason": "weather", "text": "Snow."}, subject=POINT, audience=("*",))
    border.hear()
    (closure,) = Client().get("/board.json").json()["ways"][0]["closures"]
    assert before["ways"][0]["closures"] == []
    assert (closure["side"], closure["reason"], closure["until"]) == (
        "tm", "weather", "2026-01-15T09:00:00Z")
    page = Client().get("/board").content.decode()
    assert "TM Garabogaz is shut: bad weather" in page and "Snow." in page
    assert page.index("is shut") < page.index("Measured waiting time")


@pytest.mark.parametrize("path", PATHS)
def test_a_copy_is_asked_for_by_its_tag(site: Node, border: Border, path: str) -> None:
    whole = Client().get(path)
    packed = Client().get(path, HTTP_ACCEPT_ENCODING="br, gzip")
    assert whole["Cache-Control"] == "public, max-age=5"
    assert {"Accept-Encoding", "Accept-Language"} <= set(whole["Vary"].split(", "))
    if packed.has_header("Content-Encoding"):
        assert gzip.decompress(packed.content) == whole.content and len(packed.content) < 9000
        assert packed["ETag"] != whole["ETag"]
    for answer, encoding in ((whole, ""), (packed, "gzip")):
        again = Client().get(path, HTTP_IF_NONE_MATCH=f'"x", {answer["ETag"]}',
                             HTTP_ACCEPT_ENCODING=encoding)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])
    border.read(border.open(plate="001 BRD 12"))
    if path != "/board/hours.csv":  # where hours are told and nobody who comes
        assert Client().get(path, HTTP_IF_NONE_MATCH=whole["ETag"]).status_code == 200
    open_to_all = Client().get(path).headers.get("Access-Control-Allow-Origin", "")
    assert open_to_all == ("" if path in ("/board", "/board/wall") else "*")


def test_who_is_signed_in_reads_it_in_his_own_frame_and_no_cache_keeps_it(
    sign_in: SignIn
) -> None:
    own = sign_in(Role.GATE_OFFICER).get("/board")
    assert "Somebody" in own.content.decode() and own["Cache-Control"] == "no-store"
    assert "Somebody" not in Client().get("/board").content.decode()
    assert "Cookie" in Client().get("/board")["Vary"]


def test_gzip_is_taken_where_it_is_named_and_weighs_more_than_nothing() -> None:
    yes = ("gzip", "br, GZIP;q=0.5", "gzip; q=1.0")
    no = ("", "br", "gzip;q=0", "deflate, gzip; q=0.00", "x-gzip")
    assert [takes_gzip(each) for each in (*yes, *no)] == [True] * 3 + [False] * 5


def test_the_public_is_told_of_queue_and_moves_by_number_alone(site: Node, border: Border) -> None:
    line = Line(point=POINT, direction=OUT, vehicle_class="truck")
    rows = (("paid", "priority", "", "08"), ("ordinary", "draw", "", "09"),
            ("ordinary", "moved", "2026-01-15T09:00:00Z", "10"), ("priority", "safety", "", "11"))
    for number, (public_class, why, was, hour) in enumerate(rows):
        border.tell("queue.allocated/1", {
            "direction": "tm-kz", "draw": line.draw("2026-01-15").replace(OUT, "tm-kz"),
            "tag": f"{number}" * 64, "was": was, "slot": f"2026-01-15T{hour}:00:00Z", "why": why,
            "public_class": public_class}, subject="2026-01-15/tm-kz", audience=("*",))
    border.hear()
    told = Client().get("/board.json")
    back = told.json()["ways"][1]
    assert back["moves"] == 1
    assert {each["public_class"]: each["given"] for each in back["jumps"]} == {
        "paid": 1, "safety": 1}
    for path in PATHS:
        assert "1111111111" not in Client().get(path).content.decode()
    assert json.loads(told.content)["format"] == "kopri-board/1"
