"""New hours for booked vehicles with the least total delay, nobody overtaken within a kind.

Vehicles of one kind are alike but for how early they may come, so they are counted, not listed.
For one kind first come, first served is best. With several it matters which one takes a place in a
full hour; the sets of places that can be filled are a matroid, so hours are filled in order of
time, each as far as augmenting paths over the counts allow, and what is filled stays filled.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import chain, pairwise, repeat
from typing import NamedTuple

from kopri.engines.queueing.filling import Filling


class Kind(NamedTuple):
    """What a vehicle needs of an hour: a place of its goods class, and these services on duty."""

    goods: str
    services: frozenset[str] = frozenset()


class Request(NamedTuple):
    """A vehicle that may not come before the hour of this number."""

    kind: Kind
    earliest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """What one hour takes: ``total`` vehicles, of a goods class no more than its ``limits``.

    ``absent``: services that are off duty then.
    """

    total: int
    limits: Mapping[str, int] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()


def plan(*, requests: Sequence[Request], hours: Sequence[Supply]) -> list[int]:
    """The hour of each request; ``len(hours)`` for those that none is left for.

    ``requests``: who comes first has the first claim. The sum of the hours is the least possible.
    Of two of a kind the later one gets an earlier hour only where the first may not come yet.
    """
    alike: dict[Request, list[int]] = defaultdict(list)
    for place, request in enumerate(requests):
        alike[request].append(place)
    waiting: dict[Kind, dict[int, list[int]]] = defaultdict(dict)
    for (kind, earliest), places in alike.items():
        waiting[kind][earliest] = places
    filling = Filling(
        demand=[{hour: len(places) for hour, places in groups.items()}
                for groups in waiting.values()],
        classes=[kind.goods for kind in waiting], totals=[hour.total for hour in hours],
        limits={goods: [hour.limits.get(goods, hour.total) for hour in hours]
                for goods in {kind.goods for kind in waiting}},
        open_at=[_open(kind, hours=hours) for kind in waiting],
    )
    found = [len(hours)] * len(requests)
    for groups, counts in zip(waiting.values(), filling.fill(), strict=True):
        taken = chain.from_iterable(repeat(hour, count) for hour, count in enumerate(counts))
        for place, hour in zip(_in_order(groups, counts=counts), taken, strict=False):
            found[place] = hour
    return found


def _open(kind: Kind, *, hours: Sequence[Supply]) -> bytearray:
    """For each hour whether all services of a kind are there."""
    known: dict[frozenset[str], bool] = {}
    for hour in hours:
        if hour.absent not in known:
            known[hour.absent] = kind.services.isdisjoint(hour.absent)
    return bytearray(known[hour.absent] for hour in hours)


def _in_order(groups: Mapping[int, list[int]], *, counts: Sequence[int]) -> Iterator[int]:
    """Who of a kind takes its hours, one after the other: of those who may come the first in line."""
    in_time = [groups[earliest] for earliest in sorted(groups)]
    if all(before[-1] < after[0] for before, after in pairwise(in_time)):
        return chain.from_iterable(in_time)
    return _merged(groups, counts=counts)


def _merged(groups: Mapping[int, list[int]], *, counts: Sequence[int]) -> Iterator[int]:
    ready: list[int] = []
    for hour, count in enumerate(counts):
        for place in groups.get(hour, ()):
            heappush(ready, place)
        for _ in range(count):
            yield heappop(ready)
