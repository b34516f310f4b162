"""The fast tree and the definition of RFC 6962 are one."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kopri.engines.merkle import (
    EMPTY_ROOT,
    Frontier,
    ProofInvalid,
    Tree,
    leaf_hash,
    leaf_hashes,
    node_hash,
    root_of,
    tiles_of,
    verify_consistency,
    verify_inclusion,
)

from .reference import mth, path, proof, tile

SIZES = st.one_of(st.integers(0, 40), st.integers(0, 1100), st.sampled_from([255, 256, 257, 512]))
relaxed = settings(max_examples=60)


def test_hashes_are_those_of_the_standard() -> None:
    # the first values of Certificate Transparency's own reference tests
    assert leaf_hash(b"").hex() == (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )
    assert node_hash(b"N123", b"N456").hex() == (
        "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
    )
    assert EMPTY_ROOT.hex().startswith("e3b0c44298fc1c14")


@relaxed
@given(size=SIZES)
def test_roots(big: Any, entries: list[bytes], size: int) -> None:
    expected = mth(entries[:size])
    assert root_of(leaf_hashes(entries[:size])) == expected
    assert Tree(size=size, read_tile=big.read).root() == expected


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cuts=st.lists(st.integers(0, 1100), max_size=8))
def test_frontier_grows_in_any_steps(big: Any, entries: list[bytes], cuts: list[int]) -> None:
    store = type(big)()
    for start, end in pairwise([0, *sorted(cuts), 1100]):
        store.append(entries[start:end])
        restored = Frontier.from_bytes(store.frontier.to_bytes())
        assert restored == store.frontier
        assert hash(restored) == hash(store.frontier)
        assert (restored.size, restored.root()) == (end, mth(entries[:end]))
        store.frontier = restored
    assert store.tiles == big.tiles


def test_tiles_are_those_of_the_definition(big: Any, entries: list[bytes]) -> None:
    stored = {(each.level, each.index): each.width for each in tiles_of(1100)}
    assert stored == {(level, index): len(data) // 32 for (level, index), data in big.tiles.items()}
    for level, index in stored:
        assert big.tiles[level, index] == tile(level, index, entries)


@relaxed
@given(size=SIZES.filter(bool), data=st.data())
def test_inclusion(big: Any, entries: list[bytes], size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    tree = Tree(size=size, read_tile=big.read)
    audit = tree.inclusion_proof(index)
    assert audit == path(index, entries[:size])
    leaf = leaf_hash(entries[index])
    assert tree.leaf(index) == leaf
    verify_inclusion(index=index, size=size, leaf=leaf, proof=audit, root=tree.root())


@relaxed
@given(new=SIZES, data=st.data())
def test_consistency(big: Any, entries: list[bytes], new: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, new))
    tree = Tree(size=new, read_tile=big.read)
    steps = tree.consistency_proof(old)
    if old == 0:
        assert steps == []
        return
    assert steps == proof(old, entries[:new])
    verify_consistency(
        old_size=old, old_root=mth(entries[:old]), new_size=new, new_root=tree.root(), proof=steps
    )


IN_PLACE: dict[str, Callable[[bytes], list[bytes]]] = {
    "flip": lambda one: [bytes([one[0] ^ 1]) + one[1:]],
    "drop": lambda one: [],
    "repeat": lambda one: [one, one],
    "short": lambda one: [one[:-1]],
}


@pytest.mark.parametrize("how", [*IN_PLACE, "trail", "lead", "root", "leaf", "index"])
@relaxed
@given(size=st.integers(1, 300), data=st.data())
def test_a_mangled_inclusion_proof_fails(
    big: Any, entries: list[bytes], how: str, size: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, size - 1))
    tree = Tree(size=size, read_tile=big.read)
    case: dict[str, Any] = {
        "index": index, "size": size, "leaf": tree.leaf(index),
        "proof": tree.inclusion_proof(index), "root": tree.root(),
    }  # fmt: skip
    if not mangle(case, how, data):
        return
    with pytest.raises(ProofInvalid):
        verify_inclusion(**case)


def mangle(case: dict[str, Any], how: str, data: st.DataObject) -> bool:
    """Spoil one thing; False where this proof has nothing to spoil in this way."""
    hashes: list[bytes] = case["proof"]
    if how in IN_PLACE and not hashes:
        return False
    at = data.draw(st.integers(0, len(hashes) - 1)) if hashes else 0
    if how in {"root", "leaf"}:
        case[how] = leaf_hash(case[how])
    elif how == "index":
        case["index"] = case["size"]
    elif how in IN_PLACE:
        hashes[at : at + 1] = IN_PLACE[how](hashes[at])
    else:
        hashes.insert(len(hashes) if how == "trail" else 0, case["root"])
    return True


@pytest.mark.parametrize("how", [*IN_PLACE, "trail", "lead", "old", "new"])
@relaxed
@given(new=st.integers(1, 300), data=st.data())
def test_a_mangled_consistency_proof_fails(
    big: Any, entries: list[bytes], how: str, new: int, data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, new))
    case: dict[str, Any] = {
        "old_size": old, "old_root": mth(entries[:old]), "new_size": new,
        "new_root": mth(entries[:new]),
        "proof": Tree(size=new, read_tile=big.read).consistency_proof(old),
    }  # fmt: skip
    if how == "old":
        case["old_root"] = leaf_hash(case["old_root"])
    elif how == "new":
        case["new_root"] = leaf_hash(case["new_root"])
    elif not mangle(case | {"root": case["new_root"]}, how, data):
        return
    with pytest.raises(ProofInvalid):
        verify_consistency(**case)


def test_consistency_of_impossible_sizes() -> None:
    for old, new in ((-1, 1), (2, 1), (1, 2**63)):
        with pytest.raises(ProofInvalid):
            verify_consistency(
                old_size=old, old_root=EMPTY_ROOT, new_size=new, new_root=EMPTY_ROOT, proof=[]
            )
    with pytest.raises(ProofInvalid, match="too few"):
        verify_consistency(
            old_size=3, old_root=EMPTY_ROOT, new_size=5, new_root=EMPTY_ROOT, proof=[]
        )
    with pytest.raises(ProofInvalid, match="nothing can be proved"):
        verify_consistency(
            old_size=0, old_root=EMPTY_ROOT, new_size=1, new_root=leaf_hash(b""), proof=[]
        )
    verify_consistency(
        old_size=0, old_root=EMPTY_ROOT, new_size=0, new_root=EMPTY_ROOT, proof=[]
    )
    for old_root in (EMPTY_ROOT, leaf_hash(b"")):
        with pytest.raises(ProofInvalid):  # an empty tree has one root only
            verify_consistency(
                old_size=0, old_root=old_root, new_size=0, new_root=leaf_hash(b""), proof=[]
            )


def test_outside_of_the_tree(big: Any) -> None:
    tree = Tree(size=5, read_tile=big.read)
    for refused in (
        lambda: tree.inclusion_proof(5), lambda: tree.inclusion_proof(-1), lambda: tree.leaf(5),
        lambda: tree.consistency_proof(6), lambda: Tree(size=-1, read_tile=big.read),
    ):  # fmt: skip
        with pytest.raises(ValueError):
            refused()


def test_a_short_tile_is_refused(big: Any) -> None:
    with pytest.raises(ValueError, match="hashes wide"):
        Tree(size=1101, read_tile=big.read).root()


def test_each_tile_is_read_once(big: Any) -> None:
    seen: list[tuple[int, int, int]] = []

    def read(level: int, index: int, width: int) -> bytes:
        seen.append((level, index, width))
        return bytes(big.read(level, index, width))

    tree = Tree(size=1100, read_tile=read)
    tree.inclusion_proof(700)
    tree.consistency_proof(600)
    tree.root()
    assert len(seen) == len(set(seen))
    assert (0, 4, 76) in seen


def test_a_frontier_refuses_what_is_no_hash() -> None:
    frontier = Frontier()
    with pytest.raises(ValueError):
        frontier.append([bytes(32), bytes(31)])
    assert frontier == Frontier()
    assert frontier.root() == EMPTY_ROOT
    for data in (b"", b"\0" * 9, (3).to_bytes(8, "big") + bytes(32)):
        with pytest.raises(ValueError):
            Frontier.from_bytes(data)


def test_a_copy_of_a_frontier_is_its_own() -> None:
    frontier = Frontier()
    frontier.append([bytes(32)])
    other = frontier.copy()
    other.append([bytes(32)])
    assert (frontier.size, other.size) == (1, 2)
    assert frontier != other
