"""One key follows another: both sign and both are accepted, then the old one neither."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from kopri.engines.notes import (
    Checkpoint,
    Ed25519Signer,
    SignatureKind,
    Verifier,
    cosign_note,
    open_note,
    sign_note,
)
from kopri.journal.append.admitting import admit
from kopri.journal.append.rotating import in_use, replace_keys
from kopri.journal.keys import HTTP, LOG, WITNESS, ever, newest_key, public_keys, verifiers
from kopri.journal.models import Checkpoint as CheckpointRow
from kopri.journal.models import Entry, Log
from kopri.journal.verify.logs import verify
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Refusal
from kopri.node.rotating import rotate
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import complaints, fill, followed, round_of

HOUR = timedelta(hours=1)


def newest_note(node: Node) -> bytes:
    row = CheckpointRow.objects.filter(log__own=True).order_by("-size").first()
    assert row is not None
    return bytes(row.note)


def who_signed(node: Node) -> list[str]:
    """The keys under the newest checkpoint, by what they are called here."""
    log = Log.objects.get(own=True)
    names = {key: f"log{number}" for number, key in enumerate(ever(log, LOG), start=1)}
    opened = open_note(newest_note(node), list(names))
    return [names[each.verifier] for each in opened.verified]


def clean(node: Node) -> bool:
    return all(not verdict.faults for verdict in verify(node.press.tiles))


def turn(node: Node, use: str, *, overlap: timedelta = HOUR) -> str:
    return rotate(node.home, node.house, use=use, overlap=overlap, now=node.clock.now()).key


def test_both_keys_sign_until_the_old_one_ends(node: Node) -> None:
    node.publish()
    assert who_signed(node) == ["log1"]
    first = newest_key(node.journal.origin, LOG)
    new = turn(node, LOG)
    node.publish()
    assert who_signed(node) == ["log1", "log2"] and new != first
    assert newest_key(node.journal.origin, LOG) == new
    node.clock.move(minutes=59)
    node.open_case()
    node.publish()
    assert who_signed(node) == ["log1", "log2"]
    node.clock.move(minutes=1)
    node.open_case("124 ABC 12")
    node.publish()
    assert who_signed(node) == ["log2"]
    assert clean(node)  # old checkpoints are judged by the keys that held when they were made


def test_a_rotation_waits_for_the_end_of_the_one_before(node: Node) -> None:
    turn(node, LOG)
    with pytest.raises(Refusal, match="key.rotation_under_way"):
        turn(node, LOG)
    turn(node, WITNESS)  # another use is another matter
    node.clock.move(hours=1)
    turn(node, LOG)
    node.publish()
    # the key of the attempt that was refused lies there, and was never named
    assert len(node.home.keys(LOG)) == 4 and len(ever(Log.objects.get(own=True), LOG)) == 3
    assert who_signed(node) == ["log2", "log3"]
    assert clean(node)


def test_the_files_of_old_keys_may_be_destroyed(node: Node) -> None:
    turn(node, LOG)
    node.clock.move(hours=1)
    (node.home.path / "keys" / "log").unlink()
    turn(node, LOG)
    assert {path.name for path in (node.home.path / "keys").glob("log*")} == {"log.2", "log.3"}
    node.publish()
    assert who_signed(node) == ["log2", "log3"]


def test_private_keys_are_files_of_the_nodes_user_alone(node: Node) -> None:
    turn(node, HTTP)
    for path in (node.home.path / "keys").iterdir():
        assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        node.home.write_key("http.2", bytes(32))


def test_the_default_overlap_and_what_is_due_are_the_pairs(node: Node) -> None:
    named = rotate(node.home, node.house, use=HTTP, overlap=None, now=node.clock.now())
    assert named.old_end == to_text(node.clock.now() + timedelta(days=7))
    node.clock.move(days=92)
    now, periods = node.clock.now(), node.house.pair.pair.keys
    due = {used.use: used.is_due(now, life=timedelta(days=periods.of(used.use).days))
           for used in in_use(Log.objects.get(own=True))}
    assert due == {"log": False, "witness": False, "http": True}


def test_both_witness_keys_cosign_meanwhile(node: Node, peer: MemoryPeer) -> None:
    turn(node, WITNESS)
    fill(peer.log, 1)
    assert round_of(node, peer).reached
    row = CheckpointRow.objects.get(log=followed(peer.log))
    keys = verifiers(Log.objects.get(own=True), WITNESS, at=node.clock.now())
    assert len(keys) == 2
    assert [each.verifier for each in open_note(bytes(row.note), keys).verified] == keys


# a followed log

def wrong(log: SimulatedLog) -> list[str]:
    """What is complained of, but for its silence: its clock stands."""
    return [code for code, _ in complaints(log) if code != "silent"]


def other_key(log: SimulatedLog, use: str = LOG, *, seed: int = 9) -> Ed25519Signer:
    kind = SignatureKind.COSIGNATURE if use == WITNESS else SignatureKind.ED25519
    return Ed25519Signer(seed=bytes([seed]) * 32, name=log.signer(use).name, kind=kind)


def name(
    log: SimulatedLog, node: Node, key_use: str = LOG, *, by: SimulatedLog | None = None, **bent: str
) -> None:
    """The log names its next key; or another one does, or it does so wrongly."""
    now = node.clock.now()
    (by or log).write("log.key_named/1", {
        "origin": log.origin, "use": key_use, "key": Verifier.of(other_key(log, key_use)).vkey,
        "valid_from": to_text(now), "old_end": to_text(now + HOUR), **bent,
    }, subject=log.origin, audience=("*",))
    (by or log).publish()


def sign_with(peer: MemoryPeer, signers: Sequence[Ed25519Signer]) -> None:
    log = peer.log

    def note() -> bytes:
        text = Checkpoint(origin=log.origin, size=log.published,
                          root=log.frontier(log.published).root()).text
        return sign_note(text, signers)

    peer.show_checkpoint = note


def test_a_key_is_accepted_from_its_entry_on_and_the_old_one_until_its_end(
    node: Node, peer: MemoryPeer
) -> None:
    old, new = peer.log.signer("log"), other_key(peer.log)
    fill(peer.log, 1)
    sign_with(peer, [new])
    assert not round_of(node, peer).reached
    assert wrong(peer.log) == ["key_changed"]
    sign_with(peer, [old])
    assert round_of(node, peer).reached and wrong(peer.log) == []
    name(peer.log, node)
    for signers in ([old, new], [new], [old]):
        sign_with(peer, signers)
        fill(peer.log, 1, start=len(peer.log.sealed))
        assert round_of(node, peer).reached
    node.clock.move(hours=1)
    fill(peer.log, 1, start=50)
    sign_with(peer, [old])
    assert not round_of(node, peer).reached
    assert wrong(peer.log) == ["key_changed"]
    sign_with(peer, [new])
    assert round_of(node, peer).reached and wrong(peer.log) == []
    assert clean(node)


@pytest.mark.parametrize("bent", [
    {"key": "tm.test.kopri+00000000+AAAA"}, {"key": SimulatedLog().identity.witness_key},
    {"use": "credentials", "key": SimulatedLog().identity.log_key},
    {"old_end": "tomorrow"}, {"old_end": "2020-01-01T00:00:00Z"}, {"origin": "kz.test.kopri"},
])
def test_a_key_that_is_named_wrongly_is_no_key_and_stops_nothing(
    node: Node, peer: MemoryPeer, bent: dict[str, str]
) -> None:
    fill(peer.log, 1)
    name(peer.log, node, **bent)
    fill(peer.log, 1, start=5)
    assert round_of(node, peer).reached
    assert followed(peer.log).keys == [] == Log.objects.get(own=True).keys
    assert followed(peer.log).applied == followed(peer.log).size


def test_no_log_names_the_keys_of_another(node: Node, peer: MemoryPeer) -> None:
    third = SimulatedLog(origin="third.test.kopri", letter="X", seed=5)
    admit(journal=node.journal, actor=node.actor(), identity=third.identity)
    name(peer.log, node, by=third)
    assert round_of(node, MemoryPeer(third)).reached
    assert followed(peer.log).keys == []


def test_a_thief_is_shut_out_by_order(node: Node, peer: MemoryPeer) -> None:
    """The old key signs nothing any more, at once, and names nothing either."""
    fill(peer.log, 1)
    assert round_of(node, peer).reached
    new = {use: Verifier.of(other_key(peer.log, use)).vkey for use in (LOG, WITNESS, HTTP)}
    now = node.clock.now()
    assert replace_keys(journal=node.journal, origin=peer.log.origin, keys=new, now=now) == [
        "log", "witness", "http"]
    assert replace_keys(journal=node.journal, origin=peer.log.origin, keys=new, now=now) == []
    fill(peer.log, 1, start=9)
    assert not round_of(node, peer).reached
    assert wrong(peer.log) == ["key_changed"]
    sign_with(peer, [other_key(peer.log)])
    assert round_of(node, peer).reached
    keyid = f"{peer.log.origin}/http"
    assert public_keys(keyid, at=now) == [other_key(peer.log, HTTP).public_key]
    assert Entry.objects.filter(log__own=True, kind="log.key_named/1", audience="*").count() == 3


def test_the_neighbours_cosignature_is_taken_under_its_new_key(
    node: Node, peer: MemoryPeer
) -> None:
    node.publish()
    fill(peer.log, 1)
    name(peer.log, node, WITNESS)
    assert round_of(node, peer).reached
    node.clock.move(hours=2)
    peer.mirrored = cosign_note(newest_note(node), signer=other_key(peer.log, WITNESS), time=1)
    assert round_of(node, peer).reached and wrong(peer.log) == []
    assert b"tm.test.kopri/witness" in newest_note(node)
    assert clean(node)


def test_an_unfinished_rotation_leaves_a_node_as_it_was(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash before the entry, and one after it: nothing is lost but a file's worth of chance."""
    class PowerCut(Exception):
        pass

    def cut(**_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr("kopri.node.rotating.name_own_key", cut)
        with pytest.raises(PowerCut):
            turn(node, LOG)
    node.publish()
    assert who_signed(node) == ["log1"]
    with monkeypatch.context() as patch:
        patch.setattr("kopri.node.rotating.write_public", lambda *_: cut())
        with pytest.raises(PowerCut):
            turn(node, LOG)
    node.publish()
    assert who_signed(node) == ["log1", "log2"]
