"""A real node is put back from a backup, and a copy of it is started beside it: one log all along."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from kopri.node.nodes import free_port
from tests.simulators.bridge import Bridge, open_bridge

START_SECONDS = 120.0


@pytest.fixture(scope="module")
def bridge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bridge]:
    if os.environ.get("DATABASE_URL"):
        pytest.skip("the folder of a node is all of it on SQLite alone: see tests/faults")
    with open_bridge(tmp_path_factory.mktemp("restored")) as found:
        found.clock("2026-01-15T06:00:00Z")
        yield found


def roots(folder: Path) -> dict[int, bytes]:
    """Every tree that a node has signed, by size."""
    with closing(sqlite3.connect(folder / "kopri.sqlite3")) as database:
        return dict(database.execute(
            "SELECT c.size, c.root FROM journal_checkpoint c JOIN journal_log l ON l.id = c.log_id"
            " WHERE l.own"))


def opened(bridge: Bridge, side: str) -> list[str]:
    """The cases of which this node knows that they were opened in the first log."""
    origin = bridge.nodes.home("kz").config().origin
    entries = bridge.call(side, f"/api/v1/journal/entries?log={origin}&limit=500",
                          role="auditor")["entries"]
    return [row["entry"]["subject"] for row in entries
            if row["entry"]["kind"] == "crossing.opened/1"]


def test_yesterdays_folder_does_not_fork_the_log(bridge: Bridge, tmp_path: Path) -> None:
    home = bridge.nodes.home("kz").path
    first = bridge.open_case("500 ABC 12")
    bridge.clock("2026-01-15T06:01:00Z")
    bridge.nodes.stop(node="kz")
    shutil.copytree(home, tmp_path / "backup")
    bridge.nodes.start(node="kz")
    lost = [bridge.open_case(f"51{number} ABC 12") for number in range(3)]
    bridge.clock("2026-01-15T06:02:00Z")
    signed = roots(home)
    bridge.nodes.stop(node="kz")
    shutil.copy(home / "demo-order.json", tmp_path / "backup")  # the time does not go back
    shutil.rmtree(home)
    shutil.copytree(tmp_path / "backup", home)
    bridge.nodes.start(node="kz")
    late = bridge.open_case("520 ABC 12")
    for minute in (3, 4, 5, 6):
        bridge.clock(f"2026-01-15T06:{minute:02}:00Z")
    now = roots(home)
    assert max(now) > max(signed)
    assert all(signed.get(size, root) == root for size, root in now.items())
    for side in bridge.sides:
        found = opened(bridge, side)
        assert [found.count(each) for each in (first, *lost, late)] == [1] * 5
        assert bridge.state(side)["incidents"] == []
    assert bridge.equal()


@contextmanager
def running(folder: Path, *, port: int) -> Iterator[None]:
    """A node as its operator starts it, in good faith."""
    path = folder / "node.toml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(
        f"port = {port}" if line.startswith("port = ") else line for line in lines), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "kopri.node.console", "node", "run"], start_new_session=True,
        env={**os.environ, "KOPRI_HOME": str(folder)})
    try:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.05)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(120)


def test_a_copy_beside_the_original_signs_nothing_of_its_own(
    bridge: Bridge, tmp_path: Path
) -> None:
    home, port = bridge.nodes.home("kz").path, free_port()
    bridge.nodes.stop(node="kz")
    shutil.copytree(home, tmp_path / "copy")
    bridge.nodes.start(node="kz")
    token = bridge.tokens["kz"]["operator", ""]
    with running(tmp_path / "copy", port=port):
        for minute in range(20, 24):
            bridge.open_case(f"6{minute} ABC 12")
            bridge.clock(f"2026-01-15T06:{minute}:00Z")
            httpx.post(
                f"http://127.0.0.1:{port}/demo/clock", trust_env=False, timeout=60,
                json={"now": f"2026-01-15T06:{minute}:00Z"},
                headers={"Authorization": f"Bearer {token}"}).raise_for_status()
    original, copied = roots(home), roots(tmp_path / "copy")
    assert all(original[size] == root for size, root in copied.items())
    assert max(copied) < max(original)
    assert bridge.state("kz")["incidents"] == []
    status, said = bridge.command("kz", "journal", "verify")
    assert status == 0, said
