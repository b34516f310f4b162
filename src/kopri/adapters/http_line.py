"""Calls to another node: each has an end of its own, whatever comes over the line."""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import httpx

from kopri.journal.ports import PeerUnreachable

TIMEOUT = httpx.Timeout(30.0, connect=5.0)


class HttpLine:
    """An HTTP client, for one thread at a time."""

    def __init__(self) -> None:
        self._client = httpx.Client(timeout=TIMEOUT, trust_env=False, verify=_trust())
        self._newest: socket.socket | None = None

    @contextmanager
    def ask(
        self, url: str, *, headers: Mapping[str, str], seconds: float, body: bytes = b""
    ) -> Iterator[httpx.Response]:
        """The answer to a GET, or to a POST with a body; ``PeerUnreachable``.

        After ``seconds`` the line is hung up, whatever still trickles in: a timeout of the client's
        begins anew with every byte.
        """
        call = _Call(self._newest)
        watch = threading.Timer(seconds, call.hang_up)
        watch.daemon = True
        watch.start()
        try:
            with self._client.stream("POST" if body else "GET", url, headers=dict(headers),
                                     content=body or None,
                                     extensions={"trace": call.watch}) as answer:
                self._newest = call.take(answer.extensions["network_stream"])
                yield answer
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise PeerUnreachable(str(error)) from error
        finally:
            watch.cancel()


class _Call:
    """One call: down the line that is open, as far as one knows, or down another."""

    def __init__(self, line: socket.socket | None) -> None:
        self._line = line
        self._over = False

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """Called by the client at every step: here it has connected, and wrapped it in TLS."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self.take(info["return_value"])

    def take(self, stream: Any) -> socket.socket | None:
        """It goes down this line, which is hung up where the call is over already."""
        self._line = stream.get_extra_info("socket")
        if self._over:
            self.hang_up()
        return self._line

    def hang_up(self) -> None:
        """End a call that waits for the line in another thread."""
        self._over = True
        try:
            if self._line is not None:
                socket.socket.shutdown(self._line, socket.SHUT_RDWR)  # below TLS
        except OSError:
            pass  # it has ended by itself


@cache
def _trust() -> ssl.SSLContext:
    """The authorities, read once: that takes longer than all else of a client."""
    return httpx.create_ssl_context(trust_env=False)
