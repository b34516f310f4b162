"""Many rows in one statement, where the ORM's bulk insert costs five times as much.

On SQLite a statement of many rows costs two thirds of `executemany`; on PostgreSQL `executemany`
is sent as one pipeline, which a few rows are not worth: it takes three ways to the server.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

from django.db import connection, models

AT_ONCE = 64  # rows of one statement; SQLite takes up to 32,766 values
_AS_THEY_ARE = frozenset({
    models.CharField, models.TextField, models.IntegerField, models.BigIntegerField,
    models.BinaryField, models.ForeignKey,
})
_NOTHING: Mapping[str, Any] = MappingProxyType({})
Prepare = Callable[[Any], Any]
Row = TypeVar("Row", bound=models.Model)
Other = TypeVar("Other", bound=models.Model)


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
    values = tuple(name for name in columns if name != key)
    _execute(model, columns, rows, tail=_on_conflict(model, (key,), values))


def put_row(
    model: type[models.Model], *, key: Mapping[str, Any], values: Mapping[str, Any] = _NOTHING
) -> None:
    """Have the row of ``key`` hold ``values``; a new one holds the model's defaults beside them.

    ``key``: of all columns of a constraint. The ORM's ``update_or_create`` sends six statements.
    """
    _put(model, key, values, changed=tuple(values))


def keep_row(
    model: type[models.Model], *, key: Mapping[str, Any], values: Mapping[str, Any] = _NOTHING
) -> None:
    """The same, but a row that is there stays as it is."""
    _put(model, key, values, changed=())


def select_rows(
    model: type[models.Model], *, columns: Sequence[str], tail: str = "",
    params: Sequence[Any] = (),
) -> list[tuple[Any, ...]]:
    """These columns of the rows that ``tail`` asks for, as the ORM gives them, at a fifth of its cost.

    ``tail``: the end of the statement, in SQL that both databases know.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"{_select(model, tuple(columns))} {tail}", params)
        rows = cursor.fetchall()
    values: list[Sequence[Any]] = list(zip(*rows, strict=True))
    if not values:
        return []
    for at, convert in _changing(model, tuple(columns)):
        values[at] = list(map(convert, values[at]))
    return list(zip(*values, strict=True))


def rows_with(
    model: type[Row], *, column: str, values: Iterable[str | int], order: str = ""
) -> list[Row]:
    """The rows in which ``column`` is one of ``values``; where there are none, or few, at a fifth of
    what the ORM takes. ``order``: columns, the first first."""
    wanted = list(dict.fromkeys(values))
    if not wanted:
        return []
    tail = f"WHERE {connection.ops.quote_name(column)} IN ({_marks(len(wanted))})"
    return rows_where(model, f"{tail} ORDER BY {order}" if order else tail, params=wanted)


def rows_where(model: type[Row], tail: str, *, params: Sequence[Any]) -> list[Row]:
    """The rows that ``tail`` asks for, see ``select_rows``."""
    columns = _columns(model)
    return [model.from_db(connection.alias, columns, row)
            for row in select_rows(model, columns=columns, tail=tail, params=params)]


def pairs_with(
    model: type[Row], other: type[Other], *, column: str, values: Iterable[str]
) -> list[tuple[Row, Other | None]]:
    """The rows in which ``column`` is one of ``values``, each with the other table's that has the
    same there, if there is one: two tables in one way to the server."""
    wanted = list(dict.fromkeys(values))
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"{_joined(model, other, column)} ({_marks(len(wanted))})", wanted)
        rows = cursor.fetchall()
    width, at = len(_columns(model)), _columns(other).index(column)
    return [(_made(model, row[:width]),
             None if row[width + at] is None else _made(other, row[width:])) for row in rows]


def _made(model: type[Row], values: Sequence[Any]) -> Row:
    columns = _columns(model)
    return model.from_db(connection.alias, columns, [
        convert(value) for convert, value in zip(converters(model, columns), values, strict=True)])


@lru_cache(maxsize=64)
def _joined(model: type[models.Model], other: type[models.Model], column: str) -> str:
    quote = connection.ops.quote_name
    one, two = quote(model._meta.db_table), quote(other._meta.db_table)
    names = ", ".join(f"{quote(each._meta.db_table)}.{quote(str(_field(each, name).column))}"
                      for each in (model, other) for name in _columns(each))
    return (f"SELECT {names} FROM {one} LEFT JOIN {two} ON {two}.{quote(column)} ="
            f" {one}.{quote(column)} WHERE {one}.{quote(column)} IN")


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)


@lru_cache(maxsize=64)
def _columns(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def update_row(row: models.Model, *, columns: Sequence[str]) -> None:
    """Store these columns of a row that is there; a third of the cost of ``save``."""
    model = type(row)
    values = _prepared(model, tuple(columns), [[getattr(row, name)] for name in columns])
    with connection.cursor() as cursor:
        cursor.execute(_update(model, tuple(columns)), [*(value for value, in values), row.pk])


@lru_cache(maxsize=64)
def converters(model: type[models.Model], columns: tuple[str, ...]) -> list[Prepare]:
    """For each column, what makes the field's value of the database's."""
    changing = dict(_changing(model, columns))
    return [changing.get(at, _as_it_is) for at in range(len(columns))]


def _as_it_is(value: Any) -> Any:
    return value


@lru_cache(maxsize=64)
def _changing(model: type[models.Model], columns: tuple[str, ...]) -> list[tuple[int, Prepare]]:
    """The columns, by place, whose values are not the fields' own."""
    found = [(at, _converter(_field(model, name))) for at, name in enumerate(columns)]
    return [(at, convert) for at, convert in found if convert is not None]


def _converter(field: "models.Field[Any, Any]") -> Prepare | None:
    """How the database's value becomes the field's; None where it is that already."""
    column = field.get_col(field.model._meta.db_table)
    steps = [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    # the rows of a minute have few different times
    return lru_cache(maxsize=4096)(convert) if type(field) is models.DateTimeField else convert


@lru_cache(maxsize=64)
def _select(model: type[models.Model], columns: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(_field(model, name).column)) for name in columns)
    return f"SELECT {names} FROM {quote(model._meta.db_table)}"


@lru_cache(maxsize=64)
def _update(model: type[models.Model], columns: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(str(_field(model, name).column))} = %s" for name in columns)
    return f"UPDATE {quote(model._meta.db_table)} SET {sets} WHERE id = %s"


def insert_columns(
    model: type[models.Model], *, columns: Sequence[str], values: Sequence[Sequence[Any]]
) -> None:
    """``insert_rows`` for many rows that are there column by column, which spares as many tuples."""
    _write(model, tuple(columns), values, tail="")


def _put(
    model: type[models.Model], key: Mapping[str, Any], values: Mapping[str, Any], *,
    changed: tuple[str, ...],
) -> None:
    row = {**{field.attname: field.get_default() for field in _own_fields(model)}, **values, **key}
    _execute(model, tuple(row), [tuple(row.values())], tail=_on_conflict(model, tuple(key), changed))


@lru_cache(maxsize=64)
def _own_fields(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """Those that have no value of the database's."""
    return [field for field in model._meta.concrete_fields
            if not isinstance(field, models.AutoField)]


@lru_cache(maxsize=256)
def _on_conflict(
    model: type[models.Model], key: tuple[str, ...], changed: tuple[str, ...]
) -> str:
    """What becomes of a row whose ``key`` is there. LookupError for half a key: an entry that lacks
    the rest cannot be applied, which is no trouble of the database's."""
    options = model._meta
    keys = [(field.name,) for field in options.concrete_fields if field.unique] + [
        each.fields for each in options.total_unique_constraints]
    if set(key) not in map(set, keys):
        raise LookupError(f"no constraint of {options.label} is over {key}")
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in changed)
    then = f"UPDATE SET {sets}" if sets else "NOTHING"
    return f" ON CONFLICT ({', '.join(map(quote, key))}) DO {then}"


def _execute(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, tail: str
) -> None:
    _write(model, tuple(columns), list(zip(*rows, strict=True)), tail=tail)


def _write(
    model: type[models.Model], columns: tuple[str, ...], values: Sequence[Sequence[Any]], *,
    tail: str,
) -> None:
    count = len(values[0]) if values else 0
    if not count:
        return
    prepared = _prepared(model, columns, values)
    with connection.cursor() as cursor:
        if count > AT_ONCE and connection.vendor != "sqlite":
            cursor.executemany(_statement(model, columns, tail=tail, rows=1),
                               list(zip(*prepared, strict=True)))
            return
        for at in range(0, count, AT_ONCE):
            rows = min(AT_ONCE, count - at)
            cursor.execute(_statement(model, columns, tail=tail, rows=rows),
                           _woven(prepared, at=at, count=rows))


def _woven(values: Sequence[Sequence[Any]], *, at: int, count: int) -> list[Any]:
    """The values of some rows, one row after the other."""
    width = len(values)
    woven: list[Any] = [None] * (count * width)
    for number, column in enumerate(values):
        woven[number::width] = column[at:at + count]
    return woven


def _prepared(
    model: type[models.Model], columns: tuple[str, ...], values: Sequence[Sequence[Any]]
) -> list[Sequence[Any]]:
    """The values as the database takes them, column by column."""
    prepared = list(values)
    for at, prepare in _preparers(model, columns):
        prepared[at] = list(map(prepare, prepared[at]))
    return prepared


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


@lru_cache(maxsize=256)
def _preparers(model: type[models.Model], columns: tuple[str, ...]) -> list[tuple[int, Prepare]]:
    """The columns, by place, whose values do not go as they are."""
    found = [(at, _preparer(_field(model, name))) for at, name in enumerate(columns)]
    return [(at, prepare) for at, prepare in found if prepare is not None]


def _preparer(field: "models.Field[Any, Any]") -> Prepare | None:
    """How a value of the column reaches the database; None where it goes as it is."""
    if type(field) in _AS_THEY_ARE:
        return None
    if type(field) is models.DateTimeField:
        return _moment
    return lambda value: field.get_db_prep_save(value, connection)


@lru_cache(maxsize=4096)
def _moment(value: datetime | None) -> Any:
    """A time; most rows of a batch have the same one."""
    return models.DateTimeField().get_db_prep_save(value, connection)


@lru_cache(maxsize=256)
def _statement(
    model: type[models.Model], columns: tuple[str, ...], *, tail: str, rows: int
) -> str:
    """On SQLite with its own marks, which spares Django to rewrite a long text each time."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(_field(model, name).column)) for name in columns)
    mark = "?" if connection.vendor == "sqlite" else "%s"
    marks = ", ".join([f"({', '.join([mark] * len(columns))})"] * rows)
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES {marks}{tail}"
