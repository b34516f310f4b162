"""Addresses, parts and bundles of C2SP tlog-tiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopri.engines.merkle import (
    TileAddress,
    bundle_path,
    decode_bundle,
    encode_bundle,
    parse_path,
    split_row,
    tile_path,
    tiles_of,
    tiles_touched,
)

ADDRESSES = st.builds(
    TileAddress,
    level=st.none() | st.integers(0, 63),
    index=st.integers(0, 2**56),
    width=st.integers(1, 256),
)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("tile/0/x001/x234/067", TileAddress(level=0, index=1234067)),
        ("tile/63/000.p/1", TileAddress(level=63, index=0, width=1)),
        ("tile/entries/x001/000.p/255", TileAddress(level=None, index=1000, width=255)),
    ],
)
def test_paths(path: str, address: TileAddress) -> None:
    assert parse_path(path) == address
    if address.level is None:
        assert bundle_path(index=address.index, width=address.width) == path
    else:
        assert tile_path(level=address.level, index=address.index, width=address.width) == path


@given(ADDRESSES)
def test_paths_read_back(address: TileAddress) -> None:
    level, index, width = address.level, address.index, address.width
    path = (
        bundle_path(index=index, width=width)
        if level is None
        else tile_path(level=level, index=index, width=width)
    )
    assert parse_path(path) == address


@pytest.mark.parametrize(
    "path",
    ["", "tile", "tile/0", "tile/0/", "tile/0/0", "tile/00/000", "tile/64/000", "tile/-1/000",
     "tile/0/x000/001", "tile/0/1000", "tile/0/001/002", "tile/0/x001", "tile/0/000.p/0",
     "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p", "tile/0/000/",
     "tile/0/../000", "tile/x/000", "/tile/0/000", "tile/0/\u0660\u0660\u0660", "log/0/000"],
)  # fmt: skip
def test_other_spellings_are_refused(path: str) -> None:
    with pytest.raises(ValueError):
        parse_path(path)


@pytest.mark.parametrize(("level", "index", "width"), [(64, 0, 1), (-1, 0, 1), (0, -1, 1), (0, 0, 257)])
def test_no_such_tile(level: int, index: int, width: int) -> None:
    with pytest.raises(ValueError):
        tile_path(level=level, index=index, width=width)


def test_the_tree_of_70000_from_the_specification() -> None:
    tiles = tiles_of(70_000)
    assert len(tiles) == 273 + 1 + 1 + 1 + 1
    partial = [(tile.level, tile.index, tile.width) for tile in tiles if tile.width < 256]
    assert partial == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert [(tile.level, tile.width) for tile in tiles_of(256)] == [(0, 256), (1, 1)]
    assert tiles_of(0) == []


@given(st.integers(0, 200_000), st.integers(0, 5_000))
def test_what_growth_touches(old_size: int, growth: int) -> None:
    new_size = old_size + growth
    touched = set(tiles_touched(old_size=old_size, new_size=new_size))
    assert touched == set(tiles_of(new_size)) - set(tiles_of(old_size))
    with pytest.raises(ValueError):
        tiles_touched(old_size=new_size + 1, new_size=new_size)


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=600), st.integers(0, 2000))
def test_parts_of_a_row(hashes: list[bytes], start: int) -> None:
    at = start
    for part in split_row(hashes, start=start):
        assert part.index * 256 + part.offset == at
        assert 0 < part.offset + len(part.data) // 32 <= 256
        assert part.data == b"".join(hashes[at - start : at - start + len(part.data) // 32])
        at += len(part.data) // 32
    assert at == start + len(hashes)


@given(st.lists(st.binary(max_size=70), min_size=1, max_size=256))
def test_bundles_read_back(entries: list[bytes]) -> None:
    data = encode_bundle(entries)
    assert decode_bundle(data, width=len(entries)) == entries
    for broken in (data[:-1], data + b"\0", data + b"\0\0"):
        with pytest.raises(ValueError):
            decode_bundle(broken, width=len(entries))
    for width in (len(entries) - 1, len(entries) + 1):
        with pytest.raises(ValueError):
            decode_bundle(data, width=width)


def test_bundle_limits() -> None:
    assert decode_bundle(encode_bundle([bytes(65_535)]), width=1) == [bytes(65_535)]
    for entries in ([], [b""] * 257, [bytes(65_536)]):
        with pytest.raises(ValueError):
            encode_bundle(entries)
    with pytest.raises(ValueError):
        decode_bundle(b"\0", width=1)
