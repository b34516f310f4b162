"""Prove an entry to somebody who has no node: a proof file over a cosigned checkpoint."""

from datetime import datetime

from kopri.engines.merkle import (
    TILE_WIDTH,
    ProofInvalid,
    leaf_hash,
    verify_inclusion,
)
from kopri.engines.notes.policy import Policy
from kopri.engines.notes.tlog_proof import TlogProof
from kopri.journal.growth import bundle, kept_tree
from kopri.journal.models import Checkpoint, Entry, Log
from kopri.journal.ports import TileStore
from kopri.journal.prove.trusting import policy_of
from kopri.journal.sealing import opening_line
from kopri.kernel.errors import Ground, Refusal, refuse


def carry(
    *, tiles: TileStore, at: datetime, index: int, origin: str = "", opened: bool = False,
    quorum: int = 1,
) -> TlogProof:
    """The proof of the entry at ``index`` of the own log, or of the followed one named ``origin``.

    Its ``extra`` is the log entry of 33 bytes, which reveals nothing; where it is asked for
    ``opened``, the opening line, which reveals the whole entry. Refused while no checkpoint that
    holds the entry has the ``quorum`` of ``policy_of``, and where the opening is not here.
    """
    log = find_log(origin)
    checkpoint = _cosigned(log, index=index, policy=policy_of(log, at=at, quorum=quorum))
    entry = _log_entry(tiles, log=log, index=index)
    return TlogProof(
        index=index, path=_path(tiles, log=log, checkpoint=checkpoint, index=index, entry=entry),
        note=bytes(checkpoint.note), extra=_opening(log, index=index) if opened else entry,
    )


def find_log(origin: str) -> Log:
    """The own log, or the one of this name; a Refusal where none is known."""
    rows = Log.objects.filter(origin=origin) if origin else Log.objects.filter(own=True)
    log = rows.first()
    if log is None:
        raise refuse(
            code="proof.unknown_log", ground=Ground.MISSING, path=origin, rule="C2SP tlog-proof",
            message="This node neither writes nor follows a log of this name.",
            remedy="Name one that kopri journal verify lists.",
        )
    return log


def _cosigned(log: Log, *, index: int, policy: Policy) -> Checkpoint:
    """The newest checkpoint that holds the entry, is held here and has the quorum."""
    held = log.published if log.own else log.size
    rows = Checkpoint.objects.filter(log=log, size__gt=index, size__lte=held).order_by("-size")
    for row in rows.iterator(chunk_size=50):
        if policy.judge(bytes(row.note)).quorum_met:
            return row
    raise refuse(
        code="proof.not_cosigned", ground=Ground.CONFLICT, path=f"{log.origin}/{index}",
        rule="C2SP tlog-policy",
        message="No checkpoint that holds this entry has been cosigned by enough other sides yet.",
        remedy="Wait until the others have followed this log, then ask again.",
    )


def _log_entry(tiles: TileStore, *, log: Log, index: int) -> bytes:
    number, slot = divmod(index, TILE_WIDTH)
    try:
        return bundle(tiles, log=log.origin, index=number, width=slot + 1)[slot]
    except (OSError, ValueError) as error:
        raise _damaged(log) from error


def _path(
    tiles: TileStore, *, log: Log, checkpoint: Checkpoint, index: int, entry: bytes
) -> tuple[bytes, ...]:
    """The path, built from stored tiles and checked before it is handed out."""
    try:
        path = kept_tree(tiles, log=log.origin, size=checkpoint.size).inclusion_proof(index)
        verify_inclusion(index=index, size=checkpoint.size, leaf=leaf_hash(entry), proof=path,
                         root=bytes(checkpoint.root))
    except (ProofInvalid, ValueError) as error:
        raise _damaged(log) from error
    return tuple(path)


def _opening(log: Log, *, index: int) -> bytes:
    row = Entry.objects.filter(log=log, index=index).exclude(entry=None).first()
    if row is None:
        raise refuse(
            code="proof.no_opening", ground=Ground.MISSING, path=f"{log.origin}/{index}",
            rule="Köpri, docs/reference/journal",
            message="This node does not hold the opening of this entry, or no longer.",
            remedy="Prove it without opening it, or ask a node of its audience.",
        )
    return opening_line(salt=bytes(row.salt or b""), entry=bytes(row.entry or b""),
                        stamp=bytes(row.stamp or b"")).removesuffix(b"\n")


def _damaged(log: Log) -> Refusal:
    return refuse(
        code="proof.tiles_damaged", ground=Ground.UNAVAILABLE, path=log.origin,
        rule="C2SP tlog-tiles", message="The stored tiles do not lead to the signed root.",
        remedy="Run kopri journal verify, and restore the tiles that it names.",
    )
