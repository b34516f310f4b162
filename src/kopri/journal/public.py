"""What the public may read: entries for everybody, as they stand in the journals held here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kopri.journal.models import Entry, State
from kopri.journal.reading import envelope_of
from kopri.journal.types import PUBLIC


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicEntry:
    """An applied entry with an index; ``kind`` without its version.

    ``seen``: how far its writer had followed each other log.
    """

    log: str
    side: str
    index: int
    kind: str
    subject: str
    recorded: str
    seen: Mapping[str, int]
    payload: Mapping[str, Any]


def public_entries(*, subjects: Sequence[str], kinds: Sequence[str]) -> list[PublicEntry]:
    """Entries of these kinds about these subjects, log by log in the order of their indexes."""
    rows = Entry.objects.filter(
        subject__in=list(subjects), audience=PUBLIC, kind__in=[f"{kind}/1" for kind in kinds],
        state=State.APPLIED, index__isnull=False, entry__isnull=False,
    ).select_related("log").order_by("log__origin", "index")
    return [_public(row) for row in rows]


def _public(row: Entry) -> PublicEntry:
    said = envelope_of(row)
    assert row.index is not None
    return PublicEntry(
        log=row.log.origin, side=row.log.side, index=row.index, payload=said["payload"],
        kind=row.kind.partition("/")[0], subject=row.subject, recorded=said["recorded"],
        seen=said["seen"])
