"""A complete tlog-tiles log that another implementation wrote, read and verified from end to end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kopri.engines.merkle import (
    Frontier,
    Tree,
    bundle_path,
    decode_bundle,
    leaf_hash,
    leaf_hashes,
    parse_path,
    tile_path,
    verify_consistency,
    verify_inclusion,
)
from kopri.engines.notes import Checkpoint, Verifier, open_note

LEAVES = [b"one", b"two", b"three", b"four", b"five", b"six", b"seven"]
SIZES = range(1, 8)


@pytest.fixture
def log(conformance: Callable[[str], Path]) -> Path:
    return conformance("tiles_log") / "tessera_log" / "log"


@pytest.fixture
def key(conformance: Callable[[str], Path]) -> Verifier:
    source = (conformance("tiles_log") / "SOURCE.txt").read_text()
    return Verifier.parse(source.partition("Public key: ")[2].split()[0])


@pytest.fixture
def checkpoints(log: Path, key: Verifier) -> list[Checkpoint]:
    notes = [(log / f"checkpoint.{size}").read_bytes() for size in [0, *SIZES]]
    opened = [open_note(note, [key]) for note in notes]
    assert all(each.by(key) for each in opened)
    return [Checkpoint.parse(each.text) for each in opened]


@pytest.fixture
def trees(log: Path) -> list[Tree]:
    def read(level: int, index: int, width: int) -> bytes:
        return (log / tile_path(level=level, index=index, width=width)).read_bytes()

    return [Tree(size=size, read_tile=read) for size in [0, *SIZES]]


def test_checkpoints_and_bundles(log: Path, checkpoints: list[Checkpoint]) -> None:
    assert [each.size for each in checkpoints] == [0, *SIZES]
    assert {each.origin for each in checkpoints} == {"example.com/log/testdata"}
    frontier = Frontier()
    assert frontier.root() == checkpoints[0].root
    for size in SIZES:
        entries = decode_bundle((log / bundle_path(index=0, width=size)).read_bytes(), width=size)
        assert entries == LEAVES[:size]
        frontier.append(leaf_hashes(entries[size - 1 :]))
        assert frontier.root() == checkpoints[size].root


def test_proofs_from_its_tiles(checkpoints: list[Checkpoint], trees: list[Tree]) -> None:
    for size in SIZES:
        tree, root = trees[size], checkpoints[size].root
        assert tree.root() == root
        for index in range(size):
            proof = tree.inclusion_proof(index)
            leaf = leaf_hash(LEAVES[index])
            verify_inclusion(index=index, size=size, leaf=leaf, proof=proof, root=root)
        assert tree.consistency_proof(0) == []
        for old in range(1, size + 1):
            verify_consistency(
                old_size=old,
                old_root=checkpoints[old].root,
                new_size=size,
                new_root=root,
                proof=tree.consistency_proof(old),
            )


def test_every_file_of_the_log_has_an_address(log: Path) -> None:
    files = [str(file.relative_to(log)) for file in (log / "tile").rglob("*") if file.is_file()]
    assert len(files) == 2 * len(SIZES)
    assert {parse_path(file).level for file in files} == {None, 0}
