"""Each side signs what it has verified of the other, and takes the other's word for its own log."""

from kopri.engines.notes import Verifier, cosign_note, open_note
from kopri.journal import serve
from kopri.journal.follow.following import Round
from kopri.journal.models import Checkpoint, Cosignature
from kopri.journal.prove.trusting import policy_of
from kopri.journal.queries import logs
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import complaints, fill, round_of


def own_note() -> bytes:
    return serve.checkpoint_note(serve.own_log())


def own_cosigned(node: Node) -> bytes:
    own = serve.own_log()
    return serve.cosigned_note(own, policy=policy_of(own, at=node.press.wall()))


def test_a_followed_checkpoint_is_cosigned_here(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 2)
    round_of(node, peer)
    note = bytes(Checkpoint.objects.get(log__origin=log.origin).note)
    author = Verifier.of(log.signer("log"))
    witness = Verifier.parse(node.identity.witness_key)
    opened = open_note(note, [author, witness])
    assert opened.by(author) is not None
    cosigned = opened.by(witness)
    assert cosigned is not None
    assert cosigned.time == int(node.press.wall().timestamp())


def test_each_checkpoint_is_cosigned_once(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    for part in range(3):
        fill(log, 1, start=part)
        round_of(node, peer)
        node.clock.move(minutes=1)
        round_of(node, peer)
    assert [row.checkpoint.size for row in Cosignature.objects.order_by("pk")] == [3, 6, 9]


def test_a_cosignature_speaks_of_the_tree_and_not_of_the_openings(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """Decision 24: the tree goes on from all that was shown; what is missing is complained of."""
    fill(log, 2)
    peer.show_lines = lambda lines: iter([b"oops"])
    assert not round_of(node, peer).reached
    assert [row.checkpoint.size for row in Cosignature.objects.all()] == [6]
    assert complaints(log) == [("bad_opening", 0)]


def test_the_neighbours_cosignature_comes_under_our_checkpoint(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    size = node.publish()
    peer.cosign(own_note(), time=1_768_456_900)
    fill(log, 1)
    assert own_cosigned(node) == b""
    assert round_of(node, peer).reached
    witness = Verifier.parse(log.identity.witness_key)
    for note in (own_note(), own_cosigned(node)):
        found = open_note(note, [Verifier.parse(node.identity.log_key), witness]).by(witness)
        assert found is not None
        assert found.time == 1_768_456_900
    assert [(name, at) for name, at, _ in logs()[0].cosigned] == [(f"{log.origin}/witness", size)]


def test_once_cosigned_it_is_not_asked_for_again(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    node.publish()
    peer.cosign(own_note())
    fill(log, 1)
    round_of(node, peer)
    asked = peer.asked.count("cosigned")
    round_of(node, peer)
    assert peer.asked.count("cosigned") == asked == 1


def test_an_older_checkpoint_that_was_cosigned_keeps_it(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """The neighbour is behind: what it has cosigned is the one with the quorum."""
    size = node.publish()
    peer.cosign(own_note())
    node.open_case()
    node.publish()
    fill(log, 1)
    round_of(node, peer)
    cosigned = own_cosigned(node).decode()
    assert cosigned.splitlines()[1] == str(size)
    assert own_note().decode().splitlines()[1] == str(size + 2)


def test_a_mirror_without_our_log_is_no_trouble(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    node.publish()
    fill(log, 1)
    assert round_of(node, peer) == Round(reached=True, applied=2)
    assert not Cosignature.objects.filter(checkpoint__log__own=True).exists()


def test_a_checkpoint_of_ours_that_we_never_signed(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    node.publish()
    fill(log, 1)
    peer.cosign(SimulatedLog(origin="kz.test.kopri", seed=3).note(size=0))
    assert round_of(node, peer) == Round(reached=False, applied=2)
    assert complaints(log) == [("key_changed", None)]
    for _ in range(3):
        round_of(node, peer)
    assert complaints(log) == [("key_changed", None)]


def test_a_cosignature_of_another_key_does_not_count(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    node.publish()
    fill(log, 1)
    stranger = SimulatedLog(origin=log.origin, seed=99).signer("witness")
    peer.mirrored = cosign_note(own_note(), signer=stranger, time=1)
    assert round_of(node, peer) == Round(reached=False, applied=2)
    assert not Cosignature.objects.filter(checkpoint__log__own=True).exists()
