"""A follower of the node's own log: it knows what it was shown, and forgets none of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kopri.engines.merkle import Frontier, bundle_path
from kopri.engines.notes import Checkpoint
from kopri.journal import serve
from kopri.journal.ports import TileStore
from kopri.journal.types import Opening
from kopri.journal.verifying import Reader, extend, read_checkpoint
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
    roots: dict[int, bytes] = field(default_factory=dict)

    def look(self, node: Node) -> Checkpoint:
        """Follow to the end of what is published."""
        labels = frozenset({self.side, "*"})
        reads = Reads(tiles=node.press.tiles, labels=labels)
        identity = node.identity
        checkpoint = read_checkpoint(
            reads.checkpoint(), origin=identity.origin, log_key=identity.log_key)
        assert self.roots.setdefault(checkpoint.size, checkpoint.root) == checkpoint.root
        known, grown = self.frontier.size, extend(reads, checkpoint=checkpoint, known=self.frontier)
        leaves = dict(enumerate(grown.entries, start=known))
        self.frontier = grown.frontier
        reader = Reader(
            origin=identity.origin, side=identity.side, labels=labels, held=frozenset(),
            counts=self.counts, next_index=self.next_index, size=checkpoint.size,
            own_origin="onlooker", own_size=0)
        self.seen += reader.check(reads.openings(start=known), leaf_at=leaves)
        self.next_index = checkpoint.size
        return checkpoint

    def subjects(self, kind: str) -> list[str]:
        """What entries of a kind were about, in order."""
        return [str(each.envelope["subject"]) for each in self.seen
                if each.envelope["kind"] == kind]
