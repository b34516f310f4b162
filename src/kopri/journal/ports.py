"""What the journal needs from outside."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Protocol


class TileStore(Protocol):
    """Tiles and entry bundles of logs, by log and full-width path.

    A tile grows until it is full: ``put`` replaces it whole by a longer one that begins with the
    same bytes. Durable when ``put`` returns; a reader sees the old or the new one, never a part.
    The same ``put`` twice is one; concurrent puts of one path carry equal prefixes, any may win
    and the next publication mends the shorter one.
    """

    def put(self, *, log: str, path: str, data: bytes) -> None:
        """Store the tile."""
        ...

    def put_all(self, *, log: str, tiles: Mapping[str, bytes]) -> None:
        """Store many, by path: each as ``put`` does, in any order; after a failure some are."""
        ...

    def get(self, *, log: str, path: str) -> bytes | None:
        """The tile as far as it has grown, or None."""
        ...


class Peer(Protocol):
    """Another node's public reads, over any path. Nothing that it says is trusted unverified.

    Every call may raise ``PeerUnreachable``; all are reads and may be repeated. ``openings``
    streams, may end early, and is resumed by calling it again from where it ended.
    """

    def checkpoint(self) -> bytes:
        """The newest signed checkpoint of the log."""
        ...

    def bundle(self, *, index: int, width: int) -> bytes:
        """An entry bundle of the log."""
        ...

    def tile(self, *, level: int, index: int, width: int) -> bytes:
        """A hash tile of the log."""
        ...

    def openings(self, *, start: int) -> Iterator[bytes]:
        """Lines of openings addressed to this node, from an index on."""
        ...

    def blob(self, sha256: str, /) -> bytes:
        """A file that an entry for this node names; empty where the peer does not have it."""
        ...

    def cosigned(self, *, origin: str) -> bytes:
        """The checkpoint of ``origin`` that the peer cosigned last, with both signatures."""
        ...


class Witness(Protocol):
    """A node that cosigns the own log. Its answers are verified; both calls may be repeated.

    Both may raise ``PeerUnreachable``.
    """

    def cosigned(self, *, origin: str) -> bytes:
        """The checkpoint of ``origin`` that it cosigned last, with both signatures; or empty."""
        ...

    def add_checkpoint(self, body: bytes, /) -> tuple[int, bytes]:
        """Bring it a checkpoint (C2SP tlog-witness): the status and the body of its answer."""
        ...


class Desk(Protocol):
    """Another node, as one that can be told something.

    May raise ``PeerUnreachable``, also after it was heard; what is told may be told again.
    """

    def complain(self, body: bytes, /) -> None:
        """Tell it all that is wrong with its log now (``journal.complaining``)."""
        ...


class Blobs(Protocol):
    """Files by the SHA-256 of their bytes; ``put`` is durable when it returns and idempotent."""

    def put(self, data: bytes) -> str:
        """Store; the SHA-256 in hex."""
        ...

    def get(self, sha256: str, /) -> bytes | None:
        """The bytes, or None where they are not here."""
        ...


class PeerUnreachable(Exception):
    """The line is down, or the peer does not answer as a node does."""


class Memory(Protocol):
    """The last signed size and root, kept and synced outside the database.

    A restore from an old backup finds here that the log was longer, and must not sign again.
    """

    def alone(self) -> AbstractContextManager[None]:
        """Be the only publisher, over all processes; waits for another. A crash lets go of it."""
        ...

    def recall(self) -> tuple[int, bytes]:
        """(size, root) as last remembered; (0, b"") before the first."""
        ...

    def recall_here(self) -> tuple[int, bytes]:
        """The pair as this machine has kept it since it was started, for this very folder.

        (0, b"") after a restart of the machine, on another one, and in a copy of the folder: what
        is written there is in no backup, so a pair that is the database's tells of a mere restart.
        """
        ...

    def remember(self, *, size: int, root: bytes) -> None:
        """Durable when it returns; a crash leaves the old or the new pair."""
        ...
