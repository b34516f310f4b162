"""``journal.ports.Peer`` and ``Witness`` over HTTP. What comes back is bytes; the journal verifies them."""

from collections.abc import Callable, Iterator, Mapping

import httpx

from kopri.adapters.http_line import HttpLine
from kopri.engines.merkle import HASH_SIZE, bundle_path, tile_path
from kopri.journal.growth import origin_hash
from kopri.journal.ports import PeerUnreachable

WHOLE_CALL = 60.0  # seconds for one read, however steadily it trickles in
WHOLE_STREAM = 300.0  # of a stream, which is asked for again from where it ended
LARGEST = 64 * 1024 * 1024
LARGEST_LINE = 4 * 1024 * 1024
LARGEST_NOTE = 1_000_000
LARGEST_ENTRY = 2 + 0xFFFF  # in a bundle, with its length
Sign = Callable[[str, str], Mapping[str, str]]


class HttpPeer:
    """A neighbour's node. ``sign``: method and URL to the headers of RFC 9421.

    ``mirrored``: the origin of the log to be read from that node's mirror of it; the node's own
    log where it is empty. For one thread at a time.
    """

    def __init__(self, *, base: str, sign: Sign, mirrored: str = "") -> None:
        self._base = base.rstrip("/")
        self._sign = sign
        self._log = f"/log/mirror/{origin_hash(mirrored)}/" if mirrored else "/log/"
        self._line = HttpLine()

    def checkpoint(self) -> bytes:
        """The newest signed checkpoint of the log."""
        return self._get(self._log + "checkpoint", most=LARGEST_NOTE)

    def bundle(self, *, index: int, width: int) -> bytes:
        """An entry bundle of the log."""
        return self._get(self._log + bundle_path(index=index, width=width),
                         most=width * LARGEST_ENTRY)

    def tile(self, *, level: int, index: int, width: int) -> bytes:
        """A hash tile of the log."""
        return self._get(self._log + tile_path(level=level, index=index, width=width),
                         most=width * HASH_SIZE)

    def blob(self, sha256: str, /) -> bytes:
        """A file that an entry for this node names."""
        return self._get(f"/log/blob/{sha256}", most=LARGEST, missing_is_empty=True, signed=True)

    def cosigned(self, *, origin: str) -> bytes:
        """The checkpoint of ``origin`` that the peer cosigned last, with both signatures."""
        return self._get(f"/log/witness/{origin_hash(origin)}/checkpoint", most=LARGEST_NOTE,
                         missing_is_empty=True)

    def add_checkpoint(self, body: bytes, /) -> tuple[int, bytes]:
        """Bring the peer a checkpoint as its witness; the status and the body of its answer."""
        url = f"{self._base}/log/witness/add-checkpoint"
        with self._line.ask(url, headers={}, seconds=WHOLE_CALL, body=body) as answer:
            return answer.status_code, _bounded(answer, url, most=LARGEST_NOTE)

    def openings(self, *, start: int) -> Iterator[bytes]:
        """Lines of openings addressed to this node. Half a line at the end: the line was cut."""
        url = f"{self._base}{self._log}open?from={start}"
        with self._line.ask(url, headers=self._sign("GET", url), seconds=WHOLE_STREAM) as answer:
            if answer.status_code != httpx.codes.OK:
                raise PeerUnreachable(f"{url}: status {answer.status_code}")
            rest = b""
            for chunk in answer.iter_bytes():
                *lines, rest = (rest + chunk).split(b"\n")
                yield from lines
                if len(rest) > LARGEST_LINE:
                    raise PeerUnreachable(f"{url}: a line without an end")
            if rest:
                raise PeerUnreachable(f"{url}: cut in the middle of a line")

    def _get(
        self, path: str, *, most: int, missing_is_empty: bool = False, signed: bool = False
    ) -> bytes:
        url = self._base + path
        headers = self._sign("GET", url) if signed else {}
        with self._line.ask(url, headers=headers, seconds=WHOLE_CALL) as answer:
            if missing_is_empty and answer.status_code == httpx.codes.NOT_FOUND:
                return b""
            if answer.status_code != httpx.codes.OK:
                raise PeerUnreachable(f"{url}: status {answer.status_code}")
            return _bounded(answer, url, most=most)


def _bounded(answer: httpx.Response, url: str, *, most: int) -> bytes:
    """The body; no more of it is read than a node may send."""
    parts, size = [], 0
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > min(most, LARGEST):
            raise PeerUnreachable(f"{url}: more than {min(most, LARGEST)} bytes")
    return b"".join(parts)
