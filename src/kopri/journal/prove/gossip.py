"""Two views of one log: signed checkpoints that came by different ways are held together.

A log that shows one tree here and another one there is convicted by its own two signatures.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from kopri.engines.merkle import Tree
from kopri.engines.notes import Checkpoint as Signed
from kopri.engines.notes import parse_note
from kopri.journal.append.publish import Press
from kopri.journal.apply.verifying import read_checkpoint
from kopri.journal.core import Journal
from kopri.journal.growth import kept_tree
from kopri.journal.incidents import Rejected, open_incident
from kopri.journal.keys import LOG, ever, keys_of
from kopri.journal.models import Checkpoint, Log
from kopri.journal.ports import Peer, PeerUnreachable, TileStore
from kopri.journal.prove.evidence import accuse

Path = Callable[[int], Sequence[bytes] | None]
Proof = tuple[Rejected, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A checkpoint that the log has signed, as somebody showed it.

    ``path``: the hashes that lead from an older size to this tree (see ``consistency_roots``), or
    None where whoever showed it does not hold the tree. They are not trusted.
    """

    note: bytes
    checkpoint: Signed
    path: Path = lambda size: None


def own_view(log: Log, *, tiles: TileStore) -> View | None:
    """The newest tree of a log that is held here; None before the first."""
    row = Checkpoint.objects.filter(log=log, size=log.size).first()
    if row is None:
        return None
    return replace(_kept(row), path=kept_tree(
        tiles, log=log.origin, size=log.size).consistency_path)


def cosigned_view(log: Log) -> View | None:
    """The newest checkpoint of a log that was cosigned here; None before the first."""
    row = Checkpoint.objects.filter(log=log, size=log.cosigned_size).first()
    return _kept(row) if row is not None and log.cosigned_root else None


def two_trees(log: Log, shown: View, *, tiles: TileStore) -> Proof | None:
    """The charge and its evidence where what is shown cannot be of the log that is known here.

    May raise what ``shown.path`` raises.
    """
    same_size = Checkpoint.objects.filter(log=log, size=shown.checkpoint.size)
    known = [*map(_kept, same_size), own_view(log, tiles=tiles), cosigned_view(log)]
    return next(filter(None, (
        contradiction(log, view, shown) for view in known if view is not None)), None)


def contradiction(log: Log, one: View, other: View) -> Proof | None:
    """The charge and its evidence where two views cannot be of one log; None where they can.

    None as well where the newer tree is not at hand: whoever holds it will find out.
    """
    older, newer = sorted((one, other), key=lambda view: view.checkpoint.size)
    size = older.checkpoint.size
    same_size = size == newer.checkpoint.size
    claim, path = ("fork", ()) if same_size else ("rewritten", _path(newer, size))
    if older.checkpoint.root == newer.checkpoint.root if same_size else not path:
        return None
    evidence = accuse(claim=claim, origin=log.origin, notes=[older.note, newer.note], path=path,
                      keys=[key.verifier.vkey for key in keys_of(log, LOG)])
    return (Rejected(claim, index=size), evidence) if evidence else None


def _path(view: View, size: int) -> Sequence[bytes]:
    """The hashes from an older size; empty where there are none to be had."""
    try:
        return (view.path(size) or ()) if size else ()
    except ValueError:  # tiles of another length
        return ()


def compare(*, journal: Journal, press: Press, origin: str, mirror: Peer) -> None:
    """Hold what a mirror shows of a log against what is known here; incidents tell the rest.

    A mirror that is out of reach, or shows what the log did not sign, says nothing of the log.
    """
    log = Log.objects.get(origin=origin)
    if log.stopped:
        return
    try:
        found = next(filter(None, (
            two_trees(log, view, tiles=press.tiles) for view in _shown(log, mirror))), None)
    except (PeerUnreachable, Rejected):
        return
    if found is not None:
        with journal.locks.hold([f"log:{origin}"]):
            open_incident(log, found[0], now=journal.clock.now(), evidence=found[1])


def _shown(log: Log, mirror: Peer) -> Iterator[View]:
    """What a node holds of a log as its mirror, and what it has cosigned as its witness."""
    tree = mirror.checkpoint()
    yield shown_by(mirror, log=log, note=tree)
    cosigned = mirror.cosigned(origin=log.origin)
    if cosigned:
        yield View(note=cosigned, checkpoint=read_checkpoint(
            cosigned, origin=log.origin, keys=ever(log, LOG)))


def shown_by(peer: Peer, *, log: Log, note: bytes) -> View:
    """A checkpoint as a node shows it, with the tree behind it; ``Rejected`` unless it is signed."""

    def read(level: int, index: int, width: int) -> bytes:
        return peer.tile(level=level, index=index, width=width)

    checkpoint = read_checkpoint(note, origin=log.origin, keys=ever(log, LOG))
    return View(note=note, checkpoint=checkpoint,
                path=Tree(size=checkpoint.size, read_tile=read).consistency_path)


def _kept(row: Checkpoint) -> View:
    note = bytes(row.note)
    return View(note=note, checkpoint=Signed.parse(parse_note(note).text))
