"""The workbook: the empty template with hints and lists, or the same filled in."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kopri.engines.codecs.sheet.choices import choices
from kopri.engines.codecs.sheet.fields import (
    BY_CODE,
    FIELDS,
    LINK,
    Field,
    Part,
    fields_of,
    sheet_name,
)
from kopri.engines.codecs.sheet.filling import Emptying
from kopri.engines.codecs.sheet.grid import Raw, column_letters
from kopri.engines.codecs.sheet.kinds import KINDS, number_text
from kopri.kernel.text import translate

AnyCell = Cell | MergedCell
# What a notice cannot do without; marked in the template, asked for by the checks.
NEEDED = {"vehicle_plate", "vehicle_country", "border_time", "waybill_number", "consignor_name",
          "consignee_name", "description", "hs_code", "gross_weight_kg"}
_ROWS = 300  # lines of goods with lists and hints; more may be written
_COLUMNS = 5  # consignments in the empty form; more may be written
_EXACT_DIGITS = 15
_STAMP = (1980, 1, 1, 0, 0, 0)
_GREY = Font(color="808080", size=9)
_HEAD = PatternFill("solid", fgColor="DCE6F1")
_LINE = Border(bottom=Side(style="hair", color="A0A0A0"))


def _(message: str) -> str:
    """A message id, which `kernel.text` translates."""
    return message


_ABOUT = (
    _("Fill in the sheet “Consignment” from top to bottom: a column a consignment. What concerns "
      "vehicle, driver, trailer, border and carrier is written once, in the first column."),
    _("Fill in the sheet “Goods”: a row a line of goods. With several consignments write the "
      "waybill's number into each row."),
    _("List what travels with the goods on the sheet “Documents”."),
    _("What is marked with * is needed. Do not change the codes in grey; columns that you do not "
      "need may stay empty or be deleted."),
)


def workbook(
    *, language: str, filled: Sequence[Emptying] = (), near: Sequence[str] = ()
) -> bytes:
    """The file; the same input makes the same bytes. ``near``: countries first in the lists."""
    book = Workbook()
    form = book.active
    assert isinstance(form, Worksheet)
    form.title = sheet_name("consignment", language=language)
    lists = _Lists(book, language=language, near=near)
    _form(form, filled, lists=lists)
    for key, part in (("goods", Part.GOODS), ("documents", Part.DOCUMENT)):
        sheet = book.create_sheet(sheet_name(key, language=language))
        _table(sheet, (BY_CODE[LINK], *fields_of(part)), lists=lists)
        rows = [{LINK: one.own.get(LINK), **cells} for one in filled
                for cells in (one.goods if part is Part.GOODS else one.documents)]
        _fill(sheet, (BY_CODE[LINK], *fields_of(part)), rows)
    _help(book.create_sheet(sheet_name("help", language=language)), language=language)
    lists.write()
    return _packed(book)


class _Lists:
    """The sheet of code lists, and the drop-downs and hints that point to it."""

    def __init__(self, book: Workbook, *, language: str, near: Sequence[str]) -> None:
        self.language = language
        self._near = near
        self._book = book
        self._name = sheet_name("codes", language=language)
        self._lists: dict[str, tuple[str, ...]] = {}

    def watch(self, sheet: Worksheet, one: Field, place: str) -> None:
        """Show the field's hint and list in these cells."""
        entries = choices(one.kind, language=self.language, near=tuple(self._near))
        if not entries and not one.hint:
            return
        rule = DataValidation(type="list" if entries else None, allow_blank=True,
                              showErrorMessage=False, showInputMessage=bool(one.hint))
        if entries:
            self._lists.setdefault(one.kind, entries)
            letters = column_letters(list(self._lists).index(one.kind) + 1)
            rule.formula1 = f"'{self._name}'!${letters}$1:${letters}${len(entries)}"
        if one.hint:
            rule.promptTitle = one.said(self.language)[:32]
            rule.prompt = translate(one.hint, language=self.language)[:255]
        rule.add(place)
        sheet.add_data_validation(rule)

    def write(self) -> None:
        """The lists themselves, a column each."""
        sheet = self._book.create_sheet(self._name)
        for number, entries in enumerate(self._lists.values(), 1):
            sheet.column_dimensions[column_letters(number)].width = 34
            for row, entry in enumerate(entries, 1):
                sheet.cell(row, number, entry)


def _form(sheet: Worksheet, filled: Sequence[Emptying], *, lists: _Lists) -> None:
    width = max(_COLUMNS, len(filled))
    for letters, size in (("A", 38), ("B", 22), *((column_letters(3 + n), 30) for n in range(width))):
        sheet.column_dimensions[letters].width = size
    row, about = 1, ""
    for one in fields_of(Part.JOURNEY, Part.CONSIGNMENT):
        if one.about != about:
            about, row = one.about, row + 1
            for column in range(1, 3 + width):
                sheet.cell(row, column).fill = _HEAD
            sheet.cell(row, 1, translate(about, language=lists.language)).font = Font(bold=True)
            row += 1
        _heading(sheet.cell(row, 1), sheet.cell(row, 2), one, language=lists.language)
        lists.watch(sheet, one, f"C{row}:{column_letters(2 + width)}{row}")
        for number in range(width):
            cell = sheet.cell(row, 3 + number)
            cell.number_format, cell.border = _format(one), _LINE
            if number < len(filled):
                _set(cell, filled[number].own.get(one.code))
        row += 1
    sheet.freeze_panes = "C2"


def _heading(title: AnyCell, code: AnyCell, one: Field, *, language: str) -> None:
    assert isinstance(title, Cell) and isinstance(code, Cell)
    title.value = f"{one.said(language)} *" if one.code in NEEDED else one.said(language)
    title.alignment = Alignment(wrap_text=True, vertical="top")
    code.value, code.font = one.code, _GREY


def _table(sheet: Worksheet, fields: Sequence[Field], *, lists: _Lists) -> None:
    for column, one in enumerate(fields, 1):
        letters = column_letters(column)
        wide = one.code in ("description", "shipping_name", "document_type")
        sheet.column_dimensions[letters].width = 40 if wide else 17
        sheet.column_dimensions[letters].number_format = _format(one)
        _heading(sheet.cell(1, column), sheet.cell(2, column), one, language=lists.language)
        sheet.cell(1, column).font, sheet.cell(1, column).fill = Font(bold=True), _HEAD
        lists.watch(sheet, one, f"{letters}3:{letters}{_ROWS}")
    sheet.row_dimensions[1].height = 45
    sheet.freeze_panes = "A3"


def _fill(sheet: Worksheet, fields: Sequence[Field], rows: Sequence[Mapping[str, Raw]]) -> None:
    for number, cells in enumerate(rows, 3):
        for column, one in enumerate(fields, 1):
            _set(sheet.cell(number, column), cells.get(one.code))


def _set(cell: AnyCell, value: Raw) -> None:
    """A value as the program would keep it; a text is never a formula."""
    if value is None or isinstance(cell, MergedCell):
        return
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > _EXACT_DIGITS:
        value = number_text(value)
    cell.value = value
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
    elif isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm:ss"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"


def _format(one: Field) -> str:
    """Text wherever a program would spoil digits."""
    if one.code == "border_time":
        return "yyyy-mm-dd hh:mm"
    if one.kind == "moment":
        return "yyyy-mm-dd"
    return "General" if one.kind == "money" or KINDS[one.kind].numeric else "@"


def _help(sheet: Worksheet, *, language: str) -> None:
    for letters, size in (("A", 40), ("B", 24), ("C", 90)):
        sheet.column_dimensions[letters].width = size
    for row, text in enumerate(_ABOUT, 1):
        cell = sheet.cell(row, 1, translate(text, language=language))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=3)
        sheet.row_dimensions[row].height = 32
    for row, one in enumerate(FIELDS, len(_ABOUT) + 2):
        _heading(sheet.cell(row, 1), sheet.cell(row, 2), one, language=language)
        sheet.cell(row, 3, translate(one.hint, language=language))


def _packed(book: Workbook) -> bytes:
    """The package without the time at which it was made."""
    made, fixed = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w") as target:
        for part in source.infolist():
            data = source.read(part)
            if part.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT[0-9:.]+Z", b"1980-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(part.filename, date_time=_STAMP)
            target.writestr(info, data, compress_type=zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
