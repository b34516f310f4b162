"""``FolderTiles`` against the comment of ``journal.ports.TileStore``."""

import os
import threading
from pathlib import Path

import pytest

from kopri.adapters import folder_store
from kopri.adapters.folder_store import FolderTiles
from kopri.journal.ports import TileStore

PATH = "tile/0/x001/234"


@pytest.fixture
def store(tmp_path: Path) -> TileStore:
    return FolderTiles(tmp_path)


def test_what_was_put_is_got(store: TileStore) -> None:
    store.put(log="a", path=PATH, data=b"12")
    assert store.get(log="a", path=PATH) == b"12"


def test_what_was_never_put_is_none(store: TileStore) -> None:
    assert store.get(log="a", path=PATH) is None
    store.put(log="a", path=PATH, data=b"12")
    assert store.get(log="b", path=PATH) is None
    assert store.get(log="a", path="tile/0/000") is None


def test_a_longer_one_takes_the_place(store: TileStore) -> None:
    for data in (b"1", b"12", b"123"):
        store.put(log="a", path=PATH, data=data)
        assert store.get(log="a", path=PATH) == data


def test_the_same_put_twice_is_one(store: TileStore) -> None:
    for _ in range(2):
        store.put(log="a", path=PATH, data=b"12")
    assert store.get(log="a", path=PATH) == b"12"


def test_it_outlives_its_object(tmp_path: Path) -> None:
    FolderTiles(tmp_path).put(log="a", path=PATH, data=b"12")
    assert FolderTiles(tmp_path).get(log="a", path=PATH) == b"12"


@pytest.mark.parametrize("origin", ["../../etc", "a/b", "kz.test", "\u00e4", "x" * 300])
def test_any_origin_stays_inside(tmp_path: Path, origin: str) -> None:
    root = tmp_path / "tiles"
    FolderTiles(root).put(log=origin, path=PATH, data=b"12")
    assert [path.name for path in tmp_path.iterdir()] == ["tiles"]
    assert FolderTiles(root).get(log=origin, path=PATH) == b"12"


def test_a_reader_sees_the_old_or_the_new_one(store: TileStore) -> None:
    """Never a part, and never nothing, however often it looks."""
    versions = {bytes([number]) * 20_000 * (number + 1) for number in range(4)}
    store.put(log="a", path=PATH, data=min(versions))
    stop, seen = threading.Event(), set()

    def look() -> None:
        while not stop.is_set():
            seen.add(store.get(log="a", path=PATH))

    reader = threading.Thread(target=look)
    reader.start()
    for _ in range(20):
        for data in sorted(versions):
            store.put(log="a", path=PATH, data=data)
    stop.set()
    reader.join()
    assert seen <= versions


class PowerCut(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_power_cut_before_the_rename_leaves_the_old_one(
    store: TileStore, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def cut(*_: object) -> None:
        raise PowerCut

    store.put(log="a", path=PATH, data=b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, step, cut)
        with pytest.raises(PowerCut):
            store.put(log="a", path=PATH, data=b"new one")
    assert store.get(log="a", path=PATH) == b"old"
    store.put(log="a", path=PATH, data=b"new one")
    assert store.get(log="a", path=PATH) == b"new one"


def test_a_power_cut_after_the_rename_leaves_the_new_one(
    store: TileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_: object) -> None:
        raise PowerCut

    store.put(log="a", path=PATH, data=b"old")
    with monkeypatch.context() as patch:
        patch.setattr(folder_store, "_sync_folder", cut)
        with pytest.raises(PowerCut):
            store.put(log="a", path=PATH, data=b"new")
    assert store.get(log="a", path=PATH) == b"new"


def test_a_torn_write_is_a_stray_file_and_nothing_else(tmp_path: Path) -> None:
    """As ``kill -9`` leaves it: half of the bytes under a temporary name."""
    store = FolderTiles(tmp_path)
    store.put(log="a", path=PATH, data=b"old")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    stray = file.with_name(".new-abc123")
    stray.write_bytes(b"ne")
    assert store.get(log="a", path=PATH) == b"old"
    store.put(log="a", path=PATH, data=b"new")
    assert store.get(log="a", path=PATH) == b"new"
    assert stray.exists()


def test_bytes_are_synced_before_the_rename_and_the_folder_after(
    store: TileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    sync, replace = os.fsync, os.replace

    def spy_sync(handle: int) -> None:
        order.append("sync")
        sync(handle)

    def spy_replace(source: str, target: Path) -> None:
        order.append("rename")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", spy_sync)
    monkeypatch.setattr(os, "replace", spy_replace)
    store.put(log="a", path=PATH, data=b"1")
    made = order.index("rename") - 1
    assert made > 0, "the names of new folders were not synced"
    assert order[made:] == ["sync", "rename", "sync"]
    order.clear()
    store.put_all(log="a", tiles={PATH: b"12", f"{PATH}1": b"1", f"{PATH}2": b"2"})
    assert order == ["sync"] * 3 + ["rename"] * 3 + ["sync"]


def test_many_at_once_are_as_one_after_the_other(store: TileStore) -> None:
    tiles = {f"tile/{level}/{number:03}": bytes([level, number])
             for level in range(2) for number in range(100)}
    store.put(log="a", path="tile/0/007", data=b"old")
    store.put_all(log="a", tiles=tiles)
    assert {path: store.get(log="a", path=path) for path in tiles} == tiles


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_many_that_fail_leave_no_strays(
    store: TileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    store.put(log="a", path=PATH, data=b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, step, full)
        with pytest.raises(OSError, match="No space"):
            store.put_all(log="a", tiles={PATH: b"new", f"{PATH}1": b"1"})
    assert store.get(log="a", path=PATH) == b"old"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_a_full_disk_is_told(store: TileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    store.put(log="a", path=PATH, data=b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            store.put(log="a", path=PATH, data=b"new")
    assert store.get(log="a", path=PATH) == b"old"
