"""The public pages and files of the queue."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from kopri.interfaces import verify_queue
from kopri.interfaces.house import DemoControl
from kopri.interfaces.web.tour import control
from kopri.node import middleware
from tests.conftest import Node


def test_the_queue_explains_itself_before_any_draw(site: Node) -> None:
    page = Client(HTTP_ACCEPT_LANGUAGE="en").get("/queue").content.decode()
    assert "How slots are given" in page
    assert "No draw has been held yet." in page


def test_the_verifier_is_served_as_it_runs_here(site: Node) -> None:
    answer = Client().get("/queue/verify.py")
    assert answer.content == Path(verify_queue.__file__).read_bytes()
    assert answer.headers["Content-Type"].startswith("text/x-python")


def test_a_day_without_data_is_not_there(site: Node) -> None:
    assert json.loads(Client().get("/queue/days.json").content)["days"] == []
    assert Client().get("/queue/days/2026-01-15.json").status_code == 404
    assert Client().get("/queue/days/2026-01-15.exe").status_code == 404


def stressed(monkeypatch: pytest.MonkeyPatch, site: Node) -> None:
    """The node takes part in a demonstration of a stressed border."""
    alone, both = [index * 9 // 2 for index in range(48)], [0] * 48
    days = [{"day": 1, "asked": 400, "slots": 240, "passed": 150, "home": 160, "standing": 90,
             "longest": 9}]
    said = {"line": "whole", "nodes": {"kz": "http://127.0.0.1:1", "tm": "http://127.0.0.1:2"},
            "stress": {"alone": {"standing": alone, "home": both, "days": days},
                       "both": {"standing": both, "home": alone, "days": days}}}
    house = replace(site.house, demo=DemoControl(
        move=lambda now: (0, 0), accounts=(), control_url="http://127.0.0.1:9"))
    monkeypatch.setattr(middleware, "house", lambda: house)
    monkeypatch.setattr(control, "_ask", lambda house, **asked: json.dumps(said).encode())


def test_the_stress_is_a_picture_on_the_board_in_the_tour_and_as_a_table(
    site: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Client(HTTP_ACCEPT_LANGUAGE="en")
    unplayed = reader.get("/queue/stress")
    assert unplayed.status_code == 200 and "have not been played here" in unplayed.content.decode()
    stressed(monkeypatch, site)
    page = reader.get("/queue/stress").content.decode()
    assert "211 vehicles stand at the barrier after 2 days" in page
    assert page.count("<table") == 2
    for path in ("/queue/stress", "/board", "/tour"):
        shown = reader.get(path).content.decode()
        assert shown.count('<svg class="course"') == 2, path
        assert 'points="0.5,100.0 1.5,98.1' in shown
