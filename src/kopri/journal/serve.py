"""What a node shows of its journal, and of the logs that it mirrors."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from django.db.models import Exists, OuterRef

from kopri.engines.merkle import HASH_SIZE, TILE_WIDTH, encode_bundle, parse_path, tile_path
from kopri.engines.notes.policy import Policy
from kopri.journal.growth import bundle, origin_hash
from kopri.journal.models import Checkpoint, Cosignature, Entry, Log
from kopri.journal.ports import TileStore
from kopri.journal.sealing import forgotten_line, opening_line

_COSIGNED = Exists(Cosignature.objects.filter(checkpoint=OuterRef("pk")))
MirroredLog = Log  # how interfaces name a log, without touching its table


def log_by_hash(name: str) -> Log | None:
    """The log whose origin has this SHA-256 in hex."""
    return next((log for log in Log.objects.all() if origin_hash(log.origin) == name), None)


def own_log() -> Log:
    """The log that this node writes."""
    return Log.objects.get(own=True)


def checkpoint_note(log: Log) -> bytes:
    """The newest checkpoint, with the cosignatures gathered so far; empty before the first.

    Of a followed log the newest whose entries are held and that was cosigned here (tlog-mirror): one
    that was brought to be cosigned may be ahead of the entries.
    """
    rows = Checkpoint.objects.filter(log=log, size__lte=log.size).order_by("-size")
    row = (rows if log.own else rows.filter(_COSIGNED)).first()
    return bytes(row.note) if row else b""


def cosigned_note(log: Log, *, policy: Policy) -> bytes:
    """The newest checkpoint that has the quorum of ``policy``; empty while there is none."""
    row = cosigned_by(policy, log=log)
    return bytes(row.note) if row else b""


def cosigned_by(policy: Policy, *, log: Log, above: int = -1) -> Checkpoint | None:
    """The newest checkpoint above a size that has the quorum of ``policy``."""
    rows = Checkpoint.objects.filter(log=log, size__gt=above).order_by("-size")
    if not policy.enough(()):
        rows = rows.filter(_COSIGNED)
    judged = (row for row in rows.iterator(chunk_size=50)
              if policy.judge(bytes(row.note)).quorum_met)
    return next(judged, None)


def tile(tiles: TileStore, *, log: Log, path: str) -> bytes | None:
    """A tile or bundle at ``path`` (``tile/0/000.p/7``), a slice of the stored one; or None.

    ValueError for a path that is spelt wrongly.
    """
    address = parse_path(path)
    held = log.published if log.own else log.size
    level = address.level or 0
    if (held >> (8 * level)) < address.index * TILE_WIDTH + address.width:
        return None
    if address.level is None:
        return encode_bundle(
            bundle(tiles, log=log.origin, index=address.index, width=address.width)
        )
    stored = tiles.get(log=log.origin, path=tile_path(level=level, index=address.index)) or b""
    data = stored[:address.width * HASH_SIZE]
    return data if len(data) == address.width * HASH_SIZE else None


def openings(
    log: Log, *, labels: AbstractSet[str] | None, start: int
) -> Iterator[bytes]:
    """Openings of published entries that a reader under ``labels`` may read, in order.

    None: all that are held here, for the node that wrote them, which may have lost them.

    Of a forgotten entry its commitment is told, and which entry names it. Where that one is not
    published yet the stream ends early: to be asked for again. A node that is not sure of its own
    log shows none of it, since what was forgotten may have come back with a backup.
    """
    if log.unsure:
        return
    held = log.published if log.own else log.applied
    rows = (
        Entry.objects.filter(log=log, index__gte=start, index__lt=held)
        .exclude(audience="").order_by("index")
        .values_list("audience", "salt", "entry", "stamp", "commitment", "forgotten__index")
    )
    for audience, salt, entry, stamp, committed, forgot in rows.iterator(chunk_size=1000):
        if labels is not None and labels.isdisjoint(audience.split(",")):
            continue
        place = bytes(stamp or b"")
        if entry is not None:
            yield opening_line(salt=bytes(salt or b""), entry=bytes(entry), stamp=place)
        elif forgot is not None and forgot < held:
            yield forgotten_line(committed=bytes(committed), forgot=forgot, stamp=place)
        else:
            return
