"""One key follows another: named in an entry, and beside the old one until that one's end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.keys import USES, keys_of, name_key, newest_key
from kopri.journal.models import Entry, Log
from kopri.journal.types import OBSERVER, Draft, LogAdmitted, LogKeyNamed
from kopri.kernel.clock import from_text, to_text
from kopri.kernel.errors import Ground, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """The key in use. ``since``: when it was named, or its log admitted. ``old_end``: while the
    one before it still holds."""

    use: str
    key: str
    since: datetime
    old_end: datetime | None

    def is_due(self, now: datetime, *, life: timedelta) -> bool:
        """True where it has been used for as long as a key is."""
        return now - self.since >= life


def name_own_key(
    *, journal: Journal, use: str, key: str, overlap: timedelta, now: datetime
) -> datetime:
    """Say in the journal that this key follows the one in use; when that one ends. Durable.

    ``now``: real time. A Refusal while an earlier rotation is not over.
    """
    with begin(journal, actor=journal.itself(), keys=[f"log:{journal.origin}"]) as tx:
        log = Log.objects.get(own=True)
        if sum(held.holds(now) for held in keys_of(log, use)) > 1:
            raise refuse(
                code="key.rotation_under_way", ground=Ground.CONFLICT, path=use,
                rule="Köpri, docs/reference/journal",
                message="The key before this one still holds.",
                remedy="Wait for its end, or give a shorter overlap next time.")
        tx.append(_naming(origin=journal.origin, use=use, key=key, now=now, end=now + overlap))
    return now + overlap


def replace_keys(
    *, journal: Journal, origin: str, keys: Mapping[str, str], now: datetime
) -> list[str]:
    """By order of the ministry, after a theft: these keys and no others, at once; which are new.

    An observer, which has no log to say it in, only takes note.
    """
    changed = [use for use in USES if keys[use] != newest_key(origin, use)]
    if journal.role == OBSERVER:
        with journal.locks.hold([f"log:{origin}"]):
            for use in changed:
                name_key(Log.objects.get(origin=origin), use=use, key=keys[use],
                         since=to_text(now), end=to_text(now))
    elif changed:
        with begin(journal, actor=journal.itself(), keys=[f"log:{origin}"]) as tx:
            tx.append_many([
                _naming(origin=origin, use=use, key=keys[use], now=now, end=now)
                for use in changed])
    return changed


def in_use(log: Log) -> Iterator[Used]:
    """The key of each use that was named last."""
    for use in USES:
        named = [row for row in log.keys if row["use"] == use]
        yield Used(
            use=use, key=newest_key(log.origin, use),
            since=from_text(named[-1]["since"]) if named else _admitted(log),
            old_end=from_text(named[-1]["end"]) if named else None)


def _naming(*, origin: str, use: str, key: str, now: datetime, end: datetime) -> Draft:
    return Draft(subject=origin, payload=LogKeyNamed(
        origin=origin, use=use, key=key, valid_from=to_text(now), old_end=to_text(end)))


def _admitted(log: Log) -> datetime:
    kind = f"{LogAdmitted.KIND}/{LogAdmitted.VERSION}"
    return Entry.objects.filter(
        kind=kind, subject=log.origin).order_by("pk").values_list("recorded", flat=True)[0]
