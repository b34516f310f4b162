"""The growing edge of a tree: all that is needed to append and to state the root."""

from collections.abc import Sequence

from kopri.engines.merkle.hashing import EMPTY_ROOT, HASH_SIZE, fold, pair_up
from kopri.engines.merkle.paths import TILE_HEIGHT

_SIZE_BYTES = 8


class Frontier:
    """The compact range [0, size): one hash for each perfect subtree, at most 64 of them."""

    __slots__ = ("_peaks", "_size")

    def __init__(self) -> None:
        self._size = 0
        self._peaks: list[bytes | None] = []  # by height; a bit of the size says which are set

    @property
    def size(self) -> int:
        """The number of leaves."""
        return self._size

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The roots of the perfect subtrees, from the largest to the smallest."""
        return tuple(peak for peak in reversed(self._peaks) if peak is not None)

    def append(self, leaves: Sequence[bytes]) -> list[list[bytes]]:
        """Append leaf hashes and return what each level of hash tiles gains.

        Element ``L`` of the result holds the hashes that row ``L`` of the tiles gains, in order,
        from position ``old size // 256**L`` on (see ``split_row``). The list ends with the last
        row that grows. Raises ``ValueError`` if a leaf hash is not 32 bytes long; then nothing
        was appended.
        """
        if not set(map(len, leaves)) <= {HASH_SIZE}:
            raise ValueError("a leaf hash is not 32 bytes long")
        self._size += len(leaves)
        rows: list[list[bytes]] = []
        nodes, height = list(leaves), 0
        while nodes:
            if height % TILE_HEIGHT == 0:
                rows.append(nodes)
            nodes = pair_up(self._join(nodes, height))
            height += 1
        return rows

    def _join(self, nodes: list[bytes], height: int) -> list[bytes]:
        """The nodes of one height that find a sibling; the one that does not becomes the peak."""
        if height == len(self._peaks):
            self._peaks.append(None)
        waiting = self._peaks[height]
        joined = nodes if waiting is None else [waiting, *nodes]
        self._peaks[height] = joined[-1] if len(joined) % 2 else None
        return joined

    def root(self) -> bytes:
        """The root hash at this size."""
        return fold(self.peaks) if self._size else EMPTY_ROOT

    def copy(self) -> "Frontier":
        """An independent copy."""
        other = Frontier()
        other._size, other._peaks = self._size, list(self._peaks)
        return other

    def to_bytes(self) -> bytes:
        """The size as 8 big-endian bytes, then the peaks from the largest to the smallest."""
        return self._size.to_bytes(_SIZE_BYTES, "big") + b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, data: bytes) -> "Frontier":
        """What ``to_bytes`` wrote. Raises ``ValueError`` where the length does not fit the size."""
        size = int.from_bytes(data[:_SIZE_BYTES], "big")
        if len(data) != _SIZE_BYTES + HASH_SIZE * size.bit_count():
            raise ValueError("a frontier of this size has another length")
        frontier, at = cls(), len(data)
        frontier._size = size
        for height in range(size.bit_length()):
            if size >> height & 1:
                frontier._peaks.append(data[at - HASH_SIZE : at])
                at -= HASH_SIZE
            else:
                frontier._peaks.append(None)
        return frontier

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Frontier) and self.to_bytes() == other.to_bytes()

    def __hash__(self) -> int:
        return hash(self.to_bytes())
