"""Bringing the own checkpoints to a witness, and what comes of its answers."""

import pytest

from kopri.engines.notes import Verifier, open_note
from kopri.engines.notes.witness import encode_size
from kopri.journal import serve
from kopri.journal.append.admitting import admit
from kopri.journal.models import Cosignature
from kopri.journal.ports import PeerUnreachable
from kopri.journal.prove.trusting import policy_of
from kopri.journal.queries import logs
from kopri.journal.types import OBSERVER, LogIdentity
from kopri.journal.witness.cosignatures import submit
from tests.conftest import Node
from tests.simulators.log import SimulatedLog
from tests.simulators.witness import MemoryWitness


@pytest.fixture
def witness(node: Node) -> MemoryWitness:
    """An observer of a third state, which the node trusts."""
    return trusted(node, origin="observer.kopri", side="eu")


def trusted(node: Node, *, origin: str, side: str) -> MemoryWitness:
    log = SimulatedLog(origin=origin, side=side)
    keys = log.identity
    admit(journal=node.journal, actor=node.actor(), identity=LogIdentity(
        origin=origin, side=side, role=OBSERVER, letter="", log_key=keys.log_key,
        witness_key=keys.witness_key))
    return MemoryWitness(of=log)


def bring(node: Node, witness: MemoryWitness) -> bool:
    return submit(journal=node.journal, press=node.press, origin=witness.of.origin,
                  witness=witness)


def cosigned(node: Node, *, quorum: int = 1) -> bytes:
    own = serve.own_log()
    return serve.cosigned_note(own, policy=policy_of(own, at=node.press.wall(), quorum=quorum))


def size_of(note: bytes) -> int:
    return int(note.split(b"\n")[1]) if note else 0


def test_the_newest_checkpoint_is_brought_with_its_proof(
    node: Node, witness: MemoryWitness
) -> None:
    assert bring(node, witness) and not witness.asked  # nothing to bring yet
    sizes = []
    for number in range(4):
        node.open_case(f"10{number} ABC 12")
        node.publish()
        assert bring(node, witness)
        sizes.append(witness.size)
        note = cosigned(node)
        assert size_of(note) == witness.size == size_of(serve.checkpoint_note(serve.own_log()))
        key = Verifier.parse(witness.of.identity.witness_key)
        assert open_note(note, [key]).by(key) is not None
    assert [each.old_size for each in witness.asked] == [0, *sizes[:-1]]
    assert len(witness.asked[-1].proof) > 0


def test_it_is_brought_once(node: Node, witness: MemoryWitness) -> None:
    node.publish()
    assert [bring(node, witness) for _ in range(3)] == [True] * 3
    assert len(witness.asked) == 1


def test_a_witness_that_knows_more_than_we_remember_is_asked_again_from_there(
    node: Node, witness: MemoryWitness
) -> None:
    """Its answer to us was lost: it names its size, and gets the proof from there."""
    node.publish()
    bring(node, witness)
    Cosignature.objects.all().delete()
    node.open_case()
    node.publish()
    assert bring(node, witness)
    assert [each.old_size for each in witness.asked[1:]] == [0, witness.asked[0].checkpoint.size]


def test_a_witness_that_always_names_another_size_is_left_in_peace(
    node: Node, witness: MemoryWitness
) -> None:
    node.publish()
    turns = iter(range(1, 100))
    witness.answer = lambda: (409, encode_size(next(turns) % 3))
    assert not bring(node, witness)
    assert len(witness.asked) == 3


@pytest.mark.parametrize("answer", [
    (409, b"999999\n"), (409, b"many\n"), (409, b""), (200, b""), (200, b"rubbish\n"), (200, b"\xff"),
    (200, "— observer.kopri/witness AAAA\n".encode()), (404, b""), (403, b"no\n"), (422, b"no\n"),
    (500, b"<html>"),
])
def test_answers_that_give_no_cosignature(
    node: Node, witness: MemoryWitness, answer: tuple[int, bytes]
) -> None:
    node.publish()
    witness.answer = lambda: answer
    assert not bring(node, witness)
    assert cosigned(node) == b""
    witness.answer = None
    assert bring(node, witness)


def test_the_cosignature_of_another_key_does_not_count(
    node: Node, witness: MemoryWitness
) -> None:
    node.publish()
    right, witness.of = witness.of, SimulatedLog(origin="observer.kopri", seed=99)
    assert not submit(journal=node.journal, press=node.press, origin=right.origin,
                      witness=witness)
    assert cosigned(node) == b""


def test_a_witness_out_of_reach_holds_up_nobody(node: Node, witness: MemoryWitness) -> None:
    node.publish()

    def down() -> tuple[int, bytes]:
        raise PeerUnreachable("no line")

    witness.answer = down
    assert not bring(node, witness)
    node.open_case()
    assert node.publish() > 0


def test_the_quorum_is_of_other_sides(node: Node, witness: MemoryWitness) -> None:
    """The own side's observer vouches for nobody; of two that are asked for, one is not enough."""
    own_side = trusted(node, origin="observer.kz.kopri", side="kz")
    third = trusted(node, origin="observer.un.kopri", side="un")
    node.publish()
    bring(node, own_side)
    assert cosigned(node) == b""
    assert cosigned(node, quorum=0) == serve.checkpoint_note(serve.own_log())
    bring(node, witness)
    assert cosigned(node) != b"" and cosigned(node, quorum=2) == b""
    bring(node, third)
    note = cosigned(node, quorum=2)
    assert note.count("—".encode()) == 4  # the log's and three cosignatures
    assert cosigned(node, quorum=3) == b""


def test_an_observer_is_no_log_among_the_logs(node: Node, witness: MemoryWitness) -> None:
    node.open_case()
    assert [line.origin for line in logs()] == [node.identity.origin]
