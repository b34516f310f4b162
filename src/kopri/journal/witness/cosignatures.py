"""Cosignatures under the own log's checkpoints: asked of a witness, or fetched from one that follows."""

import logging
from collections.abc import Sequence

from kopri.engines.notes import SignatureWrong, Verifier, merge_signatures, open_note
from kopri.engines.notes.witness import AddCheckpoint, add_cosignatures, parse_size
from kopri.journal.append.publish import Press
from kopri.journal.apply.verifying import read_checkpoint
from kopri.journal.core import Journal
from kopri.journal.growth import kept_tree
from kopri.journal.incidents import Rejected
from kopri.journal.keys import LOG as LOG_KEY
from kopri.journal.keys import WITNESS, ever, verifiers
from kopri.journal.models import Checkpoint, Cosignature, Log
from kopri.journal.ports import Peer, PeerUnreachable, TileStore, Witness
from kopri.journal.recover.doubting import heed, signed_by_us
from kopri.journal.recover.recovering import Shown

LOG = logging.getLogger("kopri.journal")
TRIES = 3  # another process may bring a checkpoint between two of them
OK, CONFLICT = 200, 409


def submit(*, journal: Journal, press: Press, origin: str, witness: Witness) -> bool:
    """Get the newest own checkpoint cosigned by the node ``origin``; True where it is.

    Reads, asks, and only then writes: a witness that does not answer holds up nobody.
    """
    newest = _newest()
    keys = verifiers(Log.objects.get(origin=origin), WITNESS, at=press.wall())
    if newest is None or _is_cosigned(newest, keys):
        return True
    try:
        note = _asked(newest, witness, keys=keys, tiles=press.tiles)
    except PeerUnreachable as error:
        LOG.info("%s has not cosigned %d: %s", origin, newest.size, error)
        return False
    except (SignatureWrong, ValueError) as error:
        LOG.info("%s does not cosign %d: %s", origin, newest.size, error)
        _look_why(newest.log, origin=origin, witness=witness, journal=journal, press=press)
        return False
    _keep(newest, note=note, by=keys, journal=journal, press=press)
    return True


def collect(log: Log, *, peer: Peer, journal: Journal, press: Press) -> None:
    """Fetch the cosignature of the node of ``log``, which follows ours; ``Rejected`` if it is bad."""
    newest, keys = _newest(), verifiers(log, WITNESS, at=press.wall())
    if newest is None or _is_cosigned(newest, keys):
        return
    own = newest.log
    note = peer.cosigned(origin=own.origin)
    if not note:
        return
    try:
        by = [each.verifier for each in open_note(note, keys).verified]
        checkpoint = read_checkpoint(note, origin=own.origin, keys=ever(own, LOG_KEY))
    except (SignatureWrong, ValueError) as error:
        raise Rejected("checkpoint_signature", detail="cosignature") from error
    row = Checkpoint.objects.filter(log=own, size=checkpoint.size, root=checkpoint.root).first()
    if row is not None:
        _keep(row, note=note, by=by, journal=journal, press=press)
    else:
        heed(Shown(witness=log.origin, note=note, checkpoint=checkpoint), journal=journal,
             press=press)


def _look_why(
    own: Log, *, origin: str, witness: Witness, journal: Journal, press: Press
) -> None:
    """A witness that refuses may have cosigned what another node signed under our key."""
    try:
        note = witness.cosigned(origin=own.origin)
        if note:
            heed(Shown(witness=origin, note=note, checkpoint=signed_by_us(note, own)),
                 journal=journal, press=press)
    except (PeerUnreachable, Rejected):
        return


def _asked(
    newest: Checkpoint, witness: Witness, *, keys: Sequence[Verifier], tiles: TileStore
) -> bytes:
    """The checkpoint with the witness's cosignature. ValueError where it gives none."""
    origin, note, known = newest.log.origin, bytes(newest.note), _last_cosigned(newest, keys)
    tree = kept_tree(tiles, log=origin, size=newest.size)
    for _ in range(TRIES):
        proof = tuple(tree.consistency_proof(known))
        asked = AddCheckpoint(old_size=known, proof=proof, note=note)
        status, answer = witness.add_checkpoint(asked.encode())
        if status == OK:
            return add_cosignatures(note, answer=answer, witnesses=keys)
        if status != CONFLICT:
            raise ValueError(f"status {status}: {answer[:200].decode(errors='replace')}")
        known = parse_size(answer)  # where it is larger than ours, no proof can be made
    raise ValueError("the size that the witness names changes again and again")


def _last_cosigned(newest: Checkpoint, keys: Sequence[Verifier]) -> int:
    last = Cosignature.objects.filter(
        checkpoint__log=newest.log, witness__in=[key.name for key in keys],
    ).order_by("-checkpoint__size").values_list("checkpoint__size", flat=True).first()
    return last or 0


def _newest() -> Checkpoint | None:
    return Checkpoint.objects.filter(log__own=True).select_related("log").order_by("-size").first()


def _is_cosigned(row: Checkpoint, keys: Sequence[Verifier]) -> bool:
    names = [key.name for key in keys]
    return Cosignature.objects.filter(checkpoint=row, witness__in=names).exists()


def _keep(
    row: Checkpoint, *, note: bytes, by: Sequence[Verifier], journal: Journal, press: Press
) -> None:
    """Merge the signatures of ``note`` into a row; those of ``by`` were found to hold."""
    with journal.locks.hold([f"log:{row.log.origin}"]):
        row.refresh_from_db()  # another witness's may have been added meanwhile
        if _is_cosigned(row, by):
            return
        row.note = merge_signatures([bytes(row.note), note])
        row.save(update_fields=["note"])
        Cosignature.objects.create(checkpoint=row, witness=by[0].name, made=press.wall())
