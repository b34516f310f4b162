"""Evidence files: what the log itself signed convicts it, and nothing else does."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from random import Random
from typing import Any

import msgspec
import pytest

from kopri.engines import canonical
from kopri.engines.merkle import leaf_hash
from kopri.engines.notes import Ed25519Signer, SignatureKind, Verifier, cosign_note
from kopri.journal.prove.evidence import Unreadable, accuse, claims, judge, read
from tests.simulators.log import SimulatedLog
from tests.simulators.neighbour import fill
from tests.simulators.proofs import included_entry, tree_of


def forked(size: int = 9) -> bytes | None:
    log = SimulatedLog()
    fill(log, size // 3)
    return _accuse(log, "fork", notes=[log.note(), log.note(root=b"\1" * 32)])


def rewritten(*, old: int = 6, new: int = 12) -> bytes | None:
    """The first entry is another one in the newer tree."""
    log = SimulatedLog()
    fill(log, -(-new // 3))
    before = log.note(size=old)
    log.sealed[0] = replace(log.sealed[0], salt=b"\2" * 32)
    path = tree_of(log, size=new).consistency_path(old)
    return _accuse(log, "rewritten", notes=[log.note(size=new), before], path=path)


def counted(claim: str, *, first: int = 4, second: int) -> bytes | None:
    log = SimulatedLog()
    fill(log, 3)
    for count in (first, second):
        log.put(b"{}", audience=("kz",), stamp={
            "count": {"kz": count}, "index": len(log.sealed), "log": log.origin})
    log.publish()
    entries = [included_entry(log, index) for index in (9, 10)]
    return _accuse(log, claim, notes=[log.note()], entries=entries)


def misplaced(*, index: int = 1, origin: str = "tm.test.kopri") -> bytes | None:
    log = SimulatedLog()
    log.put(b"{}", audience=("kz",))
    log.put(b"{}", audience=("kz",), stamp={"count": {"kz": 1}, "index": index, "log": origin})
    log.put(b"{}", audience=("kz",))
    log.publish()
    return _accuse(log, "misplaced", notes=[log.note()], entries=[included_entry(log, 1)])


def _accuse(log: SimulatedLog, claim: str, **parts: Any) -> bytes | None:
    return accuse(claim=claim, origin=log.origin, keys=[log.identity.log_key], **parts)


def files() -> dict[str, bytes | None]:
    """One file of each claim."""
    return {
        "fork": forked(), "rewritten": rewritten(),
        "count_repeated": counted("count_repeated", second=4),
        "count_falling": counted("count_falling", second=2), "misplaced": misplaced(index=0),
    }


FILES = {name: file for name, file in files().items() if file is not None}


def test_every_claim_can_be_proven() -> None:
    assert list(FILES) == list(claims())


@pytest.mark.parametrize("claim", list(FILES))
def test_what_proves_a_claim_is_confirmed(claim: str) -> None:
    verdict = judge(FILES[claim])
    assert (verdict.code, verdict.holds) == (claim, True)
    assert verdict.origin == "tm.test.kopri"
    assert verdict.keys == (SimulatedLog().identity.log_key,)
    assert all(f"{{{name}}}" in verdict.words for name in verdict.params)


@pytest.mark.parametrize("old", range(1, 12))
def test_a_rewritten_history_is_proven_from_every_old_size(old: int) -> None:
    """Powers of two too, whose consistency proof does not spell the old root out."""
    file = rewritten(old=old)
    assert file is not None
    assert judge(file).params == {"old": old, "new": 12}


def test_a_stamp_that_names_another_log() -> None:
    file = misplaced(origin="elsewhere")
    assert file is not None
    assert judge(file).params == {"index": 1, "stamped": 1, "log": "elsewhere"}


def test_what_is_right_proves_nothing() -> None:
    log = SimulatedLog()
    fill(log, 4)
    path = tree_of(log, size=12).consistency_path(6)
    right, old = log.note(), log.note(size=6)
    assert _accuse(log, "fork", notes=[right, right]) is None
    assert _accuse(log, "fork", notes=[right, old]) is None
    assert _accuse(log, "rewritten", notes=[right, old], path=path) is None
    pair = [included_entry(log, 0), included_entry(log, 3)]
    for claim in ("count_repeated", "count_falling"):
        assert _accuse(log, claim, notes=[right], entries=pair) is None
        assert _accuse(log, claim, notes=[right], entries=[pair[0], pair[0]]) is None
    assert _accuse(log, "misplaced", notes=[right], entries=pair[:1]) is None


def test_the_accusers_own_signature_convicts_nobody() -> None:
    """Notes of another key, of another origin, or of a size that only the accuser signed."""
    log, accuser = SimulatedLog(), SimulatedLog(seed=8)
    fill(log, 2)
    notes = [log.note(), accuser.note(size=6, root=b"\1" * 32)]
    keys = [log.identity.log_key, accuser.identity.log_key]
    assert accuse(claim="fork", origin=log.origin, keys=keys[:1], notes=notes) is None
    under_two = accuse(claim="fork", origin=log.origin, keys=keys, notes=notes)
    assert under_two is not None  # holds under both keys: whether both are the log's is policy
    assert set(judge(under_two).keys) == set(keys)
    stranger = SimulatedLog(origin="elsewhere")
    elsewhere = [stranger.note(size=0, root=b"\1" * 32), stranger.note(size=0)]
    assert accuse(claim="fork", origin=log.origin, keys=[stranger.identity.log_key],
                  notes=elsewhere) is None


def test_a_cosigner_is_no_author() -> None:
    """It may have cosigned both sides of a fork that another log made, under whatever name."""
    log = SimulatedLog()
    fill(log, 1)
    cosigner = Ed25519Signer(seed=b"\7" * 32, name=log.origin, kind=SignatureKind.COSIGNATURE)
    notes = [cosign_note(note, signer=cosigner, time=1)
             for note in (log.note(), log.note(root=b"\1" * 32))]
    assert accuse(claim="fork", origin=log.origin, keys=[Verifier.of(cosigner).vkey],
                  notes=notes) is None


def test_cosignatures_are_left_out() -> None:
    log = SimulatedLog()
    fill(log, 1)
    cosigned = cosign_note(log.note(), signer=log.signer("witness"), time=1)
    keys = [log.identity.log_key]
    file = accuse(claim="fork", origin=log.origin, keys=keys,
                  notes=[cosigned, log.note(root=b"\1" * 32)])
    assert file is not None
    assert b"witness" not in file
    smuggled = msgspec.structs.replace(read(file), notes=(
        cosigned.decode(), log.note(root=b"\1" * 32).decode()))
    assert judge(smuggled.encode()).holds is False


def test_an_evidence_file_shows_nothing_of_an_entry() -> None:
    log = SimulatedLog()
    for count in (1, 1):
        log.put(b'{"secret":"AB 1234"}', audience=("kz",), stamp={
            "count": {"kz": count}, "index": len(log.sealed), "log": log.origin})
    log.publish()
    file = _accuse(log, "count_repeated", notes=[log.note()],
                   entries=[included_entry(log, 0), included_entry(log, 1)])
    assert file is not None
    assert b"1234" not in file
    assert log.sealed[0].salt.hex().encode() not in file


def holds(file: bytes) -> bool:
    try:
        return judge(file).holds
    except Unreadable:
        return False


@pytest.mark.parametrize("claim", list(FILES))
def test_no_changed_byte_goes_unnoticed(claim: str) -> None:
    """Each byte is changed, left out or doubled."""
    file, chance = FILES[claim], Random(3)
    for at in range(len(file)):
        other = bytes([file[at] ^ (1 << chance.randrange(7))])
        bent = chance.choice((other, other, b"", file[at:at + 1] * 2))
        assert not holds(file[:at] + bent + file[at + 1:]), (at, bent)


def _bent(file: bytes) -> Iterator[dict[str, Any]]:
    """The same file with a part left out, doubled, swapped or taken from another one."""
    said = canonical.decode_strict(file[:-1])
    for name, value in said.items():
        yield {key: each for key, each in said.items() if key != name}
        for other in FILES.values():
            taken = canonical.decode_strict(other[:-1])
            yield {**said, name: taken[name]}
        if isinstance(value, list):
            for at in range(len(value)):
                yield {**said, name: value[:at] + value[at + 1:]}
                yield {**said, name: [*value[:at], value[at], *value[at:]]}
            yield {**said, name: value[::-1]}
            yield {**said, name: [*value, value]}
    yield {**said, "more": 1}


@pytest.mark.parametrize("claim", list(FILES))
def test_no_changed_part_goes_unnoticed(claim: str) -> None:
    file = FILES[claim]
    for said in _bent(file):
        changed = canonical.encode(said) + b"\n"
        assert changed in FILES.values() or not holds(changed), said


@pytest.mark.parametrize("file", [
    b"", b"\n", b"{}\n", b"[]\n", b"\xff", b"{" * 100_000, FILES["fork"][:-1],
    FILES["fork"] + b"\n", FILES["fork"].replace(b'"fork"', b'"theft"'),
    FILES["fork"].replace(b"evidence/v1", b"evidence/v2"),
])
def test_what_is_no_evidence_file(file: bytes) -> None:
    with pytest.raises(Unreadable):
        judge(file)


def test_hashes_in_another_spelling() -> None:
    said = canonical.decode_strict(FILES["rewritten"][:-1])
    said["path"] = [item.upper() for item in said["path"]]
    assert judge(canonical.encode(said) + b"\n").holds is False


def test_a_commitment_of_another_length_moves_no_bytes_into_the_stamp() -> None:
    """C is 32 bytes: where it ends and the stamp begins is not the accuser's to say."""
    said = canonical.decode_strict(FILES["misplaced"][:-1])
    said["entries"][0]["commitment"] += "7b"
    assert judge(canonical.encode(said) + b"\n").holds is False


def test_the_leaf_is_what_the_journal_seals() -> None:
    log = SimulatedLog()
    fill(log, 1)
    entry = read(FILES["misplaced"]).entries[0]
    stamp = canonical.encode(entry.stamp)
    sealed = b"\1" + sha256(bytes.fromhex(entry.commitment) + stamp).digest()
    other = SimulatedLog()
    other.put(b"{}", audience=("kz",))
    other.put(b"{}", audience=("kz",), stamp={"count": {"kz": 1}, "index": 0, "log": log.origin})
    assert leaf_hash(sealed) == leaf_hash(other.sealed[1].leaf)
