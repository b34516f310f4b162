"""What documents need from outside."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol


class BlobStore(Protocol):
    """Bytes by their SHA-256.

    ``put`` is durable when it returns (file and folder synced) and idempotent: the same bytes
    twice are one blob, and two writers at once do no harm. A blob never changes; a damaged one
    is not returned. A failed ``put`` leaves nothing that ``get`` would find, or the whole blob;
    to put it again is right in both cases. A store that cannot be reached refuses
    (``blobs.unreachable``, ground unavailable) within half a minute, from any method.
    """

    def put(self, data: bytes) -> str:
        """Store; the SHA-256 in hex."""
        ...

    def put_all(self, data: Sequence[bytes]) -> list[str]:
        """Store many; where it fails, some of them may be there."""
        ...

    def get(self, sha256: str, /) -> bytes | None:
        """The bytes, re-hashed on the way out; None where they are not here."""
        ...

    def names(self, *, before: datetime) -> Iterator[str]:
        """What was put last before a moment of the wall clock."""
        ...

    def remove(self, sha256: str, /) -> None:
        """Forget the bytes; durable when it returns. Once more, or never stored: nothing."""
        ...
