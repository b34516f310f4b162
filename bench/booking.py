"""Booking under load: 200 carriers ask at the same moment for the last 50 slots of an hour.

Two real nodes, on SQLite and on PostgreSQL where one can be started; requests over HTTP, each a
connection of its own. The peer is the same work done one after the other by one client. Each turn
has an hour of its own; its 50 slots are given to 50 or the run stops. The node's rate limit is not
in the way: every carrier asks once.
"""

import http.client
import json
import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from bench.databases import on_both
from tests.simulators.bridge import Bridge

ASKING, LEFT, ROUNDS = 200, 50, 3
DAY, POINT, DIRECTION = "2026-01-15", "tmb-gbz", "kz-tm"
FIRST = 6  # hour of the first turn


def main() -> None:
    """Measure and print."""
    on_both(measure)


def measure(bridge: Bridge, *, name: str) -> None:
    """Turn by turn: all at once, and one after the other."""
    prepare(bridge)
    turns: dict[str, list[list[float]]] = {"at once": [], "one after the other": []}
    walls: dict[str, list[float]] = {kind: [] for kind in turns}
    ways: dict[str, Callable[[Sequence[str], Bridge, str], list[float]]] = {
        "at once": at_once, "one after the other": in_turn}
    for number in range(ROUNDS):
        for place, (kind, way) in enumerate(ways.items()):
            references = [open_case(bridge, f"{1000 * number + each:04d} AB{place} 12")
                          for each in range(ASKING)]
            hour = FIRST + 2 * number + place
            started = perf_counter()
            turns[kind].append(way(references, bridge, f"{DAY}T{hour:02d}:00:00Z"))
            walls[kind].append(perf_counter() - started)
    print(f"{name}: {ASKING} requests for {LEFT} slots, {ROUNDS} turns")
    for kind, taken in turns.items():
        each = [seconds for turn in taken for seconds in turn]
        wall = median(walls[kind])
        print(f"  {kind:22} median {median(each) * 1000:7.1f} ms   "
              f"p99 {quantiles(each, n=100)[98] * 1000:7.1f} ms   all in {wall:5.2f} s   "
              f"{median(walls['one after the other']) / wall:5.2f} times as fast as in turn")


def prepare(bridge: Bridge) -> None:
    """Both sides publish a day with 50 an hour; the neighbour is followed, then left alone."""
    bridge.clock(f"{DAY}T05:00:00Z")
    for side in bridge.sides:
        bridge.call(side, "/api/v1/capacity", {
            "point": POINT, "direction": DIRECTION, "day": DAY, "hours": [LEFT] * 24,
            "valid_until": f"{DAY}T23:59:59Z"}, role="shift_head")
    bridge.clock(f"{DAY}T05:01:00Z")


def at_once(references: Sequence[str], bridge: Bridge, slot: str) -> list[float]:
    """Seconds until each answer; all are sent at the same moment."""
    ready = threading.Barrier(len(references))

    def ask(reference: str) -> tuple[str, float]:
        ready.wait()
        return asked(bridge, reference, slot)

    with ThreadPoolExecutor(len(references)) as pool:
        return counted(list(pool.map(ask, references)))


def in_turn(references: Sequence[str], bridge: Bridge, slot: str) -> list[float]:
    """The same by one client that waits for each answer."""
    return counted([asked(bridge, reference, slot) for reference in references])


def asked(bridge: Bridge, reference: str, slot: str) -> tuple[str, float]:
    """What the node answered, and after how long."""
    started = perf_counter()
    answer = post(bridge, f"/api/v1/crossings/{reference}/booking", {"wishes": [slot]})
    return str(answer["state"]), perf_counter() - started


def open_case(bridge: Bridge, plate: str) -> str:
    """A carrier's empty truck; its reference."""
    return str(post(bridge, "/api/v1/crossings", {
        "point": POINT, "direction": DIRECTION, "loaded": False,
        "conveyance": {"plate": plate, "country": "KZ"}})["reference"])


def post(bridge: Bridge, path: str, body: Mapping[str, object]) -> Any:
    """One request of a carrier on a connection of its own."""
    node = urlsplit(bridge.nodes.url(node="kz"))
    line = http.client.HTTPConnection(node.hostname or "", node.port, timeout=60)
    line.request("POST", path, json.dumps(body), {
        "Authorization": f"Bearer {bridge.tokens['kz']['carrier', '']}",
        "Content-Type": "application/json"})
    answer = line.getresponse()
    said = answer.read()
    line.close()
    if answer.status >= 300:
        raise SystemExit(f"{path}: {answer.status} {said.decode()}")
    return json.loads(said)


def counted(answers: Sequence[tuple[str, float]]) -> list[float]:
    """The times, where exactly as many were given as were left."""
    states = Counter(state for state, _seconds in answers)
    if states != {"granted": LEFT, "declined": ASKING - LEFT}:
        raise SystemExit(f"not {LEFT} were given: {dict(states)}")
    return [seconds for _state, seconds in answers]
