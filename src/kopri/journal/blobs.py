"""Files that entries name: their bytes travel apart, by hash, and never hold up an entry."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

from django.db import connection

from kopri.journal.core import Journal
from kopri.journal.models import Blob, Log
from kopri.journal.models import Entry as EntryRow
from kopri.journal.ports import Blobs, Peer, PeerUnreachable
from kopri.kernel.errors import Refusal

MOST = 20  # a round; the rest comes with the next one
_NAME = f"""INSERT INTO {Blob._meta.db_table} (entry_id, sha256, here)
    SELECT entry.id, %s, %s FROM {EntryRow._meta.db_table} entry
    JOIN {Log._meta.db_table} log ON log.id = entry.log_id
    WHERE log.origin = %s AND {{which}} ON CONFLICT DO NOTHING"""
_NAME_PLACED = _NAME.format(which='entry."index" = %s')
_NAME_WAITING = _NAME.format(which='entry.commitment = %s AND entry."index" IS NULL')


def name_blob(name: str, *, log: str, index: int | None, uid: str, here: bool) -> None:
    """Note, in the same commit, that an entry names a file. ``here``: its bytes are in the store."""
    with connection.cursor() as cursor:
        if index is not None:
            cursor.execute(_NAME_PLACED, [name, here, log, index])
        else:
            cursor.execute(_NAME_WAITING, [name, here, log, bytes.fromhex(uid)])


def may_read(name: str, *, labels: Collection[str]) -> bool:
    """True where an entry that is readable under ``labels``, and not forgotten, names the file.

    And its log's node had the bytes: to name a hash that one has heard of opens no file.
    """
    rows = Blob.objects.filter(sha256=name, here=True).exclude(entry__entry=None)
    return any(not set(labels).isdisjoint(audience.split(","))
               for audience in rows.values_list("entry__audience", flat=True))


def fetch_blobs(
    *, journal: Journal, origin: str, sources: Sequence[Peer], store: Blobs
) -> int:
    """Get what entries of this log name and is not here yet; how many files came.

    Any source will do: what comes is believed for its hash alone.
    """
    missing = list(
        Blob.objects.filter(here=False, entry__log__origin=origin).exclude(entry__entry=None)
        .order_by("pk").values_list("sha256", flat=True)[:MOST]
    )
    came = [name for name in dict.fromkeys(missing) if _fetch(name, sources=sources, store=store)]
    if came:
        with journal.locks.hold([f"log:{origin}"]):
            Blob.objects.filter(sha256__in=came, entry__log__origin=origin).update(here=True)
    return len(came)


def fetch_blob(
    name: str, *, journal: Journal, sources: Mapping[str, Sequence[Peer]], store: Blobs
) -> bool:
    """Get one file now, for somebody who asks for it; True where it came.

    ``sources``: for each log the ways to its file. Only what an entry names is asked for.
    """
    rows = Blob.objects.filter(sha256=name, here=False).exclude(entry__entry=None)
    for origin in dict.fromkeys(rows.values_list("entry__log__origin", flat=True)):
        if _fetch(name, sources=sources.get(origin, ()), store=store):
            with journal.locks.hold([f"log:{origin}"]):
                Blob.objects.filter(sha256=name, entry__log__origin=origin).update(here=True)
            return True
    return False


def _fetch(name: str, *, sources: Sequence[Peer], store: Blobs) -> bool:
    for peer in sources:
        try:
            data = peer.blob(name)
        except PeerUnreachable:
            continue
        if sha256(data).hexdigest() == name:
            return _kept(data, store=store)
    return False


def _kept(data: bytes, *, store: Blobs) -> bool:
    try:
        store.put(data)
    except Refusal:  # the store does not answer: the next round asks again
        return False
    return True
