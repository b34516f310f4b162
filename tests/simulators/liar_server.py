"""A liar over real HTTP: a node's address space, served from a simulated log by this process."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

from kopri.engines.merkle import TileAddress, parse_path
from kopri.journal.growth import origin_hash
from tests.simulators.liar import Liar, Lie

HUGE = b"x" * 65536
MIRROR = re.compile(r"/log/(?:mirror|witness)/([0-9a-f]{64})/(.+)")


class LiarServer:
    """``base``: where it is reached. ``asked``: every target, in order, with its signature if any."""

    def __init__(self, liar: Liar, base: str) -> None:
        self.liar, self.base = liar, base
        self.asked: list[tuple[str, str]] = []
        self.over = Event()

    def answer(self, target: str) -> Iterator[bytes] | None:
        """The body, in parts; None where there is nothing."""
        url = urlsplit(target)
        path = url.path
        if found := MIRROR.fullmatch(path):
            if found[1] != origin_hash(self.liar.log.origin):
                return iter([self.liar.peer.mirrored]) if self.liar.peer.mirrored else None
            path = f"/log/{found[2]}"
        if path == "/log/checkpoint":
            return iter([self.liar.peer.checkpoint()])
        if path == "/log/open":
            return self._lines(start=int(parse_qs(url.query)["from"][0]))
        if path.startswith("/log/tile/"):
            return iter([self._tile(parse_path(path.removeprefix("/log/")))])
        return None

    def _tile(self, address: TileAddress) -> bytes:
        if address.level is None:
            return self.liar.peer.bundle(index=address.index, width=address.width)
        return self.liar.peer.tile(level=address.level, index=address.index, width=address.width)

    def _lines(self, *, start: int) -> Iterator[bytes]:
        lines = (line + b"\n" for line in self.liar.peer.openings(start=start))
        bend = _TRANSPORT.get(self.liar.told) if self.liar.told else None
        return bend(self, lines) if bend else lines

    def huge_line(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        """A line without an end."""
        yield next(lines)
        yield from repeat(HUGE)

    def half_line(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        """One line and a half, then the line is cut."""
        yield next(lines)
        yield next(lines)[:40]

    def slow_drip(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        """A byte now and then, for ever."""
        yield next(lines)
        while not self.over.is_set():
            yield b" "
            time.sleep(0.02)


_TRANSPORT: dict[Lie, Callable[[LiarServer, Iterator[bytes]], Iterator[bytes]]] = {
    Lie.HUGE_LINE: LiarServer.huge_line, Lie.HALF_LINE: LiarServer.half_line,
    Lie.SLOW_DRIP: LiarServer.slow_drip,
}


class _Handler(BaseHTTPRequestHandler):
    node: LiarServer

    def do_GET(self) -> None:
        self.node.asked.append((self.path, self.headers.get("Signature-Input", "")))
        parts = self.node.answer(self.path)
        self.send_response(404 if parts is None else 200)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            for part in parts or ():
                self.wfile.write(part)
                self.wfile.flush()
        except OSError:
            pass  # the reader has hung up, as it should

    def log_message(self, *_: object) -> None:
        """Say nothing on the terminal of the tests."""


@contextmanager
def serving(liar: Liar) -> Iterator[LiarServer]:
    """Serve on a free port of this machine until the context ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    node = LiarServer(liar, f"http://127.0.0.1:{server.server_address[1]}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"node": node})
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield node
    finally:
        node.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
