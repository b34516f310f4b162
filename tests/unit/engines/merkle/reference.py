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
