"""Publish: committed entries become tiles and a signed checkpoint.

Index assignment was the only decision. Tiles and checkpoint are pure functions of committed
rows: written durably first, then published by compare-and-swap on the last checkpoint.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kopri.engines.merkle import Frontier
from kopri.engines.notes import Checkpoint, Signer, sign_note
from kopri.journal.core import Journal
from kopri.journal.growth import grow, store_growth
from kopri.journal.models import Checkpoint as CheckpointRow
from kopri.journal.models import Entry, Log
from kopri.journal.ports import Memory, TileStore
from kopri.journal.sealing import log_entry

MOST = 1 << 16


class Forked(Exception):
    """The database is behind what was signed: a restore. Signing on would fork the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What publishing needs. ``wall``: real time, for signatures."""

    tiles: TileStore
    memory: Memory
    log_signer: Signer
    witness_signer: Signer
    wall: Callable[[], datetime]


def publish(*, journal: Journal, press: Press) -> int:
    """Publish what is new in the own log; how many entries. Safe to run in two places."""
    log = Log.objects.get(own=True)
    size, _ = press.memory.recall()
    if size > log.size:
        raise Forked(f"signed up to {size}, the database holds {log.size}")
    entries = _new_log_entries(log)
    if not entries:
        return 0
    frontier = _frontier(bytes(log.frontier))
    rows = grow(frontier, entries)
    store_growth(press.tiles, log=log.origin, old_size=log.published, entries=entries, rows=rows)
    checkpoint = Checkpoint(origin=log.origin, size=frontier.size, root=frontier.root())
    press.memory.remember(size=checkpoint.size, root=checkpoint.root)
    note = sign_note(checkpoint.text, [press.log_signer])
    with journal.locks.hold([f"log:{log.origin}"]):
        swapped = Log.objects.filter(pk=log.pk, published=log.published).update(
            published=frontier.size, frontier=frontier.to_bytes()
        )
        if swapped:
            CheckpointRow.objects.create(
                log=log, size=checkpoint.size, root=checkpoint.root, note=note,
                made=press.wall(),
            )
    return len(entries) if swapped else 0


def _new_log_entries(log: Log) -> list[bytes]:
    rows = Entry.objects.filter(
        log=log, index__gte=log.published, index__lt=min(log.size, log.published + MOST)
    ).order_by("index").values_list("commitment", "stamp")
    return [log_entry(committed=bytes(committed), stamp=bytes(stamp or b""))
            for committed, stamp in rows]


def _frontier(data: bytes) -> Frontier:
    return Frontier.from_bytes(data) if data else Frontier()
