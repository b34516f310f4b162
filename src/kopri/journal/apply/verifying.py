"""Reading a log that somebody else wrote: nothing is believed before it is checked."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kopri.engines.merkle import TILE_WIDTH, Frontier, decode_bundle
from kopri.engines.notes import Checkpoint, SignatureWrong, Verifier, open_note, parse_note
from kopri.journal.authority import Author
from kopri.journal.forget.forgetting import names
from kopri.journal.growth import grow
from kopri.journal.incidents import Rejected
from kopri.journal.ports import Peer
from kopri.journal.sealing import ENVELOPE_VERSION, log_entry, read_opening
from kopri.journal.types import OBSERVER, PUBLIC, Entry, Opening, Recovered, Tick


def read_checkpoint(note: bytes, *, origin: str, keys: Sequence[Verifier]) -> Checkpoint:
    """A checkpoint of ``origin`` under a signature of its log; ``keys``: those that may be."""
    try:
        text = open_note(note, keys).text
        checkpoint = Checkpoint.parse(text)
    except SignatureWrong as error:
        raise Rejected(_signed_by(note, keys), detail=str(error)) from error
    except ValueError as error:
        raise Rejected("checkpoint_malformed", detail=str(error)) from error
    if checkpoint.origin != origin:
        raise Rejected("other_log", detail=checkpoint.origin)
    return checkpoint


def _signed_by(note: bytes, keys: Sequence[Verifier]) -> str:
    """The name of the trouble: the log's name under another key, or no signature that holds."""
    lines = parse_note(note).signatures
    known = any((line.name, line.key_id) == (key.name, key.key_id)
                for line in lines for key in keys)
    changed = not known and any(line.name == key.name for line in lines for key in keys)
    return "key_changed" if changed else "checkpoint_signature"


PORTION = 64 * TILE_WIDTH  # entries in memory at a time; a multiple of a tile


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """A portion of what a tree has gained: its entries, and the edge before and after them."""

    before: Frontier
    frontier: Frontier
    entries: Sequence[bytes]
    rows: Sequence[Sequence[bytes]]


def extend(peer: Peer, *, checkpoint: Checkpoint, known: Frontier) -> Iterator[Grown]:
    """Fetch what is new, re-hash it on top of the known tree, and meet the signed root.

    That is the consistency proof, made of the entries themselves. It is there with the last
    portion: whoever keeps the others before must not take them for verified.
    """
    before = known
    while before.size < checkpoint.size:
        end = min(checkpoint.size, (before.size // PORTION + 1) * PORTION)
        entries = _fetched(peer, start=before.size, end=end)
        frontier = before.copy()
        rows = grow(frontier, entries)
        if end == checkpoint.size and frontier.root() != checkpoint.root:
            raise Rejected("root_mismatch", detail=f"{known.size}-{end}", index=known.size)
        yield Grown(before=before, frontier=frontier, entries=entries, rows=rows)
        before = frontier


def _fetched(peer: Peer, *, start: int, end: int) -> list[bytes]:
    entries: list[bytes] = []
    for number in range(start // TILE_WIDTH, -(-end // TILE_WIDTH)):
        width = min(TILE_WIDTH, end - number * TILE_WIDTH)
        try:
            held = decode_bundle(peer.bundle(index=number, width=width), width=width)
        except ValueError as error:
            raise Rejected("bundle_malformed", detail=str(error), index=number) from error
        entries.extend(held[max(0, start - number * TILE_WIDTH):])
    return entries


@dataclass(slots=True, kw_only=True)
class Reader:
    """Checks openings one after the other: place, leaf, counts, author.

    ``held``: indexes that were taken before; they are passed over. ``named``: entries that name
    forgotten ones, by index, as they were read ahead; where one is ``wanted``, reading stops for it.
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
    named: dict[int, Entry | None] = field(default_factory=dict)
    wanted: int | None = None

    def check(self, lines: Iterator[bytes], *, leaf_at: Mapping[int, bytes]) -> Iterator[Opening]:
        """The openings below the verified size, each as it is found in its place.

        What was sealed wrongly is handed on with its ``fault``: the log has published it, and one
        bad entry never stops a log. What is only served wrongly is rejected.
        """
        for line in lines:
            opening = self._parse(line)
            if opening.index < self.next_index:
                raise Rejected("out_of_order", index=opening.index, shown=line)
            self.next_index = opening.index + 1
            if opening.index >= self.size:
                return
            if opening.index in self.held:
                continue
            if opening.forgot is not None and opening.forgot not in self.named:
                self.wanted, self.next_index = opening.forgot, opening.index
                return
            self._check_place(opening, line=line, leaf_at=leaf_at)
            self._check_named(opening, line=line)
            self._check_counts(opening, line=line)
            fault = self._fault(opening)
            yield replace(opening, fault=fault) if fault else opening

    def _parse(self, line: bytes) -> Opening:
        try:
            return read_opening(line, origin=self.origin)
        except ValueError as error:
            raise Rejected(str(error), index=self.next_index, shown=line) from error

    def _check_place(
        self, opening: Opening, *, line: bytes, leaf_at: Mapping[int, bytes]
    ) -> None:
        leaf = leaf_at[opening.index]
        if log_entry(committed=opening.commitment, stamp=opening.stamp) != leaf:
            raise Rejected("leaf_mismatch", index=opening.index, shown=line)

    def _check_named(self, opening: Opening, *, line: bytes) -> None:
        """What is called forgotten is named by its log as such."""
        if opening.forgot is not None:
            forgot = self.named[opening.forgot]
            if forgot is None or not names(forgot, opening.index):
                raise Rejected("forgotten_unnamed", index=opening.index, shown=line)

    def _check_counts(self, opening: Opening, *, line: bytes) -> None:
        """The running numbers go on; a number too high tells of an entry that was left out."""
        self.counts.update(gone_on(opening.envelope, self.counts, labels=self.labels))
        mine = {label: count for label, count in opening.count.items() if label in self.labels}
        for label, count in mine.items():
            if count != self.counts.get(label, 0) + 1:
                tick = str(opening.envelope.get("kind")).startswith(f"{Tick.KIND}/")
                raise Rejected("withheld_tail" if tick else "count_broken", detail=label,
                               index=opening.index, shown=line)
        self.counts.update(mine)

    def _fault(self, opening: Opening) -> str:
        """What is wrong with the entry as it was sealed, by name; empty where it is right."""
        if opening.fault or opening.forgot is not None or newer_envelope(opening):
            return opening.fault
        audience, seen, actor = map(opening.envelope.get, ("audience", "seen", "actor"))
        right = (
            isinstance(audience, list) and all(isinstance(label, str) for label in audience)
            and isinstance(seen, dict) and all(type(size) is int for size in seen.values())
        )
        if not right:
            return "bad_entry"
        if set(opening.count) != set(audience or ()):
            return "wrong_labels"
        if not isinstance(actor, dict) or actor.get("side") != self.side:
            return "foreign_actor"
        return "impossible_seen" if (seen or {}).get(self.own_origin, 0) > self.own_size else ""


def gone_on(
    envelope: Mapping[str, Any], counts: Mapping[str, int], *, labels: Collection[str]
) -> dict[str, int]:
    """Running numbers that a log skipped when it was restored, as it says itself; else nothing."""
    payload = envelope.get("payload")
    if not str(envelope.get("kind")).startswith(f"{Recovered.KIND}/") or type(payload) is not dict:
        return {}
    said = payload.get("counts")
    return {
        label: count for label, count in (said if type(said) is dict else {}).items()
        if label in labels and type(count) is int and count > counts.get(label, 0)
    }


def newer_envelope(opening: Opening) -> bool:
    """True where the envelope is of a version that is not read here: to be kept for an upgrade."""
    version = opening.envelope.get("v")
    return type(version) is int and version > ENVELOPE_VERSION


def labels_of(reader: Author) -> frozenset[str]:
    """The labels that a node reads under: everybody's, its side's, and a post its own."""
    own = {reader.side} if reader.role != OBSERVER else set()
    return frozenset({PUBLIC, *own, *({f"{reader.side}/{reader.post}"} if reader.post else set())})
