"""Who gets in, where they land, and what a page may do in a browser."""

import pytest
from django.test import Client

from kopri.interfaces.web import throttle
from kopri.interfaces.web.board import view
from kopri.interfaces.web.throttle import MOST_PER_NAME
from kopri.kernel.actor import Role
from tests.conftest import Node
from tests.unit.interfaces.web.conftest import PASSWORD, SignIn


@pytest.mark.parametrize(("role", "home"), [
    (Role.CARRIER, "/cases"), (Role.GATE_OFFICER, "/gate"), (Role.AUDITOR, "/journal"),
    (Role.ANALYST, "/cases"),
])
def test_everybody_lands_at_his_own_place(sign_in: SignIn, role: Role, home: str) -> None:
    client = sign_in(role, password=PASSWORD)
    assert client.get("/")["Location"] == home
    assert client.get(home).status_code == 200


def test_a_wrong_password_keeps_the_name_and_not_the_password(sign_in: SignIn) -> None:
    sign_in(Role.CARRIER, password=PASSWORD)
    answer = Client().post("/sign-in", {"name": "carrier", "password": "guess-me"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert 'value="carrier"' in text and "guess-me" not in text
    assert "Name and password do not fit." in text


def test_guessing_is_slowed_down_even_for_the_right_password(sign_in: SignIn) -> None:
    sign_in(Role.CARRIER, password=PASSWORD)
    client = Client()
    for _ in range(MOST_PER_NAME):
        assert client.post("/sign-in", {"name": "Carrier", "password": "x"}).status_code == 422
    answer = client.post("/sign-in", {"name": "carrier", "password": PASSWORD})
    assert answer.status_code == 429
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.post(
        "/sign-in", {"name": "carrier", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(("wanted", "lands"), [
    ("/cases?find=1", "/cases?find=1"), ("https://evil.example/", "/cases"),
    ("//evil.example", "/cases"), ("/\\evil.example", "/cases"), ("cases", "/cases"),
])
def test_sign_in_leads_back_on_this_node_only(
    sign_in: SignIn, wanted: str, lands: str
) -> None:
    sign_in(Role.CARRIER, password=PASSWORD)
    answer = Client().post(
        "/sign-in", {"name": "carrier", "password": PASSWORD, "next": wanted})
    assert answer["Location"] == lands


def test_who_is_not_signed_in_is_asked_to_and_comes_back(site: Node) -> None:
    assert Client().get("/desk?find=1")["Location"] == "/sign-in?next=%2Fdesk%3Ffind%3D1"
    part = Client().get("/gate", HTTP_HX_REQUEST="true")
    assert part["HX-Redirect"] == "/sign-in?next=%2Fgate"


def test_another_role_is_told_so(sign_in: SignIn) -> None:
    answer = sign_in(Role.CARRIER).get("/gate")
    assert answer.status_code == 403
    assert "This page is not for your role." in answer.content.decode()


def test_after_signing_out_nothing_is_left(sign_in: SignIn) -> None:
    client = sign_in(Role.GATE_OFFICER)
    assert client.get("/gate")["Cache-Control"] == "no-store"
    client.post("/sign-out")
    assert client.get("/gate").status_code == 302


def test_a_form_from_elsewhere_is_refused_with_a_page(sign_in: SignIn) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in", {"name": "a", "password": "b"})
    assert answer.status_code == 403
    assert "This form is too old, or came from elsewhere." in answer.content.decode()


def test_one_click_sign_in_and_the_tour_exist_on_demo_nodes_alone(sign_in: SignIn) -> None:
    client = sign_in(Role.GATE_OFFICER)
    assert client.get("/demo/as/gate_officer").status_code == 404
    assert client.get("/tour").status_code == 404
    assert client.post("/tour/cut").status_code == 404
    assert "/demo/as/" not in client.get("/sign-in").content.decode()


def test_no_page_may_run_foreign_or_inline_code_or_be_framed(site: Node) -> None:
    policy = Client().get("/board")["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_language_is_kept_in_a_cookie_and_an_unknown_one_is_not(site: Node) -> None:
    client = Client()
    answer = client.get("/language", {"language": "kk", "next": "/board"})
    assert answer["Location"] == "/board"
    assert '<html lang="kk">' in client.get("/board").content.decode()
    assert not client.get("/language", {"language": "xx"}).cookies


@pytest.mark.parametrize("path", ["/nothing", "/cases/K7Q2-9MXD-4T", "/driver/K7Q2-9MXD-4T"])
def test_what_is_not_there_is_a_page_with_a_way_out(sign_in: SignIn, path: str) -> None:
    answer = sign_in(Role.GATE_OFFICER).get(path)
    assert answer.status_code == 404
    assert 'href="/"' in answer.content.decode()


def test_invented_addresses_do_not_help_the_guesser(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "MOST_FROM_EVERYWHERE", 3)
    sign_in(Role.CARRIER)
    answers = [
        Client(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}").post(
            "/sign-in", {"name": "carrier", "password": "x"}).status_code
        for number in range(4)
    ]
    assert answers == [422, 422, 422, 429]


def test_a_failure_of_ours_says_so_on_a_page(
    site: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(view, "show_board", broken)
    answer = Client(raise_request_exception=False).get("/board")
    assert answer.status_code == 500
    assert "Something failed on our side." in answer.content.decode()
