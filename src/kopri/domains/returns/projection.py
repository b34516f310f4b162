"""returns.* -> returns: each side fills its own columns, whichever is heard of first."""

from collections.abc import Sequence
from typing import Any

from kopri.domains.returns.models import SharedReturn
from kopri.journal.rows import put_row
from kopri.journal.types import Entry


def opened(entries: Sequence[Entry]) -> None:
    """returns.opened."""
    for entry in entries:
        _put(entry, opened=entry.time, uid=entry.uid, side=entry.side,
             **{name: entry.payload.get(name, "") for name in ("service", "part", "rule")})


def withdrawn(entries: Sequence[Entry]) -> None:
    """returns.withdrawn."""
    for entry in entries:
        _put(entry, withdrawn=entry.time)


def answered(entries: Sequence[Entry]) -> None:
    """returns.answered: the last answer counts."""
    for entry in entries:
        _put(entry, answered=entry.time,
             **{name: entry.payload.get(name, "") for name in ("answer", "note")})


def received(entries: Sequence[Entry]) -> None:
    """returns.received."""
    for entry in entries:
        _put(entry, received=entry.time)


def _put(entry: Entry, **fields: Any) -> None:
    put_row(SharedReturn, values=fields, key={
        "reference": entry.subject, "number": entry.payload.get("number", "")})
