"""Checked openings become rows: entries kept, projected, journeys noted, cursor moved; one commit.

An act without authority is kept and not applied. A kind or version that this node does not read
is kept until an upgrade. What cannot be applied is kept as poison. None of them stops the log.
"""

import logging
from collections.abc import Sequence
from typing import Any

import msgspec
from django.db import OperationalError, transaction

from kopri.journal.authority import lawful
from kopri.journal.core import Journal
from kopri.journal.models import Entry as EntryRow
from kopri.journal.models import Log, State
from kopri.journal.outbox import enqueue
from kopri.journal.placing import COLUMNS
from kopri.journal.projecting import project
from kopri.journal.reading import as_column, as_moment, entry_from
from kopri.journal.rows import insert_rows
from kopri.journal.sealing import commitment
from kopri.journal.types import Entry, Opening, Payload

LOG = logging.getLogger("kopri.journal")


def apply_openings(log: Log, openings: Sequence[Opening], *, journal: Journal) -> None:
    """Apply one batch and move the cursor, in one transaction."""
    logs = list(Log.objects.all())
    judged = [_judge(opening, log=log, logs=logs, journal=journal) for opening in openings]
    # what is written here about the same cases meanwhile must not fold half of this
    cases = {f"case:{opening.envelope.get('subject')}" for opening in openings}
    with journal.locks.hold([f"log:{log.origin}", *cases]):
        insert_rows(EntryRow, columns=COLUMNS, rows=[
            _row(opening, state=state, log=log)
            for opening, (state, _) in zip(openings, judged, strict=True)
        ])
        good = [entry for state, entry in judged if state == State.APPLIED and entry is not None]
        _project(good, log=log, journal=journal)
        _move_cursor(log, openings)


def _judge(
    opening: Opening, *, log: Log, logs: Sequence[Log], journal: Journal
) -> tuple[str, Entry | None]:
    """What is to become of an opening."""
    uid = commitment(salt=opening.salt, entry=opening.entry).hex()
    try:
        entry = entry_from(dict(opening.envelope), log=log.origin, side=log.side, uid=uid,
                           index=opening.index)
    except ValueError:
        return State.POISON, None
    route = journal.routes.get(entry.kind)
    if route is None or route.payload.VERSION != entry.version or entry.own:
        return State.UNKNOWN, None
    if not readable(entry.payload, route.payload):
        return State.POISON, None
    if not lawful(authority=route.payload.AUTHORITY, payload=entry.payload, author=log,
                  post=entry.actor.get("post", ""), logs=logs):
        return State.UNLAWFUL, None
    return State.APPLIED, entry


def readable(payload: Any, kind: type[Payload]) -> bool:
    """True where every field that is there has the kind's type; a field may be withheld."""
    if not isinstance(payload, dict):
        return False
    types = {field.name: field.type for field in msgspec.structs.fields(kind)}
    try:
        for name, value in payload.items():
            if name in types:
                msgspec.convert(value, types[name], strict=False)
    except msgspec.ValidationError:
        return False
    return True


def _project(entries: Sequence[Entry], *, log: Log, journal: Journal) -> None:
    """All at once; where that fails, one after the other, and what fails alone is poison."""
    if _projected(entries, journal=journal):
        return
    for entry in entries:
        if not _projected([entry], journal=journal):
            EntryRow.objects.filter(log=log, index=entry.index).update(state=State.POISON)


def _projected(entries: Sequence[Entry], *, journal: Journal) -> bool:
    """True where all of it went in; where not, nothing did.

    A database that does not answer says nothing of an entry: that fails the round, to be repeated.
    """
    try:
        with transaction.atomic():
            project(entries, routes=journal.routes)
            enqueue(entries, journal=journal)
    except OperationalError:
        raise
    except Exception:
        LOG.exception("entries could not be applied")
        return False
    return True


def _row(opening: Opening, *, state: str, log: Log) -> tuple[Any, ...]:
    envelope = opening.envelope
    return (
        log.pk, opening.index, as_column(envelope.get("kind", "")),
        as_column(envelope.get("subject", "")), as_moment(envelope.get("time")),
        as_moment(envelope.get("recorded")), as_column(",".join(opening.count)), state,
        commitment(salt=opening.salt, entry=opening.entry), opening.salt, opening.entry,
        opening.stamp,
    )


def _move_cursor(log: Log, openings: Sequence[Opening]) -> None:
    log.applied = max(log.applied, openings[-1].index + 1)
    latest = max(as_moment(opening.envelope.get("recorded")) for opening in openings)
    log.latest = max(log.latest or latest, latest)
    log.save(update_fields=["applied", "counts", "latest"])
