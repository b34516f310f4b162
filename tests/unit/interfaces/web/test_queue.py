"""The public pages and files of the queue."""

import json
from pathlib import Path

from django.test import Client

from kopri.interfaces import verify_queue
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
