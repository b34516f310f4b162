"""What no spreadsheet of a consignment needs."""

from kopri.engines.codecs.sheet.grid import MOST_COLUMNS, MOST_ROWS
from kopri.engines.codecs.wire.grammar import Findings


def too_many(findings: Findings, *, path: str) -> None:
    """A fault: more rows or columns than are read."""
    findings.fault(
        code="too_many", path=path,
        message="There are more than {rows} rows or {columns} columns; they are not read.",
        remedy="Divide the goods among several files.",
        params={"rows": MOST_ROWS, "columns": MOST_COLUMNS},
    )
