"""Proofs over a simulated log, as an evidence file needs them."""

from kopri.engines.merkle import HASH_SIZE, Tree, leaf_hash, tile_path
from kopri.journal import sealing
from kopri.journal.prove.evidence import Included, included
from tests.simulators.log import SimulatedLog


def tile_of(log: SimulatedLog, *, level: int, index: int, width: int) -> bytes:
    """A hash tile of the tree over all entries."""
    tiles: dict[str, bytes] = {}
    for row, hashes in enumerate(log.rows()):
        for number in range(-(-len(hashes) // 256)):
            path = tile_path(level=row, index=number)
            tiles[path] = b"".join(hashes[number * 256:(number + 1) * 256])
    return tiles.get(tile_path(level=level, index=index), b"")[:width * HASH_SIZE]


def tree_of(log: SimulatedLog, *, size: int) -> Tree:
    """The tree of the first ``size`` entries as they are now."""
    return Tree(size=size, read_tile=lambda level, index, width: tile_of(
        log, level=level, index=index, width=width))


def included_entry(log: SimulatedLog, index: int) -> Included:
    """An entry of the published tree for an evidence file."""
    sealed = log.sealed[index]
    tree = tree_of(log, size=log.published)
    assert tree.leaf(index) == leaf_hash(sealed.leaf)
    return included(
        commitment=sealing.commitment(salt=sealed.salt, entry=sealed.entry), stamp=sealed.stamp,
        index=index, path=tree.inclusion_proof(index))
