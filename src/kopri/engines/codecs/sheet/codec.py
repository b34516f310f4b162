"""The spreadsheet codecs: cells in, the model and the faults by cell out, and back."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kopri.engines.codecs.reading import Choice, Draft, Reading, Validator
from kopri.engines.codecs.sheet import csv_text, package
from kopri.engines.codecs.sheet.fields import FIELDS, LINK, Part, code_of, fields_of
from kopri.engines.codecs.sheet.filling import Emptying, Filling
from kopri.engines.codecs.sheet.grid import Raw, Sheet
from kopri.engines.codecs.sheet.layout import Layout
from kopri.engines.codecs.wire.asking import finish
from kopri.engines.codecs.wire.grammar import Findings
from kopri.engines.codecs.wire.json_codec import too_large
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Fault, Refusal

_RULE = "Köpri, the spreadsheet template"
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ALWAYS = {LINK, "description"}  # a table is known by its headings
_NOBODY = Choice()


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCodec:
    """``cells``: bytes to sheets; ``made``: consignments to bytes. See ``reading.Codec``."""

    name: str
    title: str
    media_type: str
    knows: Callable[[bytes], bool]
    cells: Callable[[bytes, Findings], list[Sheet]]
    made: Callable[[Sequence[Emptying]], bytes]
    writes: bool = True

    def sniff(self, data: bytes) -> bool:
        """True where the document looks like this format."""
        return self.knows(data)

    def read(
        self, data: bytes, *, choice: Choice = _NOBODY, validator: Validator | None = None
    ) -> Reading:
        """See ``reading.Codec``. Paths are cells: ``Goods!C7 (gross_weight_kg)``."""
        findings = Findings(_RULE)
        draft = Draft()
        if not too_large(data, findings):
            sheets = self.cells(data, findings)
            draft = _drafted(sheets, findings) if not findings.faults else draft
            if validator is not None:
                findings.faults.extend(validator(data))
        return finish(name=self.name, draft=draft, findings=findings, choice=choice, together=True)

    def write(self, consignment: Consignment) -> bytes:
        """See ``reading.Codec``."""
        return self.write_all((consignment,))

    def write_all(self, consignments: Sequence[Consignment]) -> bytes:
        """Several consignments in one file, as a groupage is announced."""
        written = [Emptying(one) for one in consignments]
        faults = [*_unwritable(written), *_unnamed(written)]
        if faults:
            raise Refusal(faults)
        return self.made(written)

    def omissions(self, consignment: Consignment) -> tuple[str, ...]:
        """See ``reading.Codec``."""
        return Emptying(consignment).omissions()


def _unwritable(written: Sequence[Emptying]) -> Iterator[Fault]:
    """Texts that a cell cannot hold."""
    for one in written:
        for cells in (one.own, *one.goods, *one.documents):
            for code, value in cells.items():
                if isinstance(value, str) and (len(value) > 32_000 or _NO_TEXT.search(value)):
                    yield Fault(
                        code="codecs.unwritable", rule=_RULE, path=code,
                        message="The text is too long for a cell, or holds characters of no text.",
                        remedy="Shorten it, and remove control characters.",
                    )


def _unnamed(written: Sequence[Emptying]) -> Iterator[Fault]:
    """Several consignments in one file are told apart by their waybills' numbers."""
    numbers = [one.own.get(LINK) for one in written]
    if len(numbers) > 1 and (None in numbers or len(set(numbers)) < len(numbers)):
        yield Fault(
            code="codecs.which_consignment", rule=_RULE, path=LINK,
            message="Several consignments in one file need waybills with numbers of their own.",
            remedy="Write one consignment a file.",
        )


def _drafted(sheets: list[Sheet], findings: Findings) -> Draft:
    told = Layout(findings).read(sheets)
    fillings = [Filling(findings) for _ in told]
    consignments = [filling.consignment(one)
                    for filling, one in zip(fillings, told, strict=True)]
    return Draft(consignments, lambda number, tokens: fillings[number].place(tokens))


def _knows_csv(data: bytes) -> bool:
    head = data[:8192]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head[:len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.decode("utf-8-sig", "replace")
    if text.lstrip()[:1] in ("<", "{", "[") or "\0" in text:
        return False
    lines = text.split("\n")[:40]
    known = {code_of(cell.strip().strip('"')) for line in lines for sign in ";,\t"
             for cell in line.strip().split(sign)}
    return len(known - {""}) > 1


def _csv_cells(data: bytes, findings: Findings) -> list[Sheet]:
    text = csv_text.decode(data, findings)
    return [] if text is None else [csv_text.parse(text, findings)]


def _csv(written: Sequence[Emptying]) -> bytes:
    """A flat table: the consignment's columns on each of its rows."""
    parts = fields_of(Part.JOURNEY, Part.CONSIGNMENT), fields_of(Part.GOODS, Part.DOCUMENT)
    rows: list[dict[str, Raw]] = []
    for one in written:
        longest = max(len(one.goods), len(one.documents), 1)
        for place in range(longest):
            row = dict(one.own)
            for cells in (one.goods, one.documents):
                row |= cells[place] if place < len(cells) else {}
            rows.append(row)
    codes = [field.code for part in parts for field in part]
    said = [code for code in codes
            if code in _ALWAYS or any(code in row for row in rows)]
    return csv_text.written([said, *([row.get(code) for code in said] for row in rows)])


# openpyxl is half of what a node process would import at its start: only who opens a workbook pays
def _xlsx_cells(data: bytes, findings: Findings) -> list[Sheet]:
    from kopri.engines.codecs.sheet.xlsx_reading import sheets_of

    return sheets_of(data, findings)


def _xlsx(
    written: Sequence[Emptying] = (), *, language: str = "en", near: Sequence[str] = ()
) -> bytes:
    from kopri.engines.codecs.sheet.template import workbook

    return workbook(language=language, filled=written, near=near)


def template(name: str, *, language: str, near: Sequence[str] = ()) -> bytes:
    """The empty template as ``csv`` or ``xlsx``, in a language; ``near``: countries listed first."""
    if name == XLSX.name:
        return _xlsx(language=language, near=near)
    return csv_text.written([[one.said(language) for one in FIELDS], [one.code for one in FIELDS]])


CSV = SheetCodec(
    name="csv", title="spreadsheet, CSV", media_type="text/csv; charset=utf-8", knows=_knows_csv,
    cells=_csv_cells, made=_csv,
)
XLSX = SheetCodec(
    name="xlsx", title="spreadsheet, XLSX",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    knows=package.is_package, cells=_xlsx_cells, made=_xlsx,
)
# formats that write several consignments into one document
HOLDS_SEVERAL = frozenset({CSV.name, XLSX.name})
