"""Proofs to carry away: made on a node, believed on a machine that has none, refused when wrong."""

import os
import subprocess
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from kopri.engines.merkle import bundle_path, tile_path
from kopri.engines.notes import Verifier
from kopri.engines.notes.policy import Policy, PolicyLog, parse_policy
from kopri.engines.notes.tlog_proof import TlogProof
from kopri.interfaces.cli import proving as command
from kopri.interfaces.cli.checking import check as check_command
from kopri.journal import serve
from kopri.journal.models import Cosignature, Entry, Log
from kopri.journal.prove.carrying import carry, find_log
from kopri.journal.prove.checking import Disproved, check
from kopri.journal.prove.trusting import policy_of
from kopri.kernel.errors import Refusal
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog
from tests.simulators.neighbour import fill, pad, round_of

OWN, OTHER = "kz.test.kopri", "tm.test.kopri"


@pytest.fixture
def cosigned(node: Node, log: SimulatedLog, peer: MemoryPeer) -> Node:
    """Both logs cosigned by the other side, the own one before its last entries."""
    node.open_case("100 ABC 12")
    node.publish()
    fill(log, 2)
    pad(log, 294)
    peer.cosign(serve.checkpoint_note(serve.own_log()))
    round_of(node, peer)
    node.open_case("101 ABC 12")
    node.publish()
    return node


def cosigned_size() -> int:
    return Cosignature.objects.get(checkpoint__log__own=True).checkpoint.size


def proof(node: Node, index: int, *, origin: str = "", opened: bool = False) -> TlogProof:
    return carry(tiles=node.press.tiles, at=node.clock.now(), index=index, origin=origin,
                 opened=opened)


def policy(node: Node, origin: str = "") -> Policy:
    return policy_of(find_log(origin), at=node.clock.now())


def code(refusal: pytest.ExceptionInfo[Refusal]) -> str:
    return refusal.value.faults[0].code


def test_every_entry_below_the_cosigned_checkpoint_is_proved(cosigned: Node) -> None:
    size, seen = serve.own_log().published, cosigned_size()
    assert size > seen > 2
    for index in range(seen):
        checked = check(proof(cosigned, index).encode(), policy=policy(cosigned))
        assert (checked.index, checked.opening) == (index, None)
        assert checked.judged.checkpoint.size == seen
        assert list(checked.judged.cosigned) == [f"{OTHER}/witness".encode()]
    for index in (seen, size - 1, size, 10**9):
        with pytest.raises(Refusal) as refused:
            proof(cosigned, index)
        assert code(refused) == "proof.not_cosigned"


def test_a_followed_log_is_proved_by_its_mirror(cosigned: Node, log: SimulatedLog) -> None:
    trusted = policy(cosigned, OTHER)
    for index in (0, 1, 255, 256, len(log.sealed) - 1):
        checked = check(proof(cosigned, index, origin=OTHER).encode(), policy=trusted)
        assert checked.judged.checkpoint.origin == OTHER
        assert checked.entry == log.sealed[index].leaf
        assert list(checked.judged.cosigned) == [f"{OWN}/witness".encode()]
    with pytest.raises(Disproved) as refused:
        check(proof(cosigned, 0, origin=OTHER).encode(), policy=policy(cosigned))
    assert code(refused) == "proof.not_signed"


def test_an_opened_proof_says_what_the_entry_says(cosigned: Node) -> None:
    row = Entry.objects.get(log__own=True, index=2)
    checked = check(proof(cosigned, 2, opened=True).encode(), policy=policy(cosigned))
    assert checked.opening and checked.opening.entry == bytes(row.entry or b"")
    closed = proof(cosigned, 2).encode()
    assert (row.subject.encode() in closed, checked.opening.envelope["subject"]) == (
        False, row.subject)
    line = proof(cosigned, 2, opened=True).extra or b""
    apart = check(closed, policy=policy(cosigned), opening=line + b"\n")
    assert apart.opening == checked.opening


def test_what_is_not_here_is_not_opened(cosigned: Node) -> None:
    with pytest.raises(Refusal) as refused:
        proof(cosigned, 10, origin=OTHER, opened=True)
    assert code(refused) == "proof.no_opening"
    with pytest.raises(Refusal) as refused:
        proof(cosigned, 0, origin="nobody.test.kopri")
    assert code(refused) == "proof.unknown_log"


@pytest.mark.parametrize("path", [bundle_path(index=0), tile_path(level=0, index=0)])
def test_damaged_tiles_prove_nothing(cosigned: Node, path: str) -> None:
    data = bytearray(cosigned.press.tiles.get(log=OWN, path=path) or b"")
    data[40] ^= 1
    cosigned.press.tiles.put(log=OWN, path=path, data=bytes(data))
    with pytest.raises(Refusal) as refused:
        proof(cosigned, 0), proof(cosigned, 1)
    assert code(refused) == "proof.tiles_damaged"
    cosigned.press.tiles.put(log=OWN, path=path, data=b"")
    with pytest.raises(Refusal) as refused:
        proof(cosigned, 0)
    assert code(refused) == "proof.tiles_damaged"


def test_wrong_proofs_are_told_apart(cosigned: Node, log: SimulatedLog) -> None:
    right, trusted = proof(cosigned, 1, opened=True), policy(cosigned)
    other = proof(cosigned, 2, opened=True)
    unsigned = right.note.replace(right.note.split(b"\n")[4], b"")
    fewer = b"\n".join(right.note.split(b"\n")[:5]) + b"\n"
    cases: dict[str, TlogProof] = {
        "proof.not_included": replace(right, index=0),
        "proof.bad_opening": replace(right, extra=(right.extra or b"").replace(b"kz.", b"kk.")),
        "proof.not_cosigned": replace(right, note=fewer),
        "proof.no_leaf": replace(right, extra=None),
    }
    assert unsigned != right.note
    for expected, wrong in cases.items():
        with pytest.raises(Refusal) as refused:
            check(wrong.encode(), policy=trusted)
        assert code(refused) == expected
    for changed in (replace(right, extra=other.extra), replace(right, path=right.path[:-1]),
                    replace(right, path=(bytes(32), *right.path[1:]))):
        with pytest.raises(Disproved) as refused:
            check(changed.encode(), policy=trusted)
        assert code(refused) == "proof.not_included"
    for strange in (b"", b"oops", right.encode()[:-1]):
        with pytest.raises(Refusal) as refused:
            check(strange, policy=trusted)
        assert code(refused) == "proof.malformed" and not isinstance(refused.value, Disproved)


def test_a_log_that_put_an_opening_elsewhere_is_found(
    node: Node, log: SimulatedLog, peer: MemoryPeer
) -> None:
    log.put(b"{}", audience=("kz", "tm"), stamp={"count": {"kz": 1}, "index": 7, "log": OTHER})
    log.publish()
    trusted = Policy(logs=(PolicyLog(key=Verifier.of(log.signer("log"))),))
    moved = TlogProof(index=0, path=(), note=log.note(), extra=log.sealed[0].line)
    with pytest.raises(Disproved) as refused:
        check(moved.encode(), policy=trusted)
    assert code(refused) == "proof.misplaced"


def test_a_side_does_not_vouch_for_itself(cosigned: Node) -> None:
    trusted = policy(cosigned)
    own, other = (f"{origin}/witness".encode() for origin in (OWN, OTHER))
    assert not trusted.enough([own])
    assert trusted.enough([other])
    assert parse_policy(trusted.encode()) == trusted


def test_alone_nobody_is_asked(node: Node) -> None:
    node.open_case()
    node.publish()
    trusted = policy(node)
    assert trusted.quorum == b"none"
    assert check(proof(node, 0).encode(), policy=trusted).judged.quorum_met


def test_both_keys_of_an_overlap_are_listed(cosigned: Node, log: SimulatedLog) -> None:
    renewed = replace(log, seed=8)
    end = "2026-01-15T08:00:00Z"
    Log.objects.filter(origin=OTHER).update(keys=[
        {"use": use, "key": Verifier.of(renewed.signer(use)).vkey, "end": end}
        for use in ("log", "witness")])
    own, other = policy(cosigned), policy(cosigned, OTHER)
    keys = [f"{OTHER}/witness#{number}".encode() for number in (1, 2)]
    assert [each.name for each in own.witnesses[:2]] == keys
    assert all(own.enough([key]) for key in keys) and not own.enough([])
    twice = policy_of(find_log(""), at=cosigned.clock.now(), quorum=2)
    assert not twice.enough(keys)  # two keys of one witness are one witness
    assert parse_policy(own.encode()) == own
    assert len(other.logs) == 2
    cosigned.clock.move(hours=3)
    assert [each.key.vkey for each in policy(cosigned, OTHER).logs] == [
        Verifier.of(renewed.signer("log")).vkey]


def test_a_quorum_that_nobody_can_meet_is_no_policy(cosigned: Node) -> None:
    asking = replace(cosigned.house, quorum=2)
    with pytest.raises(Refusal) as refused:
        command.policy(asking, log="", out=StringIO())
    assert code(refused) == "policy.too_few_witnesses"
    with pytest.raises(Refusal) as refused:
        command.prove(asking, log="", index=0, opened=False, file=None, out=StringIO())
    assert code(refused) == "proof.not_cosigned"


def kopri(*words: str | Path) -> tuple[int, str, str]:
    """Status, words and complaints of a process that sees neither a node nor a database."""
    done = subprocess.run(
        [sys.executable, "-m", "kopri.node.console", "journal", *map(str, words)],
        env={"PATH": os.environ["PATH"], "LANG": "en_GB.UTF-8"}, capture_output=True, text=True,
        timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr


def test_by_command_on_a_machine_without_a_node(cosigned: Node, tmp_path: Path) -> None:
    out = StringIO()
    files = {name: tmp_path / name for name in ("a.tlog-proof", "b.tlog-proof", "policy", "line")}
    for name, opened in (("a.tlog-proof", False), ("b.tlog-proof", True)):
        assert command.prove(cosigned.house, log="", index=2, opened=opened, file=files[name],
                             out=out) == 0
    files["policy"].write_bytes(policy(cosigned).encode())
    said = StringIO()
    assert command.policy(cosigned.house, log="", out=said) == 0
    assert said.getvalue().encode() == files["policy"].read_bytes()
    status, said_there, _ = kopri("check", files["a.tlog-proof"], "--policy", files["policy"])
    assert status == 0, said_there
    assert f"log       {OWN}\nentry     2 of {cosigned_size()}, root " in said_there
    assert f"by {OTHER}/witness\n" in said_there and "not opened" in said_there
    data = files["a.tlog-proof"].read_bytes()
    files["a.tlog-proof"].write_bytes(data.replace(b"\nindex 2\n", b"\nindex 1\n"))
    status, said_there, complaint = kopri("check", files["a.tlog-proof"], "--policy",
                                          files["policy"])
    assert (status, said_there) == (1, "") and "[proof.not_included]" in complaint


def test_what_the_command_says(
    cosigned: Node, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened, closed, trusted, line = (tmp_path / name for name in ("o", "c", "policy", "line"))
    opened.write_bytes(proof(cosigned, 2, opened=True).encode())
    closed.write_bytes(proof(cosigned, 2).encode())
    line.write_bytes((proof(cosigned, 2, opened=True).extra or b"") + b"\n")
    trusted.write_bytes(policy(cosigned).encode())

    def said(file: Path, opening: Path | None = None) -> tuple[int, str]:
        out = StringIO()
        status = check_command(file, policy=trusted, opening=opening, language="en", out=out)
        return status, out.getvalue()

    subject = Entry.objects.get(log__own=True, index=2).subject
    assert said(opened) == said(closed, line)
    assert said(opened)[0] == 0 and subject in said(opened)[1]
    assert said(closed)[0] == 0 and subject not in said(closed)[1]
    assert said(opened, trusted) == (2, "")  # what lies beside it is no opening at all
    capsys.readouterr()
    trusted.write_bytes(b"log x\nquorum y\n")
    assert said(opened) == (2, "")
    complaint = capsys.readouterr().err
    assert "policy:1: " in complaint and "[policy.key]" in complaint
    assert "policy:2: " in complaint and "[policy.unknown_name]" in complaint
    assert said(tmp_path / "none") == (2, "")
    trusted.write_bytes(f"log {cosigned.identity.log_key}\nquorum none\n".encode())
    assert "by nobody" in said(opened)[1]


def test_a_proof_on_the_terminal_is_the_file(cosigned: Node, tmp_path: Path) -> None:
    out = StringIO()
    command.prove(cosigned.house, log="", index=0, opened=False, file=None, out=out)
    assert out.getvalue().encode() == proof(cosigned, 0).encode()
    with pytest.raises(Refusal) as refused:
        command.prove(cosigned.house, log="", index=0, opened=False, file=tmp_path, out=out)
    assert code(refused) == "file.unusable"
