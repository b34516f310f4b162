"""Many rows in one statement: `executemany` where the ORM's bulk insert costs five times as much."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models

_AS_THEY_ARE = frozenset({
    models.CharField, models.TextField, models.IntegerField, models.BigIntegerField,
    models.BinaryField, models.ForeignKey,
})


def insert_rows(
    model: type[models.Model], *, columns: Sequence[str], rows: Iterable[Sequence[Any]],
    ignore_conflicts: bool = False,
) -> None:
    """Insert ``rows`` (values in the order of ``columns``, attribute names) into the table."""
    _execute(model, columns, rows, tail=" ON CONFLICT DO NOTHING" if ignore_conflicts else "")


def upsert_rows(
    model: type[models.Model], *, key: str, columns: Sequence[str], rows: Iterable[Sequence[Any]],
) -> None:
    """Insert ``rows``; where ``key`` is there already, put these values in the place of its."""
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in columns if name != key)
    _execute(model, columns, rows, tail=f" ON CONFLICT ({quote(key)}) DO UPDATE SET {sets}")


def _execute(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, tail: str
) -> None:
    preparers = [_preparer(_field(model, name)) for name in columns]
    statement = _statement(model, tuple(columns), tail)
    values = [
        [value if prepare is None else prepare(value)
         for prepare, value in zip(preparers, row, strict=True)]
        for row in rows
    ]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


def _preparer(field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """How a value of the column reaches the database; None where it goes as it is."""
    if type(field) in _AS_THEY_ARE:
        return None
    return lambda value: field.get_db_prep_save(value, connection)


@lru_cache(maxsize=256)
def _statement(model: type[models.Model], columns: tuple[str, ...], tail: str) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(_field(model, name).column)) for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks}){tail}"
