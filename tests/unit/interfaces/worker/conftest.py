"""Rounds that are under way when a test ends."""

import threading
from collections.abc import Iterator

import pytest

from tests.conftest import Node


@pytest.fixture(autouse=True)
def everybody_is_back(node: Node) -> Iterator[None]:
    """No errand goes on in the tables of the next test: the worker does not wait for it, this does."""
    before = set(threading.enumerate())
    yield
    for each in set(threading.enumerate()) - before:
        if not isinstance(each, threading.Timer):  # a bound on a stream that nobody reads any more
            each.join(60)
