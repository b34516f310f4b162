"""How rows of hashes fall into tiles of 256 (C2SP tlog-tiles)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kopri.engines.merkle.paths import MAX_LEVEL, TILE_HEIGHT, TILE_WIDTH, TileAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class TilePart:
    """Hashes to put into tile ``index`` of a row, from slot ``offset`` on, one after the other."""

    index: int
    offset: int
    data: bytes


def split_row(hashes: Sequence[bytes], *, start: int) -> Iterator[TilePart]:
    """Split the hashes that a row gains from position ``start`` on into parts of its tiles."""
    at = 0
    while at < len(hashes):
        index, offset = divmod(start + at, TILE_WIDTH)
        until = at + TILE_WIDTH - offset
        yield TilePart(index=index, offset=offset, data=b"".join(hashes[at:until]))
        at = until


def tiles_touched(*, old_size: int, new_size: int) -> list[TileAddress]:
    """The hash tiles that are new or wider in the tree of ``new_size``, level by level.

    Raises ``ValueError`` unless 0 <= old_size <= new_size.
    """
    if not 0 <= old_size <= new_size:
        raise ValueError("a tree does not shrink")
    touched: list[TileAddress] = []
    for level in range(MAX_LEVEL + 1):
        row = new_size >> TILE_HEIGHT * level
        grown_from = old_size >> TILE_HEIGHT * level
        if row == grown_from:
            break
        for index in range(grown_from // TILE_WIDTH, -(-row // TILE_WIDTH)):
            width = min(TILE_WIDTH, row - index * TILE_WIDTH)
            touched.append(TileAddress(level=level, index=index, width=width))
    return touched


def tiles_of(size: int) -> list[TileAddress]:
    """All hash tiles of a tree of ``size`` leaves, level by level, the partial ones last."""
    return tiles_touched(old_size=0, new_size=size)
