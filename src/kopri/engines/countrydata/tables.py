"""Text of a file to typed rows, with every fault at once.

A fault's path is ``<file>:<line>:<column>`` for a table and ``<file>:<key>`` for TOML.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from io import StringIO
from typing import Any, ClassVar, Protocol, TypeVar

import msgspec
from msgspec.inspect import Metadata, VarTupleType, type_info
from msgspec.structs import FieldInfo, fields

from kopri.kernel.errors import Fault

RULE = "docs/reference/country-data.md"
LIST_MARK = ";"


class Columns(Protocol):
    """A row type: its fields are the columns, ``unique`` those that no two rows share."""

    __struct_fields__: ClassVar[tuple[str, ...]]
    unique: ClassVar[tuple[str, ...]]


R = TypeVar("R", bound=Columns)
S = TypeVar("S", bound=msgspec.Struct)


def fault(*, code: str, message: str, path: str, remedy: str, **params: str | int) -> Fault:
    """A fault of the data, under the one rule that describes them all."""
    return Fault(
        code=f"countrydata.{code}", message=message, path=path, rule=RULE, remedy=remedy,
        params=params,
    )


def read_table(*, text: str, row: type[R], file: str) -> tuple[tuple[R, ...], list[Fault]]:
    """Rows of a CSV text (RFC 4180, comma, one line a row) and all that is wrong with them.

    A list in a cell is parted by ``;``. An empty cell takes the column's default.
    Faults name file, line and column; a row with a fault is left out.
    """
    records, faults = _records(text=text, file=file)
    header = records[0][1] if records else []
    faults += _header_faults(header=header, row=row, file=file)
    if faults:
        return (), faults
    read: list[R] = []
    taken: dict[tuple[str, ...], int] = {}
    for line, cells in records[1:]:
        where = f"{file}:{line}"
        if len(cells) != len(header):
            faults.append(_shape_fault(path=where, wanted=len(header), found=len(cells)))
            continue
        named = dict(zip(header, cells, strict=True))
        made, wrong = _row_of(named=named, row=row, where=where)
        wrong += _twice(named=named, row=row, where=where, taken=taken, line=line)
        faults += wrong
        if made is not None and not wrong:
            read.append(made)
    return tuple(read), faults


def read_toml(*, text: str, shape: type[S], file: str) -> tuple[S | None, list[Fault]]:
    """The value of a TOML text, or all that is wrong with its keys."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [
            fault(
                code="toml_invalid", message="This is no TOML: {error}", path=file,
                remedy="Correct the file at the place that is named", error=str(error),
            )
        ]
    values: dict[str, Any] = {}
    faults = [_unknown(path=f"{file}:{key}", name=key) for key in raw if key not in _fields(shape)]
    for name, field in _fields(shape).items():
        value, wrong = _toml_value(raw=raw, field=field, path=f"{file}:{name}")
        faults += wrong
        if value is not msgspec.UNSET:
            values[name] = value
    return (None, faults) if faults else (shape(**values), faults)


def _records(*, text: str, file: str) -> tuple[list[tuple[int, list[str]]], list[Fault]]:
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    try:
        records.extend((lines.line_num, cells) for cells in lines)
    except csv.Error as error:
        return [], [
            fault(
                code="csv_invalid", message="This is no CSV: {error}",
                path=f"{file}:{lines.line_num}", remedy="Check the quotes", error=str(error),
            )
        ]
    return records, []


@cache
def _fields(row: Any) -> Mapping[str, FieldInfo]:
    return {field.name: field for field in fields(row)}


@cache
def _is_list(row: Any, name: str) -> bool:
    shape = type_info(_fields(row)[name].type)
    while isinstance(shape, Metadata):
        shape = shape.type
    return isinstance(shape, VarTupleType)


def _header_faults(*, header: list[str], row: type[R], file: str) -> Iterator[Fault]:
    known = _fields(row)
    for name in header:
        if name not in known:
            yield _unknown(path=f"{file}:1:{name}", name=name)
        if header.count(name) > 1:
            yield fault(
                code="column_twice", message="The column {name} is there twice",
                path=f"{file}:1:{name}", remedy="Remove one of them", name=name,
            )
    for name, field in known.items():
        if field.required and name not in header:
            yield fault(
                code="column_missing", message="The column {name} is missing",
                path=f"{file}:1:{name}", remedy="Add the column", name=name,
            )


def _row_of(
    *, named: Mapping[str, str], row: type[R], where: str
) -> tuple[R | None, list[Fault]]:
    cells = {name: cell.strip() for name, cell in named.items()}
    raw = {name: _parts(cell) if _is_list(row, name) else cell
           for name, cell in cells.items() if cell}
    try:
        return msgspec.convert(raw, row, strict=False), []
    except msgspec.ValidationError:  # it names one fault: look at each cell for all of them
        return None, list(_cell_faults(raw=raw, cells=cells, row=row, where=where))


def _cell_faults(
    *, raw: Mapping[str, object], cells: Mapping[str, str], row: type[R], where: str
) -> Iterator[Fault]:
    for name, field in _fields(row).items():
        path = f"{where}:{name}"
        if name in raw:
            yield from _converted(raw=raw[name], field=field, path=path, shown=cells[name])[1]
        elif field.required:
            yield _empty(path=path, name=name)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(LIST_MARK) if part.strip()]


def _converted(
    *, raw: object, field: FieldInfo, path: str, shown: str
) -> tuple[Any, list[Fault]]:
    try:
        return msgspec.convert(raw, field.type, strict=False), []
    except msgspec.ValidationError as error:
        return msgspec.UNSET, [
            fault(
                code="cell_invalid", message="“{value}” does not fit {name}: {error}", path=path,
                remedy="Write what the column's type asks for", value=shown, name=field.name,
                error=str(error),
            )
        ]


def _toml_value(
    *, raw: Mapping[str, object], field: FieldInfo, path: str
) -> tuple[Any, list[Fault]]:
    if field.name in raw:
        shown = str(raw[field.name])
        return _converted(raw=raw[field.name], field=field, path=path, shown=shown)
    if field.required:
        return msgspec.UNSET, [_empty(path=path, name=field.name)]
    return msgspec.UNSET, []


def _twice(
    *, named: Mapping[str, str], row: type[R], where: str, taken: dict[tuple[str, ...], int],
    line: int,
) -> list[Fault]:
    if not row.unique:
        return []
    mine = tuple(named.get(name, "").strip() for name in row.unique)
    first = taken.setdefault(mine, line)
    if first == line:
        return []
    return [
        fault(
            code="row_twice", message="The same {columns} as in line {first}",
            path=f"{where}:{row.unique[0]}", remedy="Remove one of the rows or tell them apart",
            columns=", ".join(row.unique), first=first,
        )
    ]


def _shape_fault(*, path: str, wanted: int, found: int) -> Fault:
    return fault(
        code="row_shape", message="{found} cells where the header has {wanted}", path=path,
        remedy="Check commas and quotes; leave no empty line", found=found, wanted=wanted,
    )


def _unknown(*, path: str, name: str) -> Fault:
    return fault(
        code="column_unknown", message="{name} is not known here", path=path,
        remedy="Correct the spelling or remove it", name=name,
    )


def _empty(*, path: str, name: str) -> Fault:
    return fault(
        code="cell_missing", message="{name} is empty", path=path, remedy="Fill it in", name=name
    )
