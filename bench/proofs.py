"""Inclusion proofs: verified, beside hashlib making the same calls; built, beside pymerkle.

The peer of verifying hashes the very same messages of each path, laid out beforehand, in a bare
loop: the ceiling in Python. The peers of building are pymerkle's tree in memory and its tree in
SQLite. Both sides have proved the same indexes once before the clock starts (warm). Everything runs
in turns in one process and the medians of the rounds are compared.

    python -m bench proofs
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from pymerkle import InmemoryTree, SqliteTree
from pymerkle.core import BaseMerkleTree

from kopri.engines.merkle import Frontier, Tree, leaf_hashes, split_row, verify_inclusion

VERIFIED = 500
BUILT = 1_000


def grown(entries: list[bytes]) -> Tree:
    """The tree over tiles in memory, filled as a writer fills them."""
    tiles: dict[tuple[int, int], bytes] = {}
    for level, row in enumerate(Frontier().append(leaf_hashes(entries))):
        for part in split_row(row, start=0):
            tiles[level, part.index] = part.data
    return Tree(size=len(entries), read_tile=lambda level, index, width: tiles[level, index])


def messages(tree: Tree, index: int, leaf: bytes) -> list[bytes]:
    """What must be hashed to go from a leaf to the root, one message a call."""
    result, at, last, calls = leaf, index, tree.size - 1, list[bytes]()
    for sibling in tree.inclusion_proof(index):
        while at == last and not at & 1:
            at, last = at >> 1, last >> 1
        calls.append(b"\x01" + (sibling + result if at & 1 else result + sibling))
        result, at, last = sha256(calls[-1]).digest(), at >> 1, last >> 1
    assert result == tree.root()
    return calls


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one run."""
    started = perf_counter()
    work()
    return perf_counter() - started


def in_turns(contenders: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median of each."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            times[name].append(seconds(work))
    return {name: median(measured) for name, measured in times.items()}


def verifying(tree: Tree, chance: Random, *, rounds: int) -> None:
    """Proofs verified, against the hashing of their paths."""
    indexes = [chance.randrange(tree.size) for _ in range(VERIFIED)]
    root = tree.root()
    cases = [(index, tree.leaf(index), tree.inclusion_proof(index)) for index in indexes]
    calls = [call for index, leaf, _ in cases for call in messages(tree, index, leaf)]

    def verify() -> None:
        for index, leaf, proof in cases:
            verify_inclusion(index=index, size=tree.size, leaf=leaf, proof=proof, root=root)

    taken = in_turns({
        "hashlib, the same paths": lambda: [sha256(call).digest() for call in calls],
        "verified": verify,
    }, rounds)
    peer = taken["hashlib, the same paths"]
    for name, each in taken.items():
        print(f"{name:28} {VERIFIED / each:12,.0f} proofs/s   {each / peer:6.2f} times the hashing "
              "(bar: 1.5)")


def building(
    tree: Tree, peers: dict[str, BaseMerkleTree], chance: Random, *, rounds: int
) -> None:
    """Proofs built, warm, against pymerkle."""
    indexes = [chance.randrange(tree.size) for _ in range(BUILT)]

    def by(peer: BaseMerkleTree) -> Callable[[], object]:
        return lambda: [peer.prove_inclusion(index + 1) for index in indexes]

    contenders = {name: by(peer) for name, peer in peers.items()}
    contenders["built from tiles"] = lambda: [tree.inclusion_proof(index) for index in indexes]
    for work in contenders.values():
        work()
    taken = in_turns(contenders, rounds)
    ours = taken["built from tiles"]
    for name, each in taken.items():
        print(f"{name:28} {BUILT / each:12,.0f} proofs/s   {each / ours:6.1f} times our time "
              "(bar: 20)")


def main(*, leaves: int = 100_000, rounds: int = 15) -> None:
    """Measure and print one line per contender."""
    entries = [index.to_bytes(33, "big") for index in range(leaves)]
    tree, chance = grown(entries), Random(1)
    memory = InmemoryTree(algorithm="sha256")
    memory.append_entries(entries)
    with TemporaryDirectory() as folder, SqliteTree(
            str(Path(folder) / "tree.db"), algorithm="sha256") as stored:
        stored.append_entries(entries, chunksize=50_000)
        assert memory.get_state() == stored.get_state() == tree.root()
        verifying(tree, chance, rounds=rounds)
        building(tree, {"pymerkle, in memory": memory, "pymerkle, SQLite": stored}, chance,
                 rounds=rounds)


if __name__ == "__main__":
    main()
