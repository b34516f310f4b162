"""Both nodes of a bridge, and an observer of a third state that each of them trusts."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from kopri.node.nodes import OBSERVER
from tests.simulators.bridge import Bridge, open_bridge
from tests.simulators.founded import CopiedNodes

PATIENCE = 60.0


@contextmanager
def watched_bridge(root: Path) -> Iterator[Bridge]:
    """All three, running."""
    with open_bridge(root, nodes_of=partial(CopiedNodes, observer=True)) as bridge:
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
