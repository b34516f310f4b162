"""Public pages are made once for all their readers, and again when the journal has said more.

Each process keeps its own copies and asks the journal's tables whether they still hold, so it does
not matter how many processes serve, nor which of them has written.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from gzip import compress
from hashlib import sha256
from threading import Lock

WORTH_PACKING = 1024  # bytes; less fits a packet or two anyway


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A page as it is sent. ``mark``: what was known when it was made; ``tag``: of its bytes."""

    mark: Hashable
    body: bytes
    packed: bytes
    tag: str


class Editions:
    """The last edition of each page, by name."""

    def __init__(self) -> None:
        self._last: dict[str, Edition] = {}
        self._locks: dict[str, Lock] = {}

    def get(self, name: str, *, mark: Hashable, make: Callable[[], bytes]) -> Edition:
        """The edition of what is known as ``mark``; many who ask at once wait for one that makes it."""
        known = self._last.get(name)
        if known is not None and known.mark == mark:
            return known
        with self._locks.setdefault(name, Lock()):
            known = self._last.get(name)
            if known is None or known.mark != mark:
                known = self._last[name] = _edition(make(), mark=mark)
        return known


def _edition(body: bytes, *, mark: Hashable) -> Edition:
    packed = compress(body, compresslevel=6, mtime=0) if len(body) >= WORTH_PACKING else b""
    return Edition(mark=mark, body=body, packed=packed, tag=sha256(body).hexdigest()[:32])
