"""notice.*, gate.registered -> notices and their versions. Blind to the order of logs.

Takes batches: a forwarder sends a hundred at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from kopri.domains.notice.models import (
    Notice,
    NoticeIdentifier,
    NoticeVersion,
    SharedNotice,
    SharedPresentation,
    Standing,
)
from kopri.domains.notice.states import fold
from kopri.journal.rows import insert_rows, rows_with, upsert_rows
from kopri.journal.types import Entry
from kopri.kernel.consignment.identifier_query import identifiers

_SHARED = ("notice", "reference", "version", "uid", "recorded", "state", "cancelled", "presented")
_NOTICE = (*_SHARED, "changed")
_VERSION = ("uid", "notice", "reference", "version", "eta", "format", "document_sha256",
            "consignments", "side", "person", "recorded")
_IDENTIFIER = ("row", "uid", "notice", "reference", "consignment", "kind", "value", "country",
               "mode", "dangerous")
Row = TypeVar("Row", bound=Standing)


def lodged(entries: Sequence[Entry]) -> None:
    """notice.lodged, notice.amended: one more version, and which is the newest."""
    told = _told(entries)
    insert_rows(NoticeVersion, columns=_VERSION, ignore_conflicts=True,
                rows=[_version(entry) for entry in told])
    insert_rows(NoticeIdentifier, columns=_IDENTIFIER, ignore_conflicts=True,
                rows=[row for entry in told for row in _identifiers(entry)])
    rows = _rows(Notice, told)
    for entry in told:
        row = rows[entry.payload["notice"]]
        _take(row, entry)
        row.changed = max(row.changed or entry.time, entry.time)
    _keep(Notice, rows.values(), columns=_NOTICE)


def listed(entries: Sequence[Entry]) -> None:
    """notice.lodged, notice.amended: that the notice is there, in which version."""
    told = _told(entries)
    rows = _rows(SharedNotice, told)
    for entry in told:
        _take(rows[entry.payload["notice"]], entry)
    _keep(SharedNotice, rows.values(), columns=_SHARED)


def cancelled(entries: Sequence[Entry]) -> None:
    """notice.cancelled."""
    rows = _withdrawn(Notice, entries)
    for entry in _told(entries):
        row = rows[entry.payload["notice"]]
        row.changed = max(row.changed or entry.time, entry.time)
    _keep(Notice, rows.values(), columns=_NOTICE)


def struck(entries: Sequence[Entry]) -> None:
    """notice.cancelled, in the list of both sides."""
    _keep(SharedNotice, _withdrawn(SharedNotice, entries).values(), columns=_SHARED)


def frozen(entries: Sequence[Entry]) -> None:
    """gate.registered: the goods are presented, and the case's notices stand as they are."""
    times = _times(entries)
    _keep(Notice, _frozen(Notice, times), columns=_NOTICE)


def presented(entries: Sequence[Entry]) -> None:
    """gate.registered, in the list of both sides; a notice that is heard of later is frozen too."""
    times = _times(entries)
    for row in rows_with(SharedPresentation, column="reference", values=times):
        times[row.reference] = min(times[row.reference], row.time)
    upsert_rows(SharedPresentation, key="reference", columns=("reference", "time"),
                rows=times.items())
    _keep(SharedNotice, _frozen(SharedNotice, times), columns=_SHARED)


def _told(entries: Iterable[Entry]) -> list[Entry]:
    """Those that say which notice they mean."""
    return [entry for entry in entries if "notice" in entry.payload]


def _version(entry: Entry) -> tuple[Any, ...]:
    get = entry.payload.get
    return (
        entry.uid, get("notice"), entry.subject, get("version", 0), get("eta", ""),
        get("format", ""), get("document_sha256", ""), get("consignments", []), entry.side,
        entry.actor.get("person", ""), entry.recorded,
    )


def _identifiers(entry: Entry) -> Iterator[tuple[Any, ...]]:
    """What a search finds the version's consignments by."""
    number = 0
    for place, consignment in enumerate(entry.payload.get("consignments", []), 1):
        for one in identifiers(consignment):
            number += 1
            yield (f"{entry.uid}.{number}", entry.uid, entry.payload["notice"], entry.subject, place,
                   one.kind, one.value, one.country, one.mode, one.dangerous)


def _rows(model: type[Row], entries: Sequence[Entry]) -> dict[str, Row]:
    """The rows of these entries' notices, new ones where there are none."""
    # the case that was named first, however many entries come in one batch
    subjects = {entry.payload["notice"]: entry.subject for entry in reversed(entries)}
    known = {row.notice: row for row in rows_with(model, column="notice", values=subjects)}
    fresh = {reference for notice, reference in subjects.items() if notice not in known}
    at_gate = {row.reference: row.time for row in rows_with(
        SharedPresentation, column="reference", values=fresh)}
    return {
        notice: known.get(notice) or model(
            notice=notice, reference=reference,
            presented=at_gate.get(reference))
        for notice, reference in subjects.items()
    }


def _take(row: Standing, entry: Entry) -> None:
    """Put a version in its place, unless a newer one is there. Of two that were written in
    ignorance of each other, under one number, the later stands."""
    version = entry.payload.get("version", 0)
    if row.recorded is None or (row.version, row.recorded, row.uid) < (
            version, entry.recorded, entry.uid):
        row.version, row.recorded, row.uid = version, entry.recorded, entry.uid


def _withdrawn(model: type[Row], entries: Sequence[Entry]) -> dict[str, Row]:
    told = _told(entries)
    rows = _rows(model, told)
    for entry in told:
        row = rows[entry.payload["notice"]]
        row.cancelled = min(row.cancelled or entry.recorded, entry.recorded)
    return rows


def _times(entries: Sequence[Entry]) -> dict[str, datetime]:
    """When each case was first taken in, on either side."""
    times: dict[str, datetime] = {}
    for entry in entries:
        times[entry.subject] = min(times.get(entry.subject, entry.recorded), entry.recorded)
    return times


def _frozen(model: type[Row], times: dict[str, datetime]) -> list[Row]:
    rows = rows_with(model, column="reference", values=times)
    for row in rows:
        row.presented = min(row.presented or times[row.reference], times[row.reference])
    return rows


def _keep(model: type[Row], rows: Iterable[Row], *, columns: Sequence[str]) -> None:
    kept = list(rows)
    for row in kept:
        row.state = fold(cancelled=row.cancelled, presented=row.presented).value
    upsert_rows(model, key="notice", columns=columns,
                rows=[[getattr(row, name) for name in columns] for row in kept])
