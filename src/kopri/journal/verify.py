"""Verify what lies in the database and in the tiles: everything is hashed again."""

from collections.abc import Iterator
from dataclasses import dataclass

from kopri.engines.merkle import TILE_WIDTH, Frontier, tile_path
from kopri.engines.notes import Checkpoint
from kopri.journal.growth import bundle, grow
from kopri.journal.incidents import Rejected
from kopri.journal.models import Checkpoint as CheckpointRow
from kopri.journal.models import Entry, Log
from kopri.journal.ports import TileStore
from kopri.journal.reading import entries_of
from kopri.journal.sealing import VERSION_BYTE, commitment, log_entry, stamp_bytes
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
    frontier = Frontier()
    leaves = list(_leaves(log, tiles, size=size, faults=faults))
    if len(leaves) == size:
        rows = grow(frontier, leaves)
        faults.extend(_wrong_tiles(log, tiles, rows))
    faults.extend(_wrong_entries(log, leaves))
    faults.extend(_wrong_checkpoints(log, frontier))
    held = Entry.objects.filter(log=log).count()
    return Verdict(origin=log.origin, size=size, root=frontier.root().hex(), entries=held,
                   faults=tuple(faults))


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


def _wrong_entries(log: Log, leaves: list[bytes]) -> Iterator[str]:
    """Every stored opening against its leaf, and the running numbers of the labels."""
    expected, counts = 0, dict[str, int]()
    for row in entries_of(log.origin):
        index = row.index or 0
        if log.own and index != expected:
            yield f"index {expected}: missing"
        expected = index + 1
        labels = row.audience.split(",") if row.audience else []
        for label in labels:
            counts[label] = counts.get(label, 0) + 1
        if index < len(leaves) and log_entry(
            committed=_committed(row), stamp=bytes(row.stamp or b"")
        ) != leaves[index]:
            yield f"index {index}: does not open the published log entry"
        if log.own and bytes(row.stamp or b"") != stamp_bytes(
            origin=log.origin, index=index, count={label: counts[label] for label in labels}
        ):
            yield f"index {index}: stamped with other numbers than its place has"


def _committed(row: Entry) -> bytes:
    """The commitment, hashed again where the opening is still there."""
    if row.salt is None or row.entry is None:
        return bytes(row.commitment)
    return commitment(salt=bytes(row.salt), entry=bytes(row.entry))


def _wrong_checkpoints(log: Log, frontier: Frontier) -> Iterator[str]:
    newest = CheckpointRow.objects.filter(log=log).order_by("-size").first()
    if newest is None:
        if frontier.size:
            yield "no checkpoint"
        return
    try:
        signed: Checkpoint = read_checkpoint(
            bytes(newest.note), origin=log.origin, log_key=log.log_key
        )
    except Rejected as rejected:
        yield f"checkpoint {newest.size}: {rejected}"
        return
    if (signed.size, signed.root) != (frontier.size, frontier.root()):
        yield f"checkpoint {signed.size}: its root is not that of the entries"
