"""A published tree, read from hash tiles: its root, and proofs for others."""

from typing import Protocol

from kopri.engines.merkle.hashing import EMPTY_ROOT, HASH_SIZE, fold, pair_up
from kopri.engines.merkle.paths import TILE_HEIGHT, TILE_WIDTH
from kopri.engines.merkle.ranges import consistency_ranges, inclusion_ranges, perfect_subtrees


def _place(rise: int, at: int) -> slice:
    """Where the node ``at`` of the row ``rise`` above a tile's own hashes is kept."""
    before = 2 * TILE_WIDTH - (2 * TILE_WIDTH >> rise)  # in the rows below: 256, 128, 64, ...
    start = (before + at) * HASH_SIZE
    return slice(start, start + HASH_SIZE)


_SIBLINGS = [[_place(rise, slot >> rise ^ 1) for rise in range(TILE_HEIGHT)]
             for slot in range(TILE_WIDTH)]


class ReadTile(Protocol):
    """Gives the first ``width`` hashes of a tile: ``32 * width`` bytes, from wherever it likes."""

    def __call__(self, level: int, index: int, width: int, /) -> bytes: ...


class Tree:
    """The tree of ``size`` leaves over tiles from ``read_tile``; each tile is read once.

    Tiles are not trusted: build the proof, then verify it against a root that is. Every method
    raises ``ValueError`` where a tile has another length than asked for.
    """

    def __init__(self, *, size: int, read_tile: ReadTile) -> None:
        if size < 0:
            raise ValueError("a tree has no fewer than 0 leaves")
        self.size = size
        self._read_tile = read_tile
        self._tiles: dict[tuple[int, int], bytes] = {}
        self._paths: dict[tuple[int, int], list[bytes]] = {}

    def root(self) -> bytes:
        """The root hash."""
        return self._range(0, self.size) if self.size else EMPTY_ROOT

    def leaf(self, index: int) -> bytes:
        """The leaf hash at ``index``; raises ``ValueError`` outside of the tree."""
        self._require_leaf(index)
        return self._node(0, index)

    def inclusion_proof(self, index: int) -> list[bytes]:
        """The audit path of the leaf at ``index`` (RFC 6962, 2.1.1), from the leaf up.

        Raises ``ValueError`` for an index outside of the tree.
        """
        self._require_leaf(index)
        return self._path(0, index)

    def consistency_proof(self, old_size: int) -> list[bytes]:
        """The proof that the tree of ``old_size`` is a prefix of this one (RFC 6962, 2.1.2).

        Empty for size 0 and for this size; raises ``ValueError`` for a larger one.
        """
        if not 0 <= old_size <= self.size:
            raise ValueError(f"there is no tree of {old_size} leaves in one of {self.size}")
        if old_size in {0, self.size}:
            return []
        return [self._range(*part) for part in consistency_ranges(old=old_size, new=self.size)]

    def consistency_path(self, old_size: int) -> list[bytes]:
        """The consistency proof with its first hash spelt out (see ``consistency_roots``).

        Raises ``ValueError`` unless 0 < old_size < size.
        """
        if not 0 < old_size < self.size:
            raise ValueError(f"no path leads from {old_size} to {self.size} leaves")
        whole = old_size.bit_count() == 1
        return [*([self._range(0, old_size)] if whole else []), *self.consistency_proof(old_size)]

    def _require_leaf(self, index: int) -> None:
        if not 0 <= index < self.size:
            raise ValueError(f"there is no leaf {index} in a tree of {self.size}")

    def _range(self, start: int, end: int) -> bytes:
        return fold([self._node(height, index) for height, index in perfect_subtrees(start, end)])

    def _path(self, level: int, at: int) -> list[bytes]:
        """The siblings from the hash at ``at`` in a row of tiles up to the root."""
        tile, slot = divmod(at, TILE_WIDTH)
        if tile >= self.size >> TILE_HEIGHT * (level + 1):  # the tile is not full: the right edge
            below = TILE_HEIGHT * level
            ranges = inclusion_ranges(index=at << below, size=self.size)[below:]
            return [self._range(*part) for part in ranges]
        nodes = self._tiles.get((level, tile)) or self._nodes(level, tile)
        above = self._paths.get((level, tile))  # one for all that is in the tile, and so kept
        if above is None:
            above = self._paths[level, tile] = self._path(level + 1, tile)
        return [nodes[place] for place in _SIBLINGS[slot]] + above

    def _node(self, height: int, index: int) -> bytes:
        level, rise = divmod(height, TILE_HEIGHT)
        tile, at = divmod(index, TILE_WIDTH >> rise)
        return self._nodes(level, tile)[_place(rise, at)]

    def _nodes(self, level: int, index: int) -> bytes:
        """The hashes of a tile and the inner nodes that it leaves out, row after row.

        In one piece, where each is found by ``_place``: half the memory of as many objects.
        """
        known = self._tiles.get((level, index))
        if known is not None:
            return known
        width = min(TILE_WIDTH, (self.size >> TILE_HEIGHT * level) - index * TILE_WIDTH)
        data = self._read_tile(level, index, width)
        if len(data) != width * HASH_SIZE:
            raise ValueError(f"tile {level}/{index} is not {width} hashes wide")
        row = [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]
        rows: list[bytes] = []
        for rise in range(TILE_HEIGHT):
            rows.append(b"".join(row).ljust((TILE_WIDTH >> rise) * HASH_SIZE, b"\0"))
            row = pair_up(row)
        self._tiles[level, index] = b"".join(rows)
        return self._tiles[level, index]
