"""Show that an altered copy of a journal is found out. Nothing that is kept is touched."""

import re
from dataclasses import dataclass

from kopri.engines.merkle import TILE_WIDTH
from kopri.journal.apply.verifying import Reader, labels_of
from kopri.journal.growth import bundle
from kopri.journal.incidents import Rejected
from kopri.journal.models import Entry, Log
from kopri.journal.ports import TileStore
from kopri.journal.sealing import opening_line

_SECOND = re.compile(rb'("time":"[0-9T:-]{18})([0-9])(Z")')


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOut:
    """The entry that was altered in the copy, and the name by which the check rejects it."""

    log: str
    index: int
    code: str


def altered_copy_of(origin: str, *, tiles: TileStore) -> FoundOut | None:
    """Copy the newest entry held of a followed log, change one byte, and check it as on arrival.

    The byte is the last digit of the time: a fine forgery, for the copy is still a well-formed
    entry. None where nothing is held yet.
    """
    log, own = Log.objects.get(origin=origin, own=False), Log.objects.get(own=True)
    row = (Entry.objects.filter(log=log, index__lt=log.applied).exclude(entry=None)
           .order_by("-index").first())
    if row is None or row.index is None:
        return None
    number = row.index // TILE_WIDTH
    width = min(TILE_WIDTH, log.size - number * TILE_WIDTH)
    leaves = bundle(tiles, log=log.origin, index=number, width=width)
    reader = Reader(
        origin=log.origin, side=log.side, labels=labels_of(own), counts={},
        held=frozenset(), next_index=row.index, size=log.size, own_origin=own.origin,
        own_size=own.size,
    )
    line = opening_line(salt=bytes(row.salt or b""), entry=one_byte_off(bytes(row.entry or b"")),
                        stamp=bytes(row.stamp or b""))
    try:
        list(reader.check(iter([line]), leaf_at={row.index: leaves[row.index % TILE_WIDTH]}))
    except Rejected as rejected:
        return FoundOut(log=origin, index=row.index, code=rejected.code)
    raise AssertionError("an altered entry was believed")


def one_byte_off(entry: bytes) -> bytes:
    """The entry with another last second in its time."""
    return _SECOND.sub(lambda found: found[1] + b"%d" % ((int(found[2]) + 1) % 10) + found[3],
                       entry, count=1)
