"""Who may write now. One port, two ways: one writer on SQLite, keys on PostgreSQL."""

import fcntl
import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol

from django.db import connection, transaction

from kopri.journal.sharing import Line

EVERYTHING = "*"


class Locks(Protocol):
    """Opens the transaction of one write and holds what it decides over until it ends.

    Two writings whose keys meet never run at the same time, in whatever order they name the
    keys; one that names ``EVERYTHING`` runs alone. Durable when the context ends without an
    exception; nothing stays when it ends with one.
    """

    def hold(self, keys: Sequence[str]) -> AbstractContextManager[None]:
        """Enter the transaction, holding ``keys``."""
        ...


class WriterLock:
    """SQLite: one writer at a time over all processes, by `flock` on a file.

    Without it a second writer sleeps in SQLite's busy loop: the slowest hundredth of the writes
    took ten times as long. Entered again by the thread that holds it, it joins the transaction.
    Threads that wait meanwhile share the commit (see ``sharing``).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._line = Line()

    @contextmanager
    def hold(self, keys: Sequence[str]) -> Iterator[None]:
        """Take the file, then BEGIN IMMEDIATE; or go on in the transaction of one who has."""
        if getattr(self._local, "held", False):
            with transaction.atomic():
                yield
            return
        alone = EVERYTHING in keys
        ticket = self._line.wait(alone=alone)
        self._local.held = True
        try:
            with self._lead(alone=alone) if ticket is None else self._line.join(ticket):
                yield
        finally:
            self._local.held = False

    @contextmanager
    def _lead(self, *, alone: bool) -> Iterator[None]:
        try:
            with self._path.open("ab", buffering=0) as handle:
                fcntl.flock(handle, fcntl.LOCK_EX)
                with self._line.lead(alone=alone):
                    yield
        finally:
            self._line.leave()


class KeyLocks:
    """PostgreSQL: advisory locks of the transaction, one a key, taken in sorted order.

    Every writing shares the lock of ``EVERYTHING``; who names that key is alone.
    """

    @contextmanager
    def hold(self, keys: Sequence[str]) -> Iterator[None]:
        """BEGIN, then the locks."""
        with transaction.atomic():
            numbers = sorted({_number(key) for key in keys if key != EVERYTHING})
            shared = "" if EVERYTHING in keys else "_shared"
            with connection.cursor() as cursor:
                # one way to the server for all; both parts and the array are walked in their order
                cursor.execute(
                    f"SELECT pg_advisory_xact_lock{shared}(%s) UNION ALL SELECT"
                    " pg_advisory_xact_lock(number) FROM unnest(%s::bigint[]) AS number",
                    [_number(EVERYTHING), numbers])
            yield


def _number(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big", signed=True)
