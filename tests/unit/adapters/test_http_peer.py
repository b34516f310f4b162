"""``HttpPeer`` against a neighbour that misbehaves on the line; a real one is met in contract/."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from kopri.adapters import http_peer
from kopri.adapters.http_peer import HttpPeer
from kopri.journal.growth import origin_hash
from kopri.journal.ports import PeerUnreachable

# it says that it hangs up: else the next request may be sent down the line as it goes
CLOSES = b"Connection: close\r\n"
FOREVER = 20_000  # bytes that trickle
CHUNKED = b"HTTP/1.1 200 OK\r\n" + CLOSES + b"Transfer-Encoding: chunked\r\n\r\n"


@dataclass
class Line:
    """Answers every request with the same bytes, and hangs up. ``asked``: what came."""

    port: int
    answer: bytes = b""
    asked: list[bytes] = field(default_factory=list)
    at_once: int = 0  # bytes before it begins to trickle
    trickle: float = 0.0

    @property
    def peer(self) -> HttpPeer:
        return HttpPeer(base=f"http://127.0.0.1:{self.port}/",
                        sign=lambda method, url: {"Signature": f"{method} {url}"})

    def serve(self, server: socket.socket) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                self.asked.append(self.hear(connection))
                self.say(connection)

    def hear(self, connection: socket.socket) -> bytes:
        """A request with its body."""
        heard = connection.recv(65536)
        length = re.search(rb"(?i)content-length: (\d+)", heard)
        while length and len(heard.partition(b"\r\n\r\n")[2]) < int(length[1]):
            heard += connection.recv(65536)
        return heard

    def say(self, connection: socket.socket) -> None:
        """The answer at once, or a byte at a time."""
        answer, trickle = self.answer, self.trickle
        at_once = self.at_once if trickle else len(answer)
        try:
            connection.sendall(answer[:at_once])
            for at in range(at_once, len(answer)):
                time.sleep(trickle)
                connection.sendall(answer[at:at + 1])
        except OSError:
            self.asked.append(b"hung up")


@pytest.fixture
def line() -> Iterator[Line]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Line(server.getsockname()[1])
        thread = threading.Thread(target=found.serve, args=(server,))
        thread.start()
        yield found
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def whole(body: bytes, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 %b\r\n%bContent-Length: %d\r\n\r\n%b" % (status, CLOSES, len(body), body)


def chunks(*parts: bytes, end: bool = True) -> bytes:
    body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts)
    return CHUNKED + body + (b"0\r\n\r\n" if end else b"")


def test_reads_are_asked_for_where_the_protocol_has_them(line: Line) -> None:
    line.answer = whole(b"bytes")
    peer = line.peer
    assert peer.checkpoint() == b"bytes"
    assert peer.bundle(index=3, width=7) == b"bytes"
    assert peer.cosigned(origin="a.kopri") == b"bytes"
    paths = [asked.split(b" ")[1].decode() for asked in line.asked]
    assert paths == ["/log/checkpoint", "/log/tile/entries/003.p/7",
                     f"/log/witness/{origin_hash('a.kopri')}/checkpoint"]


def test_openings_are_asked_for_under_a_signature(line: Line) -> None:
    line.answer = chunks(b"one\ntw", b"o\nthree\n")
    assert list(line.peer.openings(start=5)) == [b"one", b"two", b"three"]
    asked = line.asked[0].decode()
    assert asked.startswith("GET /log/open?from=5 ")
    assert f"GET http://127.0.0.1:{line.port}/log/open?from=5" in asked


def test_half_a_line_at_the_end_says_that_it_was_cut(line: Line) -> None:
    line.answer = chunks(b"one\ntw")
    lines = line.peer.openings(start=0)
    assert next(lines) == b"one"
    with pytest.raises(PeerUnreachable):
        next(lines)


def test_a_stream_that_is_cut_says_so_after_what_came(line: Line) -> None:
    line.answer = chunks(b"one\ntwo\nthr", end=False)
    got: list[bytes] = []
    with pytest.raises(PeerUnreachable):
        got.extend(line.peer.openings(start=0))
    assert got == [b"one", b"two"]


@pytest.mark.parametrize("answer", [
    b"", b"\0\0\0", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", whole(b"", b"500 No"),
    whole(b"", b"404 No"), whole(b"", b"401 No"), b"HTTP/1.1 302 F\r\nLocation: /x\r\n\r\n",
    chunks(b"one", end=False),
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
])
def test_what_is_no_answer_of_a_node_is_out_of_reach(line: Line, answer: bytes) -> None:
    line.answer = answer
    for read in (line.peer.checkpoint, lambda: line.peer.bundle(index=0, width=1),
                 lambda: list(line.peer.openings(start=0))):
        with pytest.raises(PeerUnreachable):
            read()


def test_a_mirror_without_the_log_is_empty_and_a_broken_one_is_not(line: Line) -> None:
    line.answer = whole(b"", b"404 Not Found")
    assert line.peer.cosigned(origin="a.kopri") == b""
    line.answer = whole(b"", b"503 Busy")
    with pytest.raises(PeerUnreachable):
        line.peer.cosigned(origin="a.kopri")


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # held, so that nobody else listens there
        port = taken.getsockname()[1]
        peer = HttpPeer(base=f"http://127.0.0.1:{port}", sign=lambda method, url: {})
        for read in (peer.checkpoint, lambda: list(peer.openings(start=0))):
            with pytest.raises(PeerUnreachable):
                read()


def test_no_more_is_read_than_a_node_may_send(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_peer, "LARGEST", 100)
    monkeypatch.setattr(http_peer, "LARGEST_LINE", 100)
    line.answer = whole(b"x" * 101)
    with pytest.raises(PeerUnreachable, match="more than 100 bytes"):
        line.peer.checkpoint()
    line.answer = chunks(*[b"x" * 60] * 4)
    with pytest.raises(PeerUnreachable, match="a line without an end"):
        list(line.peer.openings(start=0))


def test_each_read_has_its_own_bound(line: Line) -> None:
    line.answer = whole(b"x" * 200_000)
    assert len(line.peer.bundle(index=0, width=4)) == 200_000
    with pytest.raises(PeerUnreachable, match="more than 196611 bytes"):
        line.peer.bundle(index=0, width=3)
    line.answer = whole(b"x" * 1_000_001)
    with pytest.raises(PeerUnreachable, match="more than 1000000 bytes"):
        line.peer.checkpoint()


@pytest.mark.parametrize("answer", [
    b"HTTP/1.1 200 OK\r\nX: " + b"x" * FOREVER,  # a header without an end
    whole(b"x" * FOREVER), chunks(b"\n" * FOREVER),
])
def test_what_trickles_in_without_an_end_is_hung_up(
    line: Line, answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every byte comes well within the client's timeout; the whole does not."""
    line.answer, line.trickle = answer, 0.002
    with monkeypatch.context() as patch:
        patch.setattr(http_peer, "WHOLE_CALL", 0.3)
        patch.setattr(http_peer, "WHOLE_STREAM", 0.3)
        for read in (line.peer.checkpoint, lambda: list(line.peer.openings(start=0))):
            began = time.monotonic()
            with pytest.raises(PeerUnreachable):
                read()
            assert 0.3 <= time.monotonic() - began < 20  # and not the 40 s that all of it takes
    line.answer, line.trickle = whole(b"bytes"), 0
    assert line.peer.checkpoint() == b"bytes"


def test_a_stream_that_is_hung_up_has_given_what_came(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_peer, "WHOLE_STREAM", 1.0)
    line.answer, line.trickle = chunks(b"one\n", b"\n" * FOREVER), 0.002
    line.at_once = len(chunks(b"one\n", end=False))
    got: list[bytes] = []
    with pytest.raises(PeerUnreachable):
        got.extend(line.peer.openings(start=0))
    assert got[0] == b"one"


def test_a_stream_that_is_hung_up_takes_no_later_call_along(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody keeps a stream, and reads on no more; the server answers one after the other."""
    monkeypatch.setattr(http_peer, "WHOLE_STREAM", 1.0)
    line.answer, line.trickle = chunks(b"one\n", b"\n" * FOREVER), 0.002
    line.at_once = len(chunks(b"one\n", end=False))
    peer = line.peer
    lines = peer.openings(start=0)
    assert next(lines) == b"one"
    line.answer, line.trickle = whole(b"bytes"), 0
    assert peer.checkpoint() == b"bytes"


def test_proxies_of_the_environment_are_not_asked(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    line.answer = whole(b"bytes")
    assert line.peer.checkpoint() == b"bytes"
