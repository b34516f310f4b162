"""A node's new key: the file first, then the entry that names it, then the public file."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.engines.notes import Verifier
from kopri.interfaces.house import House
from kopri.journal.append.rotating import name_own_key
from kopri.kernel.clock import to_text
from kopri.node.home import SEED_SIZE, Home
from kopri.node.nodes import write_public
from kopri.node.wiring import public_of, signers


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The new key as others know it, and when the one before it ends."""

    key: str
    old_end: str


def rotate(
    home: Home, house: House, *, use: str, overlap: timedelta | None, now: datetime
) -> Named:
    """Let a new key follow the one in use. What runs of the node goes on and uses it at once.

    A crash before the entry leaves a key file that is never used.
    """
    period = house.pair.pair.keys.of(use)
    beside = timedelta(days=period.overlap_days) if overlap is None else overlap
    home.write_key(home.next_key(use), os.urandom(SEED_SIZE))
    key = Verifier.of(signers(home, home.config(), use)[-1]).vkey
    end = name_own_key(journal=house.journal, use=use, key=key, overlap=beside, now=now)
    write_public(home, public_of(home))
    return Named(key=key, old_end=to_text(end))
