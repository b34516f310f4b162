"""A signed request that changes something is carried out once: its nonce is spent here.

An audit table, no projection: it speaks of requests, not of the border.
"""

from datetime import datetime

from kopri.journal.locks import Locks
from kopri.journal.models import Nonce

LONGEST = 120


def spend(*, locks: Locks, keyid: str, nonce: str, expires: datetime, now: datetime) -> bool:
    """Spend a nonce; False where it was spent before. Durable, and for every process of the node.

    ``expires``: when the signature is too old to be taken anyway; then the nonce is swept. It is
    spent before anything is done: where that fails, the asker signs anew.
    """
    with locks.hold([f"nonce:{keyid}:{nonce}"]):
        Nonce.objects.filter(expires__lt=now).delete()
        _, fresh = Nonce.objects.get_or_create(
            keyid=keyid, nonce=nonce, defaults={"expires": expires})
    return fresh
