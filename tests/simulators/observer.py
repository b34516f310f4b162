"""Both nodes of a bridge, and an observer of a third state that each of them trusts."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from kopri.node.nodes import ProcessNodes, free_port
from tests.simulators.bridge import Bridge, open_bridge

OBSERVER = "observer"
PATIENCE = 20.0


class WatchedNodes(ProcessNodes):
    """With an observer, which is started and stopped by the name ``observer``."""

    def found(self, *, control_url: str = "") -> None:
        self._ports[OBSERVER] = free_port()
        with ThreadPoolExecutor(1) as beside:
            self._made = beside.submit(self._command, OBSERVER, [
                "node", "init", "--kind", "observer", "--side", "eu", "--demo",
                "--pair", "-".join(self.sides), "--countries", str(self.countries),
                "--port", str(self._ports[OBSERVER])])
            super().found(control_url=control_url)
        self._command(OBSERVER, ["node", "trust", *map(self._public, self.sides)])

    def _introduce(self, node: str, *more: str) -> None:
        self._made.result()
        super()._introduce(node, self._public(OBSERVER), *more)

    def _public(self, node: str) -> str:
        return str(self.home(node).path / "public.json")


@contextmanager
def watched_bridge(root: Path) -> Iterator[Bridge]:
    """All three, running."""
    with open_bridge(root, nodes_of=WatchedNodes) as bridge:
        bridge.nodes.start(node=OBSERVER)
        try:
            yield bridge
        finally:
            bridge.nodes.stop(node=OBSERVER)


def until(sure: Callable[[], bool]) -> None:
    """Wait until this is so; a failure where it never is."""
    end = time.monotonic() + PATIENCE
    while not sure():
        assert time.monotonic() < end, "it has not come about"
        time.sleep(0.05)
