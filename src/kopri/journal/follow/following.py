"""Follow another node's journal: verify, then apply; each opening takes effect exactly once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from kopri.engines.merkle import TILE_WIDTH
from kopri.journal.append.publish import Press
from kopri.journal.append.writing import CLOCK_TOLERANCE
from kopri.journal.apply.applying import apply_openings
from kopri.journal.apply.verifying import Reader, labels_of
from kopri.journal.charges import Weight, codes
from kopri.journal.core import Journal
from kopri.journal.follow.naming import read_ahead
from kopri.journal.follow.trees import Turn, begin_turn, charge, cosign_tree, take_tree
from kopri.journal.growth import bundle
from kopri.journal.incidents import Rejected, open_incident
from kopri.journal.models import Checkpoint as CheckpointRow
from kopri.journal.models import Cosignature, Entry, Incident, Log
from kopri.journal.ports import Peer, PeerUnreachable, TileStore
from kopri.journal.types import Opening, Tick
from kopri.journal.witness.cosignatures import collect

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

    ``mirror``: the peer holds a copy, which may be behind what is known here. The cosignature says
    that the tree goes on from every one shown before; openings that are missing do not hinder it.
    """
    turn = begin_turn(journal=journal, press=press, origin=origin, peer=peer, mirror=mirror)
    if turn.log.stopped:
        return Round(reached=False)
    try:
        note = take_tree(turn)
    except (PeerUnreachable, Rejected) as trouble:
        return _broken_off(turn, trouble)
    if note is None:
        return Round(reached=True)
    applied, trouble_there = _take_openings(turn)
    if trouble_there is not None:
        done = _broken_off(turn, trouble_there, applied=applied)
        if not turn.log.stopped:
            cosign_tree(turn, note=note)
        return done
    cosign_tree(turn, note=note)
    return _finish(turn, applied=applied)


def _take_openings(turn: Turn) -> tuple[int, PeerUnreachable | Rejected | None]:
    """Apply what is found right; how many, and what broke it off."""
    log, applied = turn.log, 0
    try:
        for batch in _batches(_openings(log, peer=turn.peer, tiles=turn.press.tiles)):
            apply_openings(log, batch, journal=turn.journal)
            applied += len(batch)
    except (PeerUnreachable, Rejected) as trouble:
        return applied, trouble
    return applied, None


def _broken_off(
    turn: Turn, trouble: PeerUnreachable | Rejected, *, applied: int = 0
) -> Round:
    """What was left out is asked for again; the rest is told in incidents."""
    if isinstance(trouble, Rejected):
        charge(turn, trouble)
        if not turn.log.stopped:
            _step_back(turn, trouble)
    return Round(reached=False, applied=applied)


def _step_back(turn: Turn, rejected: Rejected) -> None:
    """Complete is only what lies before the entry that was left out; it is asked for from there."""
    if rejected.code in ("count_broken", "withheld_tail"):
        log, label = turn.log, rejected.detail
        held = Entry.objects.filter(log=log, audience__contains=label).order_by("-index")
        since = _after(next((row for row in held.iterator() if label in row.audience.split(",")), None))
        with turn.journal.locks.hold([f"log:{log.origin}"]):
            Log.objects.filter(pk=log.pk, applied__gt=since).update(applied=since)


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

    Not always from ``applied``: openings that were lost with the end of a stream lie behind it and
    are asked for again.
    """
    if log.applied >= log.size:
        return
    own = Log.objects.get(own=True)
    start = min(_after(Entry.objects.filter(log=log).order_by("-index").first()), log.applied)
    held = Entry.objects.filter(log=log, index__gte=start).values_list("index", flat=True)
    reader = Reader(
        origin=log.origin, side=log.side, labels=labels_of(own), counts=log.counts,
        held=frozenset(index for index in held if index is not None), next_index=start,
        size=log.size, own_origin=own.origin, own_size=own.size,
    )
    leaves = _Leaves(tiles=tiles, log=log.origin, size=log.size)
    while True:
        yield from reader.check(peer.openings(start=reader.next_index), leaf_at=leaves)
        if reader.wanted is None:
            return
        reader.named[reader.wanted] = read_ahead(reader.wanted, log=log, peer=peer, leaf_at=leaves)
        reader.wanted = None


def _after(row: Entry | None) -> int:
    return 0 if row is None or row.index is None else row.index + 1


class _Leaves(Mapping[int, bytes]):
    """Log entries by index, read from the mirrored bundles when asked for; a few are kept."""

    def __init__(self, *, tiles: TileStore, log: str, size: int) -> None:
        self._tiles, self._log, self._size = tiles, log, size
        self._bundle = lru_cache(maxsize=4)(self._read)

    def __getitem__(self, index: int) -> bytes:
        return self._bundle(index // TILE_WIDTH)[index % TILE_WIDTH]

    def _read(self, number: int) -> list[bytes]:
        width = min(TILE_WIDTH, self._size - number * TILE_WIDTH)
        return bundle(self._tiles, log=self._log, index=number, width=width)

    def __iter__(self) -> Iterator[int]:
        return iter(range(self._size))

    def __len__(self) -> int:
        return self._size


def _finish(turn: Turn, *, applied: int) -> Round:
    """Everything up to the checkpoint is applied: say so, and take the cosignature of the other."""
    log, journal, press = turn.log, turn.journal, turn.press
    # a copy that tells nothing new says nothing of the log's own node
    heard = log.heard if turn.mirror and not applied else press.wall()
    with journal.locks.hold([f"log:{log.origin}"]):
        Log.objects.filter(pk=log.pk).update(applied=log.size, heard=heard)
    log.applied = log.size
    try:
        if not turn.mirror and (not applied or _long_uncosigned(press=press)):
            collect(log, peer=turn.peer, journal=journal, press=press)
    except (PeerUnreachable, Rejected) as trouble:
        return _broken_off(turn, trouble, applied=applied)
    _settle(turn)
    return Round(reached=True, applied=applied)


def _settle(turn: Turn) -> None:
    """A whole round held: what was complained of has been shown. Clocks apart are told anew."""
    log, now = turn.log, turn.journal.clock.now()
    clock = "" if turn.mirror else _clock_trouble(log, now=now, wall=turn.press.wall())
    weights = (Weight.OPENING,) if turn.mirror else (Weight.TREE, Weight.OPENING)
    settled = Incident.objects.filter(
        log=log, closed=None, code__in=set(codes(*weights)) - {clock})
    if not settled.exists() and (
            not clock or Incident.objects.filter(log=log, closed=None, code=clock).exists()):
        return
    with turn.journal.locks.hold([f"log:{log.origin}"]):
        settled.update(closed=now)
        if clock:
            open_incident(log, Rejected(clock), now=now)


def _clock_trouble(log: Log, *, now: datetime, wall: datetime) -> str:
    """The newest entry is from too far ahead, or from too long ago: a node ticks every minute.

    Too long by the border's clock and by the real one: the first may be moved on all at once.
    """
    if log.latest is None or abs(log.latest - now) <= CLOCK_TOLERANCE:
        return ""
    if log.latest > now:
        return "clock_apart"
    fresh = CheckpointRow.objects.filter(log=log, size=log.size, made__gt=wall - CLOCK_TOLERANCE)
    ticks = Entry.objects.filter(log=log, kind=f"{Tick.KIND}/{Tick.VERSION}")
    return "silent" if ticks.exists() and not fresh.exists() else ""


def _long_uncosigned(*, press: Press) -> bool:
    """True where the last cosignature under an own checkpoint is a minute old, or there is none."""
    own = Log.objects.get(own=True)
    last = Cosignature.objects.filter(checkpoint__log=own).order_by("-checkpoint__size").first()
    return last is None or press.wall() - last.made > COLLECT_EVERY
