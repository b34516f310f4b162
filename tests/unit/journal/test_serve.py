"""What a node shows: tiles at every width, openings to their audience, copies of other logs."""

import pytest

from kopri.engines.merkle import (
    bundle_path,
    decode_bundle,
    leaf_hash,
    tile_path,
    verify_inclusion,
)
from kopri.engines.merkle.tree import Tree
from kopri.engines.notes.policy import Policy
from kopri.journal import serve
from kopri.journal.growth import origin_hash
from kopri.journal.models import Entry, Log
from kopri.journal.sealing import read_opening
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import fill, followed, pad, round_of


@pytest.fixture
def mirrored(node: Node, log: SimulatedLog, peer: MemoryPeer) -> Log:
    """A followed log of 600 entries: two full tiles and a partial one on the first level."""
    fill(log, 2)
    pad(log, 594)
    round_of(node, peer)
    return followed(log)


def test_bundles_at_every_width(node: Node, log: SimulatedLog, mirrored: Log) -> None:
    leaves = [each.leaf for each in log.sealed]
    for index, widths in ((0, range(1, 257)), (1, (1, 128, 256)), (2, range(1, 89))):
        for width in widths:
            data = serve.tile(node.press.tiles, log=mirrored,
                              path=bundle_path(index=index, width=width))
            assert data is not None
            first = index * 256
            assert decode_bundle(data, width=width) == leaves[first:first + width]


def test_hash_tiles_at_every_width(node: Node, log: SimulatedLog, mirrored: Log) -> None:
    hashes = [leaf_hash(each.leaf) for each in log.sealed]
    for width in range(1, 89):
        data = serve.tile(node.press.tiles, log=mirrored,
                          path=tile_path(level=0, index=2, width=width))
        assert data == b"".join(hashes[512:512 + width])
    top = serve.tile(node.press.tiles, log=mirrored, path=tile_path(level=1, index=0, width=2))
    assert top is not None
    assert len(top) == 64


@pytest.mark.parametrize("path", [
    tile_path(level=0, index=2, width=89), tile_path(level=0, index=2), tile_path(level=0, index=3),
    tile_path(level=1, index=0, width=3), tile_path(level=2, index=0, width=1),
    bundle_path(index=2, width=89), bundle_path(index=2), bundle_path(index=7, width=1),
])
def test_what_was_not_published_is_not_there(node: Node, mirrored: Log, path: str) -> None:
    assert serve.tile(node.press.tiles, log=mirrored, path=path) is None


@pytest.mark.parametrize("path", [
    "", "tile", "tile/0", "tile/0/0", "tile/0/000.p/0", "tile/0/000.p/257", "tile/64/000",
    "tile/0/../../000", "tile/entries/../000", "tile/-1/000", "tile/0/x000/000", "tile/0/000.p/256",
])
def test_a_path_that_is_spelt_wrongly(node: Node, mirrored: Log, path: str) -> None:
    with pytest.raises(ValueError, match="not a tile path"):
        serve.tile(node.press.tiles, log=mirrored, path=path)


def test_an_inclusion_proof_can_be_made_of_what_is_served(
    node: Node, log: SimulatedLog, mirrored: Log
) -> None:
    def read(level: int, index: int, width: int) -> bytes:
        return serve.tile(node.press.tiles, log=mirrored, path=tile_path(
            level=level, index=index, width=width)) or b""

    tree = Tree(size=600, read_tile=read)
    for index in (0, 255, 256, 511, 599):
        verify_inclusion(
            leaf=leaf_hash(log.sealed[index].leaf), index=index, size=600,
            proof=tree.inclusion_proof(index), root=log.frontier(600).root())


def lines(node: Node, label: str, start: int = 0) -> list[bytes]:
    return list(serve.openings(serve.own_log(), labels={label, "*"} if label else set(), start=start))


def test_openings_go_to_their_audience_and_to_nobody_else(node: Node) -> None:
    node.open_case()
    node.publish()
    for label, kinds in (
        ("tm", ["log.admitted/1", "crossing.opened/1"]),
        ("kz", ["log.admitted/1", "crossing.opened/1"]),
        ("xa", ["log.admitted/1"]),
    ):
        opened = [read_opening(line, origin=node.journal.origin) for line in lines(node, label)]
        assert [each.envelope["kind"] for each in opened] == kinds


def test_the_own_half_leaves_to_nobody(node: Node) -> None:
    node.open_case()
    node.publish()
    own = Entry.objects.get(kind="crossing.opened.own/1")
    for label in ("kz", "tm", "*", "", "own"):
        assert all(bytes(own.entry) not in line for line in lines(node, label))


def test_a_label_is_compared_whole(node: Node) -> None:
    """``t`` is no reader of what is for ``tm``."""
    node.open_case()
    node.publish()
    assert len(lines(node, "t")) == len(lines(node, "tm/x")) == 1


def test_what_is_not_published_is_not_opened(node: Node) -> None:
    node.publish()
    node.open_case()
    assert len(lines(node, "tm")) == 1
    node.publish()
    assert len(lines(node, "tm")) == 2


def test_openings_from_an_index_on(node: Node) -> None:
    for number in range(3):
        node.open_case(f"10{number} ABC 12")
    node.publish()
    indexes = [read_opening(line, origin=node.journal.origin).index for line in lines(node, "tm")]
    assert indexes == [0, 1, 3, 5]
    for start in range(8):
        assert lines(node, "tm", start) == [
            line for line, index in zip(lines(node, "tm"), indexes, strict=True) if index >= start]


def test_an_entry_that_was_forgotten_is_passed_over(node: Node) -> None:
    node.open_case()
    node.publish()
    Entry.objects.filter(index=1).update(salt=None, entry=None)
    assert len(lines(node, "tm")) == 1


def test_logs_are_found_by_the_hash_of_their_origin(node: Node, mirrored: Log) -> None:
    assert serve.log_by_hash(origin_hash(mirrored.origin)) == mirrored
    assert serve.log_by_hash(origin_hash("kz.test.kopri")) == serve.own_log()
    assert serve.log_by_hash("00" * 32) is None
    assert serve.checkpoint_note(mirrored).startswith(b"tm.test.kopri\n600\n")


def test_before_the_first_checkpoint_there_is_none(node: Node) -> None:
    assert serve.checkpoint_note(serve.own_log()) == b""
    assert serve.cosigned_note(serve.own_log(), policy=Policy()) == b""
    assert serve.tile(node.press.tiles, log=serve.own_log(), path="tile/0/000.p/1") is None
