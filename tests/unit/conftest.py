"""The border in a test's hand, for whatever needs a case in some state."""

import pytest

from tests.border import Border
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog


@pytest.fixture
def border(node: Node) -> Border:
    """The node of the first side; its neighbour's log is admitted and can be followed."""
    log = SimulatedLog()
    return Border(node=node, log=log, peer=MemoryPeer(log=log))
