"""Two views of one log: what mirrors show is held against what is known; two signatures convict."""

from collections.abc import Iterator, Sequence

import pytest

from kopri.engines.notes import cosign_note
from kopri.journal.follow.following import follow_from
from kopri.journal.follow.trees import watch
from kopri.journal.models import Incident
from kopri.journal.prove.evidence import judge
from kopri.journal.prove.gossip import compare
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import fill, followed, pad, round_of

SINCE = 40  # where the two histories part


@pytest.fixture
def log(log: SimulatedLog) -> SimulatedLog:
    pad(log, 300)
    return log


def other_tree(log: SimulatedLog, size: int, *, since: int = SINCE) -> SimulatedLog:
    """What the same log, under the same key, shows to somebody else."""
    other = SimulatedLog(seed=log.seed)
    other.chance.seed(99)
    pad(other, max(0, size - since))
    other.sealed = [*log.sealed[:min(since, size)], *other.sealed]
    other.publish()
    return other


class Mirror(MemoryPeer):
    """Another node's mirror of a log: no openings, and a checkpoint that it has cosigned."""

    def openings(self, *, start: int) -> Iterator[bytes]:
        raise AssertionError("nobody asks a mirror for openings to compare trees")


def hold_against(node: Node, mirror: MemoryPeer) -> list[str]:
    """What the incidents say after one look at a mirror."""
    compare(journal=node.journal, press=node.press, origin=mirror.log.origin, mirror=mirror)
    rows = Incident.objects.order_by("pk")
    assert all(row.proof and judge(bytes(row.evidence)).holds for row in rows)
    return [row.code for row in rows]


@pytest.mark.parametrize("size", [1, 39, 40, 41, 128, 299, 300, 301, 512, 700])
def test_a_fork_is_found_whoever_has_the_longer_tree(
    node: Node, log: SimulatedLog, peer: MemoryPeer, size: int
) -> None:
    round_of(node, peer)
    found = hold_against(node, Mirror(other_tree(log, size)))
    apart = ["fork" if size == 300 else "rewritten"] if size > SINCE else []
    assert found == apart
    assert followed(log).stopped == "".join(apart)


@pytest.mark.parametrize("size", [1, 40, 128, 300, 301, 700])
def test_views_of_one_tree_are_no_news(
    node: Node, log: SimulatedLog, peer: MemoryPeer, size: int
) -> None:
    pad(log, 400)
    peer.show_checkpoint = lambda: log.note(size=300)
    round_of(node, peer)
    mirror = Mirror(log, show_checkpoint=lambda: log.note(size=size))
    assert hold_against(node, mirror) == []


def test_what_a_witness_has_cosigned_is_a_view_too(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """Its mirror agrees with us, and by add-checkpoint it was shown another tree."""
    round_of(node, peer)
    brought = other_tree(log, 200).note()
    witness = SimulatedLog(origin="observer.kopri", seed=5).signer("witness")
    mirror = Mirror(log, mirrored=cosign_note(brought, signer=witness, time=1))
    assert hold_against(node, mirror) == ["rewritten"]


def test_a_mirror_that_lies_convicts_nobody(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """Without the log's signature, with wrong tiles, or out of reach: it says nothing of the log."""
    round_of(node, peer)
    stranger = SimulatedLog(seed=98)
    stranger.sealed, stranger.published = other_tree(log, 300).sealed, 300
    assert hold_against(node, Mirror(stranger)) == []
    pad(log, 400)

    class WrongTiles(Mirror):
        def tile(self, *, level: int, index: int, width: int) -> bytes:
            return b"\1" * 32 * width

    assert hold_against(node, WrongTiles(log)) == []
    assert hold_against(node, Mirror(log, show_checkpoint=lambda: b"rubbish")) == []
    assert hold_against(node, Mirror(log, down=True)) == []


def test_a_log_that_was_never_followed_cannot_be_compared(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    assert hold_against(node, Mirror(other_tree(log, 300))) == []


def test_an_observer_follows_the_tree_and_asks_for_no_opening(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    fill(log, 2)
    assert watch(journal=node.journal, press=node.press, origin=log.origin, sources=[peer])
    row = followed(log)
    assert (row.size, row.cosigned_size, row.applied) == (306, 306, 0)
    assert row.heard is not None
    assert not any(what.startswith("openings") for what in peer.asked)


def test_an_observer_takes_the_tree_from_any_mirror(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    peer.down = True
    sources: Sequence[MemoryPeer] = (peer, Mirror(log, show_checkpoint=lambda: log.note(size=20)))

    def follow() -> bool:
        return watch(journal=node.journal, press=node.press, origin=log.origin, sources=sources)

    assert follow() and followed(log).size == 20
    assert follow() and followed(log).size == 20
    peer.down = False
    assert follow() and followed(log).size == 300
    peer.show_checkpoint = lambda: other_tree(log, 301).note()
    assert follow() and followed(log).size == 300  # a complaint, while nothing proves it
    assert [(row.code, row.proof) for row in Incident.objects.all()] == [("bundle_malformed", False)]
    peer.show_checkpoint = None
    pad(log, 1)
    assert follow() and followed(log).size == 301
    assert not Incident.objects.filter(closed=None).exists()


def test_a_fork_between_the_log_and_a_mirror_stops_it_as_it_is_followed(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    """The log falls silent; its mirror, read instead, was shown another tree."""
    round_of(node, peer)
    peer.down = True
    mirror = MemoryPeer(other_tree(log, 301))
    assert not follow_from(journal=node.journal, press=node.press, origin=log.origin,
                           sources=[peer, mirror]).reached
    assert followed(log).stopped == "rewritten"
