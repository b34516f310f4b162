"""A sheet as cells, whatever file it came from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

Raw = str | int | float | Decimal | bool | datetime | date | time | timedelta | None
MOST_ROWS = 10_000
MOST_EMPTY_ROWS = 100_000
MOST_CELLS = 400_000
MOST_COLUMNS = 512


class Cell(NamedTuple):
    """One cell. ``code``: the field that it stands for, known once the headings are read."""

    value: Raw
    row: int
    column: int
    sheet: str = ""
    code: str = ""

    @property
    def text(self) -> str:
        """The value as text, without blanks around it."""
        return "" if self.value is None else str(self.value).strip()

    @property
    def path(self) -> str:
        """Where a person finds it: ``Goods!C7 (gross_weight_kg)``."""
        place = f"{column_letters(self.column)}{self.row}"
        whole = f"{self.sheet}!{place}" if self.sheet else place
        return f"{whole} ({self.code})" if self.code else whole


@dataclass(slots=True)
class Sheet:
    """A sheet: its name (empty in CSV) and its rows from the first."""

    name: str
    rows: list[list[Raw]] = field(default_factory=list)

    def cells(self, row: int) -> Iterator[Cell]:
        """The cells of a row (from 0) that say something."""
        for place, value in enumerate(self.rows[row], 1):
            if value is not None and (not isinstance(value, str) or value.strip()):
                yield Cell(value, row + 1, place, self.name)

    def headed(self, row: int, headings: Mapping[int, str]) -> dict[str, Cell]:
        """The cells of a row (from 0) that say something, by the field of their column."""
        return {headings[cell.column]: cell._replace(code=headings[cell.column])
                for cell in self.cells(row) if cell.column in headings}


def column_letters(number: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
