"""``HttpDesk``: what is told is signed with its body; every answer but a success is a failure."""

import pytest

from kopri.adapters import http_desk
from kopri.adapters.http_desk import HttpDesk
from kopri.journal.ports import PeerUnreachable
from tests.unit.adapters.test_http_peer import Line, line, whole

__all__ = ["line"]


def desk(line: Line) -> HttpDesk:
    return HttpDesk(base=f"http://127.0.0.1:{line.port}/",
                    sign=lambda method, url, body: {"Signature": f"{method} {url} {body!r}"})


def test_what_is_told_is_signed_with_its_body(line: Line) -> None:
    line.answer = whole(b"{}")
    desk(line).complain(b'{"log":"a"}')
    asked = line.asked[0].decode()
    assert asked.endswith('\r\n\r\n{"log":"a"}')
    assert asked.startswith("POST /log/complaint ")
    assert f"POST http://127.0.0.1:{line.port}/log/complaint b'{{\"log\":\"a\"}}'" in asked


@pytest.mark.parametrize("answer", [b"", whole(b"", b"401 No"), whole(b"", b"500 No"),
                                    b"HTTP/1.1 302 F\r\nLocation: /x\r\n\r\n"])
def test_what_is_no_success_was_not_heard(line: Line, answer: bytes) -> None:
    line.answer = answer
    with pytest.raises(PeerUnreachable):
        desk(line).complain(b"{}")


def test_an_answer_without_an_end_is_hung_up(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_desk, "WHOLE_CALL", 0.3)
    line.answer, line.trickle = b"HTTP/1.1 200 OK\r\nX: " + b"x" * 2000, 0.002
    with pytest.raises(PeerUnreachable):
        desk(line).complain(b"{}")
