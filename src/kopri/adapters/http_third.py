"""``domains.draw.ports.Third`` over HTTP: an observer's node. What comes back is bytes, to be verified."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

import httpx

from kopri.adapters.http_line import HttpLine
from kopri.journal.ports import PeerUnreachable
from kopri.kernel.clock import to_text
from kopri.kernel.lines import Line

SECONDS = 10.0  # for one answer: the node waits for it
LARGEST = 16 * 1024


class HttpThird:
    """An observer that serves as a third. For one thread at a time.

    ``quiet``: seconds for which nothing is asked after it was not reached, by ``monotonic``.
    ``border_time``: what a demo's observer is told the time by; None on a
    real border, where it has a clock of its own.
    """

    def __init__(
        self, *, origin: str, base: str, quiet: float, monotonic: Callable[[], float],
        border_time: Callable[[], datetime] | None = None,
    ) -> None:
        self.origin = origin
        self._base = base.rstrip("/")
        self._quiet, self._monotonic = quiet, monotonic
        self._border_time = border_time
        self._line = HttpLine()
        self._quiet_until = 0.0

    def anchor(self, *, line: Line, quarter: str) -> bytes:
        """Its words about a quarter's chain."""
        return self._get(f"/draw/anchor/{quarter}/{line.name}")

    def share(self, *, draw: str) -> bytes:
        """Its words about a draw whose time has come."""
        told = f"?now={to_text(self._border_time())}" if self._border_time else ""
        return self._get(f"/draw/share/{draw}", query=told)

    def _get(self, path: str, *, query: str = "") -> bytes:
        if self._monotonic() < self._quiet_until:
            raise PeerUnreachable(f"{self.origin} did not answer a moment ago")
        url = self._base + quote(path) + query
        try:
            with self._line.ask(url, headers={}, seconds=SECONDS) as answer:
                status, body = answer.status_code, _bounded(answer, url)
        except PeerUnreachable:
            self._quiet_until = self._monotonic() + self._quiet
            raise
        if status != httpx.codes.OK:  # it is there, and has nothing to say, or not yet
            raise PeerUnreachable(f"{url}: status {status}")
        return body


def _bounded(answer: httpx.Response, url: str) -> bytes:
    body = b""
    for part in answer.iter_bytes():
        body += part
        if len(body) > LARGEST:
            raise PeerUnreachable(f"{url}: more than {LARGEST} bytes")
    return body
