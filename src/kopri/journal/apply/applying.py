"""Checked openings become rows: entries kept, projected, journeys noted, cursor moved; one commit.

An act without authority is kept and not applied. A kind or version that this node does not read
is kept until an upgrade. What cannot be applied is kept as poison. None of them stops the log.
"""

import logging
import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Any

import msgspec
from django.db import OperationalError, transaction

from kopri.journal.append.outbox import enqueue
from kopri.journal.append.placing import COLUMNS
from kopri.journal.append.projecting import project
from kopri.journal.apply.verifying import newer_envelope
from kopri.journal.authority import lawful
from kopri.journal.blobs import name_blob
from kopri.journal.core import Journal
from kopri.journal.forget.forgetting import counting, obey, right
from kopri.journal.incidents import note_parked
from kopri.journal.locks import EVERYTHING
from kopri.journal.models import Entry as EntryRow
from kopri.journal.models import Incident, Log, State
from kopri.journal.reading import as_column, as_moment, entry_from
from kopri.journal.rows import insert_rows
from kopri.journal.types import Entry, Forgot, Opening, Payload

_SHA256 = re.compile("[0-9a-f]{64}")
_PARKED: dict[str, str] = {
    State.UNLAWFUL: "unlawful_act", State.UNKNOWN: "unknown_kind", State.POISON: "bad_entry",
}
LOG = logging.getLogger("kopri.journal")


def apply_openings(log: Log, openings: Sequence[Opening], *, journal: Journal) -> None:
    """Apply one batch and move the cursor, in one transaction."""
    judged = judge_all(openings, log=log, journal=journal)
    # what is written here about the same cases meanwhile must not fold half of this
    keys = {f"case:{opening.envelope.get('subject')}" for opening in openings}
    if any(entry is not None and entry.kind == Forgot.KIND for _, entry in judged):
        keys.add(EVERYTHING)
    with journal.locks.hold([f"log:{log.origin}", *keys]):
        insert_rows(EntryRow, columns=COLUMNS, rows=[
            _row(opening, state=state, log=log)
            for opening, (state, _) in zip(openings, judged, strict=True)
        ])
        _name_blobs(openings, log=log)
        good = [entry for state, entry in judged if state == State.APPLIED and entry is not None]
        _project(counting(good, journal=journal), log=log, journal=journal)
        _obey(good, log=log, journal=journal)
        _note_parked(log, openings, judged, journal=journal)
        _move_cursor(log, openings)


def _name_blobs(openings: Sequence[Opening], *, log: Log) -> None:
    """The files that were named; what is no hash names none."""
    for opening in openings:
        named = opening.envelope.get("blobs")
        for name in named if isinstance(named, list) else ():
            if isinstance(name, str) and _SHA256.fullmatch(name):
                name_blob(name, log=log.origin, index=opening.index, uid="", here=False)


def judge_all(
    openings: Sequence[Opening], *, log: Log, journal: Journal
) -> list[tuple[str, Entry | None]]:
    """What is to become of each opening. An entry that is not read here parks its subject."""
    logs = list(Log.objects.all())
    judged: list[tuple[str, Entry | None]] = []
    parked = parked_subjects(log, before=openings[0].index) if openings else set()
    for opening in openings:
        if opening.forgot is not None:
            judged.append((State.FORGOTTEN, None))
            continue
        state, entry = _judge(opening, log=log, logs=logs, journal=journal)
        subject = as_column(opening.envelope.get("subject", ""))
        if state == State.UNKNOWN:
            parked.add(subject)
        elif state == State.APPLIED and subject in parked:
            state, entry = State.UNKNOWN, None
        judged.append((state, entry))
    return judged


def parked_subjects(log: Log, *, before: int) -> set[str]:
    """Subjects of which an entry of this log waits for an upgrade."""
    if not Incident.objects.filter(log=log, code="unknown_kind", closed=None).exists():
        return set()
    waiting = EntryRow.objects.filter(log=log, state=State.UNKNOWN, index__lt=before)
    return set(waiting.values_list("subject", flat=True))


def _judge(
    opening: Opening, *, log: Log, logs: Sequence[Log], journal: Journal
) -> tuple[str, Entry | None]:
    """What is to become of an opening."""
    if unread := _unread(opening):
        return unread, None
    try:
        entry = entry_from(dict(opening.envelope), log=log.origin, side=log.side,
                           uid=opening.commitment.hex(), index=opening.index)
    except ValueError:
        return State.POISON, None
    route = journal.routes.get(entry.kind)
    if route is None or route.payload.VERSION != entry.version or entry.own:
        return State.UNKNOWN, None
    if not readable(entry.payload, route.payload):
        return State.POISON, None
    allowed = right(entry) if route.payload is Forgot else lawful(
        authority=route.payload.AUTHORITY, payload=entry.payload, author=log,
        post=entry.actor.get("post", ""), logs=logs, audience=entry.audience)
    return (State.APPLIED, entry) if allowed else (State.UNLAWFUL, None)


def _unread(opening: Opening) -> str:
    """What becomes of an opening whose envelope is not even looked at."""
    if opening.forgot is not None:
        return State.FORGOTTEN
    if opening.fault:
        return State.POISON
    return State.UNKNOWN if newer_envelope(opening) else ""


def readable(payload: Any, kind: type[Payload]) -> bool:
    """True where every field that is there has the kind's type; a field may be withheld."""
    if not isinstance(payload, dict):
        return False
    types = _types(kind)
    try:
        for name, value in payload.items():
            if name in types:
                msgspec.convert(value, types[name], strict=False)
    except msgspec.ValidationError:
        return False
    return True


@lru_cache(maxsize=256)
def _types(kind: type[Payload]) -> dict[str, Any]:
    return {field.name: field.type for field in msgspec.structs.fields(kind)}


def _project(entries: Sequence[Entry], *, log: Log, journal: Journal) -> None:
    """All at once; where that fails, one after the other, and what fails alone is poison."""
    if _projected(entries, journal=journal):
        return
    for entry in entries:
        if not _projected([entry], journal=journal):
            EntryRow.objects.filter(log=log, index=entry.index).update(state=State.POISON)
            note_parked(log, "bad_entry", index=entry.index or 0, now=journal.clock.now())


def _projected(entries: Sequence[Entry], *, journal: Journal) -> bool:
    """True where all of it went in."""
    def act() -> None:
        project(entries, routes=journal.routes, side=journal.side)
        enqueue(entries, journal=journal)

    return _held(act)


def _held(act: Callable[[], None]) -> bool:
    """True where it was done as a whole; where not, nothing was.

    A database that does not answer says nothing of an entry: that fails the round, to be repeated.
    """
    try:
        with transaction.atomic():
            act()
    except OperationalError:
        raise
    except Exception:
        LOG.exception("entries could not be applied")
        return False
    return True


def _obey(entries: Sequence[Entry], *, log: Log, journal: Journal) -> None:
    """What the log says it forgets is forgotten here too."""
    for forgot in entries:
        if forgot.kind != Forgot.KIND:
            continue
        row = EntryRow.objects.select_related("log").get(log=log, index=forgot.index)
        if row.state == State.APPLIED and not _held(partial(obey, row, forgot, journal=journal)):
            EntryRow.objects.filter(pk=row.pk).update(state=State.POISON)
            note_parked(log, "bad_entry", index=forgot.index or 0, now=journal.clock.now())


def _row(opening: Opening, *, state: str, log: Log) -> tuple[Any, ...]:
    envelope = opening.envelope
    return (
        log.pk, opening.index, as_column(envelope.get("kind", "")),
        as_column(envelope.get("subject", "")), as_moment(envelope.get("time")),
        as_moment(envelope.get("recorded")), as_column(",".join(opening.count)), state,
        opening.commitment, opening.salt or None, opening.entry or None, opening.stamp,
    )


def _note_parked(
    log: Log, openings: Sequence[Opening], judged: Sequence[tuple[str, Entry | None]], *,
    journal: Journal,
) -> None:
    """What was kept and not applied is told by its name."""
    for opening, (state, _) in zip(openings, judged, strict=True):
        code = opening.fault or _PARKED.get(state, "")
        if code:
            note_parked(log, code, index=opening.index, now=journal.clock.now())


def _move_cursor(log: Log, openings: Sequence[Opening]) -> None:
    log.applied = max(log.applied, openings[-1].index + 1)
    latest = max(as_moment(opening.envelope.get("recorded")) for opening in openings)
    log.latest = max(log.latest or latest, latest)
    log.save(update_fields=["applied", "counts", "latest"])
