"""A log's tree grows: new log entries become tiles, bundles and a new edge."""

from collections.abc import Sequence
from hashlib import sha256

from kopri.engines.merkle import (
    HASH_SIZE,
    TILE_WIDTH,
    Frontier,
    Tree,
    bundle_path,
    decode_bundle,
    encode_bundle,
    leaf_hashes,
    split_row,
    tile_path,
)
from kopri.journal.ports import TileStore

_LENGTH_SIZE = 2


def grow(frontier: Frontier, entries: Sequence[bytes]) -> list[list[bytes]]:
    """Append log entries to the edge; the hashes that each level of tiles gains."""
    return frontier.append(leaf_hashes(entries))


def store_growth(
    tiles: TileStore, *, log: str, old_size: int, entries: Sequence[bytes],
    rows: Sequence[Sequence[bytes]],
) -> None:
    """Write what the tiles and bundles of ``log`` gain from ``old_size`` on."""
    grown: dict[str, bytes] = {}
    for level, hashes in enumerate(rows):
        for part in split_row(hashes, start=old_size >> (8 * level)):
            path = tile_path(level=level, index=part.index)
            kept = _kept(tiles, log=log, path=path, size=part.offset * HASH_SIZE)
            grown[path] = kept + part.data
    for number in range(old_size // TILE_WIDTH, -(-(old_size + len(entries)) // TILE_WIDTH)):
        first = max(number * TILE_WIDTH, old_size)
        chunk = entries[first - old_size:(number + 1) * TILE_WIDTH - old_size]
        held = bundle(tiles, log=log, index=number, width=first - number * TILE_WIDTH)
        grown[bundle_path(index=number)] = encode_bundle([*held, *chunk])
    tiles.put_all(log=log, tiles=grown)


def _kept(tiles: TileStore, *, log: str, path: str, size: int) -> bytes:
    """The beginning of a tile that was published before."""
    if not size:
        return b""
    stored = tiles.get(log=log, path=path) or b""
    if len(stored) < size:
        raise OSError(f"tile {path} of {log} is shorter than what was published")
    return stored[:size]


def bundle(tiles: TileStore, *, log: str, index: int, width: int) -> list[bytes]:
    """The first ``width`` log entries of a stored bundle. OSError where they are not there."""
    if width == 0:
        return []
    stored = tiles.get(log=log, path=bundle_path(index=index)) or b""
    entries = decode_bundle(stored, width=_count(stored))
    if len(entries) < width:
        raise OSError(f"bundle {index} of {log} is shorter than what was published")
    return entries[:width]


def kept_tree(tiles: TileStore, *, log: str, size: int) -> Tree:
    """The tree of the first ``size`` entries of ``log``, over its stored tiles."""

    def read(level: int, index: int, width: int) -> bytes:
        stored = tiles.get(log=log, path=tile_path(level=level, index=index)) or b""
        return stored[:width * HASH_SIZE]

    return Tree(size=size, read_tile=read)


def _count(data: bytes) -> int:
    """How many entries a stored bundle holds."""
    count = at = 0
    while at < len(data):
        at += _LENGTH_SIZE + int.from_bytes(data[at:at + _LENGTH_SIZE], "big")
        count += 1
    return count


def origin_hash(origin: str) -> str:
    """The name of a log in paths: SHA-256 of its origin in hex."""
    return sha256(origin.encode()).hexdigest()
