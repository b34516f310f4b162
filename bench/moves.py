"""New hours after a closure: counted kinds, beside OR-Tools' min-cost flow over single requests.

Both get the same instances: 30 days of hours, two days of them shut in the middle; four goods
classes, two of them limited; plants and animals seen by day alone. The peer is given every request
as a node of its own, the hours of a kind as a chain, and the ends that cannot be reached at a
higher price. Equal sums are required; building the peer's arrays is not counted against it.

    python -m bench moves [requests]
"""

from collections.abc import Callable
from random import Random
from statistics import median
from time import perf_counter

import numpy
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from kopri.engines.queueing.moves import Kind, Request, Supply, plan

HOURS = 30 * 24
PLANTS, ANIMALS = frozenset({"plants"}), frozenset({"animals"})
SHARES = (
    (Kind("loaded"), 50), (Kind("loaded", PLANTS), 12), (Kind("empty"), 30),
    (Kind("dangerous"), 4), (Kind("live_animals", ANIMALS), 3), (Kind("dangerous", PLANTS), 1),
)
SIZES = (10_000, 100_000, 1_000_000)
MOST_PEER = 100_000  # single requests; beyond it takes minutes


def instance(count: int, *, seed: int = 1) -> tuple[list[Request], list[Supply]]:
    """Bookings of 30 days and what both sides take: a tenth more than they are, less two days."""
    random = Random(seed)
    places = -(-count * 12 // (10 * HOURS))
    hours = []
    for number in range(HOURS):
        by_day = 8 <= number % 24 < 20
        total = 0 if HOURS // 3 <= number < HOURS // 3 + 48 else places
        hours.append(Supply(
            total=total, absent=frozenset() if by_day else PLANTS | ANIMALS,
            limits={"dangerous": -(-total // 12), "live_animals": -(-total // 12)}))
    kinds = random.choices(*zip(*SHARES, strict=True), k=count)
    starts = sorted(random.randrange(HOURS - 72) for _ in range(count))
    return [Request(kind, start) for kind, start in zip(kinds, starts, strict=True)], hours


class Peer:
    """The same as a flow: request -> its kind's chain of hours -> class in the hour -> hour."""

    def __init__(self, requests: list[Request], hours: list[Supply]) -> None:
        kinds = list(dict.fromkeys(request.kind for request in requests))
        goods = list(dict.fromkeys(kind.goods for kind in kinds))
        count, size = len(requests), len(hours)
        chain = {kind: count + number * (size + 1) for number, kind in enumerate(kinds)}
        rows = count + len(kinds) * (size + 1)
        classes = {name: rows + number * size for number, name in enumerate(goods)}
        hour_row = rows + len(goods) * size
        sink = hour_row + size
        arcs = [(place, chain[kind] + at, 1, 0) for place, (kind, at) in enumerate(requests)]
        for kind in kinds:
            for at, hour in enumerate(hours):
                arcs.append((chain[kind] + at, chain[kind] + at + 1, count, 1))
                if not kind.services & hour.absent:
                    arcs.append((chain[kind] + at, classes[kind.goods] + at, count, 0))
            arcs.append((chain[kind] + size, sink, count, 0))
        for at, hour in enumerate(hours):
            arcs += [(classes[name] + at, hour_row + at, hour.limits.get(name, hour.total), 0)
                     for name in goods]
            arcs.append((hour_row + at, sink, hour.total, 0))
        self._arcs = numpy.array(arcs, dtype=numpy.int64)
        self._count, self._sink = count, sink
        self._waited = sum(request.earliest for request in requests)

    def solve(self) -> int:
        """The sum of the hours."""
        flow = SimpleMinCostFlow()
        flow.add_arcs_with_capacity_and_unit_cost(*self._arcs.T)
        flow.set_nodes_supplies(
            numpy.arange(self._count), numpy.ones(self._count, dtype=numpy.int64))
        flow.set_node_supply(self._sink, -self._count)
        assert flow.solve() == flow.OPTIMAL
        return int(flow.optimal_cost()) + self._waited


def timed(work: Callable[[], int], *, rounds: int) -> tuple[float, int]:
    """The median of the wall time, and the answer."""
    taken, answer = [], 0
    for _ in range(rounds):
        started = perf_counter()
        answer = work()
        taken.append(perf_counter() - started)
    return median(taken), answer


def main(*, sizes: tuple[int, ...] = SIZES) -> None:
    """One line per size and contender."""
    for count in sizes:
        requests, hours = instance(count)
        own, total = timed(lambda r=requests, h=hours: sum(plan(requests=r, hours=h)), rounds=5)
        line = f"{count:9,} requests   moves {own:8.3f} s"
        if count <= MOST_PEER:
            peer = Peer(requests, hours)
            theirs, same = timed(peer.solve, rounds=3 if count <= 10_000 else 1)
            assert total == same, (total, same)
            line += f"   OR-Tools {theirs:8.3f} s   {theirs / own:6.0f} times as fast"
        print(f"{line}   sum of hours {total:,}")
