"""Verify what lies in the database and in the tiles: everything is hashed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kopri.engines.merkle import TILE_WIDTH, Frontier, tile_path
from kopri.engines.notes import open_note
from kopri.journal.apply.verifying import read_checkpoint
from kopri.journal.growth import bundle, grow
from kopri.journal.incidents import Rejected
from kopri.journal.keys import LOG, WITNESS, verifiers
from kopri.journal.models import Checkpoint as CheckpointRow
from kopri.journal.models import Cosignature, Entry, Log
from kopri.journal.ports import TileStore
from kopri.journal.sealing import VERSION_BYTE
from kopri.journal.verify.entries import wrong_entries

_LOG_ENTRY_SIZE = 33
AT_ONCE = 16 * TILE_WIDTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found for one log. ``faults``: in words for an engineer; empty when clean."""

    origin: str
    size: int
    root: str
    entries: int
    faults: tuple[str, ...]


def verify(tiles: TileStore) -> list[Verdict]:
    """The own log and every followed one."""
    return [_verify_log(log, tiles) for log in Log.objects.order_by("-own", "origin")]


def _verify_log(log: Log, tiles: TileStore) -> Verdict:
    """One pass over the bundles, beside it the tiles and checkpoints; then one over the entries."""
    size = log.published if log.own else log.size
    tree = _Regrown(log, tiles)
    faults = [*_wrong_tree(tree, size=size),
              *wrong_entries(log, _Leaves(tiles, log=log.origin, size=tree.frontier.size))]
    held = Entry.objects.filter(log=log).count()
    return Verdict(origin=log.origin, size=size, root=tree.frontier.root().hex(), entries=held,
                   faults=tuple(faults))


def _wrong_tree(tree: _Regrown, *, size: int) -> Iterator[str]:
    log, last = tree.log, 0
    rows = CheckpointRow.objects.filter(log=log).order_by("size").iterator(chunk_size=500)
    waiting = next(rows, None)
    for entries in tree.bundles(size):
        while waiting is not None and waiting.size <= tree.frontier.size + len(entries):
            upto = max(0, waiting.size - tree.frontier.size)
            yield from tree.take(entries[:upto])
            yield from _wrong_checkpoint(waiting, log=log, root=tree.frontier.root())
            entries, last, waiting = entries[upto:], waiting.size, next(rows, None)
        yield from tree.take(entries)
    yield from tree.unreadable
    while waiting is not None:
        ahead = not log.own and waiting.size > size  # brought to be cosigned; its entries are to come
        root = bytes(waiting.root) if ahead else (
            tree.frontier.root() if waiting.size == tree.frontier.size else None)
        yield from _wrong_checkpoint(waiting, log=log, root=root)
        last, waiting = last if ahead else waiting.size, next(rows, None)
    if last != size:
        yield f"checkpoint {size}: missing"
    if tree.frontier.size == size:
        yield from tree.end()


class _Regrown:
    """The tree grown again from its leaves, compared with the stored tiles as it grows."""

    def __init__(self, log: Log, tiles: TileStore) -> None:
        self.log = log
        self.frontier = Frontier()
        self.unreadable: list[str] = []
        self._tiles = tiles
        self._rows: list[list[bytes]] = []  # of each level, what does not fill a tile yet
        self._whole: list[int] = []  # of each level, how many tiles were compared

    def bundles(self, size: int) -> Iterator[list[bytes]]:
        """The published log entries, some bundles at a time, as far as they can be read."""
        for first in range(0, size, AT_ONCE):
            entries: list[bytes] = []
            try:
                for start in range(first, min(first + AT_ONCE, size), TILE_WIDTH):
                    entries += bundle(self._tiles, log=self.log.origin, index=start // TILE_WIDTH,
                                      width=min(TILE_WIDTH, size - start))
            except (OSError, ValueError) as error:
                self.unreadable = [f"bundle {(first + len(entries)) // TILE_WIDTH}: {error}"]
            yield entries
            if self.unreadable:
                return

    def take(self, entries: list[bytes]) -> Iterator[str]:
        """Grow; what is wrong with the entries, and with tiles that are full now."""
        for at, entry in enumerate(entries, start=self.frontier.size):
            if len(entry) != _LOG_ENTRY_SIZE or not entry.startswith(VERSION_BYTE):
                yield f"index {at}: not a log entry"
        for level, hashes in enumerate(grow(self.frontier, entries)):
            if level == len(self._rows):
                self._rows.append([])
                self._whole.append(0)
            row = self._rows[level]
            row += hashes
            while len(row) >= TILE_WIDTH:
                yield from self._wrong_tile(level, row[:TILE_WIDTH])
                del row[:TILE_WIDTH]
                self._whole[level] += 1

    def end(self) -> Iterator[str]:
        """What is wrong with the tiles that are not full, and with the edge that is kept."""
        for level, row in enumerate(self._rows):
            if row:
                yield from self._wrong_tile(level, row)
        if bytes(self.log.frontier) != (self.frontier.to_bytes() if self.frontier.size else b""):
            yield "frontier: differs from what the entries hash to"

    def _wrong_tile(self, level: int, hashes: list[bytes]) -> Iterator[str]:
        path = tile_path(level=level, index=self._whole[level])
        stored = self._tiles.get(log=self.log.origin, path=path) or b""
        if not stored.startswith(b"".join(hashes)):
            yield f"{path}: differs from what its entries hash to"


class _Leaves(Sequence[bytes]):
    """The published log entries, read again when asked for; one bundle is kept at a time."""

    def __init__(self, tiles: TileStore, *, log: str, size: int) -> None:
        self._tiles, self._log, self._size = tiles, log, size
        self._number, self._entries = -1, list[bytes]()

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, index: Any) -> Any:
        number, at = divmod(index, TILE_WIDTH)
        if number != self._number:
            width = min(TILE_WIDTH, self._size - number * TILE_WIDTH)
            self._entries = bundle(self._tiles, log=self._log, index=number, width=width)
            self._number = number
        return self._entries[at]


def _wrong_checkpoint(row: CheckpointRow, *, log: Log, root: bytes | None) -> Iterator[str]:
    """A checkpoint that was kept: its signatures, and its root at its size."""
    note = bytes(row.note)
    try:
        signed = read_checkpoint(note, origin=log.origin, keys=verifiers(log, LOG, at=row.made))
    except Rejected as rejected:
        yield f"checkpoint {row.size}: {rejected}"
        return
    if signed.size != row.size or signed.root != bytes(row.root):
        yield f"checkpoint {row.size}: is kept with another size or root than it states"
    if signed.root != root:
        yield f"checkpoint {row.size}: its root is not that of the entries"
    yield from _wrong_cosignatures(row, note)


def _wrong_cosignatures(row: CheckpointRow, note: bytes) -> Iterator[str]:
    """A cosignature that was taken must still be there and hold."""
    for taken in Cosignature.objects.filter(checkpoint=row):
        keys = [key for log in Log.objects.all()
                for key in verifiers(log, WITNESS, at=taken.made)]
        try:
            open_note(note, [key for key in keys if key.name == taken.witness])
        except ValueError as error:
            yield f"checkpoint {row.size}: cosignature of {taken.witness}: {error}"
