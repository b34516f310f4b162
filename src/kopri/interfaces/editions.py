"""Public pages are made once for all their readers, and again when the journal has said more.

Each process keeps its own copies and asks the journal's tables whether they still hold, so it does
not matter how many processes serve, nor which of them has written. A page is made once in a few
seconds at the most, however much is written and read.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from gzip import compress
from hashlib import sha256
from threading import Lock
from time import monotonic

WORTH_PACKING = 1024  # bytes; less fits a packet or two anyway
PAUSE_SECONDS = 3.0  # between two looks whether more is known than stands on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A page as it is sent. ``mark``: what was known when it was made; ``tag``: of its bytes.

    ``seen``: the second of this process at which it was last known to hold.
    """

    mark: Hashable
    seen: float
    body: bytes
    packed: bytes
    tag: str


class Editions:
    """The last edition of each page, by name. ``pause``: seconds between two looks whether it holds."""

    def __init__(self, *, pause: float = 0.0, seconds: Callable[[], float] = monotonic) -> None:
        self._last: dict[str, Edition] = {}
        self._locks: dict[str, Lock] = {}
        self._pause, self._seconds = pause, seconds

    def get(
        self, name: str, *, mark: Callable[[], Hashable], make: Callable[[], bytes]
    ) -> Edition:
        """The edition of what is known as ``mark``; many who ask at once wait for one that makes it."""
        young = self._young(name)
        if young is not None:
            return young
        with self._locks.setdefault(name, Lock()):
            return self._young(name) or self._renewed(name, mark=mark(), make=make)

    def _young(self, name: str) -> Edition | None:
        known = self._last.get(name)
        return known if known and self._seconds() - known.seen < self._pause else None

    def _renewed(self, name: str, *, mark: Hashable, make: Callable[[], bytes]) -> Edition:
        known, now = self._last.get(name), self._seconds()
        if known is not None and known.mark == mark:
            self._last[name] = replace(known, seen=now)
        else:
            self._last[name] = _edition(make(), mark=mark, seen=now)
        return self._last[name]


def _edition(body: bytes, *, mark: Hashable, seen: float) -> Edition:
    packed = compress(body, compresslevel=6, mtime=0) if len(body) >= WORTH_PACKING else b""
    return Edition(mark=mark, seen=seen, body=body, packed=packed,
                   tag=sha256(body).hexdigest()[:32])
