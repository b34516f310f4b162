"""What stands where: from the cells of all sheets to the cells of each consignment.

Two shapes are read, in any file: a form (a row a field, a column a consignment) and a table (a row
a line of goods or a document, with the consignment's columns repeated or left empty). A heading is
a code or a title; where both stand over a table, the codes decide.
"""

from dataclasses import dataclass, field

from kopri.engines.codecs.sheet.fields import BY_CODE, LINK, Part, code_of, fields_of
from kopri.engines.codecs.sheet.grid import Cell, Sheet
from kopri.engines.codecs.wire.grammar import Findings

Cells = dict[str, Cell]
_OF_ALL = {one.code for one in fields_of(Part.JOURNEY, Part.CONSIGNMENT)}
_OF_GOODS = {one.code for one in fields_of(Part.GOODS)}
_OF_DOCUMENTS = {one.code for one in fields_of(Part.DOCUMENT)}
_JOURNEY = {one.code for one in fields_of(Part.JOURNEY)}
PLATE = "vehicle_plate"
_LABELS = 2  # a form has its title and its code before the values


@dataclass(slots=True)
class Told:
    """One consignment as cells."""

    own: Cells = field(default_factory=dict)
    goods: list[Cells] = field(default_factory=list)
    documents: list[Cells] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The waybill's number."""
        return self.own[LINK].text if LINK in self.own else ""


class Layout:
    """Goes through the sheets once; what is wrong with the arrangement goes to ``findings``."""

    def __init__(self, findings: Findings) -> None:
        self.told: list[Told] = []
        self._findings = findings
        self._forms: list[Told] = []

    def read(self, sheets: list[Sheet]) -> list[Told]:
        """Forms first, so that lines of goods on other sheets find their consignment."""
        tables = []
        for sheet in sheets:
            found = _heading(sheet)
            end = found[0] if found else len(sheet.rows)
            self._form(sheet, end)
            if found:
                _, first, headings = found
                self._check_headings(sheet, first, headings)
                tables.append((sheet, first, headings))
        self.told += [one for one in self._forms if one.own]
        for sheet, row, headings in tables:
            self._table(sheet, row, headings)
        self._share_journey()
        return self.told

    def _form(self, sheet: Sheet, end: int) -> None:
        """Rows above any table: the last heading among the first cells, then a value a consignment."""
        columns: dict[int, Told] = {}
        for row in range(end):
            cells = list(sheet.cells(row))
            labels = [cell for cell in cells if cell.column <= _LABELS]
            codes = [code for cell in labels if (code := code_of(cell.value))]
            values = [cell for cell in cells if cell not in labels]
            if not codes or codes[-1] not in _OF_ALL:
                if labels and values:
                    self._unknown(labels[0])
                continue
            for cell in values:
                told = columns.setdefault(cell.column, Told())
                self._put(told, cell._replace(code=codes[-1]))
        self._forms += [columns[number] for number in sorted(columns)]

    def _put(self, told: Told, cell: Cell) -> None:
        """Remember a consignment's cell; said twice, it must say the same."""
        known = told.own.setdefault(cell.code, cell)
        if known is not cell and known.text != cell.text:
            self._findings.fault(
                code="said_twice", path=cell.path,
                message="This says “{value}”; {other} says “{known}”.",
                remedy="Write it once, or the same in both places.",
                params={"value": cell.text[:80], "known": known.text[:80], "other": known.path},
            )

    def _table(self, sheet: Sheet, row: int, headings: dict[int, str]) -> None:
        """Rows under the headings; a row without a waybill's number belongs to the one above."""
        current: Told | None = None
        for place in range(row, len(sheet.rows)):
            cells = sheet.headed(place, headings)
            if not cells:
                continue
            current = self._meant(cells, current)
            if current is None:
                continue
            for code in cells.keys() & _OF_ALL:
                self._put(current, cells[code])
            for rows, codes in ((current.goods, _OF_GOODS), (current.documents, _OF_DOCUMENTS)):
                said = {code: cell for code, cell in cells.items() if code in codes}
                rows += [said] if said else []

    def _meant(self, cells: Cells, current: Told | None) -> Told | None:
        """The consignment of a row; None, and a fault, where nobody can know it."""
        number = cells[LINK].text if LINK in cells else ""
        named = [one for one in self.told if number and one.number == number]
        if named:
            return named[0]
        if not number and len(self.told) == 1:
            return self.told[0]
        if not self._forms and (number or current or not self.told):
            if number or current is None:
                self.told.append(Told())
            return self.told[-1] if number or current is None else current
        self._nobody(cells.get(LINK) or next(iter(cells.values())), number)
        return None

    def _nobody(self, cell: Cell, number: str) -> None:
        self._findings.fault(
            code="which_consignment", path=cell._replace(code=LINK).path,
            message="“{value}” is the waybill of none of the consignments." if number else
            "There are several consignments, and this row names none of them.",
            remedy="Write the number of its waybill into the row.", params={"value": number[:80]},
        )

    def _share_journey(self) -> None:
        """What is said of the journey holds for all, save those that another vehicle carries."""
        for told in self.told[1:]:
            first = self.told[0].own
            plates = {one.own[PLATE].text for one in (self.told[0], told) if PLATE in one.own}
            if len(plates) == 1:
                told.own = {code: cell for code, cell in first.items()
                            if code in _JOURNEY} | told.own

    def _unknown(self, cell: Cell) -> None:
        self._findings.notice(
            code="unknown_heading", path=cell.path,
            message="“{value}” is no heading of the template; what stands there is not read.",
            remedy="Use the headings of the template.", params={"value": cell.text[:80]},
        )

    def _check_headings(self, sheet: Sheet, row: int, headings: dict[int, str]) -> None:
        seen: set[str] = set()
        for cell in sheet.cells(row - 1):
            code = headings.get(cell.column, "")
            if not code:
                self._unknown(cell)
            elif code in seen:
                self._findings.fault(
                    code="heading_twice", path=cell.path, message="There are two such columns.",
                    remedy="Keep one of them.",
                )
            seen.add(code)


def _heading(sheet: Sheet) -> tuple[int, int, dict[int, str]] | None:
    """Where a table's headings and its rows begin, and which column is which field."""
    for row in range(len(sheet.rows)):
        headings = {cell.column: code for cell in sheet.cells(row)
                    if (code := code_of(cell.value))}
        form = headings.get(1, "") == headings.get(2)
        if form or len(set(headings.values())) < 2:
            continue
        return row, *_codes_below(sheet, row, headings)
    return None


def _codes_below(
    sheet: Sheet, row: int, headings: dict[int, str]
) -> tuple[int, dict[int, str]]:
    """Where the rows begin, and the headings; a row of codes under titles decides."""
    titled = any(cell.text not in BY_CODE for cell in sheet.cells(row))
    below = list(sheet.cells(row + 1)) if titled and row + 1 < len(sheet.rows) else []
    codes = {cell.column: cell.text for cell in below if cell.text in BY_CODE}
    if len(codes) > 1 and 2 * len(codes) > len(below):
        return row + 2, headings | codes
    return row + 1, headings
