"""A neighbour whose log this node follows."""

import pytest

from kopri.journal.append.admitting import admit
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog


@pytest.fixture
def log() -> SimulatedLog:
    return SimulatedLog()


@pytest.fixture
def peer(node: Node, log: SimulatedLog) -> MemoryPeer:
    """A neighbour that is admitted and has written nothing yet."""
    admit(journal=node.journal, actor=node.actor(), identity=log.identity)
    return MemoryPeer(log)
