"""The public board for ten thousand readers a minute, on one node.

A real node (granian with one worker and four threads, as in production, and its worker beside it) holds a
busy border, and a truck more arrives each second, so that the board is made anew all the time. Readers
are processes with kept-alive connections of the standard library. The peer, in the same run, is the same
server with the same tables that makes the page for each reader.
"""

import http.client
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from bench.notices import Caller, compact
from kopri.node.nodes import ProcessNodes, free_port

TRUCKS, ROUNDS, SECONDS = 60, 3, 4.0
PROCESSES, CONNECTIONS = 2, 4
WANTED = 10_000 / 60
COUNTRIES = Path(__file__).parent.parent / "tests" / "countries"
DAY = "2026-01-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is read: a path of a server, with these headers."""

    label: str
    base: str
    path: str
    headers: dict[str, str]


def read(reading: Reading, seconds: float, said: "multiprocessing.Queue[list[float]]") -> None:
    """Read as fast as it goes from some connections; milliseconds of each answer."""
    taken: list[float] = []
    until = time.monotonic() + seconds

    def one() -> None:
        line = http.client.HTTPConnection(urlsplit(reading.base).netloc)
        while time.monotonic() < until:
            started = time.perf_counter()
            line.request("GET", reading.path, headers=reading.headers)
            answer = line.getresponse()
            answer.read()
            if answer.status not in (200, 304):
                raise SystemExit(f"{reading.path}: {answer.status}")
            taken.append(1000 * (time.perf_counter() - started))

    threads = [threading.Thread(target=one) for _ in range(CONNECTIONS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    said.put(taken)


def measure(reading: Reading, meanwhile: Callable[[], None]) -> tuple[float, float]:
    """Answers a second, and the 99th hundredth in milliseconds."""
    said: multiprocessing.Queue[list[float]] = multiprocessing.Queue()
    readers = [multiprocessing.Process(target=read, args=(reading, SECONDS, said))
               for _ in range(PROCESSES)]
    for each in readers:
        each.start()
    for _ in range(int(SECONDS)):
        meanwhile()
        time.sleep(1)
    taken = sorted(value for _ in readers for value in said.get())
    for each in readers:
        each.join()
    return len(taken) / SECONDS, taken[int(len(taken) * 0.99)]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="kopri-bench-") as name:
        nodes = ProcessNodes(root=Path(name), pair="xa-xb", countries=COUNTRIES)
        nodes.found()
        nodes.start(node="xa")
        port = free_port()
        peer = subprocess.Popen(
            [sys.executable, "-c", f"from bench.uncached import main; main({port})"],
            env={**os.environ, "KOPRI_HOME": str(nodes.home("xa").path)})
        try:
            _measure(nodes, peer=f"http://127.0.0.1:{port}")
        finally:
            peer.terminate()
            peer.wait()
            nodes.stop(node="xa")


def _measure(nodes: ProcessNodes, *, peer: str) -> None:
    base = nodes.url(node="xa")
    border = Border(nodes)
    for _ in range(TRUCKS):
        border.arrive()
    _await(peer)
    tag = _tag(base)
    gzip = {"Accept-Encoding": "gzip"}
    readings = [
        Reading(label="peer: made for each reader", base=peer, path="/board", headers={}),
        Reading(label="page, packed", base=base, path="/board", headers=gzip),
        Reading(label="JSON, packed", base=base, path="/board.json", headers=gzip),
        Reading(label="hours, asked by tag", base=base, path="/board/hours.csv",
                headers={"If-None-Match": tag}),
    ]
    found: dict[str, list[tuple[float, float]]] = {each.label: [] for each in readings}
    for _ in range(ROUNDS):
        for each in readings:
            found[each.label].append(measure(each, border.arrive))
    floor = median(rate for rate, _ in found[readings[0].label])
    print(f"{TRUCKS} trucks and more, {PROCESSES * CONNECTIONS} connections, "
          f"medians of {ROUNDS} rounds; wanted: {WANTED:.0f}/s")
    for label, rates in found.items():
        rate = median(each for each, _ in rates)
        print(f"{label:28} {rate:9,.0f}/s {rate * 60:11,.0f} a minute   p99 "
              f"{median(late for _, late in rates):7.1f} ms {rate / floor:7.1f} times the peer")


class Border:
    """The people of the busy node."""

    def __init__(self, nodes: ProcessNodes) -> None:
        known = json.loads(nodes.accounts(node="xa").read_text("utf-8"))
        tokens = {each["role"]: each["token"] for each in known}
        self._callers = {role: Caller(base=nodes.url(node="xa"), token=token)
                         for role, token in tokens.items()}
        self._trucks = 0

    def arrive(self) -> None:
        """A truck more at the waiting area."""
        self._trucks += 1
        self._callers["gate_officer"].post("/api/v1/gate/reads", compact({
            "plate": f"BN{self._trucks:06d}", "place": "waiting_area", "direction": "xa-xb",
            "point": "nor-sud", "country": "XA"}))


def _await(base: str) -> None:
    """Until the server answers."""
    for _ in range(200):
        try:
            _get(base, "/board.csv")
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the peer does not answer")


def _tag(base: str) -> str:
    return _get(base, "/board/hours.csv").headers["ETag"] or ""


def _get(base: str, path: str) -> http.client.HTTPResponse:
    line = http.client.HTTPConnection(urlsplit(base).netloc, timeout=5)
    line.request("GET", path)
    answer = line.getresponse()
    answer.read()
    return answer
