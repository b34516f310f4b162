"""Proofs to carry away (C2SP tlog-proof): an entry's path and the checkpoint it leads to."""

import re
from dataclasses import dataclass

from kopri.engines.notes import base64
from kopri.engines.notes.checkpoint import MAX_TREE, Checkpoint
from kopri.engines.notes.note import parse_note

MAX_PATH = 63  # a tree has no more than 2**63 - 1 leaves

_HASH_SIZE = 32
_FIRST = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
_EXTRA = "extra "


@dataclass(frozen=True, slots=True, kw_only=True)
class TlogProof:
    """``path``: from the leaf's sibling up. ``note``: the signed checkpoint, as it was served.

    ``extra``: what the application likes, unauthenticated; None where the line is left out.
    """

    index: int
    path: tuple[bytes, ...]
    note: bytes
    extra: bytes | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.index <= MAX_TREE:
            raise ValueError("an index outside of 0 to 2**63 - 1")
        if len(self.path) > MAX_PATH or any(len(each) != _HASH_SIZE for each in self.path):
            raise ValueError(f"a path has at most {MAX_PATH} hashes of 32 bytes")
        Checkpoint.parse(parse_note(self.note).text)

    def encode(self) -> bytes:
        """The bytes of the file."""
        extra = [] if self.extra is None else [_EXTRA + base64.encode(self.extra)]
        lines = [_FIRST, *extra, f"index {self.index}", *map(base64.encode, self.path), ""]
        return "".join(f"{line}\n" for line in lines).encode() + self.note

    @classmethod
    def parse(cls, data: bytes) -> "TlogProof":
        """The proof in ``data``; ``ValueError`` where the form is not exactly kept."""
        head, gap, note = data.partition(b"\n\n")
        first, *lines = head.decode("ascii").split("\n")
        if not gap or first != _FIRST:
            raise ValueError(f"not a file that begins with {_FIRST}")
        extra = None
        if lines and lines[0].startswith(_EXTRA):
            extra = base64.decode(lines.pop(0).removeprefix(_EXTRA))
        index = _INDEX.fullmatch(lines[0]) if lines else None
        if not index:
            raise ValueError("the line that states the index is missing")
        path = tuple(base64.decode(line) for line in lines[1 : MAX_PATH + 2])
        return cls(index=int(index[1]), path=path, note=note, extra=extra)
