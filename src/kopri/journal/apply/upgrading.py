"""After an upgrade: what was parked is judged again and takes its place in the order of applying.

The tables are made anew from all entries in the order in which they came, so they are what they
would be if this node had always read them, and what a rebuild makes of them.
"""

import logging
from collections.abc import Iterator, Sequence

from django.db import OperationalError, transaction

from kopri.journal.append.outbox import enqueue
from kopri.journal.append.projecting import project
from kopri.journal.apply.applying import judge_all
from kopri.journal.apply.rebuild import BATCH, empty
from kopri.journal.core import Journal
from kopri.journal.forget.forgetting import counting, settle_forgotten
from kopri.journal.incidents import note_parked
from kopri.journal.locks import EVERYTHING
from kopri.journal.models import Entry as EntryRow
from kopri.journal.models import Incident, Log, State
from kopri.journal.reading import entry_of, envelope_of
from kopri.journal.sealing import loosely
from kopri.journal.types import Entry, Opening

PARKED = "unknown_kind"
LOG = logging.getLogger("kopri.journal")


def upgrade(*, journal: Journal) -> int:
    """Read what waited for this version; how many entries. Asked again it has nothing to do.

    All of it is one transaction, alone: a crash leaves everything parked as it was.
    """
    if not Incident.objects.filter(code=PARKED, closed=None).exists():
        return 0
    with journal.locks.hold([EVERYTHING]):
        read = {pk for log in Log.objects.filter(own=False) for pk in _read_now(log, journal=journal)}
        if read:
            _replay(journal, fresh=read)
        waiting = EntryRow.objects.filter(state=State.UNKNOWN).values("log")
        Incident.objects.filter(code=PARKED, closed=None).exclude(log__in=waiting).update(
            closed=journal.clock.now())
    settle_forgotten(journal=journal)
    return len(read)


def _read_now(log: Log, *, journal: Journal) -> Iterator[int]:
    """Judge the parked entries of a log again, in its order; the rows that are to be applied."""
    rows = list(EntryRow.objects.filter(log=log, state=State.UNKNOWN).order_by("index"))
    for start in range(0, len(rows), BATCH):
        batch = rows[start:start + BATCH]
        judged = judge_all([_opening(row) for row in batch], log=log, journal=journal)
        for row, (state, _) in zip(batch, judged, strict=True):
            if state != State.UNKNOWN:
                EntryRow.objects.filter(pk=row.pk).update(state=state)
            if state == State.APPLIED:
                yield row.pk
            elif state == State.UNLAWFUL:
                note_parked(log, "unlawful_act", index=row.index or 0, now=journal.clock.now())
            elif state == State.POISON:
                note_parked(log, "bad_entry", index=row.index or 0, now=journal.clock.now())


def _opening(row: EntryRow) -> Opening:
    """A stored entry as it was opened."""
    stamp = bytes(row.stamp or b"")
    return Opening(
        salt=bytes(row.salt or b""), entry=bytes(row.entry or b""), stamp=stamp,
        commitment=bytes(row.commitment), envelope=envelope_of(row), index=row.index or 0,
        count=loosely(stamp).get("count", {}),
    )


def _replay(journal: Journal, *, fresh: set[int]) -> None:
    """Every table anew. What was never projected before may be poison, and starts its journeys."""
    for table in journal.tables:
        empty(table)
    batch: list[Entry] = []
    rows = EntryRow.objects.filter(state=State.APPLIED).exclude(entry=None).order_by("pk")
    for row in rows.select_related("log").iterator(chunk_size=BATCH):
        if row.pk not in fresh and len(batch) < BATCH:
            batch.append(entry_of(row))
            continue
        project(counting(batch, journal=journal), routes=journal.routes, side=journal.side)
        batch = [] if row.pk in fresh else [entry_of(row)]
        if row.pk in fresh and not _projected([entry_of(row)], journal=journal):
            EntryRow.objects.filter(pk=row.pk).update(state=State.POISON)
            note_parked(row.log, "bad_entry", index=row.index or 0, now=journal.clock.now())
    project(counting(batch, journal=journal), routes=journal.routes, side=journal.side)


def _projected(entries: Sequence[Entry], *, journal: Journal) -> bool:
    try:
        with transaction.atomic():
            project(counting(entries, journal=journal), routes=journal.routes, side=journal.side)
            enqueue(entries, journal=journal)
    except OperationalError:
        raise
    except Exception:
        LOG.exception("an entry that was parked could not be applied")
        return False
    return True
