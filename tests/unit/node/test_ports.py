"""Ports for nodes: each is given out once, whoever asks on this machine."""

import subprocess
import sys

import pytest

from kopri.node import nodes
from kopri.node.nodes import free_port

TAKE = "from kopri.node.nodes import free_port; print(free_port(), flush=True); input()"


def test_no_port_is_given_out_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens on any of them yet."""
    monkeypatch.setattr(nodes, "NOT_LENT", range(10_000, 10_400))
    monkeypatch.setattr(nodes, "_CLAIMS", {})
    assert len({free_port() for _ in range(80)}) == 80


def test_what_another_process_was_given_is_its_own() -> None:
    with subprocess.Popen([sys.executable, "-c", TAKE], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert not nodes._claim(int(other.stdout.readline()))
        other.communicate("\n")
