"""Published once, whatever breaks: before, between and after its three writes."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from kopri.adapters.folder_store import FolderMemory, FolderTiles
from kopri.engines.merkle import Frontier, Tree, leaf_hash, tile_path
from kopri.engines.notes import Checkpoint, Verifier, open_note
from kopri.journal.append import publish as publishing
from kopri.journal.append.publish import Forked, publish
from kopri.journal.append.sequence import sequence
from kopri.journal.models import Checkpoint as CheckpointRow
from kopri.journal.models import Entry, Log
from kopri.journal.sealing import log_entry
from kopri.journal.verify.logs import verify
from tests.conftest import Node


class PowerCut(BaseException):
    """The process is gone."""


def root_of_rows() -> bytes:
    """The root, straight from the rows."""
    frontier = Frontier()
    frontier.append([
        leaf_hash(log_entry(committed=bytes(row.commitment), stamp=bytes(row.stamp)))
        for row in Entry.objects.filter(index__isnull=False).order_by("index")
    ])
    return frontier.root()


def newest() -> Checkpoint:
    row = CheckpointRow.objects.order_by("-size")[0]
    log = Log.objects.get(own=True)
    text = open_note(bytes(row.note), [Verifier.parse(log.log_key)]).text
    return Checkpoint.parse(text)


def write(node: Node, count: int, start: int = 0) -> None:
    for number in range(start, start + count):
        node.open_case(f"{number:03} ABC 12")
    while sequence(journal=node.journal):
        pass


def test_the_checkpoint_states_the_size_and_the_root_of_the_rows(node: Node) -> None:
    write(node, 3)
    assert node.publish() == 7
    assert (newest().size, newest().root) == (7, root_of_rows())
    assert newest().origin == "kz.test.kopri"
    assert node.press.memory.recall() == (7, newest().root)


def test_nothing_new_publishes_nothing(node: Node) -> None:
    assert node.publish() == 1
    assert node.publish() == 0
    assert CheckpointRow.objects.count() == 1


def test_tiles_hold_the_tree(node: Node) -> None:
    for part in range(4):
        write(node, 40, start=part * 40)
        node.publish()

    def read(level: int, index: int, width: int) -> bytes:
        data = node.press.tiles.get(log="kz.test.kopri", path=tile_path(level=level, index=index))
        return (data or b"")[:32 * width]

    tree = Tree(size=newest().size, read_tile=read)
    assert tree.size == 321
    assert tree.root() == newest().root == root_of_rows()


@dataclass
class Breaks:
    """Does the real thing, before or after which the power is cut, once."""

    real: Callable[..., Any]
    before: bool
    on: int = 1
    calls: int = 0

    def __call__(self, *args: Any, **named: Any) -> Any:
        self.calls += 1
        if self.calls != self.on:
            return self.real(*args, **named)
        if self.before:
            raise PowerCut
        self.real(*args, **named)
        raise PowerCut


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("step", ["tiles", "memory", "note", "checkpoint"])
def test_a_power_cut_at_any_step_changes_no_root(
    node: Node, monkeypatch: pytest.MonkeyPatch, step: str, before: bool
) -> None:
    write(node, 2)
    node.publish()
    write(node, 3, start=2)
    expected = root_of_rows()
    with monkeypatch.context() as patch:
        match step:
            case "tiles":
                patch.setattr(FolderTiles, "put_all", method(FolderTiles.put_all, before=before))
            case "memory":
                patch.setattr(FolderMemory, "remember",
                              method(FolderMemory.remember, before=before))
            case "note":
                patch.setattr(publishing, "sign_note",
                              Breaks(publishing.sign_note, before=before))
            case _:
                patch.setattr(CheckpointRow.objects, "create",
                              Breaks(CheckpointRow.objects.create, before=before))
        with pytest.raises(PowerCut):
            publish(journal=node.journal, press=node.press)
    assert Log.objects.get(own=True).published == 5
    assert node.publish() == 6
    assert (newest().size, newest().root) == (11, expected)
    assert all(not verdict.faults for verdict in verify(node.press.tiles))


@pytest.mark.parametrize("count", [1, 3])
def test_a_power_cut_among_the_tiles_changes_no_root(
    node: Node, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    write(node, 127)
    node.publish()
    write(node, 2, start=127)
    expected = root_of_rows()

    def some(store: FolderTiles, *, log: str, tiles: Mapping[str, bytes]) -> None:
        assert len(tiles) == 5
        for path, data in list(tiles.items())[:count]:
            store.put(log=log, path=path, data=data)
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(FolderTiles, "put_all", some)
        with pytest.raises(PowerCut):
            publish(journal=node.journal, press=node.press)
    node.publish()
    assert newest().root == expected
    assert all(not verdict.faults for verdict in verify(node.press.tiles))


def method(real: Callable[..., Any], *, before: bool, on: int = 1) -> Callable[..., Any]:
    """``Breaks`` as a method."""
    breaks = Breaks(real, before=before, on=on)
    return lambda self, *args, **named: breaks(self, *args, **named)


def test_more_entries_after_a_cut_are_published_with_it(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(node, 2)
    with monkeypatch.context() as patch:
        patch.setattr(CheckpointRow.objects, "create",
                      Breaks(CheckpointRow.objects.create, before=True))
        with pytest.raises(PowerCut):
            publish(journal=node.journal, press=node.press)
    write(node, 2, start=2)
    node.publish()
    assert (newest().size, newest().root) == (9, root_of_rows())


def test_a_database_older_than_what_was_signed_refuses(node: Node) -> None:
    write(node, 2)
    node.publish()
    node.press.memory.remember(size=9, root=bytes(32))
    with pytest.raises(Forked, match="signed up to 9, the database holds 5"):
        publish(journal=node.journal, press=node.press)
    assert newest().size == 5


def test_a_restored_database_that_has_grown_again_refuses(node: Node, tmp_path: Path) -> None:
    """Longer than what was signed, but another tree: signing on would be a fork."""
    write(node, 2)
    node.publish()
    node.press.memory.remember(size=7, root=b"\7" * 32)
    write(node, 5, start=2)
    with pytest.raises(Forked, match="another tree of 7 entries"):
        publish(journal=node.journal, press=node.press)
    assert newest().size == 5


def test_two_publishers_make_one_log(node: Node) -> None:
    """A slow one never puts its shorter tile in the place of a longer one."""
    write(node, 4)
    stop, troubles = threading.Event(), []

    def keep_publishing() -> None:
        try:
            while not stop.is_set():
                publish(journal=node.journal, press=node.press)
        except Exception as error:  # noqa: BLE001  told to the test below
            troubles.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=keep_publishing) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(25):
        write(node, 1, start=100 + number)
    stop.set()
    for thread in threads:
        thread.join()
    node.publish()
    assert troubles == []
    assert (newest().size, newest().root) == (59, root_of_rows())
    assert all(not verdict.faults for verdict in verify(node.press.tiles))


def test_a_publisher_that_was_overtaken_changes_nothing(
    node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock of one machine the compare-and-swap still lets one win."""
    write(node, 2)
    real = publishing.sign_note

    def overtaken(*args: Any, **named: Any) -> bytes:
        Log.objects.filter(own=True).update(published=3)
        return real(*args, **named)

    monkeypatch.setattr(publishing, "sign_note", overtaken)
    assert publish(journal=node.journal, press=node.press) == 0
    assert not CheckpointRow.objects.exists()


def test_a_tile_that_has_shrunk_is_not_written_over(node: Node) -> None:
    write(node, 2)
    node.publish()
    node.press.tiles.put(log="kz.test.kopri", path="tile/0/000", data=b"\0" * 32)
    write(node, 1, start=2)
    with pytest.raises(OSError, match="shorter than what was published"):
        publish(journal=node.journal, press=node.press)


def test_no_more_than_a_portion_at_a_time(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "MOST", 3)
    write(node, 3)
    assert [publish(journal=node.journal, press=node.press) for _ in range(4)] == [3, 3, 1, 0]
    assert newest().root == root_of_rows()
    assert [row.size for row in CheckpointRow.objects.order_by("size")] == [3, 6, 7]


def test_times_of_signatures_are_real_and_those_of_entries_the_nodes(node: Node) -> None:
    wall = node.clock.now().replace(year=2030)
    write(node, 1)
    publish(journal=node.journal, press=replace(node.press, wall=lambda: wall))
    assert CheckpointRow.objects.get().made == wall
    assert Entry.objects.order_by("-pk")[0].recorded == node.clock.now()


def test_the_database_in_use_is_the_one_asked_for(node: Node) -> None:
    """A run on PostgreSQL that fell back to SQLite would prove nothing."""
    assert node.journal.indexed is (connection.vendor == "sqlite")
