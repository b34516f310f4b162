"""Drop the tables, replay the journals, and the same tables come back.

The rebuild and the comparison are one transaction: a difference is reported and undone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import msgspec
from django.db import connection, models, transaction

from kopri.journal.append.projecting import project
from kopri.journal.core import Journal
from kopri.journal.forget.forgetting import counting
from kopri.journal.locks import EVERYTHING
from kopri.journal.models import Entry as EntryRow
from kopri.journal.models import Log, State
from kopri.journal.reading import entry_from
from kopri.journal.rows import converters, select_rows
from kopri.journal.sealing import loosely
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
        try:
            with transaction.atomic(), _set_aside(tables):
                replay(journal=journal, tables=tables)
                for table in tables:
                    differences.extend(_compare(table))
                if differences or not keep:
                    raise _Differs
        except _Differs:
            pass
    return differences


def replay(*, journal: Journal, tables: Sequence[type[models.Model]]) -> None:
    """Empty the tables and make them anew, in the caller's transaction, whatever comes of it."""
    for table in tables:
        empty(table)
    _replay(journal)


@contextmanager
def _set_aside(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    """Copies of the tables in the database, so that their rows are compared where they lie."""
    with connection.cursor() as cursor:
        for table in tables:
            names = ", ".join(_columns(table))
            cursor.execute(f"CREATE TEMPORARY TABLE {_copy(table)} AS "
                           f"SELECT {names} FROM {_quoted(table._meta.db_table)}")
        yield
        for table in tables:
            cursor.execute(f"DROP TABLE {_copy(table)}")


def _copy(table: type[models.Model]) -> str:
    return _quoted(f"before_{table._meta.db_table}")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _names(table: type[models.Model]) -> list[str]:
    """The fields of a row but its surrogate key."""
    return [field.attname for field in table._meta.concrete_fields
            if not isinstance(field, models.AutoField)]


def _columns(table: type[models.Model]) -> list[str]:
    return [_quoted(str(field.column)) for field in table._meta.concrete_fields
            if not isinstance(field, models.AutoField)]


def empty(table: type[models.Model]) -> None:
    """Take every row out."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(table._meta.db_table)}")


def _replay(journal: Journal) -> None:
    for batch in _applied():
        project(counting(batch, journal=journal), routes=journal.routes, side=journal.side)


def _applied() -> Iterator[list[Entry]]:
    """Every entry that took effect here, in the order in which it did."""
    logs, last = Log.objects.in_bulk(), 0
    while rows := select_rows(
        EntryRow, columns=("id", "log_id", "index", "commitment", "entry"),
        params=[State.APPLIED.value, last, BATCH],
        tail="WHERE state = %s AND entry IS NOT NULL AND id > %s ORDER BY id LIMIT %s",
    ):
        yield [
            entry_from(loosely(bytes(entry)), log=logs[log].origin, side=logs[log].side,
                       uid=bytes(commitment).hex(), index=index)
            for _, log, index, commitment, entry in rows
        ]
        last = rows[-1][0]


def rows_of(table: type[models.Model]) -> list[Row]:
    """Every row without its surrogate key, in a fixed order."""
    rows = table._base_manager.values_list(*_names(table))
    return sorted((_plain(row) for row in rows), key=repr)


def _plain(row: Sequence[Any]) -> Row:
    return tuple(msgspec.json.decode(msgspec.json.encode(value, order="sorted")) for value in row)


def _compare(table: type[models.Model]) -> Iterator[Difference]:
    """The rows of one side only. The database sorts them out; equal ones never come here."""
    rows: dict[str, Row] = {}
    balance: Counter[str] = Counter()
    for row, more in _unbalanced(table):
        key = repr(row)
        rows[key] = row
        balance[key] += more
    name = table._meta.db_table
    for key in sorted((-balance).elements()):
        yield Difference(table=name, before=rows[key], after=None)
    for key in sorted((+balance).elements()):
        yield Difference(table=name, before=None, after=rows[key])


def _unbalanced(table: type[models.Model]) -> Iterator[tuple[Row, int]]:
    """Rows that are not as often there as before, and how many more there are now.

    JSON that was only written with its keys in another order comes once for each side.
    """
    names = ", ".join(_columns(table))
    convert = converters(table, tuple(_names(table)))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names}, SUM(more) FROM (SELECT {names}, -1 AS more FROM {_copy(table)} "
            f"UNION ALL SELECT {names}, 1 FROM {_quoted(table._meta.db_table)}) AS sides "
            f"GROUP BY {names} HAVING SUM(more) <> 0")
        for *row, more in cursor:
            yield _plain([each(value) for each, value in zip(convert, row, strict=True)]), more


def digest(table: type[models.Model]) -> str:
    """SHA-256 of a table's rows: two nodes compare what must be equal."""
    return sha256(msgspec.json.encode(rows_of(table))).hexdigest()
