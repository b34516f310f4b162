"""The addresses of hash tiles and entry bundles (C2SP tlog-tiles, "Merkle Tree")."""

from dataclasses import dataclass

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
MAX_LEVEL = 63
ENTRIES = "entries"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class TileAddress:
    """A tile: ``level`` 0-63, or ``None`` for an entry bundle; ``width`` 256 is a full one."""

    level: int | None
    index: int
    width: int = TILE_WIDTH


def tile_path(*, level: int, index: int, width: int = TILE_WIDTH) -> str:
    """The path of a hash tile below the log's prefix, e.g. ``tile/0/x001/x234/067.p/8``.

    Raises ``ValueError`` outside of 0-63, 0-, 1-256.
    """
    if not 0 <= level <= MAX_LEVEL:
        raise ValueError(f"tile level {level} is not within 0-{MAX_LEVEL}")
    return f"tile/{level}/{_position(index, width)}"


def bundle_path(*, index: int, width: int = TILE_WIDTH) -> str:
    """The path of an entry bundle below the log's prefix, e.g. ``tile/entries/000.p/7``."""
    return f"tile/{ENTRIES}/{_position(index, width)}"


def _position(index: int, width: int) -> str:
    if index < 0 or not 1 <= width <= TILE_WIDTH:
        raise ValueError(f"there is no tile {index} of width {width}")
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    partial = f".p/{width}" if width < TILE_WIDTH else ""
    return "/".join(reversed(groups)) + partial


def parse_path(path: str) -> TileAddress:
    """The tile or bundle at ``path``; raises ``ValueError`` unless it is spelt in the one way."""
    try:
        _, level_text, position = path.split("/", 2)
        numbers, _, width_text = position.partition(".p/")
        address = TileAddress(
            level=None if level_text == ENTRIES else int(level_text),
            index=int(numbers.replace("/", "").replace("x", "")),
            width=int(width_text) if width_text else TILE_WIDTH,
        )
        spelt = path_of(address)
    except ValueError as error:
        raise ValueError(f"not a tile path: {path!r}") from error
    if spelt != path:
        raise ValueError(f"not a tile path: {path!r}")
    return address


def path_of(address: TileAddress) -> str:
    """The path of a tile or of a bundle."""
    if address.level is None:
        return bundle_path(index=address.index, width=address.width)
    return tile_path(level=address.level, index=address.index, width=address.width)
