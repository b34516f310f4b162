"""The sequencer: gives indexes and stamps on PostgreSQL, where appends commit side by side.

It takes what has no index yet (never what is "newer than the last id": commit order is not id
order, and a cursor would lose entries for ever). One runs at a time, under a lease of the log.
"""

from django.db import connection

from kopri.journal.append.placing import stamped
from kopri.journal.core import Journal
from kopri.journal.models import Entry, Log
from kopri.journal.rows import update_row

MOST = 4096
_PLACE = f'UPDATE {Entry._meta.db_table} SET "index" = %s, stamp = %s WHERE id = %s'


def sequence(*, journal: Journal) -> int:
    """Place waiting entries; how many. Where the index is given at append there are none."""
    return 0 if journal.indexed else place_waiting(journal=journal)


def place_waiting(*, journal: Journal) -> int:
    """Place a portion of what has no index; how many. None while the node is unsure (``doubting``)."""
    with journal.locks.hold([f"sequencer:{journal.origin}"]):
        log = Log.objects.select_for_update().get(own=True)
        if log.unsure:
            return 0
        waiting = list(Entry.objects.filter(log=log, index=None).order_by("pk")
                       .values_list("pk", "audience", "recorded")[:MOST])
        if not waiting:
            return 0
        log.latest = max(recorded for *_, recorded in [("", "", log.latest), *waiting] if recorded)
        first, stamps = log.size, list(stamped(log, (audience for _, audience, _ in waiting)))
        with connection.cursor() as cursor:
            cursor.executemany(_PLACE, [
                (first + number, stamp, pk)
                for number, ((pk, *_), stamp) in enumerate(zip(waiting, stamps, strict=True))
            ])
        update_row(log, columns=("size", "counts", "latest"))
        return len(waiting)
