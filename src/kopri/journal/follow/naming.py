"""An entry is said to be forgotten: does its log say so, in an entry of its own?

A follower that comes late meets the forgotten entry before the one that names it. It reads that one
ahead, so that nobody, a mirror least of all, can withhold an entry by calling it forgotten.
"""

from collections.abc import Mapping

from kopri.journal.apply.applying import readable
from kopri.journal.forget.forgetting import right
from kopri.journal.models import Log
from kopri.journal.ports import Peer
from kopri.journal.reading import entry_from
from kopri.journal.sealing import log_entry, read_opening
from kopri.journal.types import Entry, Forgot, Opening


def read_ahead(
    index: int, *, log: Log, peer: Peer, leaf_at: Mapping[int, bytes]
) -> Entry | None:
    """The entry at this index, where the log has published it and it may be obeyed."""
    line = next(peer.openings(start=index), b"") if index < log.size else b""
    try:
        opening = read_opening(line, origin=log.origin)
        if opening.index != index or not _is_published(opening, leaf=leaf_at[index]):
            return None
        entry = entry_from(dict(opening.envelope), log=log.origin, side=log.side,
                           uid=opening.commitment.hex(), index=index)
    except ValueError:
        return None
    of_the_kind = (entry.kind, entry.version, entry.own) == (Forgot.KIND, Forgot.VERSION, False)
    return entry if of_the_kind and readable(entry.payload, Forgot) and right(entry) else None


def _is_published(opening: Opening, *, leaf: bytes) -> bool:
    return not opening.fault and opening.forgot is None and leaf == log_entry(
        committed=opening.commitment, stamp=opening.stamp)
