"""CSV: which letters and which divider a file uses, and rows back as UTF-8 with semicolons.

Law: RFC 4180, and what spreadsheet programs make of it in countries with a decimal comma.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

from kopri.engines.codecs.sheet.fields import code_of
from kopri.engines.codecs.sheet.grid import MOST_COLUMNS, MOST_ROWS, Raw, Sheet
from kopri.engines.codecs.sheet.kinds import number_text
from kopri.engines.codecs.sheet.limits import too_many
from kopri.engines.codecs.wire.grammar import Findings

_DIVIDERS = ";,\t"
_HEAD = 40  # rows among which headings are looked for
# A cell that begins so is a formula to a spreadsheet program (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CYRILLIC_WORD = re.compile(r"[А-ЯЁа-яё]+")
_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = set("«»№–—…“”„’ °±·§©®€")


def decode(data: bytes, findings: Findings) -> str | None:
    """The text of a file; None, and a fault, where nobody can be sure of its letters."""
    try:
        return _decoded(data, findings)
    except UnicodeDecodeError:
        findings.fault(
            code="encoding", path="",
            message="It is not certain which letters the file uses.",
            remedy="Save it again as “CSV UTF-8”.",
        )
        return None


def _decoded(data: bytes, findings: Findings) -> str:
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
                       (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1251")
        if not _is_cyrillic(text):
            raise
        findings.notice(
            code="windows_1251", path="", message="The file was read as Windows-1251.",
            remedy="Save it as “CSV UTF-8” to be sure of every letter.",
        )
        return text


def _is_cyrillic(text: str) -> bool:
    """True where every word beyond ASCII is wholly Cyrillic and not of mixed case inside."""
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        inner = word[1:]
        if not _CYRILLIC_WORD.fullmatch(word) or not (inner.islower() or word.isupper() or
                                                      len(word) == 1):
            return False
    return all(char.isascii() or char.isalpha() or char in _SIGNS for char in text)


def parse(text: str, findings: Findings) -> Sheet:
    """The rows of a file; what cannot be divided into rows is a fault."""
    sheet = Sheet("")
    if "\0" in text:
        findings.fault(code="encoding", path="", message="The file holds characters that no text has.",
                       remedy="Save it again as “CSV UTF-8”.")
        return sheet
    first, _, rest = text.partition("\n")
    if re.fullmatch(r"sep=.\r?", first):  # Excel's own line; it keeps its place in the count
        text = f"\n{rest}"
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_divider(text), strict=True)
    try:
        for row in rows:
            if len(sheet.rows) >= MOST_ROWS or len(row) > MOST_COLUMNS:
                too_many(findings, path=f"A{len(sheet.rows) + 1}")
                return Sheet("")
            sheet.rows.append([_read(cell) for cell in row])
    except csv.Error as error:
        findings.fault(
            code="csv", path=f"A{len(sheet.rows) + 1}", rule="RFC 4180",
            message="From here the file cannot be divided into cells: {reason}.",
            remedy="Put a quotation mark in a cell twice, or save the file again from the program.",
            params={"reason": str(error), "line": rows.line_num},
        )
    return sheet


def _divider(text: str) -> str:
    """The sign between cells: the one with which most headings are known."""
    head = text[:65536].split("\n")[:_HEAD]
    return max(_DIVIDERS, key=lambda sign: max(
        sum(bool(code_of(cell.strip().strip('"'))) for cell in line.split(sign)) for line in head
    ))


def _read(cell: str) -> Raw:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in (*_FORMULA, "'") else cell


def written(rows: Iterable[Sequence[Raw]]) -> bytes:
    """Rows as UTF-8 with its mark, divided by semicolons; nothing in it is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return codecs.BOM_UTF8 + out.getvalue().encode("utf-8")


def _cell(value: Raw) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if text[:1] in (*_FORMULA, "'") and not isinstance(value, int) else text

