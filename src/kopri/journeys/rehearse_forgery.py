"""Rehearse a forgery: one byte of a copied journal is altered, and this node rejects it by name."""

from collections.abc import Sequence

from kopri.journal.ports import TileStore
from kopri.journal.verify.rehearsing import FoundOut, altered_copy_of


def rehearse_forgery(*, tiles: TileStore, origins: Sequence[str]) -> FoundOut | None:
    """Of the followed logs the first that has an entry here; None where there is none."""
    for origin in origins:
        found = altered_copy_of(origin, tiles=tiles)
        if found is not None:
            return found
    return None
