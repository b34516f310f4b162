"""What a third says of its chain, as the text of a note that it signs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

_ANCHOR, _SHARE = "kopri/draw/anchor/v1", "kopri/draw/share/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorWords:
    """The anchor of a line's chain of a quarter. ``line``: <direction>/<point>/<vehicle class>."""

    line: str
    quarter: str
    anchor: bytes

    def text(self) -> str:
        """Four lines: what this is, line, quarter, anchor in hex."""
        return f"{_ANCHOR}\n{self.line}\n{self.quarter}\n{self.anchor.hex()}\n"

    @classmethod
    def parse(cls, text: str) -> "AnchorWords":
        """ValueError for any other text."""
        kind, line, quarter, anchor, end = text.split("\n")
        if kind != _ANCHOR or end:
            raise ValueError("these are no words of an anchor")
        return cls(line=line, quarter=quarter, anchor=bytes.fromhex(anchor))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWords:
    """The share of a draw. ``sizes``: log -> how many of its entries were cosigned by the deadline."""

    draw: str
    share: bytes
    sizes: Mapping[str, int] = field(default_factory=dict)

    def text(self) -> str:
        """What this is, the draw, the share in hex; then a line ``<log> <size>`` for each log."""
        logs = [f"{origin} {size}" for origin, size in sorted(self.sizes.items())]
        return "\n".join((_SHARE, self.draw, self.share.hex(), *logs, ""))

    @classmethod
    def parse(cls, text: str) -> "ShareWords":
        """ValueError for any other text."""
        kind, draw, share, *logs, end = text.split("\n")
        if kind != _SHARE or end:
            raise ValueError("these are no words of a share")
        sizes = {}
        for line in logs:
            origin, _, size = line.partition(" ")
            if not (size.isascii() and size.isdigit() and len(size) < 17) or origin in sizes:
                raise ValueError("a size that is none, or a log twice")
            sizes[origin] = int(size)
        return cls(draw=draw, share=bytes.fromhex(share), sizes=sizes)
