"""Entries start journeys: once each, on the node with the authority, never during a rebuild."""

from collections.abc import Callable, Mapping, Sequence

from django.db import connection, transaction

from kopri.journal.authority import lawful
from kopri.journal.core import Journal
from kopri.journal.models import Entry as EntryRow
from kopri.journal.models import Log, Outbox
from kopri.journal.reading import entry_of
from kopri.journal.rows import select_rows
from kopri.journal.types import Entry
from kopri.kernel.errors import Refusal

MOST_TRIES = 5
_NOTE = f"""INSERT INTO {Outbox._meta.db_table} (entry_id, journey, tries, trouble)
    SELECT entry.id, %s, 0, '' FROM {EntryRow._meta.db_table} entry
    JOIN {Log._meta.db_table} log ON log.id = entry.log_id
    WHERE log.origin = %s AND {{which}} ON CONFLICT DO NOTHING"""
_NOTE_PLACED = _NOTE.format(which='entry."index" = %s')
_NOTE_WAITING = _NOTE.format(which='entry.commitment = %s AND entry."index" IS NULL')
Starter = Callable[[Entry], None]


def enqueue(entries: Sequence[Entry], *, journal: Journal) -> None:
    """Note the journeys that these entries have to start here, in the same commit."""
    due = [
        (entry, follow_up.journey)
        for entry in entries if not entry.own
        for follow_up in journal.routes[entry.kind].next
        if not (follow_up.elsewhere and entry.log == journal.origin) and lawful(
            authority=follow_up.authority, payload=entry.payload, author=journal,
            post=journal.post, logs=())
    ]
    if not due:
        return
    placed = [(journey, entry.log, entry.index) for entry, journey in due
              if entry.index is not None]
    waiting = [(journey, entry.log, bytes.fromhex(entry.uid)) for entry, journey in due
               if entry.index is None]
    with connection.cursor() as cursor:
        for note, rows in ((_NOTE_PLACED, placed), (_NOTE_WAITING, waiting)):
            if rows:
                cursor.executemany(note, rows)


def is_due(journey: str) -> bool:
    """Whether a journey of this name has yet to run, or to be tried again."""
    return bool(select_rows(
        Outbox, columns=("id",), params=[journey, MOST_TRIES],
        tail="WHERE done IS NULL AND journey = %s AND tries < %s LIMIT 1"))


def start_due(*, journal: Journal, starters: Mapping[str, Starter], most: int = 200) -> int:
    """Run what is waiting, oldest first; how many journeys ran.

    A journey that is refused has had its answer. One that fails is tried again, five times, and
    then left with its trouble for the operator. The mark and the journey are one transaction.
    """
    ran = 0
    for row in list(
        Outbox.objects.filter(done=None, tries__lt=MOST_TRIES).select_related("entry__log")
        .order_by("pk")[:most]
    ):
        ran += 1
        try:
            with journal.locks.hold([f"outbox:{row.pk}"]):
                _run(row, starter=starters[row.journey], journal=journal)
        except Exception as error:  # noqa: BLE001  whatever fails here must not stop the others
            with journal.locks.hold([f"outbox:{row.pk}"]):
                Outbox.objects.filter(pk=row.pk).update(
                    tries=row.tries + 1, trouble=repr(error)[:500]
                )
    return ran


def _run(row: Outbox, *, starter: Starter, journal: Journal) -> None:
    if not Outbox.objects.filter(pk=row.pk, done=None).exists():
        return
    trouble = ""
    try:
        with transaction.atomic():
            starter(entry_of(row.entry))
    except Refusal as refusal:
        trouble = str(refusal)
    Outbox.objects.filter(pk=row.pk).update(done=journal.clock.now(), trouble=trouble)
