"""May this log write this? Facts: anyone. Acts: only the log that has the authority."""

from collections.abc import Mapping
from typing import Any

from kopri.journal.types import Authority


def exit_side(direction: str) -> str:
    """The side that a crossing leaves: directions read ``<exit>-<entry>``."""
    return direction.partition("-")[0]


def entry_side(direction: str) -> str:
    """The side that a crossing enters."""
    return direction.partition("-")[2]


def lawful(*, authority: Authority, payload: Mapping[str, Any], side: str) -> bool:
    """True where a log of ``side`` may write an act with this payload."""
    if authority is Authority.EXIT_SIDE:
        return exit_side(str(payload.get("direction", ""))) == side
    if authority is Authority.OWN_SIDE:
        return payload.get("side") == side
    return True
