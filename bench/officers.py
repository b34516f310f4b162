"""Twenty officers at once: registrations at the gate and findings, over the API, on one node.

A real node (granian and its worker, as in production), on SQLite and on PostgreSQL where one can be
started. Each officer has a kept-alive connection and vehicles of their own: registers one, then every service
of the side decides on it. The peer is the same work of one officer who waits for each answer. Every
vehicle is released at the end, or the run stops.
"""

import http.client
import json
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from statistics import median, quantiles
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from bench.databases import on_both
from tests.simulators.bridge import EXIT_SERVICES, Bridge

OFFICERS, EACH, ALONE = 20, 10, 20
POINT, DIRECTION = "tmb-gbz", "kz-tm"
REGISTRATIONS, FINDINGS = "registrations", "findings"


@dataclass(slots=True, kw_only=True)
class Taken:
    """Seconds of every answer by what was asked, and of the whole."""

    each: dict[str, list[float]] = field(default_factory=dict)
    wall: dict[str, float] = field(default_factory=dict)

    def line(self, what: str) -> str:
        """A second, and how long one waits."""
        took = self.each[what]
        hundredths = quantiles(took, n=100)
        return (f"{what:14} {len(took) / self.wall[what]:7.1f}/s   "
                f"p50 {1000 * median(took):7.1f} ms   p99 {1000 * hundredths[98]:7.1f} ms")


class Officer:
    """One connection that is kept, and tokens of those who work at the post."""

    def __init__(self, bridge: Bridge) -> None:
        self._tokens = bridge.tokens["kz"]
        self._line = http.client.HTTPConnection(
            urlsplit(bridge.nodes.url(node="kz")).netloc, timeout=120)

    def post(self, path: str, body: Mapping[str, object], *, role: str, service: str = "") -> Any:
        """Send; anything but success stops the benchmark."""
        self._line.request("POST", path, json.dumps(body), {
            "Authorization": f"Bearer {self._tokens[role, service]}",
            "Content-Type": "application/json"})
        answer = self._line.getresponse()
        said = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{path}: {answer.status} {said.decode()}")
        return json.loads(said)

    def open(self, plate: str) -> str:
        """A carrier's empty truck; its reference."""
        return str(self.post("/api/v1/crossings", {
            "point": POINT, "direction": DIRECTION, "loaded": False,
            "conveyance": {"plate": plate, "country": "KZ"}}, role="carrier")["reference"])

    def register(self, reference: str) -> list[float]:
        """Take it in; seconds."""
        started = perf_counter()
        self.post(f"/api/v1/crossings/{reference}/register", {"weight_kg": 34_000},
                  role="gate_officer")
        return [perf_counter() - started]

    def clear(self, reference: str) -> list[float]:
        """Every service decides; seconds of each. The last one's clearance releases the side."""
        took = []
        for service in EXIT_SERVICES:
            started = perf_counter()
            self.post(f"/api/v1/crossings/{reference}/findings", {"outcome": "cleared"},
                      role="inspector", service=service)
            took.append(perf_counter() - started)
        return took


def main() -> None:
    """Measure and print."""
    on_both(measure)


def measure(bridge: Bridge, *, name: str) -> None:
    """All at once, and one officer alone."""
    bridge.clock("2026-01-15T06:00:00Z")
    plates = (f"{number:05d} BN 12" for number in count(1))
    at_once = work(bridge, vehicles=[[next(plates) for _ in range(EACH)] for _ in range(OFFICERS)])
    alone = work(bridge, vehicles=[[next(plates) for _ in range(ALONE)]])
    print(f"{name}: {OFFICERS} officers, {OFFICERS * EACH} vehicles, {len(EXIT_SERVICES)} findings each")
    for what in (REGISTRATIONS, FINDINGS):
        print(f"  at once        {at_once.line(what)}")
        print(f"  one alone      {alone.line(what)}")


def work(bridge: Bridge, *, vehicles: Sequence[Sequence[str]]) -> Taken:
    """Each officer's own vehicles: opened beforehand, then registered, then decided on."""
    officers = [Officer(bridge) for _ in vehicles]
    cases = [[officer.open(plate) for plate in plates]
             for officer, plates in zip(officers, vehicles, strict=True)]
    taken, ready = Taken(), threading.Barrier(len(officers))

    def turn(number: int, what: str) -> list[float]:
        officer = officers[number]
        act = officer.register if what == REGISTRATIONS else officer.clear
        ready.wait()
        return [seconds for case in cases[number] for seconds in act(case)]

    for what in (REGISTRATIONS, FINDINGS):
        started = perf_counter()
        with ThreadPoolExecutor(len(officers)) as pool:
            turns = [pool.submit(turn, number, what) for number in range(len(officers))]
        taken.each[what] = [seconds for each in turns for seconds in each.result()]
        taken.wall[what] = perf_counter() - started
    for case in (case for own in cases for case in own):
        phase = bridge.call("kz", f"/api/v1/crossings/{case}", role="gate_officer")["case"]["phase"]
        if phase != "exit_released":
            raise SystemExit(f"{case} is {phase}")
    return taken
