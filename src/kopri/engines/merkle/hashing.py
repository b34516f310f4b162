"""Leaf and node hashes (RFC 6962, 2.1)."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

_LEAF = b"\x00"
_NODE = b"\x01"


def leaf_hash(entry: bytes) -> bytes:
    """The 32-byte leaf hash of a log entry: SHA-256(0x00 || entry)."""
    return sha256(_LEAF + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """The leaf hashes of many entries, in order."""
    return [sha256(_LEAF + entry).digest() for entry in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """The 32-byte hash of an inner node: SHA-256(0x01 || left || right)."""
    return sha256(_NODE + left + right).digest()


def pair_up(nodes: Sequence[bytes]) -> list[bytes]:
    """The parents of ``nodes``, taken two by two; an odd last one is left out."""
    one_by_one = iter(nodes)
    pairs = zip(one_by_one, one_by_one, strict=False)
    return [sha256(_NODE + left + right).digest() for left, right in pairs]


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over these leaf hashes (RFC 6962, 2.1); of none, SHA-256 of nothing."""
    if not leaves:
        return EMPTY_ROOT
    nodes = list(leaves)
    while len(nodes) > 1:
        parents = pair_up(nodes)
        if len(nodes) % 2:
            parents.append(nodes[-1])  # without a sibling a node rises unchanged
        nodes = parents
    return nodes[0]


def fold(peaks: Sequence[bytes]) -> bytes:
    """The root over perfect subtrees given from the largest (left) to the smallest (right)."""
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root
