"""May this node sign? Not after a start, before its witnesses were asked what they hold of its log.

A database from a backup and a copied machine have forgotten what was signed; to sign on would fork
the log. Until it knows better a node is *unsure*: what is written gets no index, nothing is signed.
It is sure at once where this machine remembers having signed what the database holds. Else every
witness that has ever cosigned must have answered, and must for two ticks have shown nothing newer
than the start: a node that lives under the same key would have ticked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models

from kopri.engines.notes import Checkpoint
from kopri.journal.append.publish import Forked, Press, reproduces
from kopri.journal.append.sequence import place_waiting
from kopri.journal.append.writing import begin as begin_writing
from kopri.journal.apply.verifying import read_checkpoint
from kopri.journal.core import Journal
from kopri.journal.growth import kept_tree
from kopri.journal.incidents import Rejected, open_incident
from kopri.journal.keys import LOG, ever, keys_of
from kopri.journal.locks import EVERYTHING
from kopri.journal.models import Checkpoint as CheckpointRow
from kopri.journal.models import Cosignature, Incident, Log
from kopri.journal.ports import Peer, PeerUnreachable, TileStore, Witness
from kopri.journal.prove.evidence import accuse
from kopri.journal.recover.recovering import Shown, fetch, take_back
from kopri.journal.rules import NothingToOrder, TwoTreesSigned
from kopri.journal.types import Draft, SigningOrdered
from kopri.kernel.actor import Actor
from kopri.kernel.rules import refuse_if

WAITS, BEYOND, CLONED = "signing_waits", "signed_beyond", "cloned"
QUIET = timedelta(minutes=2)  # two ticks


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """Who is asked, by origin. ``copies``: ways to their mirrors of our own log, where they hold one."""

    asked: Mapping[str, Witness]
    copies: Mapping[str, Peer]


NOBODY = Witnesses(asked={}, copies={})


@dataclass(slots=True)
class Doubt:
    """What this process knows of its doubt, by the node's clock; nothing while it is sure.

    ``since``: when it began to ask. ``size``: the most that was shown; ``quiet``: since then no more.
    """

    since: datetime | None = None
    size: int = 0
    quiet: datetime | None = None

    def hear(self, size: int, *, now: datetime) -> None:
        """A witness shows this size."""
        self.since = self.since or now
        if self.quiet is None or size > self.size:
            self.size, self.quiet = size, now

    def end(self) -> None:
        """It is over."""
        self.since, self.size, self.quiet = None, 0, None


def begin(*, journal: Journal, press: Press) -> bool:
    """After a start: unsure, unless this machine remembers what the database holds; whether sure."""
    with press.memory.alone():  # nobody publishes between the two looks
        own = Log.objects.filter(own=True).first()
        if own is None:  # an observer writes nothing
            return True
        size, root = press.memory.recall_here()
        known = size >= max(1, own.published) and reproduces(
            own, size=size, root=root, tiles=press.tiles)
        if not known and not own.unsure:
            with journal.locks.hold([EVERYTHING]):
                Log.objects.filter(own=True).update(unsure=True)
        return known and not own.unsure


def waver(*, journal: Journal, reason: Forked) -> None:
    """While it runs, the database is found to hold less than was signed."""
    own = Log.objects.get(own=True)
    with journal.locks.hold([EVERYTHING]):
        Log.objects.filter(own=True).update(unsure=True)
        open_incident(own, Rejected(BEYOND, detail=str(reason)), now=journal.clock.now())


def is_sure() -> bool:
    """True where acts may be written that rest on what is absent here, and entries be signed."""
    return Log.objects.filter(own=True, unsure=False, stopped="").exists()


def settle_doubt(
    *, journal: Journal, press: Press, witnesses: Witnesses, doubt: Doubt,
    tables: Sequence[type[models.Model]],
) -> bool:
    """Ask, recover what is lost here, and end the doubt where nothing speaks against it; whether sure."""
    if is_sure():
        doubt.end()
        return True
    own = Log.objects.get(own=True)
    if own.stopped:
        return False
    shown, silent = _ask(own, witnesses.asked, copies=witnesses.copies)
    now = journal.clock.now()
    doubt.hear(max((each.checkpoint.size for each in shown), default=0), now=now)
    for each in sorted(shown, key=lambda one: one.checkpoint.size):
        try:
            if not _agree(each, witnesses=witnesses, journal=journal, press=press, doubt=doubt,
                          tables=tables):
                return False
        except PeerUnreachable:
            silent.append(each.witness)
    waits = _waits(press, shown=shown, silent=silent, witnesses=witnesses)
    if not waits and shown and doubt.quiet is not None and now - doubt.quiet < QUIET:
        waits = "a copy of this node would show within two minutes"
    if waits:
        _tell(waits, journal=journal)
        return False
    make_sure(journal=journal, press=press)
    return True


def make_sure(*, journal: Journal, press: Press) -> None:
    """What waits gets its place, in one commit with the end of the doubt."""
    with press.memory.alone(), journal.locks.hold([EVERYTHING]):
        Log.objects.filter(own=True).update(unsure=False, stopped="")
        while place_waiting(journal=journal):
            pass
        Incident.objects.filter(
            log__own=True, closed=None, code__in=(WAITS, BEYOND, CLONED)
        ).update(closed=journal.clock.now())
        own = Log.objects.get(own=True)
        if own.published or press.memory.recall()[0]:
            root = kept_tree(press.tiles, log=own.origin, size=own.published).root()
            press.memory.remember(size=own.published, root=root)


def _ask(
    own: Log, asked: Mapping[str, Witness], *, copies: Mapping[str, Peer]
) -> tuple[list[Shown], list[str]]:
    """What each shows of our log under our own signature, and who gave no answer."""
    shown: list[Shown] = []
    silent: list[str] = []
    for origin, witness in asked.items():
        try:
            for note in filter(None, _notes(own, witness, copy=copies.get(origin))):
                shown.append(Shown(witness=origin, note=note, checkpoint=signed_by_us(note, own)))
        except (PeerUnreachable, Rejected):
            silent.append(origin)
    return shown, silent


def _notes(own: Log, witness: Witness, *, copy: Peer | None) -> Iterator[bytes]:
    """The checkpoint that it cosigned, and a newer one that its mirror may hold."""
    note = witness.cosigned(origin=own.origin)
    yield note
    if note and copy is not None:
        yield copy.checkpoint()


def signed_by_us(note: bytes, own: Log) -> Checkpoint:
    """A checkpoint under any key that our log has had; ``Rejected``."""
    return read_checkpoint(note, origin=own.origin, keys=ever(own, LOG))


def _agree(
    shown: Shown, *, witnesses: Witnesses, journal: Journal, press: Press, doubt: Doubt,
    tables: Sequence[type[models.Model]],
) -> bool:
    """Bring the database to what a witness shows; False where that cannot be one log."""
    own = Log.objects.get(own=True)
    checkpoint = shown.checkpoint
    if reproduces(own, size=checkpoint.size, root=checkpoint.root, tiles=press.tiles):
        return True
    if checkpoint.size <= own.published:
        stop(own, shown, journal=journal, tiles=press.tiles)
        return False
    try:
        found = fetch(own, shown=shown, copies=witnesses.copies)
    except Rejected:  # it does not go on from what we have published
        found = None
    since = doubt.since or journal.clock.now()
    if found is None or (found.recorded is not None and found.recorded > since):
        stop(own, shown, journal=journal, tiles=press.tiles)
        return False
    take_back(found, journal=journal, press=press, tables=tables)
    return True


def heed(shown: Shown, *, journal: Journal, press: Press) -> None:
    """While the node is sure: a witness shows what this node has not signed, so a copy of it has."""
    own, checkpoint = Log.objects.get(own=True), shown.checkpoint
    if is_sure() and not reproduces(
        own, size=checkpoint.size, root=checkpoint.root, tiles=press.tiles
    ):
        stop(own, shown, journal=journal, tiles=press.tiles)


def stop(own: Log, shown: Shown, *, journal: Journal, tiles: TileStore) -> None:
    """Somebody else signs under our key: nothing more is signed until an operator orders it."""
    note = shown.note.decode(errors="replace")
    with journal.locks.hold([f"log:{own.origin}"]):
        open_incident(
            own, Rejected(CLONED, index=shown.checkpoint.size, detail=f"{shown.witness}: {note}"),
            now=journal.clock.now(), evidence=_evidence(own, shown, tiles=tiles))
        Log.objects.filter(pk=own.pk).update(stopped=CLONED)


def _evidence(own: Log, shown: Shown, *, tiles: TileStore) -> bytes:
    """Two notes under our key that cannot be of one log; empty where they may be."""
    newest = CheckpointRow.objects.filter(log=own).order_by("-size").first()
    same = CheckpointRow.objects.filter(log=own, size=shown.checkpoint.size).first()
    other = same or newest
    if other is None or shown.checkpoint.size > other.size:
        return b""
    path = [] if same else kept_tree(
        tiles, log=own.origin, size=other.size).consistency_path(shown.checkpoint.size)
    return accuse(
        claim="rewritten" if path else "fork", origin=own.origin, path=path,
        notes=[shown.note, bytes(other.note)],
        keys=[held.verifier.vkey for held in keys_of(own, LOG)]) or b""


def _waits(
    press: Press, *, shown: Sequence[Shown], silent: Sequence[str], witnesses: Witnesses
) -> str:
    """What is still to be waited for, in words for an operator; empty where it is nothing."""
    own = Log.objects.get(own=True)
    size, root = press.memory.recall()
    if size and not reproduces(own, size=size, root=root, tiles=press.tiles):
        return f"{size} entries were signed, and no witness has shown more than {own.published}"
    names = {row.removesuffix("/witness") for row in Cosignature.objects.filter(
        checkpoint__log=own).values_list("witness", flat=True).distinct()}
    needed = sorted(names & set(silent))
    if needed:
        return f"no answer from {', '.join(needed)}"
    if witnesses.asked and len(set(silent)) == len(witnesses.asked):
        return "no witness answers"
    return ""


def _tell(waits: str, *, journal: Journal) -> None:
    """One incident, with what is waited for now."""
    own = Log.objects.get(own=True)
    with journal.locks.hold([f"log:{own.origin}"]):
        open_incident(own, Rejected(WAITS, detail=waits), now=journal.clock.now())
        Incident.objects.filter(log=own, code=WAITS, closed=None).exclude(detail=waits).update(
            detail=waits)


def order_signing(*, journal: Journal, press: Press, actor: Actor, because: str) -> None:
    """An operator answers for it that nothing newer of this log exists. It is logged, then signed.

    Refused where two trees were signed already: such a log cannot be mended by going on.
    """
    own = Log.objects.get(own=True)
    proven = Incident.objects.filter(log=own, closed=None, proof=True).exists()
    refuse_if([
        *([TwoTreesSigned.fault()] if proven else []),
        *([NothingToOrder.fault()] if is_sure() else []),
    ])
    size, root = press.memory.recall()
    with begin_writing(journal, actor=actor, keys=[EVERYTHING]) as tx:
        tx.append(Draft(subject=own.origin, payload=SigningOrdered(
            size=own.published, signed=size, root=root.hex(), because=because)))
    make_sure(journal=journal, press=press)
