"""Every way of damaging what is kept is found, and named."""

from collections.abc import Callable

import pytest

from kopri.journal import serve
from kopri.journal.growth import origin_hash
from kopri.journal.models import Checkpoint, Entry, Log
from kopri.journal.verify.logs import verify
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import fill, pad, round_of

ORIGINS = ("kz.test.kopri", "tm.test.kopri")


@pytest.fixture
def kept(node: Node, log: SimulatedLog, peer: MemoryPeer) -> Node:
    """An own log of two checkpoints, cosigned, with unpublished entries; and a followed one."""
    node.open_case("100 ABC 12")
    node.publish()
    node.open_case("101 ABC 12")
    node.publish()
    peer.cosign(serve.checkpoint_note(serve.own_log()))
    fill(log, 2)
    pad(log, 294)
    round_of(node, peer)
    fill(log, 2, start=2)
    round_of(node, peer)
    node.open_case("102 ABC 12")
    return node


def faults(node: Node) -> dict[str, tuple[str, ...]]:
    return {verdict.origin: verdict.faults for verdict in verify(node.press.tiles)}


def named(node: Node, origin: str, words: str) -> None:
    found = faults(node)
    assert any(words in fault for fault in found[origin]), found
    assert all(not found[other] for other in ORIGINS if other != origin), found


def test_what_was_not_damaged_is_clean(kept: Node) -> None:
    verdicts = {verdict.origin: verdict for verdict in verify(kept.press.tiles)}
    own, other = (verdicts[origin] for origin in ORIGINS)
    assert (own.faults, other.faults) == ((), ())
    assert (own.size, own.entries) == (6, 8)
    assert (other.size, other.entries) == (306, 8)
    assert own.root == bytes(Checkpoint.objects.get(log__own=True, size=6).root).hex()


def test_an_empty_node_is_clean(node: Node) -> None:
    assert faults(node) == {"kz.test.kopri": ()}


def flip(data: bytes, at: int = -1) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


@pytest.mark.parametrize("column", ["entry", "salt", "stamp", "commitment"])
@pytest.mark.parametrize(("origin", "index"), [("kz.test.kopri", 2), ("tm.test.kopri", 3)])
def test_a_bit_of_an_entry(kept: Node, origin: str, index: int, column: str) -> None:
    row = Entry.objects.get(log__origin=origin, index=index)
    at = bytes(row.entry).index(b"road") if column == "entry" else 5
    setattr(row, column, flip(bytes(getattr(row, column)), at))
    row.save()
    words = "commitment" if column == "commitment" else f"index {index}: does not open the published"
    named(kept, origin, words)


@pytest.mark.parametrize(("column", "value"), [
    ("kind", "queue.called/1"), ("subject", "K000-0000-00"), ("audience", "kz"),
    ("time", "2026-01-15T05:00:00Z"), ("recorded", "2026-01-15T05:00:00Z"),
])
@pytest.mark.parametrize("origin", ORIGINS)
def test_a_column_that_tells_another_story(
    kept: Node, origin: str, column: str, value: str
) -> None:
    Entry.objects.filter(log__origin=origin, index=3).update(**{column: value})
    named(kept, origin, f"index 3: column {column} differs")


def test_an_entry_that_is_not_yet_published(kept: Node) -> None:
    row = Entry.objects.order_by("-pk").filter(log__own=True)[1]
    row.entry = bytes(row.entry).replace(b"102 ABC 12", b"103 ABC 12")
    row.save()
    named(kept, "kz.test.kopri", "its commitment is not that of its bytes")


@pytest.mark.parametrize("index", [0, 3, 5])
def test_an_own_entry_that_is_gone(kept: Node, index: int) -> None:
    Entry.objects.filter(log__own=True, index=index).delete()
    named(kept, "kz.test.kopri", f"index {index}: missing")


def test_all_entries_are_gone(kept: Node) -> None:
    Entry.objects.filter(log__own=True).delete()
    named(kept, "kz.test.kopri", "index 0: missing")


@pytest.mark.parametrize(("index", "words"), [
    (0, "an entry addressed to kz before it is missing"),
    (3, "an entry addressed to kz before it is missing"),
    (303, "counts"), (305, "counts"),
])
def test_a_followed_entry_that_is_gone(kept: Node, index: int, words: str) -> None:
    Entry.objects.filter(log__origin="tm.test.kopri", index=index).delete()
    named(kept, "tm.test.kopri", words)


def test_a_stamp_that_was_given_otherwise(kept: Node) -> None:
    """The last own entry, not yet published: only its place speaks against it."""
    if not kept.journal.indexed:
        kept.publish()
    row = Entry.objects.filter(log__own=True).latest("index")
    row.stamp = bytes(row.stamp).replace(b'"index":7', b'"index":9')
    row.save()
    named(kept, "kz.test.kopri", "index 7: stamped with other numbers")


@pytest.mark.parametrize("path", ["tile/0/000", "tile/entries/000", "tile/0/001", "tile/1/000",
                                  "tile/entries/001"])
@pytest.mark.parametrize("at", [0, 1, 2, 31, -1])
def test_a_bit_of_a_tile(kept: Node, path: str, at: int) -> None:
    origin = "tm.test.kopri"
    data = kept.press.tiles.get(log=origin, path=path)
    assert data is not None
    kept.press.tiles.put(log=origin, path=path, data=flip(data, at))
    found = faults(kept)[origin]
    assert found
    number = path.rsplit("/", 1)[-1]
    assert any(number in fault or "bundle" in fault or "index" in fault for fault in found)


@pytest.mark.parametrize("path", ["tile/0/000", "tile/entries/000"])
@pytest.mark.parametrize("origin", ORIGINS)
def test_a_tile_that_is_short_or_gone(kept: Node, origin: str, path: str) -> None:
    data = kept.press.tiles.get(log=origin, path=path) or b""
    kept.press.tiles.put(log=origin, path=path, data=data[:-35])
    assert faults(kept)[origin]
    file = kept.home.tiles / origin_hash(origin) / path
    file.unlink()
    assert faults(kept)[origin]


def test_a_tile_that_has_run_ahead_is_no_fault(kept: Node) -> None:
    """A crash between the tile and the checkpoint leaves it longer."""
    data = kept.press.tiles.get(log="kz.test.kopri", path="tile/0/000") or b""
    kept.press.tiles.put(log="kz.test.kopri", path="tile/0/000", data=data + b"\0" * 32)
    assert faults(kept)["kz.test.kopri"] == ()


Damage = Callable[[Checkpoint], None]


def change_root(row: Checkpoint) -> None:
    row.root = flip(bytes(row.root))


def change_size(row: Checkpoint) -> None:
    row.size += 1


def change_note(row: Checkpoint) -> None:
    row.note = bytes(row.note).replace(b".test.", b".TEST.", 1)


def break_note(row: Checkpoint) -> None:
    row.note = b"nothing"


def change_signature(row: Checkpoint) -> None:
    lines = bytes(row.note).split(b"\n")
    lines[4] = lines[4][:-10] + (b"A" if lines[4][-10:-9] != b"A" else b"B") + lines[4][-9:]
    row.note = b"\n".join(lines)


@pytest.mark.parametrize("damage", [change_root, change_size, change_note, break_note,
                                    change_signature])
@pytest.mark.parametrize(("origin", "size"), [
    ("kz.test.kopri", 4), ("kz.test.kopri", 6), ("tm.test.kopri", 300), ("tm.test.kopri", 306),
])
def test_a_checkpoint_old_or_new(kept: Node, damage: Damage, origin: str, size: int) -> None:
    row = Checkpoint.objects.get(log__origin=origin, size=size)
    damage(row)
    row.save()
    named(kept, origin, "checkpoint")


@pytest.mark.parametrize(("origin", "size"), [("kz.test.kopri", 6), ("tm.test.kopri", 306)])
def test_the_newest_checkpoint_is_gone(kept: Node, origin: str, size: int) -> None:
    Checkpoint.objects.filter(log__origin=origin, size=size).delete()
    named(kept, origin, f"checkpoint {size}: missing")


@pytest.mark.parametrize(("origin", "size"), [("kz.test.kopri", 6), ("tm.test.kopri", 306)])
def test_a_cosignature_that_is_gone_or_broken(kept: Node, origin: str, size: int) -> None:
    row = Checkpoint.objects.get(log__origin=origin, size=size)
    lines = bytes(row.note).rstrip(b"\n").split(b"\n")
    row.note = b"\n".join(lines[:-1]) + b"\n"
    row.save()
    named(kept, origin, f"checkpoint {size}: cosignature of")
    last = lines[-1][:-20] + (b"A" if lines[-1][-20:-19] != b"A" else b"B") + lines[-1][-19:]
    row.note = b"\n".join([*lines[:-1], last]) + b"\n"
    row.save()
    named(kept, origin, f"checkpoint {size}: cosignature of")


@pytest.mark.parametrize("origin", ORIGINS)
def test_the_edge_that_the_next_checkpoint_would_grow_from(kept: Node, origin: str) -> None:
    log = Log.objects.get(origin=origin)
    log.frontier = flip(bytes(log.frontier))
    log.save()
    named(kept, origin, "frontier")


@pytest.mark.parametrize("origin", ORIGINS)
def test_the_counts_of_a_log(kept: Node, origin: str) -> None:
    log = Log.objects.get(origin=origin)
    log.counts["kz"] += 1
    log.save()
    named(kept, origin, "counts")


def test_bytes_that_are_gone_unnamed_are_told(kept: Node) -> None:
    """Without its bytes an entry still verifies; that its log names it as forgotten is missing."""
    Entry.objects.filter(index=3).update(salt=None, entry=None)
    told = "index 3: is gone, and no entry of its log names it as forgotten"
    assert faults(kept) == {origin: (told,) for origin in ORIGINS}