"""Checking proofs against roots (RFC 9162, 2.1.3.2 and 2.1.4.2). Nothing here is lenient."""

from collections.abc import Sequence
from hashlib import sha256

from kopri.engines.merkle.hashing import EMPTY_ROOT, HASH_SIZE, node_hash

MAX_SIZE = 2**63 - 1
_LENGTHS = {HASH_SIZE}
_NO_HASH = "a hash is not 32 bytes long"
_OTHER_ROOT = "the proof leads to another root"
_NODE = b"\x01"  # spelt out where a call for each hash would cost as much as the hash


class ProofInvalid(ValueError):
    """A proof that proves nothing; the text says at what it failed."""


def verify_inclusion(
    *, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that the leaf hash ``leaf`` is at ``index`` in the tree of ``size`` and ``root``.

    Raises ``ProofInvalid`` if it is not, or if the proof has a hash too few or too many.
    """
    if not 0 <= index < size <= MAX_SIZE:
        raise ProofInvalid(f"there is no leaf {index} in a tree of {size}")
    if len(leaf) != HASH_SIZE:  # a sibling of another length leads to another root by itself
        raise ProofInvalid(_NO_HASH)
    shared = (index ^ (size - 1)).bit_length()  # above it the path runs along the right edge,
    if len(proof) != shared + (index >> shared).bit_count():
        raise ProofInvalid(f"a proof of {len(proof)} hashes, which is too few or too many")
    at, result = index | -1 << shared, leaf  # where every sibling is on the left
    for sibling in proof:
        if at & 1:
            result = sha256(_NODE + sibling + result).digest()
        else:
            result = sha256(_NODE + result + sibling).digest()
        at >>= 1
    if result != root:
        raise ProofInvalid(_OTHER_ROOT)


def _rise(at: int, last: int) -> tuple[int, int]:
    """Past the levels where the last node has no sibling and rises unchanged."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last


def verify_consistency(
    *, old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the tree of ``old_size`` and ``old_root`` is a prefix of the new one.

    Of equal sizes the proof is empty. From the empty tree there is no proof (RFC 9162, 2.1.4: the
    older size is above 0): every tree goes on from it, and whoever asks knows that without one.
    Raises ``ProofInvalid`` if it does not hold.
    """
    if not 0 <= old_size <= new_size <= MAX_SIZE:
        raise ProofInvalid(f"a tree does not go from {old_size} to {new_size} leaves")
    _require_hashes([old_root, new_root, *proof])
    if old_size == new_size:
        if proof:
            raise ProofInvalid("there is nothing to prove, and yet there is a proof")
        _require_root(new_root, old_root)
        if new_size == 0:
            _require_root(EMPTY_ROOT, new_root)
        return
    if old_size == 0:
        raise ProofInvalid("from an empty tree nothing can be proved")
    path = list(proof)
    if old_size.bit_count() == 1:  # the old tree is a whole subtree: its root starts the path
        path.insert(0, old_root)
    old, new = consistency_roots(old_size=old_size, new_size=new_size, path=path)
    _require_root(old, old_root)
    _require_root(new, new_root)


def consistency_roots(
    *, old_size: int, new_size: int, path: Sequence[bytes]
) -> tuple[bytes, bytes]:
    """The old and the new root that a path leads to, for 0 < old_size < new_size.

    The path is the consistency proof with its first hash spelt out: where the old tree is a whole
    subtree of the new one (a power of two) that is its root, as the new tree has it. So whoever
    holds another signed root of the old size can show by it that history was rewritten. Raises
    ``ProofInvalid`` for other sizes, and where the path has a hash too few or too many.
    """
    if not 0 < old_size < new_size <= MAX_SIZE:
        raise ProofInvalid(f"no path leads from {old_size} to {new_size} leaves")
    _require_hashes(path)
    if not path:
        raise ProofInvalid("the proof has a hash too few")
    at, last = old_size - 1, new_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofInvalid("the proof has a hash too many")
        if at & 1 or at == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            at, last = _rise(at, last)
        else:
            new = node_hash(new, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise ProofInvalid("the proof has a hash too few")
    return old, new


def _require_hashes(hashes: Sequence[bytes]) -> None:
    if not set(map(len, hashes)) <= _LENGTHS:
        raise ProofInvalid(_NO_HASH)


def _require_root(result: bytes, root: bytes) -> None:
    if result != root:
        raise ProofInvalid(_OTHER_ROOT)
