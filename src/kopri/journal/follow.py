"""Follow another node's journal: verify, then apply; each opening takes effect exactly once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from kopri.engines.merkle import TILE_WIDTH, Frontier
from kopri.engines.notes import (
    Checkpoint,
    SignatureWrong,
    Verifier,
    cosign_note,
    merge_signatures,
    open_note,
)
from kopri.journal.applying import apply_openings
from kopri.journal.core import Journal
from kopri.journal.growth import bundle, store_growth
from kopri.journal.incidents import Rejected, close_incidents, open_incident
from kopri.journal.models import Checkpoint as CheckpointRow
from kopri.journal.models import Cosignature, Entry, Incident, Log
from kopri.journal.ports import Peer, PeerUnreachable, TileStore
from kopri.journal.publish import Press
from kopri.journal.types import Opening
from kopri.journal.verifying import Grown, Reader, extend, labels_of, read_checkpoint
from kopri.journal.writing import CLOCK_TOLERANCE

BATCH = 500
COLLECT_EVERY = timedelta(minutes=1)  # at the latest; sooner when there is nothing to apply


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round of following came to. ``reached``: the peer answered and was believed."""

    reached: bool
    applied: int = 0


def follow_from(
    *, journal: Journal, press: Press, origin: str, sources: Sequence[Peer]
) -> Round:
    """One round from the first source that answers and is believed.

    The first is the log's own node; the others are mirrors of it on other nodes. What is trusted
    is the signature and not the messenger, so any path will do.
    """
    applied = 0
    for number, peer in enumerate(sources):
        done = follow(journal=journal, press=press, origin=origin, peer=peer, mirror=number > 0)
        applied += done.applied
        if done.reached:
            return Round(reached=True, applied=applied)
    return Round(reached=False, applied=applied)


def follow(
    *, journal: Journal, press: Press, origin: str, peer: Peer, mirror: bool = False
) -> Round:
    """One round: the tree first, then the openings, then the cosignatures both ways.

    ``mirror``: the peer holds a copy, which may be behind what is known here.
    """
    log = Log.objects.get(origin=origin)
    if log.stopped:
        return Round(reached=False)
    applied = 0
    try:
        note = peer.checkpoint()
        if mirror and _is_behind(log, note):
            return Round(reached=True)
        _take_tree(log, note=note, peer=peer, journal=journal, press=press)
        for batch in _batches(_openings(log, peer=peer, tiles=press.tiles)):
            apply_openings(log, batch, journal=journal)
            applied += len(batch)
        _finish(log, note=note, journal=journal, press=press)
        if not mirror and (not applied or _long_uncosigned(press=press)):
            _collect_cosignature(log, peer=peer, journal=journal, press=press)
        _settle(log, journal=journal)
    except PeerUnreachable:
        return Round(reached=False, applied=applied)
    except Rejected as rejected:
        with journal.locks.hold([f"log:{origin}"]):
            open_incident(log, rejected, now=journal.clock.now())
        return Round(reached=False, applied=applied)
    return Round(reached=True, applied=applied)


def _is_behind(log: Log, note: bytes) -> bool:
    checkpoint = read_checkpoint(note, origin=log.origin, log_key=log.log_key)
    return checkpoint.size < log.size


def _take_tree(log: Log, *, note: bytes, peer: Peer, journal: Journal, press: Press) -> None:
    """Verify the checkpoint and the entries up to it, and keep both."""
    checkpoint = read_checkpoint(note, origin=log.origin, log_key=log.log_key)
    if checkpoint.size < log.size:
        _refuse_other_root(log, checkpoint=checkpoint, note=note)
        raise Rejected("checkpoint_smaller", detail=f"{checkpoint.size} < {log.size}")
    known = Frontier.from_bytes(bytes(log.frontier)) if log.frontier else Frontier()
    if checkpoint.size == log.size:
        if checkpoint.root != known.root():
            raise Rejected("fork", detail=note.decode(errors="replace"), index=log.size)
        return
    grown = extend(peer, checkpoint=checkpoint, known=known)
    store_growth(press.tiles, log=log.origin, old_size=log.size, entries=grown.entries,
                 rows=grown.rows)
    _keep_tree(log, grown=grown, note=note, journal=journal, press=press)


def _refuse_other_root(log: Log, *, checkpoint: Checkpoint, note: bytes) -> None:
    """An old size with another root than was signed for it then."""
    kept = CheckpointRow.objects.filter(log=log, size=checkpoint.size).first()
    if kept is not None and bytes(kept.root) != checkpoint.root:
        raise Rejected("fork", detail=note.decode(errors="replace"), index=checkpoint.size)


def _keep_tree(log: Log, *, grown: Grown, note: bytes, journal: Journal, press: Press) -> None:
    size, frontier = grown.checkpoint.size, grown.frontier.to_bytes()
    with journal.locks.hold([f"log:{log.origin}"]):
        Log.objects.filter(pk=log.pk, size=log.size).update(size=size, frontier=frontier)
        CheckpointRow.objects.get_or_create(log=log, size=size, defaults={
            "root": grown.checkpoint.root, "note": note, "made": press.wall()})
    log.size, log.frontier = size, frontier


def _batches(checked: Iterator[Opening]) -> Iterator[Sequence[Opening]]:
    """In batches. What was found right before the line broke, or before a lie, counts too."""
    batch: list[Opening] = []
    try:
        for opening in checked:
            batch.append(opening)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except (PeerUnreachable, Rejected):
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _openings(log: Log, *, peer: Peer, tiles: TileStore) -> Iterator[Opening]:
    """Checked openings, from the last one held to the verified size.

    Not from ``applied``: openings that were kept back, or lost with the end of a stream, lie
    behind it and are asked for again.
    """
    if log.applied >= log.size:
        return iter(())
    own = Log.objects.get(own=True)
    start = _start(log, labels=labels_of(own))
    held = Entry.objects.filter(log=log, index__gte=start).values_list("index", flat=True)
    reader = Reader(
        origin=log.origin, side=log.side, labels=labels_of(own), counts=log.counts,
        held=frozenset(index for index in held if index is not None), next_index=start,
        size=log.size, own_origin=own.origin, own_size=own.size,
    )
    return reader.check(
        peer.openings(start=start),
        leaf_at=_Leaves(tiles=tiles, log=log.origin, size=log.size),
    )


def _start(log: Log, *, labels: Collection[str]) -> int:
    """After the last opening held; where one is known to be missing, after the last of its label."""
    held = Entry.objects.filter(log=log).order_by("-index")
    missed = Incident.objects.filter(log=log, closed=None, code="count_broken", detail__in=labels)
    lasts = [held.filter(audience__contains=each.detail).first() for each in missed]
    return min(_after(row) for row in lasts or [held.first()])


def _after(row: Entry | None) -> int:
    return 0 if row is None or row.index is None else row.index + 1


class _Leaves(dict[int, bytes]):
    """Log entries by index, read from the mirrored bundles when first asked for."""

    def __init__(self, *, tiles: TileStore, log: str, size: int) -> None:
        super().__init__()
        self._tiles, self._log, self._size = tiles, log, size

    def __missing__(self, index: int) -> bytes:
        number = index // TILE_WIDTH
        width = min(TILE_WIDTH, self._size - number * TILE_WIDTH)
        entries = bundle(self._tiles, log=self._log, index=number, width=width)
        self.update({number * TILE_WIDTH + at: entry for at, entry in enumerate(entries)})
        return self[index]


def _finish(log: Log, *, note: bytes, journal: Journal, press: Press) -> None:
    """Everything up to the checkpoint is applied: say so, and cosign it."""
    signer, wall = press.witness_signer, press.wall()
    with journal.locks.hold([f"log:{log.origin}"]):
        Log.objects.filter(pk=log.pk).update(applied=log.size, heard=wall)
        row = CheckpointRow.objects.filter(log=log, size=log.size).first()
        if row is not None and Cosignature.objects.get_or_create(
            checkpoint=row, witness=signer.name, defaults={"made": wall}
        )[1]:
            row.note = cosign_note(note, signer=signer, time=int(wall.timestamp()))
            row.save(update_fields=["note"])
    log.applied = log.size


def _settle(log: Log, *, journal: Journal) -> None:
    """A whole round held: what was complained of has been served. Clocks apart are told anew."""
    now = journal.clock.now()
    ahead = log.latest is not None and log.latest - now > CLOCK_TOLERANCE
    if ahead or Incident.objects.filter(log=log, closed=None, proof=False).exists():
        with journal.locks.hold([f"log:{log.origin}"]):
            if not ahead:
                close_incidents(log, now=now)
            else:
                open_incident(log, Rejected("clock_apart"), now=now)


def _long_uncosigned(*, press: Press) -> bool:
    """True where the last cosignature under an own checkpoint is a minute old, or there is none."""
    last = Cosignature.objects.filter(checkpoint__log__own=True).order_by("-made").first()
    return last is None or press.wall() - last.made > COLLECT_EVERY


def _collect_cosignature(log: Log, *, peer: Peer, journal: Journal, press: Press) -> None:
    """Take the peer's cosignature under one of our checkpoints, if it holds."""
    own = Log.objects.get(own=True)
    newest = CheckpointRow.objects.filter(log=own).order_by("-size").first()
    if newest is None or _is_cosigned(newest, log.witness_key):
        return
    note = peer.cosigned(origin=own.origin)
    if not note:
        return
    try:
        opened = open_note(note, [Verifier.parse(log.witness_key)])
        checkpoint = read_checkpoint(note, origin=own.origin, log_key=own.log_key)
    except (SignatureWrong, ValueError) as error:
        raise Rejected("checkpoint_signature", detail="cosignature") from error
    row = CheckpointRow.objects.filter(
        log=own, size=checkpoint.size, root=checkpoint.root
    ).first()
    if row is None or not opened.verified:
        return
    with journal.locks.hold([f"log:{own.origin}"]), transaction.atomic():
        row.refresh_from_db()  # another neighbour's may have been added meanwhile
        row.note = merge_signatures([bytes(row.note), note])
        row.save(update_fields=["note"])
        Cosignature.objects.get_or_create(
            checkpoint=row, witness=Verifier.parse(log.witness_key).name,
            defaults={"made": press.wall()},
        )


def _is_cosigned(row: CheckpointRow, witness_key: str) -> bool:
    name = Verifier.parse(witness_key).name
    return Cosignature.objects.filter(checkpoint=row, witness=name).exists()
