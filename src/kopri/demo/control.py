"""A small local server by which the tour page plays with the demo: the line, the altered byte."""

from collections.abc import Callable, Collection, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import msgspec

HOST = "127.0.0.1"
Action = Callable[[], Mapping[str, Any]]


class Control(ThreadingHTTPServer):
    """``GET /state`` and ``POST /<action>`` for the pages of ``origins`` alone.

    Every answer is JSON. An unknown action is 404, as every action is until it is offered; a page
    from elsewhere 403.
    """

    daemon_threads = True

    def __init__(self, *, origins: Collection[str], port: int = 0) -> None:
        super().__init__((HOST, port), _Handler)
        self.origins = frozenset(origins)
        self.actions: Mapping[str, Action] = {}
        self._thread = Thread(target=self.serve_forever, name="control", daemon=True)
        self._thread.start()

    def offer(self, *, actions: Mapping[str, Action]) -> None:
        """From now on these can be asked for; ``state`` by GET, all others by POST."""
        self.actions = actions

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.server_address[1]}"

    def close(self) -> None:
        """Ends the server and its thread."""
        self.shutdown()
        self.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    """One request; nothing is logged."""

    server: Control

    def do_GET(self) -> None:
        self._run(self.server.actions.get("state") if self.path == "/state" else None)

    def do_POST(self) -> None:
        self._run(self.server.actions.get(self.path.removeprefix("/")))

    def do_OPTIONS(self) -> None:
        self._answer(204, b"")

    def _run(self, action: Action | None) -> None:
        origin = self.headers.get("Origin")
        if origin is not None and origin not in self.server.origins:
            self._answer(403, b'{"error":"this page may not steer the demo"}')
        elif action is None:
            self._answer(404, b'{"error":"there is no such action"}')
        else:
            self._answer(200, msgspec.json.encode(action()))

    def _answer(self, status: int, data: bytes) -> None:
        self.send_response(status)
        origin = self.headers.get("Origin")
        if origin in self.server.origins:
            self.send_header("Access-Control-Allow-Origin", str(origin))
            self.send_header("Access-Control-Allow-Headers", "Content-Type")
            self.send_header("Vary", "Origin")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing: the terminal belongs to the demo."""
