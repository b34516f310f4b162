"""Follow the tree of another node's log: verify what is new, keep it, cosign it.

The half of following that an observer does too: leaves and checkpoints, and no openings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kopri.engines.merkle import Frontier, leaf_hashes
from kopri.engines.notes import Checkpoint as Signed
from kopri.journal.append.publish import Press
from kopri.journal.apply.verifying import Grown, extend, read_checkpoint
from kopri.journal.charges import Weight, codes
from kopri.journal.core import Journal
from kopri.journal.growth import store_growth
from kopri.journal.incidents import Rejected, open_incident
from kopri.journal.keys import LOG, verifiers
from kopri.journal.models import Checkpoint, Incident, Log
from kopri.journal.ports import Peer, PeerUnreachable
from kopri.journal.prove.gossip import contradiction, cosigned_view, own_view
from kopri.journal.prove.proving import prove
from kopri.journal.witness.witnessing import cosign


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One round with one source. ``mirror``: it holds a copy, which may be behind."""

    log: Log
    peer: Peer
    mirror: bool
    journal: Journal
    press: Press


def begin_turn(
    *, journal: Journal, press: Press, origin: str, peer: Peer, mirror: bool
) -> Turn:
    """A round with the log as it is known now."""
    return Turn(log=Log.objects.get(origin=origin), peer=peer, mirror=mirror, journal=journal,
                press=press)


def watch(*, journal: Journal, press: Press, origin: str, sources: Sequence[Peer]) -> bool:
    """Follow the tree alone, from the first source that answers and is believed; True if one was."""
    for number, peer in enumerate(sources):
        turn = begin_turn(journal=journal, press=press, origin=origin, peer=peer, mirror=number > 0)
        if turn.log.stopped:
            return False
        try:
            note = take_tree(turn)
        except PeerUnreachable:
            continue
        except Rejected as rejected:
            charge(turn, rejected)
            continue
        if note is not None:
            cosign_tree(turn, note=note)
            _hear(turn)
        return True
    return False


def take_tree(turn: Turn) -> bytes | None:
    """Verify the checkpoint and the entries up to it, and keep both; the checkpoint as signed.

    None where a mirror is behind what is known here.
    """
    log, note = turn.log, turn.peer.checkpoint()
    checkpoint = read_checkpoint(
        note, origin=log.origin, keys=verifiers(log, LOG, at=turn.press.wall()))
    if checkpoint.size < log.size:
        if turn.mirror:
            return None
        raise Rejected("checkpoint_smaller", detail=f"{checkpoint.size} < {log.size}", shown=note)
    known = Frontier.from_bytes(bytes(log.frontier)) if log.frontier else Frontier()
    if checkpoint.size == log.size:
        if checkpoint.root != known.root():
            raise Rejected("other_root", index=log.size, shown=note)
        return note
    try:
        for grown in extend(turn.peer, checkpoint=checkpoint, known=known):
            _require_cosigned(log, grown=grown)
            store_growth(turn.press.tiles, log=log.origin, old_size=grown.before.size,
                         entries=grown.entries, rows=grown.rows)
        _keep_tree(turn, checkpoint=checkpoint, frontier=grown.frontier, note=note)
    except Rejected as rejected:
        rejected.shown = note
        raise
    return note


def _require_cosigned(log: Log, *, grown: Grown) -> None:
    """What the log brought for cosigning, ahead of this, must be the same tree."""
    known = grown.before.size
    if known < log.cosigned_size <= grown.frontier.size:
        tree = grown.before.copy()
        tree.append(leaf_hashes(grown.entries[:log.cosigned_size - known]))
        if tree.root() != bytes(log.cosigned_root):
            raise Rejected("other_root", index=log.cosigned_size)


def _keep_tree(turn: Turn, *, checkpoint: Signed, frontier: Frontier, note: bytes) -> None:
    """The size that says that the tiles are there, and right."""
    log, size, edge = turn.log, checkpoint.size, frontier.to_bytes()
    with turn.journal.locks.hold([f"log:{log.origin}"]):
        Log.objects.filter(pk=log.pk, size=log.size).update(size=size, frontier=edge)
        row, _ = Checkpoint.objects.get_or_create(log=log, size=size, defaults={
            "root": checkpoint.root, "note": note, "made": turn.press.wall()})
        if bytes(row.root) != checkpoint.root:
            raise Rejected("other_root", index=size)
    log.size, log.frontier = size, edge


def cosign_tree(turn: Turn, *, note: bytes) -> None:
    """Say that the tree is consistent with everything that this log showed here before."""
    log = turn.log
    if log.cosigned_size >= log.size and log.cosigned_root:
        return
    with turn.journal.locks.hold([f"log:{log.origin}"]):
        now_known = Log.objects.get(pk=log.pk)
        held, brought = own_view(now_known, tiles=turn.press.tiles), cosigned_view(now_known)
        proof = contradiction(log, held, brought) if held and brought else None
        if proof is not None:
            log.stopped = proof[0].code
            open_incident(log, proof[0], now=turn.journal.clock.now(), evidence=proof[1])
        elif held is not None:
            cosign(now_known, note=note, press=turn.press)


def charge(turn: Turn, rejected: Rejected) -> bool:
    """A proof stops the log, a complaint is noted: True. What a mirror shows wrongly is neither."""
    log, now = turn.log, turn.journal.clock.now()
    try:
        proof = prove(log, rejected, peer=turn.peer, tiles=turn.press.tiles)
    except PeerUnreachable:
        proof = None
    if proof is None and turn.mirror:
        return False
    with turn.journal.locks.hold([f"log:{log.origin}"]):
        if proof is not None:
            log.stopped = proof[0].code
            open_incident(log, proof[0], now=now, evidence=proof[1])
        else:
            open_incident(log, rejected, now=now)
    return True


def _hear(turn: Turn) -> None:
    """A whole round held: what was complained of the tree has been shown."""
    with turn.journal.locks.hold([f"log:{turn.log.origin}"]):
        Log.objects.filter(pk=turn.log.pk).update(heard=turn.press.wall())
        if not turn.mirror:
            Incident.objects.filter(log=turn.log, closed=None, code__in=codes(Weight.TREE)).update(
                closed=turn.journal.clock.now())
