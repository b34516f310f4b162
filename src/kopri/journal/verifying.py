"""Reading a log that somebody else wrote: nothing is believed before it is checked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kopri.engines.merkle import TILE_WIDTH, Frontier, decode_bundle
from kopri.engines.notes import Checkpoint, SignatureWrong, Verifier, open_note
from kopri.journal.authority import Author
from kopri.journal.growth import grow
from kopri.journal.incidents import Rejected
from kopri.journal.ports import Peer
from kopri.journal.sealing import commitment, log_entry, read_opening
from kopri.journal.types import OBSERVER, PUBLIC, Opening


def read_checkpoint(note: bytes, *, origin: str, log_key: str) -> Checkpoint:
    """A checkpoint of ``origin`` under its log's signature."""
    try:
        text = open_note(note, [Verifier.parse(log_key)]).text
        checkpoint = Checkpoint.parse(text)
    except SignatureWrong as error:
        raise Rejected("checkpoint_signature", detail=str(error)) from error
    except ValueError as error:
        raise Rejected("checkpoint_malformed", detail=str(error)) from error
    if checkpoint.origin != origin:
        raise Rejected("wrong_log", detail=checkpoint.origin)
    return checkpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A tree that was checked to be an extension of the one known before."""

    checkpoint: Checkpoint
    frontier: Frontier
    entries: Sequence[bytes]
    rows: Sequence[Sequence[bytes]]


def extend(peer: Peer, *, checkpoint: Checkpoint, known: Frontier) -> Grown:
    """Fetch what is new, re-hash it on top of the known tree, and meet the signed root.

    That is the consistency proof, made of the entries themselves.
    """
    entries: list[bytes] = []
    for number in range(known.size // TILE_WIDTH, -(-checkpoint.size // TILE_WIDTH)):
        width = min(TILE_WIDTH, checkpoint.size - number * TILE_WIDTH)
        try:
            held = decode_bundle(peer.bundle(index=number, width=width), width=width)
        except ValueError as error:
            raise Rejected("bundle_malformed", detail=str(error), index=number) from error
        entries.extend(held[max(0, known.size - number * TILE_WIDTH):])
    frontier = known.copy()
    rows = grow(frontier, entries)
    if frontier.root() != checkpoint.root:
        raise Rejected("root_mismatch", detail=f"{known.size}-{checkpoint.size}", index=known.size)
    return Grown(checkpoint=checkpoint, frontier=frontier, entries=entries, rows=rows)


@dataclass(slots=True, kw_only=True)
class Reader:
    """Checks openings one after the other: place, leaf, counts, author.

    ``held``: indexes that were taken before; they are passed over.
    """

    origin: str
    side: str
    labels: frozenset[str]
    held: frozenset[int]
    counts: dict[str, int]
    next_index: int
    size: int
    own_origin: str
    own_size: int

    def check(self, lines: Iterator[bytes], *, leaf_at: Mapping[int, bytes]) -> Iterator[Opening]:
        """The openings below the verified size, each as it is found right."""
        for line in lines:
            opening = self._parse(line)
            if opening.index >= self.size:
                return
            if opening.index in self.held:
                continue
            self._check_place(opening, leaf_at=leaf_at)
            self._check_form(opening)
            self._check_counts(opening)
            self._check_author(opening)
            self.next_index = opening.index + 1
            self.counts.update({
                label: count for label, count in opening.count.items() if label in self.labels
            })
            yield opening

    def _parse(self, line: bytes) -> Opening:
        try:
            return read_opening(line, origin=self.origin)
        except ValueError as error:
            raise Rejected(str(error), index=self.next_index) from error

    def _check_place(self, opening: Opening, *, leaf_at: Mapping[int, bytes]) -> None:
        if opening.index < self.next_index:
            raise Rejected("out_of_order", index=opening.index)
        committed = commitment(salt=opening.salt, entry=opening.entry)
        leaf = leaf_at[opening.index]
        if log_entry(committed=committed, stamp=opening.stamp) != leaf:
            raise Rejected("leaf_mismatch", index=opening.index)

    def _check_form(self, opening: Opening) -> None:
        """The fields that the checks read have their types; all else is judged when applied."""
        audience, seen = opening.envelope.get("audience"), opening.envelope.get("seen")
        right = (
            isinstance(audience, list) and all(isinstance(label, str) for label in audience)
            and isinstance(seen, dict) and all(type(size) is int for size in seen.values())
        )
        if not right:
            raise Rejected("bad_opening", index=opening.index)

    def _check_counts(self, opening: Opening) -> None:
        if set(opening.count) != set(opening.envelope["audience"]):
            raise Rejected("count_broken", detail="labels", index=opening.index)
        for label, count in opening.count.items():
            if label in self.labels and count != self.counts.get(label, 0) + 1:
                raise Rejected("count_broken", detail=label, index=opening.index)

    def _check_author(self, opening: Opening) -> None:
        actor = opening.envelope.get("actor")
        if not isinstance(actor, dict) or actor.get("side") != self.side:
            raise Rejected("foreign_actor", index=opening.index)
        if opening.envelope["seen"].get(self.own_origin, 0) > self.own_size:
            raise Rejected("impossible_seen", index=opening.index)


def labels_of(reader: Author) -> frozenset[str]:
    """The labels that a node reads under: everybody's, its side's, and a post its own."""
    own = {reader.side} if reader.role != OBSERVER else set()
    return frozenset({PUBLIC, *own, *({f"{reader.side}/{reader.post}"} if reader.post else set())})
