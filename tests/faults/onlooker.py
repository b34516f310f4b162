"""A follower of the node's own log: it knows what it was shown, and forgets none of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from kopri.engines.merkle import TILE_WIDTH, Frontier, bundle_path, encode_bundle
from kopri.engines.notes import Checkpoint, Verifier
from kopri.journal import serve
from kopri.journal.apply.verifying import Reader, extend, read_checkpoint
from kopri.journal.ports import PeerUnreachable, TileStore
from kopri.journal.types import Opening
from tests.conftest import Node


class Reads:
    """What a node serves, without the line between: ``journal.ports.Peer``."""

    def __init__(self, *, tiles: TileStore, labels: frozenset[str]) -> None:
        self._tiles, self._labels = tiles, labels

    def checkpoint(self) -> bytes:
        return serve.checkpoint_note(serve.own_log())

    def bundle(self, *, index: int, width: int) -> bytes:
        path = bundle_path(index=index, width=width)
        return serve.tile(self._tiles, log=serve.own_log(), path=path) or b""

    def openings(self, *, start: int) -> Iterator[bytes]:
        return serve.openings(serve.own_log(), labels=self._labels, start=start)

    def cosigned(self, *, origin: str) -> bytes:
        return b""


@dataclass(slots=True)
class Onlooker:
    """Follows over everything that breaks. What contradicts what it saw before is ``Rejected``.

    ``roots``: every tree that was signed before its eyes, by size.
    """

    side: str = "tm"
    frontier: Frontier = field(default_factory=Frontier)
    counts: dict[str, int] = field(default_factory=dict)
    next_index: int = 0
    seen: list[Opening] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    note: bytes = b""
    roots: dict[int, bytes] = field(default_factory=dict)

    def look(self, node: Node) -> Checkpoint:
        """Follow to the end of what is published."""
        labels = frozenset({self.side, "*"})
        reads = Reads(tiles=node.press.tiles, labels=labels)
        identity = node.identity
        checkpoint = read_checkpoint(
            reads.checkpoint(), origin=identity.origin, keys=[Verifier.parse(identity.log_key)])
        assert self.roots.setdefault(checkpoint.size, checkpoint.root) == checkpoint.root
        known, leaves = self.frontier.size, dict[int, bytes]()
        for grown in extend(reads, checkpoint=checkpoint, known=self.frontier):
            leaves.update(enumerate(grown.entries, start=grown.before.size))
            self.frontier = grown.frontier
            self.leaves += grown.entries
        reader = Reader(
            origin=identity.origin, side=identity.side, labels=labels, held=frozenset(),
            counts=self.counts, next_index=self.next_index, size=checkpoint.size,
            own_origin="onlooker", own_size=0)
        lines = list(reads.openings(start=known))
        self.seen += reader.check(iter(lines), leaf_at=leaves)
        self.lines += [line.rstrip(b"\n") for line in lines]
        self.note, self.next_index = reads.checkpoint(), checkpoint.size
        return checkpoint

    def subjects(self, kind: str) -> list[str]:
        """What entries of a kind were about, in order."""
        return [str(each.envelope["subject"]) for each in self.seen
                if each.envelope["kind"] == kind]

    def payloads(self, kind: str) -> list[dict[str, Any]]:
        """What entries of a kind say, in order."""
        return [each.envelope["payload"] for each in self.seen if each.envelope["kind"] == kind]


@dataclass(slots=True)
class Witnessing:
    """What an onlooker shows of the log that it has seen: ``Peer`` and ``Witness`` at once."""

    onlooker: Onlooker
    down: bool = False
    note: bytes = b""
    asked: int = 0

    def cosigned(self, *, origin: str) -> bytes:
        self.asked += 1
        return self.checkpoint()

    def checkpoint(self) -> bytes:
        if self.down:
            raise PeerUnreachable("the line is cut")
        return self.note or self.onlooker.note

    def bundle(self, *, index: int, width: int) -> bytes:
        self.checkpoint()
        first = index * TILE_WIDTH
        return encode_bundle(self.onlooker.leaves[first:first + width])

    def tile(self, *, level: int, index: int, width: int) -> bytes:
        raise PeerUnreachable("not served")

    def openings(self, *, start: int) -> Iterator[bytes]:
        self.checkpoint()
        return (line for line, each in zip(self.onlooker.lines, self.onlooker.seen, strict=True)
                if each.index >= start)

    def add_checkpoint(self, body: bytes, /) -> tuple[int, bytes]:
        raise PeerUnreachable("not served")
