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
        self._socket: socket.socket | None = None
        self._over = False

    @contextmanager
    def ask(
        self, url: str, *, headers: Mapping[str, str], seconds: float, body: bytes = b""
    ) -> Iterator[httpx.Response]:
        """The answer to a GET, or to a POST with a body; ``PeerUnreachable``.

        After ``seconds`` the line is hung up, whatever still trickles in: a timeout of the client's
        begins anew with every byte.
        """
        self._over = False
        watch = threading.Timer(seconds, self._hang_up)
        watch.daemon = True
        watch.start()
        try:
            with self._client.stream("POST" if body else "GET", url, headers=dict(headers),
                                     content=body or None,
                                     extensions={"trace": self._keep_socket}) as answer:
                yield answer
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise PeerUnreachable(str(error)) from error
        finally:
            watch.cancel()

    def _keep_socket(self, event: str, info: Mapping[str, Any]) -> None:
        """Called by the client at every step: here it has connected."""
        if event == "connection.connect_tcp.complete":
            self._socket = info["return_value"].get_extra_info("socket")
            if self._over:  # while it was connecting
                self._hang_up()

    def _hang_up(self) -> None:
        """End a call that waits for the line in another thread."""
        self._over = True
        try:
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it has ended by itself


@cache
def _trust() -> ssl.SSLContext:
    """The authorities, read once: that takes longer than all else of a client."""
    return httpx.create_ssl_context(trust_env=False)
