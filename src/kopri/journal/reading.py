"""Stored entries, read back as values."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import starmap
from typing import Any

import msgspec

from kopri.journal.exchange import OWN_SUFFIX
from kopri.journal.models import Entry as EntryRow
from kopri.journal.models import Log
from kopri.journal.rows import select_rows
from kopri.journal.sealing import loosely
from kopri.journal.types import Entry
from kopri.kernel.clock import from_text

NO_MOMENT = from_text("1970-01-01T00:00:00Z")
PORTION = 2000
_WIDTH = 80


def as_column(value: object) -> str:
    """What an envelope says, as a column holds it, whatever it is; PostgreSQL stores no NUL."""
    return str(value).replace("\0", "\N{REPLACEMENT CHARACTER}")[:_WIDTH]


def as_moment(value: object) -> datetime:
    """A time of an envelope, as a column holds it; 1970 where it is none."""
    try:
        return from_text(str(value))
    except ValueError:
        return NO_MOMENT


@dataclass(slots=True)
class Kept:
    """A sequenced entry as it lies in the database, without the weight of a model."""

    index: int
    kind: str
    subject: str
    time: datetime
    recorded: datetime
    audience: str
    commitment: bytes
    salt: bytes | None
    entry: bytes | None
    stamp: bytes | None
    forgotten_id: int | None


_KEPT = tuple(field.name for field in fields(Kept))


class _Envelope(msgspec.Struct):
    """The fields of an envelope that projections see."""

    kind: str
    subject: str
    time: str
    recorded: str
    actor: dict[str, str]
    seen: dict[str, int]
    audience: list[str]
    payload: dict[str, Any]
    event: str = ""


def kind_and_version(text: str) -> tuple[str, int]:
    """``queue.called/1`` as (``queue.called``, 1); ValueError for anything else."""
    kind, slash, version = text.rpartition("/")
    if not slash or not kind or not version.isdigit():
        raise ValueError(text)
    return kind, int(version)


def envelope_of(row: EntryRow | Kept) -> dict[str, Any]:
    """The envelope of a stored entry; empty where it has been forgotten or was never one."""
    return loosely(bytes(row.entry or b""))


def entry_from(
    envelope: dict[str, Any], *, log: str, side: str, uid: str, index: int | None
) -> Entry:
    """An envelope as the value that projections take. ValueError if it is none."""
    try:
        said = msgspec.convert(envelope, _Envelope)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
    kind, version = kind_and_version(said.kind)
    return Entry(
        log=log, side=side, kind=kind.removesuffix(OWN_SUFFIX), version=version,
        own=kind.endswith(OWN_SUFFIX), subject=said.subject, time=from_text(said.time),
        recorded=from_text(said.recorded), actor=said.actor, seen=said.seen,
        payload=said.payload, uid=uid, index=index, audience=tuple(said.audience),
        event=said.event,
    )


def entry_of(row: EntryRow) -> Entry:
    """A stored row as an entry; ``row.log`` must be loaded."""
    return entry_from(
        envelope_of(row), log=row.log.origin, side=row.log.side,
        uid=bytes(row.commitment).hex(), index=row.index,
    )


def entries_of(log: str) -> Iterator[Kept]:
    """The sequenced entries of a log, in order, a portion in memory at a time."""
    number, start = Log.objects.get(origin=log).pk, 0
    while rows := select_rows(
        EntryRow, columns=_KEPT, params=[number, start, PORTION],
        tail='WHERE log_id = %s AND "index" >= %s ORDER BY "index" LIMIT %s',
    ):
        yield from starmap(Kept, rows)
        start = rows[-1][0] + 1
