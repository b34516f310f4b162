"""A tile store in memory, filled the way a writer fills one."""

from collections import defaultdict
from collections.abc import Sequence

import pytest

from kopri.engines.merkle import Frontier, leaf_hashes, split_row


class MemoryTiles:
    """Appends entries as a sequencer does and serves slices of stored tiles."""

    def __init__(self) -> None:
        self.frontier = Frontier()
        self.tiles: dict[tuple[int, int], bytes] = defaultdict(bytes)

    def append(self, entries: Sequence[bytes]) -> None:
        old_size = self.frontier.size
        for level, row in enumerate(self.frontier.append(leaf_hashes(entries))):
            for part in split_row(row, start=old_size >> 8 * level):
                assert len(self.tiles[level, part.index]) == part.offset * 32
                self.tiles[level, part.index] += part.data

    def read(self, level: int, index: int, width: int) -> bytes:
        return self.tiles[level, index][: width * 32]


@pytest.fixture
def memory_tiles() -> MemoryTiles:
    return MemoryTiles()


@pytest.fixture(scope="module")
def entries() -> list[bytes]:
    return [f"entry {number}".encode() for number in range(1100)]


@pytest.fixture(scope="module")
def big(entries: list[bytes]) -> MemoryTiles:
    """1,100 entries: four full tiles, a partial one, and two rows."""
    tiles = MemoryTiles()
    tiles.append(entries)
    return tiles
