"""The sequencer: gives indexes and stamps on PostgreSQL, where appends commit side by side.

It takes what has no index yet (never what is "newer than the last id": commit order is not id
order, and a cursor would lose entries for ever). One runs at a time, under a lease of the log.
"""

from kopri.journal.core import Journal
from kopri.journal.models import Entry, Log
from kopri.journal.sealing import stamp_bytes
from kopri.journal.writing import count_on

MOST = 4096


def sequence(*, journal: Journal) -> int:
    """Place waiting entries; how many. Where the index is given at append there are none."""
    if journal.indexed:
        return 0
    with journal.locks.hold([f"sequencer:{journal.origin}"]):
        log = Log.objects.select_for_update().get(own=True)
        waiting = list(Entry.objects.filter(log=log, index=None).order_by("pk")[:MOST])
        for row in waiting:
            row.index, log.size = log.size, log.size + 1
            labels = row.audience.split(",") if row.audience else []
            count = count_on(log.counts, labels)
            row.stamp = stamp_bytes(origin=log.origin, index=row.index, count=count)
            log.latest = max(log.latest or row.recorded, row.recorded)
        Entry.objects.bulk_update(waiting, ["index", "stamp"], batch_size=500)
        if waiting:
            log.save(update_fields=["size", "counts", "latest"])
        return len(waiting)
