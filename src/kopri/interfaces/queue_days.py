"""A day of the queue as data: JSON, and the same as one CSV; both hold every row of every table."""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kopri.journeys.show_queue_day import QueueDay

FIRST = ("draw", "table")


def as_json(day: QueueDay) -> bytes:
    """The tables of each draw."""
    return msgspec.json.format(msgspec.json.encode({
        "format": day.format, "day": day.day, "held_by": day.held_by,
        "draws": [{"draw": each.draw, **each.tables} for each in day.draws],
    }), indent=1) + b"\n"


def as_csv(day: QueueDay) -> bytes:
    """One row for each row of each table (RFC 4180); what a table does not have is empty.

    Lists and mappings are written as JSON.
    """
    rows = list(_rows(day))
    columns = list(dict.fromkeys(name for row in rows for name in row)) or list(FIRST)
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=columns, restval="")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue().encode()


def _rows(day: QueueDay) -> Iterator[Mapping[str, Any]]:
    for each in day.draws:
        for table, rows in each.tables.items():
            for row in rows:
                yield {"draw": each.draw, "table": table, **row}


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return msgspec.json.encode(value).decode() if isinstance(value, Mapping | list | tuple) else str(value)
