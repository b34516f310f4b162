"""Forget: a log names what it forgets, and whoever holds it destroys salt, bytes and rows.

Place, commitment and stamp stay, so that counts, leaves and proofs go on to verify.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import models

from kopri.journal.append.projecting import project
from kopri.journal.core import Journal
from kopri.journal.locks import EVERYTHING
from kopri.journal.models import (
    Blob,
    Entry,
    ForgottenBlob,
    ForgottenCase,
    Log,
    Outbox,
    Request,
    State,
)
from kopri.journal.reading import NO_MOMENT, as_column, entry_of
from kopri.journal.rows import insert_rows
from kopri.journal.types import Entry as Value
from kopri.journal.types import Forgot
from kopri.kernel.clock import from_text

SHORTEST = timedelta(days=30)  # backups live no longer; what is younger nobody forgets
NEVER = ("log.", "journal.")  # the record itself
_KIND = f"{Forgot.KIND}/{Forgot.VERSION}"
# the kind stands in it, since a partial index is not used where a parameter decides
_TO_BE_OBEYED = f"""SELECT * FROM {Entry._meta.db_table}
    WHERE kind = '{_KIND}' AND forgotten_id IS NULL ORDER BY id"""
_DIGEST = re.compile(rb'"([0-9a-f]{64})"')
MOST_CASES = 500  # that one entry names
_BATCH = 500
_LONGEST = 80


def right(forgot: Value) -> bool:
    """True where an entry of the kind may be obeyed: judged by what it says alone.

    Ranges rise, lie apart and come before the entry itself, and ``before`` is 30 days ago.
    """
    if not {"ranges", "cases", "before"} <= forgot.payload.keys():
        return False
    try:
        before = from_text(forgot.payload["before"])
    except ValueError:
        return False
    return before <= forgot.recorded - SHORTEST and _rise(
        forgot.payload["ranges"], below=forgot.index) and _are_cases(forgot.payload["cases"])


def _rise(ranges: Sequence[Sequence[int]], *, below: int | None) -> bool:
    """``below``: their own entry's index; None while a sequencer has not given it."""
    return (
        bool(ranges) and all(type(index) is int for each in ranges for index in each)
        and all(len(each) == 2 and 0 <= each[0] <= each[1] for each in ranges)
        and all(left[1] < later[0] for left, later in pairwise(ranges))
        and (below is None or ranges[-1][1] < below)
    )


def _are_cases(cases: Sequence[str]) -> bool:
    return len(cases) <= MOST_CASES and all(
        each.isascii() and each.isprintable() and len(each) <= _LONGEST for each in cases)


def names(forgot: Value, index: int) -> bool:
    """True where a right entry of the kind names this index of its log."""
    ranges = forgot.payload["ranges"]
    at = bisect_right(ranges, index, key=lambda each: each[0]) - 1
    return at >= 0 and bool(index <= ranges[at][1])


def obey(row: Entry, forgot: Value, *, journal: Journal) -> None:
    """Destroy what a right entry of the kind names, here, in the caller's transaction.

    ``row.forgotten`` then names itself, as the mark that this was done.
    """
    before, cases = from_text(forgot.payload["before"]), set(forgot.payload["cases"])
    _remember(cases, before=before)
    for first, last in forgot.payload["ranges"]:
        named = Entry.objects.filter(log=row.log_id, index__range=(first, last))
        cases |= _destroy(_forgettable(named, journal).filter(recorded__lt=before), by=row)
        named.filter(state=State.FORGOTTEN, forgotten=None).update(forgotten=row)
    Request.objects.filter(made__lt=before).delete()
    every = sorted(cases)
    for at in range(0, len(every), _BATCH):
        _project_again(every[at:at + _BATCH], journal=journal)
    Log.objects.filter(own=True).update(unscrubbed=models.F("unscrubbed") + 1)
    Entry.objects.filter(pk=row.pk).update(forgotten=row)


def _forgettable(rows: "models.QuerySet[Entry]", journal: Journal) -> "models.QuerySet[Entry]":
    kept = [route.payload.KIND for route in journal.routes.values() if route.payload.KEPT]
    for start in (*NEVER, *(f"{kind}{end}" for kind in kept for end in ("/", ".own/"))):
        rows = rows.exclude(kind__startswith=start)
    return rows.exclude(state=State.FORGOTTEN)


def _destroy(rows: "models.QuerySet[Entry]", *, by: Entry) -> set[str]:
    """What they were about. Files that they name are noted, to be removed with their last name."""
    subjects: set[str] = set()
    digests: set[str] = set()
    for subject, body in rows.values_list("subject", "entry").iterator(chunk_size=_BATCH):
        subjects.add(subject)
        digests.update(digest.decode() for digest in digests_in(bytes(body or b"")))
    insert_rows(ForgottenBlob, columns=("sha256",), rows=[(each,) for each in sorted(digests)],
                ignore_conflicts=True)
    for table in (Outbox, Blob):
        table._base_manager.filter(entry__in=rows).delete()
    rows.update(
        salt=None, entry=None, kind="", subject="", time=NO_MOMENT, recorded=NO_MOMENT,
        state=State.FORGOTTEN, forgotten=by,
    )
    return subjects


def digests_in(body: bytes) -> list[bytes]:
    """What stands in an entry and may be the SHA-256 of a file."""
    return _DIGEST.findall(body)


def _remember(cases: Iterable[str], *, before: datetime) -> None:
    """That they are forgotten; the latest moment counts, whichever log said it first."""
    insert_rows(ForgottenCase, columns=("reference", "before"), ignore_conflicts=True,
                rows=[(reference, before) for reference in sorted(cases)])
    ForgottenCase.objects.filter(pk__in=cases, before__lt=before).update(before=before)


def _project_again(cases: Sequence[str], *, journal: Journal) -> None:
    """Empty the tables of these cases and project what is left of them and counts."""
    for table in journal.tables:
        if any(field.name == "reference" for field in table._meta.concrete_fields):
            table._base_manager.filter(reference__in=cases).delete()
    left = Entry.objects.filter(subject__in=cases, state=State.APPLIED)
    entries = [entry_of(row) for row in left.select_related("log").order_by("pk")]
    project(counting(entries, journal=journal), routes=journal.routes, side=journal.side)


def counting(entries: Sequence[Value], *, journal: Journal) -> list[Value]:
    """Those that still count in tables: not what was recorded of a case before it was forgotten.

    Whether that was heard of before or after makes no difference.
    """
    subjects = {as_column(entry.subject) for entry in entries}
    gone = {row.reference: row.before for row in ForgottenCase.objects.filter(pk__in=subjects)}
    return [entry for entry in entries
            if as_column(entry.subject) not in gone
            or entry.recorded >= gone[as_column(entry.subject)]
            or journal.routes[entry.kind].payload.KEPT]


def settle_forgotten(*, journal: Journal) -> int:
    """Obey what is held and was not obeyed yet; how many entries of the kind.

    So it is after a restore: what came back with the backup goes before anybody is served.
    """
    settled = 0
    for row in Entry.objects.raw(_TO_BE_OBEYED):
        forgot = entry_of(row) if row.state == State.APPLIED else None
        if forgot is not None and right(forgot):
            settled += 1
            with journal.locks.hold([EVERYTHING]):
                obey(row, forgot, journal=journal)
    return settled
