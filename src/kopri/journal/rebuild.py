"""Drop the tables, replay the journals, and the same tables come back.

The rebuild and the comparison are one transaction: a difference is reported and undone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec
from django.db import connection, models, transaction

from kopri.journal.core import Journal
from kopri.journal.forgetting import counting
from kopri.journal.locks import EVERYTHING
from kopri.journal.models import Entry as EntryRow
from kopri.journal.models import State
from kopri.journal.projecting import project
from kopri.journal.reading import entry_of
from kopri.journal.types import Entry

BATCH = 500
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A row that is there on one side only."""

    table: str
    before: Row | None
    after: Row | None


class _Differs(Exception):
    pass


def rebuild(
    *, journal: Journal, tables: Sequence[type[models.Model]], keep: bool = True
) -> list[Difference]:
    """Replay everything into empty tables; what differs from before, row by row.

    ``tables``: every projection. Where nothing differs the new rows stay (with ``keep``); where
    something does, the tables are left as they were. No journey is started.
    """
    differences: list[Difference] = []
    with journal.locks.hold([EVERYTHING]):
        before = {table: rows_of(table) for table in tables}
        try:
            with transaction.atomic():
                for table in tables:
                    empty(table)
                _replay(journal)
                for table in tables:
                    differences.extend(_compare(table, before[table]))
                if differences or not keep:
                    raise _Differs
        except _Differs:
            pass
    return differences


def empty(table: type[models.Model]) -> None:
    """Take every row out."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(table._meta.db_table)}")


def _replay(journal: Journal) -> None:
    batch: list[Entry] = []
    rows = EntryRow.objects.filter(state=State.APPLIED).exclude(entry=None)
    for row in rows.select_related("log").order_by("pk").iterator(chunk_size=BATCH):
        batch.append(entry_of(row))
        if len(batch) == BATCH:
            project(counting(batch, journal=journal), routes=journal.routes)
            batch = []
    project(counting(batch, journal=journal), routes=journal.routes)


def rows_of(table: type[models.Model]) -> list[Row]:
    """Every row without its surrogate key, in a fixed order."""
    names = [
        field.attname for field in table._meta.concrete_fields
        if not isinstance(field, models.AutoField)
    ]
    rows = table._base_manager.values_list(*names)
    return sorted((tuple(_plain(value) for value in row) for row in rows), key=repr)


def _plain(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value, order="sorted"))


def _compare(table: type[models.Model], before: list[Row]) -> Iterator[Difference]:
    name, after = table._meta.db_table, rows_of(table)
    rows = {repr(row): row for row in (*before, *after)}
    left, right = Counter(map(repr, before)), Counter(map(repr, after))
    for key in sorted((left - right).elements()):
        yield Difference(table=name, before=rows[key], after=None)
    for key in sorted((right - left).elements()):
        yield Difference(table=name, before=None, after=rows[key])


def digest(table: type[models.Model]) -> str:
    """SHA-256 of a table's rows: two nodes compare what must be equal."""
    return sha256(msgspec.json.encode(rows_of(table))).hexdigest()
