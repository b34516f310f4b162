"""The audit from outside: what is right passes, and each thing that is wrong is named."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

import pytest

from kopri.engines.merkle import (
    Frontier,
    bundle_path,
    encode_bundle,
    leaf_hashes,
    parse_path,
    split_row,
    tile_path,
    tiles_of,
)
from kopri.engines.notes import (
    Checkpoint,
    Ed25519Signer,
    SignatureKind,
    Verifier,
    cosign_note,
    sign_note,
)
from kopri.engines.notes.policy import Policy, PolicyLog, PolicyWitness
from kopri.journal.prove.auditing import MOST_FAULTS, Audit, NotServed, audit
from kopri.journal.prove.convicting import convict
from kopri.journal.prove.evidence import judge

ORIGIN = "kz.test.kopri"
LOG = Ed25519Signer(seed=b"l" * 32, name=ORIGIN)
WITNESS = Ed25519Signer(seed=b"w" * 32, name="tm/witness", kind=SignatureKind.COSIGNATURE)
POLICY = Policy(logs=(PolicyLog(key=Verifier.of(LOG)),), quorum=b"w",
                witnesses=(PolicyWitness(name=b"w", key=Verifier.of(WITNESS)),))
LONGEST = 65536 + 300  # a full tile on level 1, a partial one on level 2


def entries(count: int) -> list[bytes]:
    return [b"\x01" + sha256(number.to_bytes(8, "big")).digest() for number in range(count)]


ENTRIES = entries(LONGEST)


@dataclass
class Published:
    """A log as it is served: ``bend`` replaces what is at a path, None takes it away."""

    entries: list[bytes] = field(default_factory=list)
    bend: dict[str, bytes | None] = field(default_factory=dict)
    notes: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.frontier = Frontier()
        self.tiles: dict[tuple[int, int], bytes] = {}
        for level, row in enumerate(self.frontier.append(leaf_hashes(self.entries))):
            for part in split_row(row, start=0):
                self.tiles[level, part.index] = part.data
        cosigned = cosign_note(self.signed(), signer=WITNESS, time=1_768_456_800)
        self.notes |= {"checkpoint": self.signed(), "checkpoint/cosigned": cosigned}

    def checkpoint(self) -> Checkpoint:
        return Checkpoint(origin=ORIGIN, size=len(self.entries), root=self.frontier.root())

    def signed(self) -> bytes:
        return sign_note(self.checkpoint().text, [LOG])

    def note(self, path: str, /) -> bytes:
        return self.notes.get(path, b"")

    def many(self, paths: Iterable[str], /) -> Iterator[bytes]:
        for path in paths:
            self.asked.append(path)
            data = self.bend[path] if path in self.bend else self.right(path)
            if data is None:
                raise NotServed(path)
            yield data

    def right(self, path: str) -> bytes:
        at = parse_path(path)
        if at.level is None:
            return encode_bundle(self.entries[at.index * 256:at.index * 256 + at.width])
        return self.tiles[at.level, at.index][:at.width * 32]


def found(result: Audit) -> list[tuple[str, str]]:
    return [(fault.code, fault.path) for fault in result.faults]


def audited(log: Published, earlier: bytes = b"") -> list[tuple[str, str]]:
    return found(audit(log, policy=POLICY, earlier=earlier))


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 512, 513, 65536, 65537, LONGEST])
def test_a_right_log_passes_and_is_read_once_from_end_to_end(size: int) -> None:
    log = Published(ENTRIES[:size])
    result = audit(log, policy=POLICY, earlier=Published(ENTRIES[:size // 3]).signed())
    assert found(result) == []
    assert (result.hashed, result.note) == (size, log.signed())
    assert result.cosigned and result.cosigned.cosigned == {b"w": 1_768_456_800}
    tiles = [tile_path(level=each.level or 0, index=each.index, width=each.width)
             for each in tiles_of(size)]
    bundles = [bundle_path(index=start // 256, width=min(256, size - start))
               for start in range(0, size, 256)]
    assert sorted(log.asked) == sorted(tiles + bundles)


def test_an_older_cosigned_checkpoint_vouches_for_its_part() -> None:
    log = Published(ENTRIES[:600])
    log.notes["checkpoint/cosigned"] = Published(ENTRIES[:300]).notes["checkpoint/cosigned"]
    result = audit(log, policy=POLICY)
    assert found(result) == []
    assert result.cosigned and result.cosigned.checkpoint.size == 300
    assert result.newest and not result.newest.quorum_met


def test_the_newest_may_itself_be_cosigned() -> None:
    log = Published(ENTRIES[:3])
    log.notes = {"checkpoint": log.notes["checkpoint/cosigned"]}
    assert audited(log) == []


def flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


def test_every_changed_byte_of_tiles_and_bundles_is_named() -> None:
    """A changed entry shows in its tile, in those above, and in the root."""
    log = Published(ENTRIES[:LONGEST])
    for path in ("tile/0/000", "tile/0/256", "tile/0/257.p/44", "tile/1/000", "tile/1/001.p/1",
                 "tile/2/000.p/1"):
        log.bend = {path: flip(log.right(path), len(log.right(path)) - 1)}
        assert audited(log) == [("audit.wrong_tile", path)]
    for path in ("tile/entries/000", "tile/entries/257.p/44"):
        log.bend = {path: flip(log.right(path), 40)}
        codes = {code for code, _ in audited(log)}
        assert codes == {"audit.wrong_tile", "audit.other_root"}


def test_a_tile_of_another_width_is_wrong() -> None:
    log, path = Published(ENTRIES[:300]), "tile/0/001.p/44"
    right = log.right(path)
    for wrong in (flip(right, 0), right[:-32], right[:-1], right + right[:32], b""):
        log.bend = {path: wrong}
        assert audited(log) == [("audit.wrong_tile", path)]


@pytest.mark.parametrize("wrong", [b"", b"\x00", b"\x00\x21" * 17, b"\xff" * 1575])
def test_what_is_no_bundle(wrong: bytes) -> None:
    path = "tile/entries/001.p/45"
    log = Published(ENTRIES[:301], bend={path: wrong})
    assert audited(log) == [("audit.bad_bundle", path)]
    assert audit(log, policy=POLICY).hashed == 256


@pytest.mark.parametrize("strange", [b"\x02" + bytes(32), b"", b"\x01" * 32, bytes(34)])
def test_what_is_no_log_entry_of_a_journal(strange: bytes) -> None:
    log = Published([*ENTRIES[:5], strange])
    assert audited(log) == [("audit.not_an_entry", "tile/entries/000.p/6")]


@pytest.mark.parametrize("path", ["tile/entries/000", "tile/0/001.p/44", "tile/1/000.p/1"])
def test_what_is_not_served(path: str) -> None:
    assert audited(Published(ENTRIES[:300], bend={path: None})) == [("audit.not_served", path)]


def test_another_history_under_an_earlier_checkpoint() -> None:
    other = [b"\x01" + bytes(32), *ENTRIES[1:300]]
    for size in (1, 256, 299, 300):
        earlier = Published(other[:size]).signed()
        assert audited(Published(ENTRIES[:300]), earlier) == [("audit.other_root", "earlier")]
    longer = Published(ENTRIES[:301]).signed()
    assert audited(Published(ENTRIES[:300]), longer) == [("audit.rolled_back", "earlier")]
    text = Checkpoint(origin="tm.test.kopri", size=1, root=bytes(32)).text
    strange = sign_note(text, [LOG])
    assert audited(Published(ENTRIES[:3]), strange) == [("audit.other_log", "earlier")]


def test_a_view_that_was_cosigned_and_another_that_is_shown() -> None:
    log = Published(ENTRIES[:300])
    other = Published([b"\x01" + bytes(32), *ENTRIES[1:200]])
    log.notes["checkpoint/cosigned"] = other.notes["checkpoint/cosigned"]
    assert audited(log) == [("audit.other_root", "checkpoint/cosigned")]
    log.notes["checkpoint/cosigned"] = Published(ENTRIES[:301]).notes["checkpoint/cosigned"]
    assert audited(log) == [("audit.rolled_back", "checkpoint/cosigned")]


@pytest.mark.parametrize(
    ("bend", "expected"),
    [
        (lambda log: {}, [("audit.no_checkpoint", "checkpoint")]),
        (lambda log: {"checkpoint": b"oops"}, [("audit.malformed", "checkpoint")]),
        (lambda log: {"checkpoint": log.signed()}, [("audit.not_cosigned", "checkpoint")]),
        (lambda log: {"checkpoint": flip(log.signed(), len(log.signed()) - 20)},
         [("audit.not_signed", "checkpoint")]),
        (lambda log: {"checkpoint": sign_note(
            Checkpoint(origin="tm.test.kopri", size=0, root=sha256().digest()).text, [LOG])},
         [("audit.not_signed", "checkpoint")]),
        (lambda log: log.notes | {"checkpoint/cosigned": b"oops"},
         [("audit.malformed", "checkpoint/cosigned"), ("audit.not_cosigned", "checkpoint")]),
        (lambda log: log.notes | {"checkpoint": sign_note(
            Checkpoint(origin=ORIGIN, size=3, root=bytes(32)).text, [LOG])},
         [("audit.other_root", "checkpoint")]),
    ],
)
def test_checkpoints_that_are_not_what_the_policy_asks(
    bend: Callable[[Published], dict[str, bytes]], expected: list[tuple[str, str]]
) -> None:
    log = Published(ENTRIES[:3])
    log.notes = bend(log)
    assert audited(log) == expected


def test_an_empty_log_has_the_root_of_nothing() -> None:
    log = Published()
    text = Checkpoint(origin=ORIGIN, size=0, root=bytes(32)).text
    log.notes["checkpoint"] = sign_note(text, [LOG])
    assert audited(log) == [("audit.other_root", "checkpoint")]


def test_faults_without_end_are_cut() -> None:
    log = Published([bytes(33)] * 256 * (MOST_FAULTS + 9))
    assert len(audited(log)) == MOST_FAULTS


def test_two_histories_convict_the_log() -> None:
    """The evidence is judged as any: a fork of one size, or a history that was rewritten."""
    other = [b"\x01" + bytes(32), *ENTRIES[1:300]]
    for size, claim in ((300, "fork"), (299, "rewritten"), (256, "rewritten"), (1, "rewritten")):
        log, earlier = Published(ENTRIES[:300]), Published(other[:size]).signed()
        result = audit(log, policy=POLICY, earlier=earlier)
        assert result.disputed == (earlier,)
        evidence = convict(log, notes=(earlier, result.note), policy=POLICY)
        verdict = judge(evidence or b"")
        assert (verdict.holds, verdict.code, verdict.origin) == (True, claim, ORIGIN)
        log.bend = dict.fromkeys(("tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1"))
        if claim == "rewritten":
            assert convict(log, notes=(earlier, result.note), policy=POLICY) is None


def test_what_is_consistent_convicts_nobody() -> None:
    log = Published(ENTRIES[:300])
    for size in (1, 256, 299, 300):
        earlier = Published(ENTRIES[:size]).signed()
        assert convict(log, notes=(earlier, log.signed()), policy=POLICY) is None
        forged = sign_note(Checkpoint(origin=ORIGIN, size=size, root=bytes(32)).text,
                           [Ed25519Signer(seed=b"x" * 32, name=ORIGIN)])
        assert convict(log, notes=(forged, log.signed()), policy=POLICY) is None
