"""A neighbour that lies, breaks or forgets: each way is refused by its name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle

import pytest

from kopri.engines import canonical
from kopri.engines.merkle import encode_bundle
from kopri.engines.notes import Checkpoint, Ed25519Signer, sign_note
from kopri.journal.append.admitting import admit
from kopri.journal.follow.following import Round
from kopri.journal.incidents import CODES
from kopri.journal.models import Cosignature, Entry, Incident
from kopri.journal.prove.evidence import claims, judge, read
from kopri.journal.verify.logs import verify
from tests.conftest import Node
from tests.simulators.log import BOTH, MemoryPeer, SimulatedLog
from tests.simulators.neighbour import (
    OPENED,
    complaints,
    fill,
    followed,
    round_of,
)


def is_cosigned(log: SimulatedLog) -> bool:
    return Cosignature.objects.filter(
        checkpoint__log__origin=log.origin, checkpoint__size=log.published).exists()


def assert_refused(
    node: Node, peer: MemoryPeer, code: str, *, index: int | None = None, applied: int = 0
) -> None:
    """The tree is refused under that name, twice under one incident; it is not cosigned."""
    assert round_of(node, peer) == Round(reached=False, applied=applied)
    assert complaints(peer.log) == [(code, index)]
    round_of(node, peer)
    assert Incident.objects.count() == 1
    assert not is_cosigned(peer.log)


def assert_opening_refused(
    node: Node, peer: MemoryPeer, code: str, *, index: int | None = None, applied: int = 0
) -> None:
    """The opening is refused; the tree, which is consistent, is cosigned all the same."""
    assert round_of(node, peer) == Round(reached=False, applied=applied)
    assert complaints(peer.log) == [(code, index)]
    round_of(node, peer)
    assert Incident.objects.count() == 1
    assert is_cosigned(peer.log)
    assert followed(peer.log).stopped == ""


def assert_kept(node: Node, log: SimulatedLog, code: str, *, index: int = 0) -> None:
    """The entry is kept as poison, told by its name, and the log goes on behind it."""
    log.write("crossing.opened/1", OPENED, subject="T999-0000-00")
    log.publish()
    peer = MemoryPeer(log)
    assert round_of(node, peer) == Round(reached=True, applied=len(log.sealed))
    assert complaints(log) == [(code, index)]
    states = Entry.objects.filter(log__origin=log.origin).order_by("index")
    assert [row.state for row in states][index:] == ["poison", "applied"]
    assert round_of(node, peer) == Round(reached=True)
    assert complaints(log) == [(code, index)]
    assert is_cosigned(log)
    assert [fault for verdict in verify(node.press.tiles) for fault in verdict.faults] == []


def forge(text: str, *, seed: int = 7) -> bytes:
    signer = SimulatedLog(seed=seed).signer("log")
    return sign_note(text, [signer])


def test_a_checkpoint_under_another_key(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    fill(log, 2)
    peer.show_checkpoint = lambda: replace(log, seed=8).note()
    assert_refused(node, peer, "key_changed")


def test_a_checkpoint_with_a_changed_byte(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 2)
    peer.show_checkpoint = lambda: log.note().replace(b"\n6\n", b"\n7\n")
    assert_refused(node, peer, "checkpoint_signature")


@pytest.mark.parametrize("note", [
    b"", b"<html>", b"\xff\xfe", forge("tm.test.kopri\nmany\n\n".replace("\n\n", "\nAAAA\n")),
    forge("tm.test.kopri\n6\n"),
])
def test_what_is_no_checkpoint(
    node: Node, log: SimulatedLog, peer: MemoryPeer, note: bytes
) -> None:
    fill(log, 2)
    peer.show_checkpoint = lambda: note
    assert_refused(node, peer, "checkpoint_malformed")


def test_a_checkpoint_of_another_log_under_the_right_key(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 2)
    text = Checkpoint(origin="elsewhere", size=6, root=log.frontier(6).root()).text
    peer.show_checkpoint = lambda: sign_note(text, [log.signer("log")])
    assert_refused(node, peer, "other_log")


def test_an_older_checkpoint(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    """A complaint: it may be an old copy. It is answered by showing the newest again."""
    fill(log, 2)
    round_of(node, peer)
    fill(log, 1, start=2)
    round_of(node, peer)
    peer.show_checkpoint = lambda: log.note(size=6)
    assert round_of(node, peer) == Round(reached=False)
    assert complaints(log) == [("checkpoint_smaller", None)]
    peer.show_checkpoint = None
    assert round_of(node, peer) == Round(reached=True)
    assert complaints(log) == []
    assert Incident.objects.get().closed == node.clock.now()


@pytest.mark.parametrize("size", [3, 9])
def test_two_roots_of_one_size_are_a_proof_and_stop_the_log(
    node: Node, log: SimulatedLog, peer: MemoryPeer, size: int
) -> None:
    """Of the newest size or of an older one that was seen: two signed notes, for anyone."""
    fill(log, 1)
    round_of(node, peer)
    fill(log, 2, start=1)
    round_of(node, peer)
    lie = log.note(size=size, root=b"\1" * 32)
    peer.show_checkpoint = lambda: lie
    assert round_of(node, peer) == Round(reached=False)
    incident = Incident.objects.get()
    assert (incident.code, incident.proof, incident.index) == ("fork", True, size)
    assert judge(bytes(incident.evidence)).holds
    assert lie.decode() in read(bytes(incident.evidence)).notes
    peer.show_checkpoint = None
    fill(log, 1, start=3)
    asked = len(peer.asked)
    assert round_of(node, peer) == Round(reached=False)
    assert len(peer.asked) == asked
    assert followed(log).stopped == "fork"
    assert complaints(log) == [("fork", size)]


@pytest.mark.parametrize("bundle", [
    b"", b"\0", b"\0\x21short", encode_bundle([b"\1" * 33] * 5), encode_bundle([b"\1" * 33] * 7),
])
def test_a_bundle_that_is_none(
    node: Node, log: SimulatedLog, peer: MemoryPeer, bundle: bytes
) -> None:
    fill(log, 2)
    peer.show_bundle = lambda index, width: bundle
    assert_refused(node, peer, "bundle_malformed", index=0)


def test_entries_that_do_not_hash_to_the_root(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 2)
    leaves = [each.leaf for each in log.sealed]
    peer.show_bundle = lambda index, width: encode_bundle([leaves[1], leaves[0], *leaves[2:]])
    assert_refused(node, peer, "root_mismatch", index=0)
    assert node.press.tiles.get(log=log.origin, path="tile/entries/000") is None


def test_history_that_was_rewritten_under_a_longer_tree(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """An entry that was seen is replaced, and the tree signed again: never consistent."""
    fill(log, 2)
    round_of(node, peer)
    log.sealed[1] = replace(log.sealed[1], salt=b"\2" * 32)
    fill(log, 2, start=2)
    assert round_of(node, peer) == Round(reached=False)
    assert complaints(log) == [("rewritten", 6)]
    assert (followed(log).size, followed(log).stopped) == (6, "rewritten")
    assert judge(bytes(Incident.objects.get().evidence)).params == {"old": 6, "new": 12}


def test_history_that_was_rewritten_is_a_complaint_while_the_tiles_are_kept_back(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """No evidence, no proof: asked for again until it is there."""
    fill(log, 2)
    round_of(node, peer)
    log.sealed[1] = replace(log.sealed[1], salt=b"\2" * 32)
    fill(log, 2, start=2)
    peer.show_tile = lambda level, index, width: b"\0" * 32 * width
    assert_refused(node, peer, "root_mismatch", index=6)
    peer.show_tile = None
    assert round_of(node, peer) == Round(reached=False)
    assert followed(log).stopped == "rewritten"


def bend(
    log: SimulatedLog, at: int, change: Callable[[bytes], bytes]
) -> Callable[[Sequence[bytes]], Iterator[bytes]]:
    """The lines as they are, but for one of them."""
    target = [each.line for each in log.sealed if "kz" in each.audience or "*" in each.audience][at]
    return lambda lines: iter([change(line) if line == target else line for line in lines])


def test_an_opening_of_other_bytes(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    """The plate of a truck, changed on the way."""
    fill(log, 2)
    peer.show_lines = bend(log, 2, lambda line: line.replace(b"AB 1234", b"AB 9234"))
    assert_opening_refused(node, peer, "leaf_mismatch", index=3, applied=2)


def test_an_opening_with_another_salt(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    fill(log, 1)
    other = replace(log.sealed[0], salt=b"\3" * 32).line
    peer.show_lines = bend(log, 0, lambda line: other)
    assert_opening_refused(node, peer, "leaf_mismatch", index=0)


def test_an_opening_under_another_stamp(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    fill(log, 2)
    peer.show_lines = bend(log, 0, lambda line: line.replace(b'"index":0', b'"index":3'))
    assert_opening_refused(node, peer, "leaf_mismatch", index=3)


def test_an_opening_spelt_otherwise(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    fill(log, 1)
    peer.show_lines = bend(log, 0, lambda line: line.replace(b'"v":1', b'"v": 1'))
    assert_opening_refused(node, peer, "leaf_mismatch", index=0)


def test_an_entry_sealed_in_a_spelling_of_its_own(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    log.put(b'{"b":1,"a":2}', audience=BOTH)
    assert_kept(node, log, "not_canonical")


def test_a_liar_chooses_no_number_of_incidents(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """Another place with every round: it stays one complaint, where it was first found."""
    fill(log, 3)
    for at in (3, 4, 5):
        peer.show_lines = bend(log, 0, lambda line, at=at: line.replace(  # type: ignore[misc]
            b'"index":0', b'"index":%d' % at))
        round_of(node, peer)
    assert complaints(log) == [("leaf_mismatch", 3)]
    assert Incident.objects.count() == 1


def test_a_line_that_is_none(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    fill(log, 2)
    peer.show_lines = bend(log, 1, lambda line: b"oops")
    assert_opening_refused(node, peer, "bad_opening", index=1, applied=1)


def test_an_opening_of_another_log(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    fill(log, 1)
    stranger = SimulatedLog(origin="elsewhere")
    fill(stranger, 1)
    peer.show_lines = bend(log, 0, lambda line: stranger.sealed[0].line)
    assert_opening_refused(node, peer, "wrong_log", index=0)


def test_openings_out_of_order(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    fill(log, 2)
    first, second = log.sealed[0].line, log.sealed[3].line
    peer.show_lines = lambda lines: iter([second, first])
    assert_opening_refused(node, peer, "count_broken", index=3)
    peer.show_lines = lambda lines: iter([*lines[:2], first])
    assert round_of(node, peer) == Round(reached=False, applied=2)
    assert complaints(log) == [("count_broken", 3), ("out_of_order", 0)]
    peer.show_lines = lambda lines: cycle(lines)
    assert round_of(node, peer) == Round(reached=False, applied=2)
    peer.show_lines = None
    assert round_of(node, peer) == Round(reached=True)
    assert complaints(log) == []


def test_an_opening_that_is_held_back_in_the_middle(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 3)
    kept_back = log.sealed[3].line
    peer.show_lines = lambda lines: iter([line for line in lines if line != kept_back])
    assert round_of(node, peer) == Round(reached=False, applied=3)
    assert complaints(log) == [("count_broken", 6)]
    peer.show_lines = None
    assert round_of(node, peer) == Round(reached=True, applied=3)
    assert complaints(log) == []


def test_a_tail_that_is_held_back_shows_with_the_next_entry(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 2)
    peer.show_lines = lambda lines: iter(lines[:2])
    round_of(node, peer)
    fill(log, 1, start=2)
    peer.show_lines = lambda lines: iter(lines[2:])
    assert round_of(node, peer) == Round(reached=False)
    assert complaints(log) == [("count_broken", 6)]
    peer.show_lines = None
    assert round_of(node, peer) == Round(reached=True, applied=4)
    assert followed(log).applied == 9
    assert complaints(log) == []


@pytest.mark.parametrize("count", [{"kz": 5, "tm": 1}, {"kz": 0, "tm": 1}])
def test_a_count_that_does_not_go_on(
    node: Node, log: SimulatedLog, peer: MemoryPeer, count: dict[str, int]
) -> None:
    envelope = {"audience": ["kz", "tm"], "seen": {}, "actor": {"side": "tm"}}
    log.put(canonical.encode(envelope), audience=BOTH,
            stamp={"count": count, "index": 0, "log": log.origin})
    log.publish()
    assert_opening_refused(node, peer, "count_broken", index=0)


@pytest.mark.parametrize("count", [{"kz": 1}, {"*": 1}])
def test_counts_of_other_labels_than_the_audience(
    node: Node, log: SimulatedLog, peer: MemoryPeer, count: dict[str, int]
) -> None:
    envelope = {"audience": ["kz", "tm"], "seen": {}, "actor": {"side": "tm"}}
    log.put(canonical.encode(envelope), audience=BOTH,
            stamp={"count": count, "index": 0, "log": log.origin})
    log.counts = dict(count)
    assert_kept(node, log, "wrong_labels")


@pytest.mark.parametrize("actor", [
    {"side": "kz"}, {}, "tm", None, {"side": ["tm"]},
])
def test_an_actor_of_another_side(
    node: Node, log: SimulatedLog, peer: MemoryPeer, actor: object
) -> None:
    log.write("crossing.opened/1", OPENED, actor=actor)
    assert_kept(node, log, "foreign_actor")


def test_seen_more_than_there_is(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    node.publish()
    log.write("crossing.opened/1", OPENED, seen={"kz.test.kopri": 99})
    assert_kept(node, log, "impossible_seen")


def test_seen_as_much_as_there_is(node: Node, log: SimulatedLog, peer: MemoryPeer) -> None:
    size = node.publish()
    log.write("crossing.opened/1", OPENED, seen={"kz.test.kopri": size, "elsewhere": 12})
    log.publish()
    assert round_of(node, peer) == Round(reached=True, applied=1)


@pytest.mark.parametrize("envelope", [
    {"audience": "kz"}, {"audience": 7}, {"audience": [["kz"]]}, {"seen": []}, {"seen": None},
    {"seen": {"kz.test.kopri": "all"}}, {"seen": {"kz.test.kopri": True}},
])
def test_fields_of_other_types_than_the_checks_read(
    node: Node, log: SimulatedLog, peer: MemoryPeer, envelope: dict[str, object]
) -> None:
    fields = {"audience": list(BOTH), "seen": {}, "actor": {"side": "tm"}, **envelope}
    log.put(canonical.encode(fields), audience=BOTH)
    assert_kept(node, log, "bad_entry")


def test_one_log_that_is_stopped_does_not_stop_another(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    other = SimulatedLog(origin="post.tm.test.kopri", seed=9)
    admit(journal=node.journal, actor=node.actor(), identity=other.identity)
    fill(log, 1)
    round_of(node, peer)
    peer.show_checkpoint = lambda: log.note(size=3, root=b"\1" * 32)
    assert round_of(node, peer).reached is False
    fill(other, 2)
    assert round_of(node, MemoryPeer(other)) == Round(reached=True, applied=4)


def test_a_proof_is_what_anyone_can_judge() -> None:
    assert [code for code, proof in CODES.items() if proof] == list(claims())


def test_the_key_of_a_log_is_no_key_of_another_use() -> None:
    log = SimulatedLog()
    signers = [log.signer(use) for use in ("log", "witness", "http")]
    assert len({signer.public_key for signer in signers}) == 3
    assert all(isinstance(signer, Ed25519Signer) for signer in signers)
