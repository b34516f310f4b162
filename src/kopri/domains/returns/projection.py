"""returns.* -> returns: each side fills its own columns, whichever is heard of first."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kopri.crossing.queries import told_directions
from kopri.domains.returns.models import SharedReturn
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.rows import put_row
from kopri.journal.types import Entry


def opened(entries: Sequence[Entry]) -> None:
    """returns.opened."""
    for entry in _by(entries, entry_side):
        _put(entry, opened=entry.time, uid=entry.uid, side=entry.side,
             **{name: entry.payload.get(name, "") for name in ("service", "part", "rule")})


def withdrawn(entries: Sequence[Entry]) -> None:
    """returns.withdrawn."""
    for entry in _by(entries, entry_side):
        _put(entry, withdrawn=entry.time)


def answered(entries: Sequence[Entry]) -> None:
    """returns.answered: the last answer counts."""
    for entry in _by(entries, exit_side):
        _put(entry, answered=entry.time,
             **{name: entry.payload.get(name, "") for name in ("answer", "note")})


def received(entries: Sequence[Entry]) -> None:
    """returns.received."""
    for entry in _by(entries, exit_side):
        _put(entry, received=entry.time)


def _by(entries: Sequence[Entry], whose: Callable[[str], str]) -> Iterator[Entry]:
    """Those of the side whose word it is: neither opens or answers for the other."""
    directions = told_directions([entry.subject for entry in entries])
    for entry in entries:
        direction = directions.get(entry.subject, "")
        if not direction or entry.side == whose(direction):
            yield entry


def _put(entry: Entry, **fields: Any) -> None:
    put_row(SharedReturn, values=fields, key={
        "reference": entry.subject, "number": entry.payload.get("number", "")})
