"""``journal.auditing.Reads`` over HTTP: any tlog-tiles log, as everybody may read it."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx

from kopri.engines.merkle import HASH_SIZE, TILE_WIDTH, parse_path
from kopri.journal.ports import PeerUnreachable
from kopri.journal.prove.auditing import NotServed

TIMEOUT = httpx.Timeout(30.0, connect=5.0)
LARGEST = 32 * 1024 * 1024  # a bundle of 256 entries of 65,535 bytes is half of it
THREADS = 4
AHEAD = 16
TRIES = 3


class HttpReads:
    """``url``: the address of a node, or the prefix of any log, a mirrored one say."""

    def __init__(self, url: str) -> None:
        base = url.rstrip("/")
        try:
            bare = not urlsplit(base).path
        except ValueError as error:
            raise PeerUnreachable(f"{url}: {error}") from error
        self._prefix = f"{base}/log" if bare else base
        self._client = httpx.Client(timeout=TIMEOUT, trust_env=False, follow_redirects=True)

    def note(self, path: str, /) -> bytes:
        """A checkpoint; empty where the log has none."""
        return self._get(path) or b""

    def many(self, paths: Iterable[str], /) -> Iterator[bytes]:
        """Tiles and bundles in order, fetched up to ``AHEAD`` at a time."""
        waiting: deque[Future[bytes]] = deque()
        with ThreadPoolExecutor(THREADS) as pool:
            try:
                for path in paths:
                    waiting.append(pool.submit(self._tile, path))
                    if len(waiting) >= AHEAD:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                for each in waiting:
                    each.cancel()

    def _tile(self, path: str) -> bytes:
        """A tile; where a partial one is gone since it became full, the part of the full one."""
        data = self._get(path)
        if data is not None:
            return data
        whole, partial, width = path.partition(".p/")
        full = self._get(whole) if partial else None
        if full is None:
            raise NotServed(path)
        return _first(full, width=int(width), entries=parse_path(path).level is None)

    def _get(self, path: str) -> bytes | None:
        """What is there; None where the log says that nothing is."""
        url = f"{self._prefix}/{path}"
        for left in reversed(range(TRIES)):
            try:
                with self._client.stream("GET", url) as answer:
                    if answer.status_code in (httpx.codes.NOT_FOUND, httpx.codes.GONE):
                        return None
                    if answer.status_code == httpx.codes.OK:
                        return _bounded(answer, url)
                    trouble = f"{url}: status {answer.status_code}"
            except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
                trouble = f"{url}: {error}"
            if not left:
                break
        raise PeerUnreachable(trouble)


def _first(full: bytes, *, width: int, entries: bool) -> bytes:
    """The first part of a full tile or bundle."""
    if not entries:
        return full[:width * HASH_SIZE]
    at = 0
    for _ in range(min(width, TILE_WIDTH)):
        at += 2 + int.from_bytes(full[at:at + 2], "big")
    return full[:at]


def _bounded(answer: httpx.Response, url: str) -> bytes:
    parts, size = [], 0
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise PeerUnreachable(f"{url}: more than {LARGEST} bytes")
    return b"".join(parts)
