"""The tree, the paths and the proofs word for word from RFC 6962, 2.1, and nothing else."""

from collections.abc import Sequence
from hashlib import sha256


def split(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def mth(d: Sequence[bytes]) -> bytes:
    if not d:
        return sha256(b"").digest()
    if len(d) == 1:
        return sha256(b"\x00" + d[0]).digest()
    k = split(len(d))
    return sha256(b"\x01" + mth(d[:k]) + mth(d[k:])).digest()


def path(m: int, d: Sequence[bytes]) -> list[bytes]:
    if len(d) == 1:
        return []
    k = split(len(d))
    if m < k:
        return [*path(m, d[:k]), mth(d[k:])]
    return [*path(m - k, d[k:]), mth(d[:k])]


def subproof(m: int, d: Sequence[bytes], whole: bool) -> list[bytes]:
    if m == len(d):
        return [] if whole else [mth(d)]
    k = split(len(d))
    if m <= k:
        return [*subproof(m, d[:k], whole), mth(d[k:])]
    return [*subproof(m - k, d[k:], False), mth(d[:k])]


def proof(m: int, d: Sequence[bytes]) -> list[bytes]:
    return subproof(m, d, True)


def tile(level: int, index: int, d: Sequence[bytes]) -> bytes:
    """C2SP tlog-tiles, "Merkle Tree": only hashes of subtrees that are full."""
    span = 256**level
    starts = range(index * 256 * span, (index + 1) * 256 * span, span)
    return b"".join(mth(d[at : at + span]) for at in starts if at + span <= len(d))


def node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def root_by_path(m: int, n: int, leaf: bytes, hashes: Sequence[bytes]) -> bytes:
    """The root that PATH(m, D[n]) leads to, undone step by step; ValueError if it has no such form."""
    if not 0 <= m < n or (n == 1) != (not hashes):
        raise ValueError
    if n == 1:
        return leaf
    k, last = split(n), hashes[-1]
    if m < k:
        return node(root_by_path(m, k, leaf, hashes[:-1]), last)
    return node(last, root_by_path(m - k, n - k, leaf, hashes[:-1]))


def roots_by_proof(
    m: int, n: int, hashes: Sequence[bytes], old: bytes | None
) -> tuple[bytes, bytes]:
    """The old and the new root that SUBPROOF(m, D[n], old is given) leads to, likewise undone."""
    if not 0 < m <= n or (m == n and len(hashes) != (old is None)) or (m < n and not hashes):
        raise ValueError
    if m == n:
        return (hashes[0], hashes[0]) if old is None else (old, old)
    k, last = split(n), hashes[-1]
    if m <= k:
        before, left = roots_by_proof(m, k, hashes[:-1], old)
        return before, node(left, last)
    before, right = roots_by_proof(m - k, n - k, hashes[:-1], None)
    return node(last, before), node(last, right)
