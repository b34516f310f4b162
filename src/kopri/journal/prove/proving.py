"""From a complaint to a proof: where what was shown convicts the log by its own signatures.

Without evidence that holds there is no proof, whatever was seen: the complaint stays one.
"""

from collections.abc import Iterator, Sequence

from kopri.engines.merkle import HASH_SIZE, TILE_WIDTH, Tree, tile_path
from kopri.journal.growth import bundle
from kopri.journal.incidents import Rejected
from kopri.journal.keys import LOG, keys_of
from kopri.journal.models import Checkpoint, Entry, Log
from kopri.journal.ports import Peer, TileStore
from kopri.journal.prove.evidence import Included, accuse, included
from kopri.journal.prove.gossip import Proof, shown_by, two_trees
from kopri.journal.sealing import log_entry, loosely, read_opening
from kopri.journal.types import Opening

SEARCHED = 16 * TILE_WIDTH  # new log entries in which a misplaced one is looked for


def prove(log: Log, rejected: Rejected, *, peer: Peer, tiles: TileStore) -> Proof | None:
    """The charge that holds and its evidence file; None where it stays a complaint.

    May raise ``PeerUnreachable``: then nothing is known yet.
    """
    if not rejected.shown:
        return None
    if rejected.code in ("other_root", "checkpoint_smaller", "root_mismatch"):
        return two_trees(log, shown_by(peer, log=log, note=rejected.shown), tiles=tiles)
    if rejected.code in ("count_broken", "withheld_tail"):
        return _counts(log, rejected, tiles=tiles)
    if rejected.code == "out_of_order":
        return _counts(log, rejected, tiles=tiles) or _misplaced(log, rejected, tiles=tiles)
    if rejected.code in ("leaf_mismatch", "wrong_log"):
        return _misplaced(log, rejected, tiles=tiles)
    return None


def _accuse(
    claim: str, log: Log, *, index: int, notes: Sequence[bytes], detail: str = "",
    entries: Sequence[Included] = (), path: Sequence[bytes] = (),
) -> Proof | None:
    file = accuse(claim=claim, origin=log.origin, notes=notes, entries=entries, path=path,
                  keys=[key.verifier.vkey for key in keys_of(log, LOG)])
    return (Rejected(claim, index=index, detail=detail), file) if file else None


def _counts(log: Log, rejected: Rejected, *, tiles: TileStore) -> Proof | None:
    """The entry that was shown, and one that is held here, with counts that fall or repeat."""
    opening = read_opening(rejected.shown, origin=log.origin)
    tree = _Published(log, tiles)
    if tree.entry(opening.index) != _sealed(opening):
        return None
    shown = tree.included(opening.index, opening.commitment, opening.stamp)
    for label, count in opening.count.items():
        for row in _beside(log, opening.index, label=label):
            held = loosely(bytes(row.stamp or b""))["count"][label]
            earlier, later = (held, count) if (row.index or 0) < opening.index else (count, held)
            if earlier < later or row.index is None:
                continue
            claim = "count_repeated" if earlier == later else "count_falling"
            entries = [shown, tree.included(row.index, bytes(row.commitment), bytes(row.stamp or b""))]
            return _accuse(claim, log, index=opening.index, notes=[tree.note], entries=entries,
                           detail=label)
    return None


def _beside(log: Log, index: int, *, label: str) -> Iterator[Entry]:
    """The entries held for a label just before an index and just after it."""
    rows = Entry.objects.filter(log=log, audience__contains=label).exclude(stamp=None)
    for near in (rows.filter(index__lt=index).order_by("-index"),
                 rows.filter(index__gt=index).order_by("index")):
        yield from (row for row in near[:TILE_WIDTH] if label in row.audience.split(","))


def _misplaced(log: Log, rejected: Rejected, *, tiles: TileStore) -> Proof | None:
    """The entry that was shown is published, but not where its stamp says."""
    try:
        opening = read_opening(rejected.shown, origin=loosely(rejected.shown)["stamp"]["log"])
    except ValueError:
        return None
    tree, sealed = _Published(log, tiles), _sealed(opening)
    places = (opening.index, *range(log.applied, log.size)[:SEARCHED])
    found = next((index for index in places if tree.entry(index) == sealed), None)
    if found is None:
        return None
    entry = tree.included(found, opening.commitment, opening.stamp)
    return _accuse("misplaced", log, index=found, notes=[tree.note], entries=[entry])


def _sealed(opening: Opening) -> bytes:
    return log_entry(committed=opening.commitment, stamp=opening.stamp)


class _Published:
    """The tree of a followed log as it was verified and is kept here."""

    def __init__(self, log: Log, tiles: TileStore) -> None:
        self._log, self._tiles = log, tiles
        self._tree = Tree(size=log.size, read_tile=self._tile)
        self._bundles: dict[int, list[bytes]] = {}
        kept = Checkpoint.objects.filter(log=log, size=log.size).first()
        self.note = bytes(kept.note) if kept else b""

    def entry(self, index: int) -> bytes:
        """A log entry; empty outside of the tree."""
        if not 0 <= index < self._log.size:
            return b""
        number, at = divmod(index, TILE_WIDTH)
        if number not in self._bundles:
            width = min(TILE_WIDTH, self._log.size - number * TILE_WIDTH)
            self._bundles[number] = bundle(
                self._tiles, log=self._log.origin, index=number, width=width)
        return self._bundles[number][at]

    def included(self, index: int, commitment: bytes, stamp: bytes) -> Included:
        """An entry with the proof that it is in the tree."""
        return included(commitment=commitment, stamp=stamp, index=index,
                        path=self._tree.inclusion_proof(index))

    def _tile(self, level: int, index: int, width: int) -> bytes:
        path = tile_path(level=level, index=index)
        return (self._tiles.get(log=self._log.origin, path=path) or b"")[:width * HASH_SIZE]
