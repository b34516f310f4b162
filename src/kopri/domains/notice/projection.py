"""notice.* -> notices. Takes batches: a forwarder sends a hundred at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from kopri.domains.notice.models import Notice, SharedNotice
from kopri.domains.notice.states import NoticeState
from kopri.journal.rows import upsert_rows
from kopri.journal.types import Entry

_NOTICE = ("notice", "reference", "version", "state", "eta", "format", "document_sha256",
           "consignments", "changed")
_SHARED = ("notice", "reference", "version", "state")


def lodged(entries: Sequence[Entry]) -> None:
    """notice.lodged, notice.amended: the newest version of each notice, with its goods."""
    upsert_rows(Notice, key="notice", columns=_NOTICE, rows=_newest(
        _row(entry) for entry in entries if "notice" in entry.payload))


def listed(entries: Sequence[Entry]) -> None:
    """notice.lodged, notice.amended: that the notice is there, in which version."""
    upsert_rows(SharedNotice, key="notice", columns=_SHARED, rows=_newest(
        _row(entry)[:4] for entry in entries if "notice" in entry.payload))


def _row(entry: Entry) -> tuple[Any, ...]:
    get = entry.payload.get
    return (
        get("notice"), entry.subject, get("version", 0), NoticeState.LODGED.value, get("eta", ""),
        get("format", ""), get("document_sha256", ""), get("consignments", []), entry.time,
    )


def _newest(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return list({row[0]: row for row in rows}.values())


def cancelled(entries: Sequence[Entry]) -> None:
    """notice.cancelled."""
    for entry in entries:
        Notice.objects.filter(notice=entry.payload.get("notice", "")).update(
            state=NoticeState.CANCELLED.value, changed=entry.time
        )


def struck(entries: Sequence[Entry]) -> None:
    """notice.cancelled, in the list of both sides."""
    for entry in entries:
        SharedNotice.objects.filter(notice=entry.payload.get("notice", "")).update(
            state=NoticeState.CANCELLED.value
        )
