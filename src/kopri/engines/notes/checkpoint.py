"""The text of a checkpoint (C2SP tlog-checkpoint, "Note text")."""

import re
from dataclasses import dataclass

from kopri.engines.notes import base64
from kopri.engines.notes.note import require_text

MAX_TREE = 2**63 - 1
_ROOT_SIZE = 32
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What a log states: its ``origin``, ``size`` in leaves, 32-byte ``root``, extension lines."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MAX_TREE:
            raise ValueError("a tree size outside of 0 to 2**63 - 1")
        if len(self.root) != _ROOT_SIZE:
            raise ValueError("a root is 32 bytes long")
        if any(not line or "\n" in line for line in (self.origin, *self.extensions)):
            raise ValueError("a line of a checkpoint is empty or not one line")
        require_text(self.text)

    @property
    def text(self) -> str:
        """The text to be signed, each line with its newline."""
        lines = (self.origin, str(self.size), base64.encode(self.root), *self.extensions)
        return "".join(f"{line}\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """The checkpoint that ``text`` is; ``ValueError`` where the form is not exactly kept."""
        if not text.endswith("\n"):
            raise ValueError("the text of a checkpoint ends in a newline")
        lines = text.removesuffix("\n").split("\n")
        if len(lines) < 3:
            raise ValueError("a checkpoint has three lines at least")
        origin, size, root, *extensions = lines
        if not _SIZE.fullmatch(size):
            raise ValueError("the second line of a checkpoint is its size in decimal digits")
        return cls(
            origin=origin,
            size=int(size),
            root=base64.decode(root),
            extensions=tuple(extensions),
        )
