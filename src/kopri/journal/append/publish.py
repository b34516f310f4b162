"""Publish: committed entries become tiles and a signed checkpoint.

Index assignment was the only decision. Tiles and checkpoint are pure functions of committed
rows: written durably first, then published by compare-and-swap on the last checkpoint.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.engines.merkle import Frontier, leaf_hash
from kopri.engines.notes import Checkpoint, Signer, sign_note
from kopri.journal.core import Journal
from kopri.journal.growth import grow, kept_tree, store_growth
from kopri.journal.keys import LOG, Signers, signing
from kopri.journal.models import Checkpoint as CheckpointRow
from kopri.journal.models import Entry, Log
from kopri.journal.ports import Memory, TileStore
from kopri.journal.sealing import log_entries

MOST = 1 << 16


class Forked(Exception):
    """The database is not the one that was signed: a restore. Signing on would fork the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What publishing needs. ``signers``: the private keys that lie here for a use.

    ``wall``: real time, for signatures.
    """

    tiles: TileStore
    memory: Memory
    signers: Signers
    wall: Callable[[], datetime]

    def signing(self, use: str) -> list[Signer]:
        """The keys to sign with now, the oldest first; while one follows another, both.

        An observer, which has no log to name keys in, has one.
        """
        log = Log.objects.filter(own=True).first()
        if log is None:
            return list(self.signers(use)[-1:])
        return signing(log, use, signers=self.signers, at=self.wall())


def publish(*, journal: Journal, press: Press) -> int:
    """Publish what is new in the own log; how many entries. Safe to run in two places."""
    with press.memory.alone():
        return _publish(journal=journal, press=press)


def _publish(*, journal: Journal, press: Press) -> int:
    log = Log.objects.get(own=True)
    if log.unsure or log.stopped:
        return 0
    entries = _new_log_entries(log, end=log.published + MOST)
    frontier = _frontier(bytes(log.frontier))
    _refuse_fork(press.memory, frontier=frontier, entries=entries)
    if not entries:
        return 0
    rows = grow(frontier, entries)
    store_growth(press.tiles, log=log.origin, old_size=log.published, entries=entries, rows=rows)
    checkpoint = Checkpoint(origin=log.origin, size=frontier.size, root=frontier.root())
    press.memory.remember(size=checkpoint.size, root=checkpoint.root)
    note = sign_note(checkpoint.text, press.signing(LOG))
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


def _refuse_fork(memory: Memory, *, frontier: Frontier, entries: Sequence[bytes]) -> None:
    """What was signed last must be a tree of this database, at its size and with its root."""
    size, root = memory.recall()
    held = frontier.size + len(entries)
    if size > held:
        raise Forked(f"signed up to {size}, the database holds {held}")
    if size < max(1, frontier.size):
        return
    tree = frontier.copy()
    tree.append([leaf_hash(entry) for entry in entries[:size - frontier.size]])
    if tree.root() != root:
        raise Forked(f"another tree of {size} entries was signed")


def reproduces(log: Log, *, size: int, root: bytes, tiles: TileStore) -> bool:
    """True where the first ``size`` entries of the own log, as they are held here, hash to ``root``."""
    if size <= log.published:
        try:
            return size == 0 or kept_tree(tiles, log=log.origin, size=size).root() == root
        except ValueError:  # a tile is gone
            return False
    frontier = _frontier(bytes(log.frontier))
    grow(frontier, _new_log_entries(log, end=size))
    return frontier.size == size and frontier.root() == root


def _new_log_entries(log: Log, *, end: int) -> list[bytes]:
    rows = Entry.objects.filter(
        log=log, index__gte=log.published, index__lt=min(log.size, end)
    ).order_by("index").values_list("commitment", "stamp")
    return log_entries(rows)


def _frontier(data: bytes) -> Frontier:
    return Frontier.from_bytes(data) if data else Frontier()
