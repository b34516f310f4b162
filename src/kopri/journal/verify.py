"""Verify what lies in the database and in the tiles: everything is hashed again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kopri.engines.merkle import TILE_WIDTH, Frontier, tile_path
from kopri.engines.notes import Verifier, open_note
from kopri.journal.growth import bundle, grow
from kopri.journal.incidents import Rejected
from kopri.journal.models import Checkpoint as CheckpointRow
from kopri.journal.models import Cosignature, Entry, Log
from kopri.journal.ports import TileStore
from kopri.journal.sealing import VERSION_BYTE
from kopri.journal.verify_entries import wrong_entries
from kopri.journal.verifying import read_checkpoint

_LOG_ENTRY_SIZE = 33


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
    size = log.published if log.own else log.size
    faults: list[str] = []
    leaves = list(_leaves(log, tiles, size=size, faults=faults))
    tree = _Regrown(leaves)
    if len(leaves) == size:
        faults.extend(_wrong_tiles(log, tiles, tree.rows))
        if bytes(log.frontier) != (tree.frontier.to_bytes() if size else b""):
            faults.append("frontier: differs from what the entries hash to")
    faults.extend(wrong_entries(log, leaves))
    faults.extend(_wrong_checkpoints(log, tree, size=size))
    held = Entry.objects.filter(log=log).count()
    return Verdict(origin=log.origin, size=size, root=tree.frontier.root().hex(), entries=held,
                   faults=tuple(faults))


class _Regrown:
    """The tree grown again from its leaves, as far as it is asked for and then to its end."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._leaves = leaves
        self.frontier = Frontier()
        self.rows: list[list[bytes]] = grow(self.frontier, leaves)
        self._part = Frontier()

    def root_at(self, size: int) -> bytes | None:
        """The root at a size, the sizes asked for in rising order; None beyond the leaves."""
        if size > len(self._leaves):
            return None
        grow(self._part, self._leaves[self._part.size:size])
        return self._part.root()


def _leaves(log: Log, tiles: TileStore, *, size: int, faults: list[str]) -> Iterator[bytes]:
    """The published log entries, as the bundles have them."""
    for number in range(-(-size // TILE_WIDTH)):
        width = min(TILE_WIDTH, size - number * TILE_WIDTH)
        try:
            entries = bundle(tiles, log=log.origin, index=number, width=width)
        except (OSError, ValueError) as error:
            faults.append(f"bundle {number}: {error}")
            return
        for at, entry in enumerate(entries):
            if len(entry) != _LOG_ENTRY_SIZE or not entry.startswith(VERSION_BYTE):
                faults.append(f"index {number * TILE_WIDTH + at}: not a log entry")
        yield from entries


def _wrong_tiles(log: Log, tiles: TileStore, rows: list[list[bytes]]) -> Iterator[str]:
    for level, hashes in enumerate(rows):
        for number in range(-(-len(hashes) // TILE_WIDTH)):
            path = tile_path(level=level, index=number)
            data = b"".join(hashes[number * TILE_WIDTH:(number + 1) * TILE_WIDTH])
            if not (tiles.get(log=log.origin, path=path) or b"").startswith(data):
                yield f"{path}: differs from what its entries hash to"


def _wrong_checkpoints(log: Log, tree: _Regrown, *, size: int) -> Iterator[str]:
    """Every checkpoint that was kept: its signatures, and its root at its size."""
    last = 0
    for row in CheckpointRow.objects.filter(log=log).order_by("size"):
        last = row.size
        note = bytes(row.note)
        try:
            signed = read_checkpoint(note, origin=log.origin, log_key=log.log_key)
        except Rejected as rejected:
            yield f"checkpoint {row.size}: {rejected}"
            continue
        if signed.size != row.size or signed.root != bytes(row.root):
            yield f"checkpoint {row.size}: is kept with another size or root than it states"
        if signed.root != tree.root_at(row.size):
            yield f"checkpoint {row.size}: its root is not that of the entries"
        yield from _wrong_cosignatures(row, note)
    if last != size:
        yield f"checkpoint {size}: missing"


def _wrong_cosignatures(row: CheckpointRow, note: bytes) -> Iterator[str]:
    """A cosignature that was taken must still be there and hold."""
    for taken in Cosignature.objects.filter(checkpoint=row):
        keys = [Verifier.parse(key) for key in Log.objects.values_list("witness_key", flat=True)]
        try:
            open_note(note, [key for key in keys if key.name == taken.witness])
        except ValueError as error:
            yield f"checkpoint {row.size}: cosignature of {taken.witness}: {error}"
