"""The Merkle tree of a transparency log (RFC 6962 hashing, RFC 9162 proofs, C2SP tlog-tiles).

A writer keeps a ``Frontier`` and appends leaf hashes to it; what ``append`` returns is what the
hash tiles gain. A reader opens a ``Tree`` over tiles that it fetches and builds proofs from them.
``verify_inclusion`` and ``verify_consistency`` trust nothing but the root they are given.
"""

from kopri.engines.merkle.bundles import bundle_leaf_hashes, decode_bundle, encode_bundle
from kopri.engines.merkle.frontier import Frontier
from kopri.engines.merkle.hashing import (
    EMPTY_ROOT,
    HASH_SIZE,
    leaf_hash,
    leaf_hashes,
    node_hash,
    root_of,
)
from kopri.engines.merkle.paths import (
    MAX_LEVEL,
    TILE_HEIGHT,
    TILE_WIDTH,
    TileAddress,
    bundle_path,
    parse_path,
    path_of,
    tile_path,
)
from kopri.engines.merkle.proofs import (
    ProofInvalid,
    consistency_roots,
    verify_consistency,
    verify_inclusion,
)
from kopri.engines.merkle.tiles import TilePart, split_row, tiles_of, tiles_touched
from kopri.engines.merkle.tree import ReadTile, Tree

__all__ = [
    "EMPTY_ROOT",
    "HASH_SIZE",
    "MAX_LEVEL",
    "TILE_HEIGHT",
    "TILE_WIDTH",
    "Frontier",
    "ProofInvalid",
    "ReadTile",
    "TileAddress",
    "TilePart",
    "Tree",
    "bundle_leaf_hashes",
    "bundle_path",
    "consistency_roots",
    "decode_bundle",
    "encode_bundle",
    "leaf_hash",
    "leaf_hashes",
    "node_hash",
    "parse_path",
    "path_of",
    "root_of",
    "split_row",
    "tile_path",
    "tiles_of",
    "tiles_touched",
    "verify_consistency",
    "verify_inclusion",
]
