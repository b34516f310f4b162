"""Every small tree, every proof, and every way of spoiling one: the verdict is the definition's.

The definition is ``reference``: the recursion of RFC 6962, 2.1 undone, which is slow and plain.
"""

from collections.abc import Iterator
from itertools import product

import pytest

from kopri.engines.merkle import ProofInvalid, verify_consistency, verify_inclusion

from .reference import mth, path, proof, root_by_path, roots_by_proof

LARGEST = 11
LEAVES = [bytes([number]) for number in range(LARGEST)]
ROOTS = [mth(LEAVES[:size]) for size in range(LARGEST + 1)]
HASHES = [mth([leaf]) for leaf in LEAVES]
STRANGE = bytes(range(32))


def spoilt(hashes: list[bytes]) -> Iterator[list[bytes]]:
    """The proof itself, then with something flipped, dropped, repeated, swapped or added."""
    yield hashes
    yield hashes[::-1]
    for at in range(len(hashes) + 1):
        before, rest = hashes[:at], hashes[at:]
        yield from ([*before, added, *rest] for added in (STRANGE, HASHES[0], bytes(32)))
        if rest:
            one, after = rest[0], rest[1:]
            yield from (
                [*before, changed, *after]
                for changed in (bytes([one[0] ^ 1]) + one[1:], one[:-1] + bytes([one[-1] ^ 128]))
            )
            yield before + after
            yield [*before, one, one, *after]
            yield [*before, *after[:1], one, *after[1:]]
            yield before


def included(**case: object) -> bool:
    try:
        verify_inclusion(**case)  # type: ignore[arg-type]
    except ProofInvalid:
        return False
    return True


def consistent(**case: object) -> bool:
    try:
        verify_consistency(**case)  # type: ignore[arg-type]
    except ProofInvalid:
        return False
    return True


def included_by_definition(
    *, index: int, size: int, leaf: bytes, proof: list[bytes], root: bytes
) -> bool:
    try:
        return root_by_path(index, size, leaf, proof) == root
    except ValueError:
        return False


def consistent_by_definition(
    *, old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: list[bytes]
) -> bool:
    try:
        return roots_by_proof(old_size, new_size, proof, old_root) == (old_root, new_root)
    except ValueError:
        return False


def test_inclusion_of_every_leaf_under_every_claim() -> None:
    """Other indexes and sizes may share a path's form: then the definition accepts them too."""
    held = 0
    for size in range(1, LARGEST + 1):
        for index in range(size):
            right = path(index, LEAVES[:size])
            for at, claimed in product(range(-1, size + 2), range(LARGEST + 2)):
                case = {"index": at, "size": claimed, "leaf": HASHES[index], "proof": right,
                        "root": ROOTS[size]}
                assert included(**case) is included_by_definition(**case), case  # type: ignore[arg-type]
            for mangled in spoilt(right):
                for leaf, root in product((index, (index + 1) % size), (size, size - 1)):
                    case = {"index": index, "size": size, "leaf": HASHES[leaf], "proof": mangled,
                            "root": ROOTS[root]}
                    verdict = included(**case)
                    assert verdict is included_by_definition(**case), case  # type: ignore[arg-type]
                    held += verdict
    assert held >= LARGEST * (LARGEST + 1) // 2


def test_consistency_of_every_pair_of_sizes_under_every_claim() -> None:
    held = 0
    for new in range(1, LARGEST + 1):
        for old in range(1, new + 1):
            right = proof(old, LEAVES[:new])
            for first, second in product(range(-1, new + 2), range(LARGEST + 2)):
                if first != 0 or second:  # of the empty tree and itself the definition is silent
                    case = {"old_size": first, "old_root": ROOTS[old], "new_size": second,
                            "new_root": ROOTS[new], "proof": right}
                    assert consistent(**case) is consistent_by_definition(**case), case  # type: ignore[arg-type]
            for mangled in spoilt(right):
                for before, after in ((old, new), (new, old), (old - 1, new), (old, new - 1)):
                    case = {"old_size": old, "old_root": ROOTS[before], "new_size": new,
                            "new_root": ROOTS[after], "proof": mangled}
                    verdict = consistent(**case)
                    assert verdict is consistent_by_definition(**case), case  # type: ignore[arg-type]
                    held += verdict
    assert held >= LARGEST * (LARGEST + 1) // 2


@pytest.mark.parametrize("size", [0, 1, 2**62, 2**63 - 1, 2**63, 2**64, -1])
@pytest.mark.parametrize("hashes", [[], [b""], [bytes(31)], [bytes(33)], [STRANGE] * 63,
                                    [STRANGE] * 64, [STRANGE] * 1000])
def test_garbage_is_never_accepted_and_never_worse_than_refused(
    size: int, hashes: list[bytes]
) -> None:
    for other, root in product((0, 1, 5, size - 1, size), (STRANGE, b"", bytes(31))):
        assert not included(index=other, size=size, leaf=HASHES[0], proof=hashes, root=root)
        assert not included(index=other, size=size, leaf=b"", proof=hashes, root=HASHES[0])
        for first, second in ((root, HASHES[0]), (HASHES[0], root)):
            assert not consistent(old_size=other, old_root=first, new_size=size,
                                  new_root=second, proof=hashes)
