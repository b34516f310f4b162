"""``FolderMemory`` against the comment of ``journal.ports.Memory``."""

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kopri.adapters.folder_store import FolderMemory
from kopri.journal.ports import Memory

ROOT = bytes(range(32))


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return FolderMemory(tmp_path / "last-signed")


def test_before_the_first_there_is_nothing(memory: Memory) -> None:
    assert memory.recall() == (0, b"")


def test_the_last_pair_is_recalled(memory: Memory, tmp_path: Path) -> None:
    for size in (3, 17, 2**40):
        memory.remember(size=size, root=ROOT)
        assert memory.recall() == (size, ROOT)
    assert FolderMemory(tmp_path / "last-signed").recall() == (2**40, ROOT)


def test_this_machine_remembers_this_very_folder(tmp_path: Path) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    memory = FolderMemory(home / "last-signed", here=here)
    assert memory.recall_here() == (0, b"")
    with memory.alone():
        memory.remember(size=3, root=ROOT)
    assert FolderMemory(home / "last-signed", here=here).recall_here() == (3, ROOT)
    shutil.copytree(home, tmp_path / "copy")
    copied = FolderMemory(tmp_path / "copy" / "last-signed", here=here)
    assert copied.recall() == (3, ROOT)
    assert copied.recall_here() == (0, b"")


@pytest.mark.parametrize("here", ["absent", "torn", "a folder"])
def test_a_machine_that_has_forgotten_says_so(tmp_path: Path, here: str) -> None:
    memory = FolderMemory(tmp_path / "last-signed", here=tmp_path / "here")
    with memory.alone():
        memory.remember(size=3, root=ROOT)
    (tmp_path / "here").unlink()
    if here == "torn":
        (tmp_path / "here").write_text("3 00")
    if here == "a folder":
        (tmp_path / "here").mkdir()
    assert memory.recall_here() == (0, b"")
    memory.remember(size=4, root=ROOT)
    assert memory.recall() == (4, ROOT)


def test_without_such_a_place_nothing_is_remembered(memory: Memory) -> None:
    memory.remember(size=3, root=ROOT)
    assert memory.recall_here() == (0, b"")


class PowerCut(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_power_cut_leaves_the_old_pair(
    memory: Memory, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def cut(*_: object) -> None:
        raise PowerCut

    memory.remember(size=3, root=ROOT)
    with monkeypatch.context() as patch:
        patch.setattr(os, step, cut)
        with pytest.raises(PowerCut):
            memory.remember(size=9, root=ROOT[::-1])
    assert memory.recall() == (3, ROOT)


def test_one_is_alone_among_threads(tmp_path: Path) -> None:
    inside = most = 0
    guard = threading.Lock()

    def publish() -> None:
        nonlocal inside, most
        for _ in range(10):
            with FolderMemory(tmp_path / "last-signed").alone():
                with guard:
                    inside += 1
                    most = max(most, inside)
                time.sleep(0.001)
                with guard:
                    inside -= 1

    threads = [threading.Thread(target=publish) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


HOLD = """
import sys, time
from pathlib import Path
from kopri.adapters.folder_store import FolderMemory
with FolderMemory(Path(sys.argv[1])).alone():
    print("inside", flush=True)
    time.sleep(600)
"""


def test_a_process_that_is_killed_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "last-signed"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)],
                          stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "inside\n"
        entered = threading.Event()

        def enter() -> None:
            with FolderMemory(path).alone():
                entered.set()

        waiter = threading.Thread(target=enter)
        waiter.start()
        assert not entered.wait(0.2)
        holder.kill()
        assert entered.wait(60)
        waiter.join()
