"""A disk that is full, or that only reads: what cannot be kept is refused whole."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from kopri.journal.models import Checkpoint
from tests.conftest import Node
from tests.faults.stage import OPENED, Stage, raise_stage
from tests.simulators.neighbour import pad

SMALL = "24k"  # holds a node's folder, and no bundle of many entries


def mount(*words: str) -> bool:
    """True where this user may mount."""
    return subprocess.run(["mount", *words], check=False, capture_output=True).returncode == 0


@pytest.fixture
def disk(node: Node) -> Iterator[Path]:
    """A disk of its own under the tiles; skipped where this user may not mount."""
    place = node.home.tiles
    place.mkdir(exist_ok=True)
    if os.geteuid() or not mount("-t", "tmpfs", "-o", f"size={SMALL}", "none", str(place)):
        pytest.skip("NOT TESTED on a real small disk: this user may not mount one")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fails(act: Callable[[], object], *kinds: type[Exception]) -> None:
    with pytest.raises(kinds):
        act()


def test_no_room_for_tiles(node: Node, disk: Path) -> None:
    """Work goes on, nothing new is signed; when there is room again, it is all published."""
    stage = raise_stage(node)
    signed = Checkpoint.objects.filter(log__own=True).count()
    (disk / "ballast").write_bytes(b"\0" * _room(disk))
    stage.begin()
    fails(lambda: stage.turn(stage.acknowledged.append), OSError)
    assert Checkpoint.objects.filter(log__own=True).count() == signed
    assert not list(disk.rglob(".new-*"))
    (disk / "ballast").unlink()
    stage.recover()
    stage.check()
    stage.check_whole()


def _room(disk: Path) -> int:
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


def test_no_room_for_what_is_followed(node: Node, disk: Path) -> None:
    stage = raise_stage(node)
    pad(stage.log, 3000)
    fails(stage.recover, OSError)
    assert mount("-o", "remount,size=1m", str(disk))
    stage.recover()
    stage.check()
    stage.check_whole()


def test_a_disk_that_only_reads(node: Node, disk: Path) -> None:
    stage = raise_stage(node)
    stage.begin()
    assert mount("-o", "remount,ro", str(disk))
    fails(lambda: stage.turn(stage.acknowledged.append), OSError)
    assert stage.onlooker.look(stage.node).size  # what was published is still shown
    assert mount("-o", "remount,rw", str(disk))
    stage.recover()
    stage.check()
    stage.check_whole()


@contextmanager
def troubled(trouble: str) -> Iterator[None]:
    """The database has no page left, or takes no writes."""
    if connection.vendor == "sqlite":
        on, off = {"full": (f"max_page_count = {_pages() + 2}", "max_page_count = 1073741823"),
                   "read-only": ("query_only = ON", "query_only = OFF")}[trouble]
        on, off = f"PRAGMA {on}", f"PRAGMA {off}"
    else:
        on, off = (f"SET default_transaction_read_only = {word}" for word in ("on", "off"))
    with connection.cursor() as cursor:
        cursor.execute(on)
        try:
            yield
        finally:
            cursor.execute(off)


def _pages() -> int:
    """How many there are, none of them left free by what was deleted before."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("trouble", ["full", "read-only"])
def test_a_database_that_takes_nothing_more(node: Node, trouble: str) -> None:
    """A truck is refused as a whole; those acknowledged before are there, and it goes on."""
    if trouble == "full" and connection.vendor != "sqlite":
        pytest.skip("a full disk under PostgreSQL is a failed commit: see the table of faults")
    stage = raise_stage(node)
    with troubled(trouble):
        fails(lambda: _until_refused(stage), DatabaseError)
        stage.turns -= 1
    stage.recover()
    stage.begin()
    stage.recover()
    stage.check_whole()
    subjects = stage.onlooker.look(stage.node) and stage.onlooker.subjects(OPENED)
    assert len(subjects) == len(set(subjects)) == stage.turns
    assert set(stage.acknowledged) <= set(subjects)


def _until_refused(stage: Stage) -> None:
    """Trucks come until one cannot be written down."""
    for _ in range(1000):
        stage.turns += 1
        stage.announce(stage.acknowledged.append)
    raise AssertionError("a thousand trucks went onto a full disk")
