"""The witness, status by status (C2SP tlog-witness), and the rule that no cosignature goes back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from kopri.engines.merkle import EMPTY_ROOT
from kopri.engines.notes import (
    Checkpoint,
    Ed25519Signer,
    Verifier,
    cosign_note,
    open_note,
    sign_note,
)
from kopri.engines.notes.note import Note, SignatureLine, parse_note, parse_signatures
from kopri.engines.notes.witness import SIZE_TYPE, AddCheckpoint, parse_size
from kopri.journal import serve
from kopri.journal.append.admitting import admit
from kopri.journal.models import Cosignature, Incident
from kopri.journal.prove.evidence import judge
from kopri.journal.queries import logs
from kopri.journal.types import OBSERVER
from kopri.journal.verify.logs import verify
from kopri.journal.witness import witnessing
from kopri.journal.witness.witnessing import Answer, add_checkpoint, cosigned_note
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import fill, followed, pad, round_of
from tests.simulators.witness import bring, tree_of

SIZES = (1, 2, 3, 7, 8, 300)


@pytest.fixture
def known(log: SimulatedLog, peer: MemoryPeer) -> SimulatedLog:
    """A log of 300 entries that is admitted and was never followed."""
    pad(log, 300)
    return log


def ask(node: Node, body: bytes) -> Answer:
    return add_checkpoint(body, journal=node.journal, press=node.press)


def cosigned_at(log: SimulatedLog) -> tuple[int, bytes]:
    row = followed(log)
    return row.cosigned_size, bytes(row.cosigned_root)


def forked(log: SimulatedLog, *, since: int) -> SimulatedLog:
    """The same log, under the same key, with another history from an index on."""
    other = SimulatedLog(seed=log.seed)
    other.chance.seed(99)
    pad(other, log.published - since)
    other.sealed = [*log.sealed[:since], *other.sealed]
    other.publish()
    return other


def test_a_checkpoint_that_goes_on_is_cosigned(node: Node, known: SimulatedLog) -> None:
    witness, old = Verifier.parse(node.identity.witness_key), 0
    for size in SIZES:
        answer = ask(node, bring(known, old=old, size=size))
        assert answer.status == 200
        assert [line.name for line in parse_signatures(answer.body)] == [witness.name]
        found = open_note(known.note(size=size) + answer.body, [witness]).by(witness)
        assert found is not None and found.time == int(node.press.wall().timestamp())
        assert cosigned_at(known) == (size, known.frontier(size).root())
        old = size


def test_the_same_checkpoint_is_cosigned_again_and_anew(
    node: Node, known: SimulatedLog
) -> None:
    first = ask(node, bring(known, old=0))
    node.clock.move(minutes=5)
    again = ask(node, bring(known, old=300))
    assert (first.status, again.status) == (200, 200)
    assert first.body != again.body
    assert cosigned_note(followed(known)).endswith(again.body)
    assert Cosignature.objects.count() == 1


def test_the_empty_tree_is_cosigned_and_counts(node: Node, known: SimulatedLog) -> None:
    assert cosigned_note(followed(known)) == b""
    assert ask(node, bring(known, old=0, size=0)).status == 200
    assert cosigned_note(followed(known)).startswith(b"tm.test.kopri\n0\n")
    wrong = known.note(size=0, root=b"\1" * 32)
    assert ask(node, AddCheckpoint(old_size=0, note=wrong).encode()).status == 422
    assert cosigned_at(known) == (0, EMPTY_ROOT)


@pytest.mark.parametrize("body", [
    b"", b"old 0\n", b"old 0\n\n", b"old 00\n\n", b"new 0\n\n", b"old 0\nAA==\n\n", b"\xff\n\n",
    b"old 0\n" + b"A" * 43 + b"=\n" * 64 + b"\n",
])
def test_what_is_malformed_is_400(node: Node, known: SimulatedLog, body: bytes) -> None:
    assert ask(node, body).status == 400
    note = known.note()
    assert ask(node, body + note).status == (400 if body != b"old 0\n\n" else 200)


def test_an_old_size_above_the_checkpoint_is_400(node: Node, known: SimulatedLog) -> None:
    ask(node, bring(known, old=0))
    body = AddCheckpoint(old_size=300, note=known.note(size=299)).encode()
    assert ask(node, body).status == 400


def test_unknown_logs_and_our_own_are_404(node: Node, known: SimulatedLog) -> None:
    stranger = SimulatedLog(origin="stranger.kopri")
    pad(stranger, 3)
    assert ask(node, bring(stranger, old=0)).status == 404
    node.publish()
    own = sign_note(Checkpoint(origin=node.identity.origin, size=0, root=EMPTY_ROOT).text,
                    [Ed25519Signer(seed=b"\1" * 32, name=node.identity.origin)])
    assert ask(node, AddCheckpoint(old_size=0, note=own).encode()).status == 404


def test_an_observer_has_no_log_to_cosign(node: Node) -> None:
    observer = SimulatedLog(origin="observer.kopri", seed=5)
    pad(observer, 1)
    identity = observer.identity
    admit(journal=node.journal, actor=node.actor(), identity=type(identity)(
        origin=identity.origin, side="eu", role=OBSERVER, letter="", log_key=identity.log_key,
        witness_key=identity.witness_key))
    assert ask(node, bring(observer, old=0)).status == 404


def test_what_the_log_did_not_sign_is_403(node: Node, known: SimulatedLog) -> None:
    """By another key; under its name and id but wrong, be it beside one that holds."""
    stranger = SimulatedLog(seed=99)
    stranger.sealed, stranger.published = known.sealed, known.published
    assert ask(node, bring(stranger, old=0)).status == 403
    key, right = Verifier.of(known.signer("log")), parse_note(known.note())
    wrong = SignatureLine(name=key.name, key_id=key.key_id, signature=b"\1" * 64)
    for lines in ((wrong,), (*right.signatures, wrong)):
        note = Note(right.text, lines).encode()
        assert ask(node, AddCheckpoint(old_size=0, note=note).encode()).status == 403
    assert cosigned_note(followed(known)) == b""


def test_signatures_of_strangers_are_ignored(node: Node, known: SimulatedLog) -> None:
    note = cosign_note(known.note(), signer=SimulatedLog(seed=99).signer("witness"), time=1)
    assert ask(node, AddCheckpoint(old_size=0, note=note).encode()).status == 200
    kept = cosigned_note(followed(known))
    names = [line.name for line in parse_signatures(kept.partition(b"\n\n")[2])]
    assert names == [known.origin, f"{node.identity.origin}/witness"]


@pytest.mark.parametrize(("old", "size"), [(0, 300), (0, 7), (7, 7), (9, 300), (8, 8)])
def test_another_old_size_is_409_with_the_right_one(
    node: Node, known: SimulatedLog, old: int, size: int
) -> None:
    ask(node, bring(known, old=0, size=10))
    answer = ask(node, bring(known, old=old, size=size))
    assert (answer.status, answer.media_type) == (409, SIZE_TYPE)
    assert parse_size(answer.body) == 10
    assert cosigned_at(known)[0] == 10


@pytest.mark.parametrize("spoil", [
    lambda proof: proof[:-1], lambda proof: (*proof, b"\0" * 32), lambda proof: (),
    lambda proof: (b"\0" * 32, *proof[1:]), lambda proof: proof[::-1],
])
def test_a_wrong_proof_is_422(node: Node, known: SimulatedLog, spoil: object) -> None:
    ask(node, bring(known, old=0, size=11))
    proof = tuple(tree_of(known, 300).consistency_proof(11))
    body = AddCheckpoint(old_size=11, proof=spoil(proof), note=known.note()).encode()  # type: ignore[operator]
    assert ask(node, body).status == 422
    assert cosigned_at(known)[0] == 11
    assert not Incident.objects.exists()  # whoever asked may have spoilt it


def test_from_nothing_and_from_the_same_size_nothing_is_proved(
    node: Node, known: SimulatedLog
) -> None:
    proof = (b"\0" * 32,)
    assert ask(node, AddCheckpoint(old_size=0, proof=proof, note=known.note()).encode()
               ).status == 422
    ask(node, bring(known, old=0))
    assert ask(node, AddCheckpoint(old_size=300, proof=proof, note=known.note()).encode()
               ).status == 422


def test_another_root_of_the_size_is_422_and_proves_a_fork(
    node: Node, known: SimulatedLog
) -> None:
    ask(node, bring(known, old=0))
    answer = ask(node, AddCheckpoint(
        old_size=300, note=forked(known, since=40).note()).encode())
    assert answer.status == 422
    incident = Incident.objects.get()
    assert (incident.code, incident.index, incident.proof) == ("fork", 300, True)
    assert judge(bytes(incident.evidence)).holds
    assert ask(node, bring(known, old=300)).status == 403  # nothing of it is trusted any more


@pytest.mark.parametrize("cosigned", [100, 128])
def test_a_rewritten_history_is_never_cosigned(
    node: Node, known: SimulatedLog, cosigned: int
) -> None:
    """It is proved by its own proof, but where the old tree is a whole one, which that leaves out."""
    ask(node, bring(known, old=0, size=cosigned))
    answer = ask(node, bring(forked(known, since=40), old=cosigned))
    assert answer.status == 422
    assert cosigned_at(known)[0] == cosigned
    proofs = [row.code for row in Incident.objects.filter(proof=True)]
    assert proofs == ([] if cosigned == 128 else ["rewritten"])


def test_what_was_followed_is_held_against_what_is_brought(
    node: Node, known: SimulatedLog, peer: MemoryPeer
) -> None:
    assert round_of(node, peer).reached
    other = forked(known, since=40)
    assert [ask(node, bring(other, old=0, size=size)).status for size in (60, 128, 300)] == [
        409, 403, 403]
    assert {row.code for row in Incident.objects.all()} <= {"fork", "rewritten"}
    assert all(judge(bytes(row.evidence)).holds for row in Incident.objects.all())


def test_what_was_brought_is_held_against_what_is_followed(
    node: Node, known: SimulatedLog, peer: MemoryPeer
) -> None:
    """The neighbour cosigned one tree and is shown another one: by the log itself it is convicted."""
    ask(node, bring(forked(known, since=40), old=0, size=128))
    assert not round_of(node, peer).reached
    incident = Incident.objects.get()
    assert incident.code == "rewritten" and judge(bytes(incident.evidence)).holds
    assert followed(known).size == 0
    assert cosigned_at(known)[0] == 128


def test_following_and_bringing_are_one_rule(
    node: Node, known: SimulatedLog, peer: MemoryPeer
) -> None:
    """What was brought ahead is not cosigned again when the follower comes to it, nor gone back."""
    pad(known, 50)
    assert ask(node, bring(known, old=0)).status == 200
    peer.show_checkpoint = lambda: known.note(size=300)
    assert round_of(node, peer).reached
    assert cosigned_at(known)[0] == 350
    assert [row.checkpoint.size for row in Cosignature.objects.all()] == [350]
    peer.show_checkpoint = None
    fill(known, 1)
    assert round_of(node, peer).reached
    assert cosigned_at(known)[0] == 353
    assert parse_size(ask(node, bring(known, old=300, size=350)).body) == 353


def test_what_was_brought_ahead_is_not_shown_as_held(
    node: Node, known: SimulatedLog, peer: MemoryPeer
) -> None:
    """The mirror shows what it has the entries of, and an audit of the node finds nothing wrong."""
    ask(node, bring(known, old=0, size=0))
    assert [verdict.faults for verdict in verify(node.press.tiles)] == [(), ()]
    round_of(node, peer)
    pad(known, 50)
    ask(node, bring(known, old=300))
    assert serve.checkpoint_note(followed(known)).startswith(b"tm.test.kopri\n300\n")
    assert cosigned_note(followed(known)).startswith(b"tm.test.kopri\n350\n")
    line = next(each for each in logs() if each.origin == known.origin)
    assert (line.size, line.root) == (300, known.frontier(300).root().hex())
    assert [verdict.faults for verdict in verify(node.press.tiles)] == [(), ()]


def test_many_at_once_never_go_back(node: Node, known: SimulatedLog) -> None:
    """Each size is brought by a thread of its own: of those that name one old size, one wins."""
    sizes, start = (20, 40, 60, 80), Barrier(8)
    ask(node, bring(known, old=0, size=10))
    bodies = [bring(known, old=10, size=size) for size in sizes] * 2

    def run(body: bytes) -> Answer:
        start.wait()
        try:
            return ask(node, body)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(run, bodies))
    won = [(answer, body) for answer, body in zip(answers, bodies, strict=True)
           if answer.status == 200]
    assert len(won) == 1
    assert {answer.status for answer in answers} == {200, 409}
    size = AddCheckpoint.parse(won[0][1]).checkpoint.size
    assert cosigned_at(known) == (size, known.frontier(size).root())
    assert cosigned_note(followed(known)).endswith(won[0][0].body)


def test_it_is_kept_before_it_is_told(
    node: Node, known: SimulatedLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A node that dies as it answers has the checkpoint; one that dies before has told nobody."""

    class Dead(BaseException):
        pass

    def die(*_: object, **__: object) -> None:
        raise Dead

    with monkeypatch.context() as patch:
        patch.setattr(witnessing, "cosign_note", die)
        with pytest.raises(Dead):
            ask(node, bring(known, old=0, size=10))
    assert cosigned_note(followed(known)) == b""
    assert ask(node, bring(known, old=0, size=10)).status == 200
    connections.close_all()
    assert cosigned_at(known)[0] == 10
    assert ask(node, bring(known, old=10, size=20)).status == 200
