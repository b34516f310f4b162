"""What the draw needs from outside: a third whose share neither side can know before its time."""

from typing import Protocol

from kopri.kernel.lines import Line


class Third(Protocol):
    """An observer that has fixed a chain of its own. What it says is a note under its log's key.

    Both calls are reads, may be repeated and are answered alike by whoever asks; nothing is trusted
    that its signature and its anchor do not bear out. Both raise ``PeerUnreachable`` where there is
    no answer, or not yet; one that was not reached a moment ago may say so without asking again.
    For one thread at a time.
    """

    @property
    def origin(self) -> str:
        """The name of its log."""
        ...

    def anchor(self, *, line: Line, quarter: str) -> bytes:
        """What it has fixed for a quarter's draws of a line: an ``AnchorWords`` note."""
        ...

    def share(self, *, draw: str) -> bytes:
        """Its share of a draw whose time has come: a ``ShareWords`` note."""
        ...
