"""Two real nodes, each in a network namespace of its own, with a line between them that is bad."""

from collections.abc import Iterator

import pytest

from tests.network.nodes import Border, open_border
from tests.network.wire import lacking


@pytest.fixture(scope="module")
def border(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Border]:
    """Founded and running; ended, and the namespaces removed, whatever happens."""
    if reason := lacking():
        pytest.skip(reason)
    with open_border(tmp_path_factory.mktemp("network")) as found:
        yield found
