"""The border in a test's hand, for whatever needs a case in some state."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tests.border import Border
from tests.conftest import Node
from tests.simulators.log import MemoryPeer, SimulatedLog


@pytest.fixture
def border(node: Node) -> Border:
    """The node of the first side; its neighbour's log is admitted and can be followed."""
    log = SimulatedLog()
    return Border(node=node, log=log, peer=MemoryPeer(log=log))


@pytest.fixture(autouse=True)
def language_of_nobody() -> Iterator[None]:
    """No test reads in the language of the last page that another has opened."""
    translation.deactivate()
    yield
