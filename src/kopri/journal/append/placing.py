"""Bodies get their place in the own log: sealed, stamped and stored, a whole batch in one go."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from kopri.journal.models import Entry, Log, State
from kopri.journal.rows import insert_columns, update_row
from kopri.journal.sealing import SALT_SIZE, stamp_template

COLUMNS = (
    "log_id", "index", "kind", "subject", "time", "recorded", "audience",
    "state", "commitment", "salt", "entry", "stamp",
)
_STATE = State.APPLIED.value


class Body(NamedTuple):
    """An entry before it is sealed. ``audience``: its labels, joined by commas."""

    kind: str
    subject: str
    time: datetime
    recorded: datetime
    audience: str
    entry: bytes


def place(
    bodies: Sequence[Body], *, log: Log, random: Callable[[int], bytes], indexed: bool
) -> list[bytes]:
    """Store the bodies as the next entries of ``log``; their commitments.

    ``indexed``: this node gives the index at append; else the sequencer will. ``log`` is brought
    up to date, in the database as well.
    """
    first, count = log.size, len(bodies)
    if not bodies:
        return []
    kinds, subjects, times, recorded, audiences, entries = zip(*bodies, strict=True)
    salts = _salts(random, count)
    commitments = [sha256(salt + entry).digest()
                   for salt, entry in zip(salts, entries, strict=True)]
    nothing = [None] * count
    stamps: Sequence[Any] = list(stamped(log, audiences)) if indexed else nothing
    indexes: Sequence[Any] = range(first, first + count) if indexed else nothing
    insert_columns(Entry, columns=COLUMNS, values=(
        [log.pk] * count, indexes, kinds, subjects, times, recorded, audiences, [_STATE] * count,
        commitments, salts, entries, stamps,
    ))
    if indexed:
        update_row(log, columns=("size", "counts", "latest"))
    return commitments


def _salts(random: Callable[[int], bytes], count: int) -> list[bytes]:
    """All from one call: one system call for a whole batch."""
    drawn = random(SALT_SIZE * count)
    return [drawn[at:at + SALT_SIZE] for at in range(0, SALT_SIZE * count, SALT_SIZE)]


def stamped(log: Log, audiences: Iterable[str]) -> Iterator[bytes]:
    """The stamps of the next entries with these audiences; ``log`` counts them."""
    counts = log.counts
    for audience in audiences:
        labels = _labels(audience)
        numbers = []
        for label in labels:
            counts[label] = number = counts.get(label, 0) + 1
            numbers.append(number)
        index, log.size = log.size, log.size + 1
        yield stamp_template(log.origin, labels) % (*numbers, index)


@lru_cache(maxsize=1024)
def _labels(audience: str) -> tuple[str, ...]:
    return tuple(sorted(audience.split(","))) if audience else ()
