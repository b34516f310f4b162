"""Entries become rows: own and followed ones by the same code, in the order of applying."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from kopri.journal.types import Entry, Projection, Route


def project(
    entries: Sequence[Entry], *, routes: Mapping[str, Route], side: str
) -> None:
    """Hand each run of one kind to that kind's projections, then the batch to those that fold.

    ``side``: of this node.
    """
    for kind, run in groupby(entries, key=lambda entry: entry.kind):
        _hand_out(list(run), route=routes[kind], side=side)
    folds: dict[Projection, list[Entry]] = {}
    for entry in entries:
        for fold in routes[entry.kind].folds if entry.shared else ():
            folds.setdefault(fold, []).append(entry)
    for fold, batch in folds.items():
        fold(batch)


def _hand_out(run: Sequence[Entry], *, route: Route, side: str) -> None:
    for projections, seen in (
        (route.own, [entry for entry in run if entry.side == side]), (route.local, run),
        (route.shared, [entry for entry in run if entry.shared]),
    ):
        for projection in projections if seen else ():
            projection(seen)
