"""XLSX to sheets: values as they were last calculated, dates as dates. openpyxl reads, we limit."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from kopri.engines.codecs.sheet.fields import own_sheets
from kopri.engines.codecs.sheet.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_EMPTY_ROWS,
    MOST_ROWS,
    Cell,
    Raw,
    Sheet,
)
from kopri.engines.codecs.sheet.limits import too_many
from kopri.engines.codecs.sheet.package import is_safe
from kopri.engines.codecs.wire.grammar import Findings

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_KINDS = (str, int, float, Decimal, bool, datetime, date, time, timedelta)


def sheets_of(data: bytes, findings: Findings) -> list[Sheet]:
    """Every visible sheet but the template's own help."""
    if not is_safe(data, findings):
        return []
    try:
        return _read(data, findings)
    except Exception as error:  # noqa: BLE001 - the library raises of everything; we never raise
        findings.fault(
            code="broken_workbook", path="", rule="ECMA-376",
            message="The file is damaged or no workbook: {reason}.",
            remedy="Open it in the spreadsheet program and save it again.",
            params={"reason": type(error).__name__},
        )
        return []


def _read(data: bytes, findings: Findings) -> list[Sheet]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = []
    left = MOST_CELLS
    for name in _names(book):
        sheet = Sheet(name)
        for number, row in enumerate(_rows(book, name), 1):
            left -= len(row)
            beyond = number > MOST_ROWS and row or len(row) > MOST_COLUMNS
            if beyond or left < 0 or number > MOST_EMPTY_ROWS:
                too_many(findings, path=f"{name}!A{number}")
                return []
            sheet.rows.append(row)
        sheets.append(sheet)
    if _has_formulas(data):
        _formulas(data, sheets, findings)
    return sheets


def _names(book: Workbook) -> list[str]:
    return [one.title for one in book.worksheets
            if one.sheet_state == "visible" and one.title not in own_sheets()]


def _rows(book: Workbook, name: str) -> Iterator[list[Raw]]:
    sheet = book[name]
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
        yield _trimmed([value if isinstance(value, _KINDS) else None for value in row])


def _trimmed(row: list[Raw]) -> list[Raw]:
    while row and row[-1] is None:
        row.pop()
    return row


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return any(_FORMULA.search(package.read(name)) for name in package.namelist()
                   if "worksheets/" in name)


def _formulas(data: bytes, sheets: list[Sheet], findings: Findings) -> None:
    """A formula is taken by its last value; where a program left none, that is a fault."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
    for sheet in sheets:
        source = book[sheet.name]
        source.reset_dimensions()
        for number, row in enumerate(source.iter_rows(max_col=MOST_COLUMNS), 1):
            kept = sheet.rows[number - 1] if number <= len(sheet.rows) else []
            for place, cell in enumerate(row):
                if cell.data_type == "f" and (place >= len(kept) or kept[place] is None):
                    _no_value(Cell(None, number, place + 1, sheet.name), findings)


def _no_value(cell: Cell, findings: Findings) -> None:
    findings.fault(
        code="formula", path=cell.path, message="The formula of this cell has no value.",
        remedy="Write the value itself, or open and save the file in the spreadsheet program.",
        params={"line": cell.row},
    )
