"""After forgetting: the bytes leave the database's files, and files that nobody names leave the store.

Nothing here is part of a transaction; all of it may be repeated, and is, until it has succeeded.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, models

from kopri.journal.core import Journal
from kopri.journal.forget.forgetting import digests_in
from kopri.journal.locks import EVERYTHING
from kopri.journal.models import Blob, Entry, ForgottenBlob, ForgottenCase, Log, Outbox, Request

_BUSY_MS, _PATIENCE_MS = 200, 30_000


def scrub(*, journal: Journal, remove: Callable[[str], None]) -> bool:
    """Clean up after every forgetting so far; False where others were in the way: try again.

    ``remove``: takes a file out of the blob store, by its SHA-256 in hex.
    """
    own = Log.objects.filter(own=True).first()
    if own is None or not own.unscrubbed:
        return True
    _remove_blobs(journal, remove)
    clean = _vacuum(journal) if connection.vendor == "postgresql" else _empty_wal()
    if clean:
        with journal.locks.hold([f"scrub:{own.origin}"]):
            Log.objects.filter(pk=own.pk, unscrubbed=own.unscrubbed).update(unscrubbed=0)
    return clean


def _remove_blobs(journal: Journal, remove: Callable[[str], None]) -> None:
    """Files whose hash stands in no entry that is left. Nobody writes meanwhile."""
    doomed = set(ForgottenBlob.objects.values_list("sha256", flat=True))
    looked = 0
    for pk, body in _bodies(after=0) if doomed else ():
        doomed -= {digest.decode() for digest in digests_in(body)}
        looked = pk
    with journal.locks.hold([EVERYTHING]):
        for _, body in _bodies(after=looked) if doomed else ():
            doomed -= {digest.decode() for digest in digests_in(body)}
        for sha256 in sorted(doomed):
            remove(sha256)
        ForgottenBlob.objects.all().delete()


def _bodies(*, after: int) -> Iterator[tuple[int, bytes]]:
    rows = Entry.objects.filter(pk__gt=after).exclude(entry=None).order_by("pk")
    for pk, body in rows.values_list("pk", "entry").iterator(chunk_size=2000):
        yield pk, bytes(body or b"")


def _empty_wal() -> bool:
    """SQLite: what was deleted is overwritten with zeros (``secure_delete``); the log of old pages
    is carried into the file and cut off."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy: int = cursor.fetchone()[0]
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    return not busy


def _vacuum(journal: Journal) -> bool:
    """PostgreSQL: the tables are written anew, without the old versions of their rows.

    False too where an older snapshot (a dump, an analysis) made the server carry some over.
    """
    own = (Entry, Blob, ForgottenBlob, ForgottenCase, Outbox, Request)
    tables: Sequence[type[models.Model]] = (*own, *journal.tables)
    with connection.cursor() as cursor, _carried_over() as carried:
        cursor.execute(f"SET lock_timeout = {_BUSY_MS * 10}")
        try:
            for table in tables:
                name = connection.ops.quote_name(table._meta.db_table)
                cursor.execute(f"VACUUM (FULL, VERBOSE) {name}")
        except OperationalError:
            return False
        finally:
            cursor.execute("RESET lock_timeout")
    return not any(carried)


@contextmanager
def _carried_over() -> Iterator[list[int]]:
    """How many dead rows the server says it could not leave behind: the first number of its detail,
    in whatever language it speaks."""
    found: list[int] = []

    def told(notice: Any) -> None:
        number = re.search(r"\d+", notice.message_detail or "")
        found.extend([int(number[0])] if number else [])

    server: Any = connection.connection
    server.add_notice_handler(told)
    try:
        yield found
    finally:
        server.remove_notice_handler(told)
