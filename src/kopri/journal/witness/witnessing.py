"""This node as a witness of other logs (C2SP tlog-witness), and the one rule for its cosignatures.

A cosignature says: the largest tree of this log that was shown here, and consistent with every
one before it. So it never goes back, whether a log is followed or brings its checkpoints itself.
"""

from dataclasses import dataclass

from kopri.engines.merkle import EMPTY_ROOT, ProofInvalid, verify_consistency
from kopri.engines.notes import Checkpoint as Tree
from kopri.engines.notes import Verifier, cosign_note, parse_note
from kopri.engines.notes.witness import SIZE_TYPE, AddCheckpoint, encode_size, signature_lines
from kopri.journal.append.publish import Press
from kopri.journal.apply.verifying import read_checkpoint
from kopri.journal.core import Journal
from kopri.journal.incidents import Rejected, open_incident
from kopri.journal.keys import LOG, WITNESS, ever, verifiers
from kopri.journal.models import Checkpoint, Cosignature, Log
from kopri.journal.prove.gossip import View, two_trees
from kopri.journal.types import OBSERVER

TEXT = "text/plain; charset=utf-8"
OK, MALFORMED, FORBIDDEN, UNKNOWN, CONFLICT, INCONSISTENT = 200, 400, 403, 404, 409, 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is answered to a log, as HTTP has it."""

    status: int
    body: bytes
    media_type: str = TEXT


def add_checkpoint(body: bytes, *, journal: Journal, press: Press) -> Answer:
    """Cosign the checkpoint that a log has brought, if it goes on from the last one.

    Judged and kept under one lock, and durable before it is answered.
    """
    try:
        asked = AddCheckpoint.parse(body)
    except ValueError as error:
        return _refused(MALFORMED, str(error))
    log = Log.objects.filter(origin=asked.checkpoint.origin, own=False).exclude(
        role=OBSERVER).first()
    if log is None:
        return _refused(UNKNOWN, "this log is not known here")
    try:
        read_checkpoint(
            asked.note, origin=log.origin, keys=verifiers(log, LOG, at=press.wall()))
    except Rejected as rejected:
        return _refused(FORBIDDEN, str(rejected))
    if asked.old_size > asked.checkpoint.size:
        return _refused(MALFORMED, "the old size is larger than the checkpoint")
    with journal.locks.hold([f"log:{log.origin}"]):
        log.refresh_from_db()
        refused = _judged(log, asked)
        forked = _look_for_fork(log, asked, journal=journal, press=press)
        if refused or forked:
            return refused or _refused(INCONSISTENT, f"another tree is known here: {log.stopped}")
        return _cosigned(log, asked, press=press)


def _judged(log: Log, asked: AddCheckpoint) -> Answer | None:
    """Why a checkpoint of the log is not to be cosigned; None where it is."""
    if log.stopped:
        return _refused(FORBIDDEN, f"nothing of this log is trusted any more: {log.stopped}")
    if asked.old_size != log.cosigned_size:
        return Answer(status=CONFLICT, body=encode_size(log.cosigned_size), media_type=SIZE_TYPE)
    try:
        _require_consistent(log, asked)
    except ProofInvalid as error:
        return _refused(INCONSISTENT, str(error))
    return None


def _cosigned(log: Log, asked: AddCheckpoint, *, press: Press) -> Answer:
    note = cosign(log, note=asked.note, press=press)
    if note is None:
        return _refused(INCONSISTENT, "another tree of this size is known here")
    ours = [Verifier.of(signer) for signer in press.signing(WITNESS)]
    return Answer(status=OK, body=signature_lines(note, of=ours))


def _require_consistent(log: Log, asked: AddCheckpoint) -> None:
    """``ProofInvalid`` unless the checkpoint goes on from the one that was cosigned last."""
    tree = asked.checkpoint
    if tree.size == 0 and tree.root != EMPTY_ROOT:
        raise ProofInvalid("the empty tree has another root")
    if asked.old_size == 0 and tree.size:
        if asked.proof:
            raise ProofInvalid("from an empty tree nothing is to be proved")
        return
    verify_consistency(
        old_size=asked.old_size, old_root=bytes(log.cosigned_root) or EMPTY_ROOT,
        new_size=tree.size, new_root=tree.root, proof=asked.proof)


def _look_for_fork(
    log: Log, asked: AddCheckpoint, *, journal: Journal, press: Press
) -> bool:
    """What was signed may contradict a tree that is known here, whatever becomes of the request."""
    shown = View(note=asked.note, checkpoint=asked.checkpoint, path=lambda size: (
        asked.proof if size == asked.old_size and size.bit_count() > 1 else None))
    found = two_trees(log, shown, tiles=press.tiles)
    if found is not None:
        open_incident(log, found[0], now=journal.clock.now(), evidence=found[1])
        log.stopped = found[0].code
    return found is not None


def cosign(log: Log, *, note: bytes, press: Press) -> bytes | None:
    """Cosign a checkpoint that was found consistent with the last one cosigned; the whole note.

    None where the rule forbids it. The caller holds the log's lock, under which ``log`` was read.
    """
    tree = Tree.parse(parse_note(note).text)
    last = (log.cosigned_size, bytes(log.cosigned_root))
    if log.stopped or tree.size < last[0] or (
            tree.size == last[0] and last[1] not in (b"", tree.root)):
        return None
    row = Checkpoint.objects.filter(log=log, size=tree.size).first()
    if row is not None and bytes(row.root) != tree.root:
        return None
    signed, wall = _by_log(log, note), press.wall()
    for signer in press.signing(WITNESS):
        signed = cosign_note(signed, signer=signer, time=int(wall.timestamp()))
    row, _ = Checkpoint.objects.update_or_create(
        log=log, size=tree.size, defaults={"note": signed},
        create_defaults={"note": signed, "root": tree.root, "made": wall})
    Cosignature.objects.update_or_create(
        checkpoint=row, witness=signer.name, defaults={"made": wall})
    log.cosigned_size, log.cosigned_root = tree.size, tree.root
    log.save(update_fields=["cosigned_size", "cosigned_root"])
    return signed


def _by_log(log: Log, note: bytes) -> bytes:
    """The note under the log's own signatures alone."""
    text = parse_note(note).text
    return f"{text}\n".encode() + signature_lines(note, of=ever(log, LOG))


def cosigned_note(log: Log) -> bytes:
    """The newest checkpoint of a log that was cosigned here, with the log's signature and ours; empty before the first."""
    if not log.cosigned_root:
        return b""
    return bytes(Checkpoint.objects.get(log=log, size=log.cosigned_size).note)


def _refused(status: int, why: str) -> Answer:
    return Answer(status=status, body=f"{why}\n".encode())
