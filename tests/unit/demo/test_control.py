"""The small server of the tour page, over real HTTP."""

from collections.abc import Iterator
from http.client import HTTPConnection
from json import loads
from urllib.parse import urlsplit

import pytest

from kopri.demo.control import Control

PAGE = "http://127.0.0.1:8101"


@pytest.fixture
def control() -> Iterator[Control]:
    made = Control(origins=[PAGE])
    made.offer(actions={"state": lambda: {"line": "whole"}, "cut": lambda: {"line": "cut"}})
    yield made
    made.close()


def _ask(control: Control, method: str, path: str, origin: str = "") -> tuple[int, object, str]:
    parts = urlsplit(control.url)
    connection = HTTPConnection(str(parts.hostname), parts.port, timeout=60)
    connection.request(method, path, headers={"Origin": origin} if origin else {})
    answer = connection.getresponse()
    body = answer.read()
    return (
        answer.status,
        loads(body) if body else None,
        answer.headers.get("Access-Control-Allow-Origin", ""),
    )


def test_it_tells_the_state(control: Control) -> None:
    assert _ask(control, "GET", "/state") == (200, {"line": "whole"}, "")


def test_the_page_may_act(control: Control) -> None:
    assert _ask(control, "POST", "/cut", PAGE) == (200, {"line": "cut"}, PAGE)
    assert _ask(control, "OPTIONS", "/cut", PAGE) == (204, None, PAGE)


def test_another_page_may_not(control: Control) -> None:
    status, _, allowed = _ask(control, "POST", "/cut", "http://elsewhere.example")
    assert (status, allowed) == (403, "")


def test_an_unknown_action_is_not_there(control: Control) -> None:
    assert _ask(control, "POST", "/burn", PAGE)[0] == 404
