"""Entries become rows: own and followed ones by the same code, in the order of applying."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from kopri.journal.types import Entry, Projection, Route


def project(entries: Sequence[Entry], *, routes: Mapping[str, Route]) -> None:
    """Hand each run of one kind to that kind's projections, then the batch to those that fold."""
    for kind, run in groupby(entries, key=lambda entry: entry.kind):
        batch = list(run)
        for projection in routes[kind].local:
            projection(batch)
        if shared := [entry for entry in batch if entry.shared]:
            for projection in routes[kind].shared:
                projection(shared)
    folds: dict[Projection, list[Entry]] = {}
    for entry in entries:
        for fold in routes[entry.kind].folds if entry.shared else ():
            folds.setdefault(fold, []).append(entry)
    for fold, batch in folds.items():
        fold(batch)
