"""The journal of one node, as everything above it holds it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import models

from kopri.journal.exchange import Exchange
from kopri.journal.locks import Locks
from kopri.journal.types import CENTRE, Route
from kopri.kernel.actor import Actor, system
from kopri.kernel.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """What a write needs, put together once by ``node``.

    ``indexed``: True where the index is given at append (SQLite, one writer); False where the
    sequencer gives it (PostgreSQL). ``routes``: the timetable, by kind without version. ``role``,
    ``post``: what the node is for: a centre, or one post. ``tables``: every projection.
    """

    origin: str
    side: str
    letter: str
    sides: tuple[str, ...]
    clock: Clock
    random: Callable[[int], bytes]
    exchange: Exchange
    locks: Locks
    routes: Mapping[str, Route]
    indexed: bool
    role: str = CENTRE
    post: str = ""
    tables: Sequence[type[models.Model]] = ()

    def itself(self, *, post: str = "") -> Actor:
        """The node as an actor, at its own post or at one that it keeps."""
        return system(node=self.origin, side=self.side, post=post or self.post)
