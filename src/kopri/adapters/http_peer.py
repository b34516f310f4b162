"""``journal.ports.Peer`` over HTTP. What comes back is bytes; the journal verifies them."""

from collections.abc import Callable, Iterator, Mapping

import httpx

from kopri.engines.merkle import bundle_path
from kopri.journal.growth import origin_hash
from kopri.journal.ports import PeerUnreachable

TIMEOUT = httpx.Timeout(30.0, connect=5.0)
LARGEST = 64 * 1024 * 1024
Sign = Callable[[str, str], Mapping[str, str]]


class HttpPeer:
    """A neighbour's node. ``sign``: method and URL to the headers of RFC 9421.

    ``mirrored``: the origin of the log to be read from that node's mirror of it; the node's own
    log where it is empty.
    """

    def __init__(self, *, base: str, sign: Sign, mirrored: str = "") -> None:
        self._base = base.rstrip("/")
        self._sign = sign
        self._log = f"/log/mirror/{origin_hash(mirrored)}/" if mirrored else "/log/"
        self._client = httpx.Client(timeout=TIMEOUT, trust_env=False)

    def checkpoint(self) -> bytes:
        """The newest signed checkpoint of the log."""
        return self._get(self._log + "checkpoint")

    def bundle(self, *, index: int, width: int) -> bytes:
        """An entry bundle of the log."""
        return self._get(self._log + bundle_path(index=index, width=width))

    def cosigned(self, *, origin: str) -> bytes:
        """The peer's copy of a checkpoint of ``origin``, with its cosignature."""
        return self._get(f"/log/mirror/{origin_hash(origin)}/checkpoint", missing_is_empty=True)

    def openings(self, *, start: int) -> Iterator[bytes]:
        """Lines of openings addressed to this node. A half line at the end is dropped."""
        url = f"{self._base}{self._log}open?from={start}"
        try:
            with self._client.stream("GET", url, headers=dict(self._sign("GET", url))) as answer:
                if answer.status_code != httpx.codes.OK:
                    raise PeerUnreachable(f"{url}: status {answer.status_code}")
                rest = b""
                for chunk in answer.iter_bytes():
                    *lines, rest = (rest + chunk).split(b"\n")
                    yield from lines
                    if len(rest) > LARGEST:
                        raise PeerUnreachable(f"{url}: a line without an end")
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise PeerUnreachable(str(error)) from error

    def _get(self, path: str, *, missing_is_empty: bool = False) -> bytes:
        url = self._base + path
        try:
            with self._client.stream("GET", url) as answer:
                if missing_is_empty and answer.status_code == httpx.codes.NOT_FOUND:
                    return b""
                if answer.status_code != httpx.codes.OK:
                    raise PeerUnreachable(f"{url}: status {answer.status_code}")
                return _bounded(answer, url)
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise PeerUnreachable(str(error)) from error


def _bounded(answer: httpx.Response, url: str) -> bytes:
    """The body; no more of it is read than a node may send."""
    parts, size = [], 0
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise PeerUnreachable(f"{url}: more than {LARGEST} bytes")
    return b"".join(parts)
