"""Take back from a witness what this node has signed and its database has lost.

Leaves come back as far as the witness cosigned them, openings as far as anybody holds them. Of the
rest only the leaves are left, and `journal.recovered` says so. Running numbers go on behind all
that may have been given: a gap is explained by that entry, a number given twice would be a lie.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q

from kopri.engines.merkle import Frontier
from kopri.engines.notes import Checkpoint
from kopri.journal.append.publish import Press
from kopri.journal.append.writing import begin
from kopri.journal.apply.applying import apply_openings
from kopri.journal.apply.rebuild import replay
from kopri.journal.apply.verifying import Grown, extend
from kopri.journal.core import Journal
from kopri.journal.forget.forgetting import settle_forgotten
from kopri.journal.growth import store_growth
from kopri.journal.incidents import Rejected
from kopri.journal.locks import EVERYTHING
from kopri.journal.models import Checkpoint as CheckpointRow
from kopri.journal.models import Entry, Log, Outbox
from kopri.journal.ports import Peer, PeerUnreachable
from kopri.journal.reading import as_moment
from kopri.journal.sealing import log_entry, read_opening, stamp_bytes
from kopri.journal.types import PUBLIC, Draft, Opening, Recovered

BATCH = 500  # openings in one call of the projections


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A checkpoint of our log under our own signature, as a witness shows it."""

    witness: str
    note: bytes
    checkpoint: Checkpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What goes on from the ``held`` entries that this database has published."""

    held: int
    shown: Shown
    grown: Sequence[Grown]
    entries: Sequence[bytes]
    openings: Mapping[int, Opening]

    @property
    def size(self) -> int:
        """How long the log is then."""
        return self.shown.checkpoint.size

    @property
    def recorded(self) -> datetime | None:
        """When the newest of them was written."""
        return max((as_moment(each.envelope.get("recorded"))
                    for each in self.openings.values()), default=None)


def fetch(own: Log, *, shown: Shown, copies: Mapping[str, Peer]) -> Found:
    """Read what a witness shows more, and its openings wherever they are held.

    ``PeerUnreachable``, ``Rejected``: the leaves are not to be had, or are not those signed.
    """
    known = Frontier.from_bytes(bytes(own.frontier)) if own.frontier else Frontier()
    grown = _grown(shown, known=known, copies=copies)
    entries = [entry for part in grown for entry in part.entries]
    openings: dict[int, Opening] = {}
    for peer in copies.values():
        _read_openings(peer, own=own, entries=entries, into=openings)
    return Found(held=own.published, shown=shown, grown=grown, entries=entries, openings=openings)


def _grown(shown: Shown, *, known: Frontier, copies: Mapping[str, Peer]) -> list[Grown]:
    """The leaves, from whoever holds them, the witness itself first."""
    trouble: PeerUnreachable | Rejected = PeerUnreachable("nobody holds a copy of the log")
    for _, peer in sorted(copies.items(), key=lambda each: each[0] != shown.witness):
        try:
            return list(extend(peer, checkpoint=shown.checkpoint, known=known))
        except (PeerUnreachable, Rejected) as error:
            trouble = error
    raise trouble


def _read_openings(
    peer: Peer, *, own: Log, entries: Sequence[bytes], into: dict[int, Opening]
) -> None:
    """Those that open their leaf. Whatever else a copy serves is left alone, and so is a cut line."""
    first, end = own.published, own.published + len(entries)
    try:
        for line in peer.openings(start=first):
            opening = read_opening(line, origin=own.origin)
            if not first <= opening.index < end:
                continue
            sealed = log_entry(committed=opening.commitment, stamp=opening.stamp)
            if sealed == entries[opening.index - first]:
                into.setdefault(opening.index, opening)
    except (PeerUnreachable, Rejected, ValueError):
        return


def take_back(
    found: Found, *, journal: Journal, press: Press, tables: Sequence[type[models.Model]]
) -> None:
    """Put it in as own entries, in order and in one commit; then say what was lost."""
    with press.memory.alone(), journal.locks.hold([EVERYTHING]):
        own = Log.objects.get(own=True)
        if own.published != found.held:
            return
        for part in found.grown:
            store_growth(press.tiles, log=own.origin, old_size=part.before.size,
                         entries=part.entries, rows=part.rows)
        _place_known(own, found)
        waiting = _set_aside(_misplaced(own, found))
        kept = set(Entry.objects.filter(log=own, index__gte=found.held).values_list(
            "index", flat=True))
        back = [found.openings[index] for index in sorted(found.openings.keys() - kept)]
        missing = len(found.entries) - len(kept) - len(back)
        _advance(own, found, jump=missing + len(waiting), press=press)
        for first in range(0, len(back), BATCH):
            apply_openings(own, back[first:first + BATCH], journal=journal)
        _say(found, counts=own.counts, missing=missing, journal=journal)
        _put_back(waiting)
        if waiting:  # they were projected before what comes before them
            replay(journal=journal, tables=tables)
            settle_forgotten(journal=journal)


def _place_known(own: Log, found: Found) -> None:
    """Entries that were waiting for an index when the copy was made, and were given it later."""
    by_commitment = {opening.commitment: opening for opening in found.openings.values()}
    for row in Entry.objects.filter(log=own, index=None):
        opening = by_commitment.get(bytes(row.commitment))
        if opening is not None:
            row.index, row.stamp = opening.index, opening.stamp
        elif not row.audience:
            row.index, row.stamp = _own_place(row, own=own, found=found)
        if row.index is not None:
            row.save(update_fields=["index", "stamp"])


def _own_place(row: Entry, *, own: Log, found: Found) -> tuple[int | None, bytes | None]:
    """Where an entry that nobody else may read was published: its stamp holds no running number."""
    for index in range(found.held, found.size):
        stamp = stamp_bytes(origin=own.origin, index=index, count={})
        if _is_at(found, index=index, leaf=log_entry(
            committed=bytes(row.commitment), stamp=stamp
        )):
            return index, stamp
    return None, None


def _misplaced(own: Log, found: Found) -> list[Entry]:
    """Entries that are not those published at their index, or have none; in their order."""
    rows = Entry.objects.filter(log=own)
    return [
        row for row in rows.filter(Q(index=None) | Q(index__gte=found.held)).order_by("pk")
        if row.index is None or not _is_at(found, index=row.index, leaf=log_entry(
            committed=bytes(row.commitment), stamp=bytes(row.stamp or b"")))
    ]


def _is_at(found: Found, *, index: int, leaf: bytes) -> bool:
    place = index - found.held
    return place < len(found.entries) and found.entries[place] == leaf


@dataclass(frozen=True, slots=True)
class _Waiting:
    entry: Entry
    outbox: Sequence[Outbox]


def _set_aside(rows: Sequence[Entry]) -> list[_Waiting]:
    """Out of the way: they come after what is taken back."""
    aside = [_Waiting(row, list(Outbox.objects.filter(entry=row))) for row in rows]
    Entry.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return aside


def _put_back(waiting: Sequence[_Waiting]) -> None:
    for each in waiting:
        each.entry.pk, each.entry.index, each.entry.stamp = None, None, None
        each.entry.forgotten = None  # obeyed once more, under its new key
        each.entry.save(force_insert=True)
        for due in each.outbox:
            due.pk, due.entry = None, each.entry
            due.save(force_insert=True)


def _advance(own: Log, found: Found, *, jump: int, press: Press) -> None:
    """The own log is again as long as it was signed; running numbers may have been given ``jump`` times."""
    posts = Log.objects.exclude(post="").values_list("side", "post")
    labels = {PUBLIC, *Log.objects.values_list("side", flat=True),
              *(f"{side}/{post}" for side, post in posts)}
    counts = {label: own.counts.get(label, 0) for label in labels | own.counts.keys()}
    for opening in found.openings.values():
        for label, count in opening.count.items():
            counts[label] = max(counts.get(label, 0), count)
    own.counts = {label: count + jump for label, count in counts.items() if count + jump}
    own.size = own.published = found.size
    own.frontier = found.grown[-1].frontier.to_bytes()
    own.save(update_fields=["counts", "size", "published", "frontier"])
    CheckpointRow.objects.get_or_create(log=own, size=found.size, defaults={
        "root": found.shown.checkpoint.root, "note": found.shown.note, "made": press.wall()})


def _say(
    found: Found, *, counts: Mapping[str, int], missing: int, journal: Journal
) -> None:
    with begin(journal, actor=journal.itself()) as tx:
        tx.append(Draft(subject=journal.origin, payload=Recovered(
            held=found.held, size=found.size, missing=missing,
            counts=dict(counts), witness=found.shown.witness)))
