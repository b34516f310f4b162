"""Another node's log in memory, behind the real ``Peer`` port: sealed, hashed and signed for real.

``SimulatedLog`` writes as a correct node does. What it shows may then be bent by a test: every
read can be replaced, and entries may be written that no correct node would write.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from kopri.engines import canonical
from kopri.engines.merkle import TILE_WIDTH, Frontier, encode_bundle, leaf_hash
from kopri.engines.notes import (
    Checkpoint,
    Ed25519Signer,
    SignatureKind,
    Verifier,
    cosign_note,
    sign_note,
)
from kopri.journal import sealing
from kopri.journal.ports import PeerUnreachable
from kopri.journal.types import LogIdentity
from kopri.kernel.clock import to_text

BOTH = ("kz", "tm")
MORNING = datetime(2026, 1, 15, 6, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An entry in its place."""

    entry: bytes
    salt: bytes
    stamp: bytes
    audience: tuple[str, ...]
    forgot: int | None = None

    @property
    def leaf(self) -> bytes:
        """What the bundles hold."""
        return sealing.log_entry(
            committed=sealing.commitment(salt=self.salt, entry=self.entry), stamp=self.stamp)

    @property
    def line(self) -> bytes:
        """The opening as it is served, without its newline; of a forgotten one what is left."""
        if self.forgot is not None:
            return sealing.forgotten_line(
                committed=sealing.commitment(salt=self.salt, entry=self.entry),
                forgot=self.forgot, stamp=self.stamp)[:-1]
        return sealing.opening_line(salt=self.salt, entry=self.entry, stamp=self.stamp)[:-1]


@dataclass(slots=True, kw_only=True)
class SimulatedLog:
    """``side``: whose log it is; ``reader``: the label that the follower reads under."""

    side: str = "tm"
    reader: str = "kz"
    origin: str = "tm.test.kopri"
    letter: str = "T"
    seed: int = 7
    sealed: list[Sealed] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    published: int = 0
    seen: dict[str, int] = field(default_factory=dict)
    now: datetime = MORNING
    chance: Random = field(default_factory=lambda: Random(7))

    def signer(self, use: str) -> Ed25519Signer:
        """One of the node's keys: ``log``, ``witness`` or ``http``."""
        name = self.origin if use == "log" else f"{self.origin}/{use}"
        kind = SignatureKind.COSIGNATURE if use == "witness" else SignatureKind.ED25519
        return Ed25519Signer(seed=sha256(f"{self.seed}{use}".encode()).digest(), name=name,
                             kind=kind)

    @property
    def identity(self) -> LogIdentity:
        """As it is admitted by others."""
        keys = {use: Verifier.of(self.signer(use)).vkey for use in ("log", "witness", "http")}
        return LogIdentity(
            origin=self.origin, side=self.side, role="centre", letter=self.letter,
            log_key=keys["log"], witness_key=keys["witness"], http_key=keys["http"])

    def write(
        self, kind: object, payload: object, *, subject: object = "T7Q2-9MXD-4T",
        audience: tuple[str, ...] = BOTH, **envelope: Any,
    ) -> int:
        """Write an entry; its index. ``envelope`` overrides fields of the envelope."""
        index = len(self.sealed)
        fields: dict[str, Any] = {
            "v": 1, "kind": kind, "subject": subject, "time": to_text(self.now),
            "recorded": to_text(self.now), "source": "device",
            "actor": {"node": self.origin, "side": self.side, "post": "", "service": "",
                      "person": "p9"},
            "audience": list(audience), "seen": dict(self.seen), "basis": [], "blobs": [],
            "payload": payload, **envelope,
        }
        return self.put(canonical.encode(fields), audience=audience, index=index)

    def put(
        self, entry: bytes, *, audience: tuple[str, ...], index: int | None = None,
        stamp: Mapping[str, Any] | None = None,
    ) -> int:
        """Seal any bytes as an entry, with the stamp of its place or another one."""
        at = len(self.sealed) if index is None else index
        for label in audience:
            self.counts[label] = self.counts.get(label, 0) + 1
        right = {"count": {label: self.counts[label] for label in audience}, "index": at,
                 "log": self.origin}
        self.sealed.append(Sealed(
            entry=entry, salt=self.chance.randbytes(32), audience=audience,
            stamp=canonical.encode(dict(stamp) if stamp is not None else right)))
        return at

    def forget(
        self, *indexes: int, cases: Sequence[str] = (), before: datetime = MORNING,
        recorded: datetime = MORNING + timedelta(days=30), **payload: Any,
    ) -> int:
        """Name these as forgotten and serve them so from now on; the index of the entry."""
        at = self.write("journal.forgot/1", {
            "ranges": [[index, index] for index in indexes], "cases": list(cases),
            "before": to_text(before), "rules": ["a rule"], **payload,
        }, subject=self.origin, audience=("*",), recorded=to_text(recorded))
        for index in indexes:
            self.sealed[index] = replace(self.sealed[index], forgot=at)
        return at

    def publish(self) -> None:
        """Sign what there is."""
        self.published = len(self.sealed)

    def frontier(self, size: int) -> Frontier:
        """The tree of the first ``size`` entries."""
        frontier = Frontier()
        frontier.append([leaf_hash(each.leaf) for each in self.sealed[:size]])
        return frontier

    def rows(self) -> list[list[bytes]]:
        """The hashes of each level of tiles over all entries."""
        return Frontier().append([leaf_hash(each.leaf) for each in self.sealed])

    def note(self, *, size: int | None = None, root: bytes | None = None) -> bytes:
        """A signed checkpoint: of what is published, or of whatever is asked for."""
        at = self.published if size is None else size
        tree = self.frontier(min(at, len(self.sealed)))
        text = Checkpoint(origin=self.origin, size=at, root=root or tree.root()).text
        return sign_note(text, [self.signer("log")])


@dataclass(slots=True)
class MemoryPeer:
    """``journal.ports.Peer`` over a simulated log. Each read may be replaced by a lie.

    ``down``: the line is cut. ``asked``: what was read, in order.
    """

    log: SimulatedLog
    down: bool = False
    asked: list[str] = field(default_factory=list)
    show_checkpoint: Callable[[], bytes] | None = None
    show_bundle: Callable[[int, int], bytes] | None = None
    show_tile: Callable[[int, int, int], bytes] | None = None
    show_lines: Callable[[Sequence[bytes]], Iterator[bytes]] | None = None
    mirrored: bytes = b""
    blobs: dict[str, bytes] = field(default_factory=dict)

    def checkpoint(self) -> bytes:
        self._ask("checkpoint")
        return self.show_checkpoint() if self.show_checkpoint else self.log.note()

    def bundle(self, *, index: int, width: int) -> bytes:
        self._ask(f"bundle {index}")
        if self.show_bundle:
            return self.show_bundle(index, width)
        first = index * TILE_WIDTH
        return encode_bundle([each.leaf for each in self.log.sealed[first:first + width]])

    def tile(self, *, level: int, index: int, width: int) -> bytes:
        self._ask(f"tile {level}/{index}")
        if self.show_tile:
            return self.show_tile(level, index, width)
        row = [*self.log.rows(), *[[]] * level][level]
        return b"".join(row[index * TILE_WIDTH:][:width])

    def openings(self, *, start: int) -> Iterator[bytes]:
        self._ask(f"openings {start}")
        lines = [
            each.line for each in self.log.sealed[start:self.log.published]
            if {"*", self.log.reader} & set(each.audience)
        ]
        return self.show_lines(lines) if self.show_lines else iter(lines)

    def blob(self, sha256: str, /) -> bytes:
        self._ask(f"blob {sha256[:8]}")
        return self.blobs.get(sha256, b"")

    def cosigned(self, *, origin: str) -> bytes:
        self._ask("cosigned")
        return self.mirrored

    def cosign(self, note: bytes, *, time: int = 1_768_456_800) -> None:
        """Mirror a checkpoint of the follower with this node's cosignature."""
        self.mirrored = cosign_note(note, signer=self.log.signer("witness"), time=time)

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.down:
            raise PeerUnreachable("the line is cut")
