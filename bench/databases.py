"""Two nodes to measure, on either database."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from tests.postgres import CannotStart, server
from tests.simulators.bridge import Bridge, open_bridge


class Measure(Protocol):
    """Measures a bridge and prints what it took; ``name``: of the database."""

    def __call__(self, bridge: Bridge, *, name: str) -> None: ...


def on_both(measure: Measure) -> None:
    """With tables in files, then in a server of its own where one can be had."""
    for name, database in (("SQLite", no_server), ("PostgreSQL", postgres)):
        try:
            with database(), tempfile.TemporaryDirectory(prefix="kopri-bench-") as folder, \
                    open_bridge(Path(folder)) as bridge:
                measure(bridge, name=name)
        except CannotStart as reason:
            print(f"{name}: not measured, {reason}")


@contextmanager
def no_server() -> Iterator[None]:
    """The nodes keep their tables in files."""
    yield


@contextmanager
def postgres() -> Iterator[None]:
    """The nodes keep their tables in a server of their own."""
    with server() as url:
        os.environ["DATABASE_URL"] = url
        try:
            yield
        finally:
            os.environ.pop("DATABASE_URL", None)
