"""A register of vehicles over HTTP: what it says, and that silence is never taken for a yes."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kopri.adapters import http_registry
from kopri.adapters.http_registry import HttpRegistry
from kopri.domains.queue.types import Known
from tests.conftest import HandClock


@dataclass
class Register:
    """``says``: status and body of the next answers; ``asked``: what came, with its token."""

    url: str = ""
    says: tuple[int, bytes] = (200, b"{}")
    asked: list[tuple[dict[str, list[str]], str]] = field(default_factory=list)


@pytest.fixture
def register() -> Iterator[Register]:
    found = Register()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            found.asked.append((query, self.headers.get("Authorization", "")))
            status, body = found.says
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    found.url = f"http://127.0.0.1:{server.server_address[1]}/vehicles"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A carrier waits three seconds; a machine that tests may stand still as long."""
    monkeypatch.setattr(http_registry, "WHOLE_CALL", 60.0)


def ask(register: Register, clock: HandClock) -> Known:
    return HttpRegistry(url=register.url, name="insurance", token="secret", clock=clock).ask(
        plate="123 ABC 12", vin="WDB9634031L123456", country="KZ")


def says(register: Register, status: int = 200, **told: Any) -> None:
    register.says = status, json.dumps(told).encode()


def test_what_it_says_with_its_source_and_time(register: Register, clock: HandClock) -> None:
    says(register, state="clear", source="Insurance bureau", at="2026-01-14T05:00:00Z",
         number="P-1", valid_to="2026-12-31")
    known = ask(register, clock)
    assert (known.state, known.source, known.number, known.valid_to) == (
        "clear", "Insurance bureau", "P-1", "2026-12-31")
    assert known.at and known.at.day == 14
    assert register.asked == [({"plate": ["123 ABC 12"], "vin": ["WDB9634031L123456"],
                                "country": ["KZ"]}, "Bearer secret")]
    says(register, state="found", text="2 fines are not paid")
    known = ask(register, clock)
    assert (known.state, known.source, known.at) == ("found", "insurance", clock.now())


@pytest.mark.parametrize("answer", [
    (500, b'{"state": "clear"}'), (404, b""), (200, b"<html>clear</html>"), (200, b"{}"),
    (200, b'{"state": "green"}'), (200, b'{"state": true}'), (302, b'{"state": "clear"}'),
    (200, b'{"state": "clear", "at": "yesterday"}'),
    (200, b'{"state": "clear", "at": "2026-13-45T00:00:00Z"}'),
    (200, b'{"state": "clear", "text": "' + b"x" * 20_000 + b'"}'), (200, b"\xff\xfe"),
])
def test_what_is_no_answer_is_silence(
    register: Register, clock: HandClock, answer: tuple[int, bytes]
) -> None:
    register.says = answer
    assert ask(register, clock) == Known(state="silent", source="insurance", at=clock.now())


def test_nobody_there_is_silence(register: Register, clock: HandClock) -> None:
    register.url = "http://127.0.0.1:1/vehicles"
    assert ask(register, clock).state == "silent"
