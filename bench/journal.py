"""Writing the journal: bulk to a published checkpoint, and acknowledged appends, beside pymerkle.

Bulk: bodies of 256 bytes, in batches of 4,096, are sealed, stamped, stored (index given at append)
and published: tiles, bundles and a signed checkpoint, all synced. Once one after the other in one
process, once as a node does it, with the worker publishing beside the writer. The peer is
pymerkle's bulk append to SQLite, which stores and hashes and publishes nothing; and, as what
Python and SQLite leave to anybody, a bare ``executemany`` of the same rows into the same table.

Appends: each one a transaction of its own with three rows of a projection, acknowledged once it
is durable; one after the other, and 64 at a time. The peer is pymerkle's single append.

Contenders take turns and medians are compared; CPU time stands beside the rates, for a busy
machine. Nothing is asserted: machines differ.
"""

import multiprocessing
import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from pymerkle import SqliteTree

from bench.node import found, wired

if TYPE_CHECKING:
    from kopri.interfaces.house import House
    from kopri.journal.append.placing import Body
    from kopri.journal.core import Journal

BATCH, SIZE, ROUNDS = 4096, 256, 9
SINGLES, THREADS, EACH = 60, 64, 12


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="kopri-bench-") as name:
        folder = Path(name)
        found(folder / "node")
        house = wired(folder / "node")
        print(f"fsync p50: {fsync_p50(folder) * 1000:.2f} ms")
        bulk(house, folder=folder)
        singles(house, folder=folder)
        print(f"fsync p50: {fsync_p50(folder) * 1000:.2f} ms")


def fsync_p50(folder: Path, *, times: int = 50) -> float:
    """The median seconds of writing and syncing 4 KB."""
    taken = []
    with (folder / "fsync").open("wb", buffering=0) as file:
        for _ in range(times):
            started = perf_counter()
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
            taken.append(perf_counter() - started)
    return median(taken)


class Turns:
    """Wall and CPU seconds of contenders that take turns."""

    def __init__(self) -> None:
        self._wall: dict[str, list[float]] = {}
        self._cpu: dict[str, list[float]] = {}

    def take(self, name: str, work: Callable[[], object]) -> None:
        """One turn."""
        cpu, started = process_time(), perf_counter()
        work()
        self._wall.setdefault(name, []).append(perf_counter() - started)
        self._cpu.setdefault(name, []).append(process_time() - cpu)

    def line(self, name: str, *, peer: str, count: int = 1, bar: float | None = None) -> None:
        """A rate from the median turn, how it compares, and its CPU time."""
        wall, cpu = median(self._wall[name]) / count, median(self._cpu[name]) / count
        line(name, rate=1 / wall, peer=count / median(self._wall[peer]), bar=bar, cpu=cpu)

    def rate(self, name: str, *, count: int = 1) -> float:
        """The median turn's."""
        return count / median(self._wall[name])


def line(name: str, *, rate: float, peer: float, bar: float | None = None, cpu: float | None = None,
         more: str = "") -> None:
    """One line: a rate, and how it compares."""
    aim = f" (bar {bar})" if bar else ""
    used = f"   {cpu * 1e6:8.1f} us CPU" if cpu is not None else ""
    print(f"{name:44} {rate:10,.0f}/s   {rate / peer:5.2f} of pymerkle{aim}{used} {more}")


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one run."""
    started = perf_counter()
    work()
    return perf_counter() - started


def bulk(house: "House", *, folder: Path) -> None:
    """A durable, published checkpoint in batches."""
    tree, bare, turns = SqliteTree(str(folder / "peer.sqlite3")), Bare(folder / "node"), Turns()
    ours = "stored and published, one after the other"
    for number in range(ROUNDS):
        given = [os.urandom(SIZE) for _ in range(BATCH)]
        made = bodies_of(given, now=house.journal.clock.now())
        turns.take("pymerkle, bulk", partial(tree.append_entries, given))
        turns.take("the same rows, bare executemany", partial(bare.insert, given, at=number))
        turns.take("stored alone", partial(place_bodies, house, made))
        publish_all(house)
        turns.take(ours, partial(place_and_publish, house, made))
    print(f"entries of {SIZE} bytes, batches of {BATCH:,}")
    for name in ("pymerkle, bulk", "the same rows, bare executemany", "stored alone"):
        turns.line(name, peer="pymerkle, bulk", count=BATCH)
    turns.line(ours, peer="pymerkle, bulk", count=BATCH, bar=0.8)
    line("stored and published, writer beside worker", rate=side_by_side(house, folder=folder),
         peer=turns.rate("pymerkle, bulk", count=BATCH), bar=0.8)


def bodies_of(given: Sequence[bytes], *, now: datetime) -> "list[Body]":
    """Entries as ``append`` has written them down, four to a case."""
    from kopri.journal.append.placing import Body

    return [
        Body(kind="bench.noted/1", subject=f"S{number // 4}", time=now, recorded=now,
             audience="xa,xb", entry=body)
        for number, body in enumerate(given)
    ]


def place_bodies(house: "House", bodies: "Sequence[Body]") -> None:
    """What ``append`` does with entries once they are written down."""
    from kopri.journal.append.placing import place
    from kopri.journal.models import Log

    with house.journal.locks.hold([]):
        log = Log.objects.get(own=True)
        log.latest = bodies[-1].recorded
        place(bodies, log=log, random=os.urandom, indexed=True)


def publish_all(house: "House") -> None:
    """Until nothing waits."""
    from kopri.journal.append.publish import publish

    while publish(journal=house.journal, press=house.press):
        pass


def place_and_publish(house: "House", bodies: "Sequence[Body]") -> None:
    """One batch, durable and published at the end."""
    from kopri.journal.append.publish import publish

    place_bodies(house, bodies)
    assert publish(journal=house.journal, press=house.press) >= len(bodies)


def side_by_side(house: "House", *, folder: Path) -> float:
    """Entries a second until the last of them is published by another process."""
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    now = house.journal.clock.now()
    batches = [bodies_of([os.urandom(SIZE) for _ in range(BATCH)], now=now)
               for _ in range(ROUNDS)]
    worker = context.Process(target=_keep_publishing, args=(folder / "node", ready, done))
    worker.start()
    ready.wait()
    started = perf_counter()
    for bodies in batches:
        place_bodies(house, bodies)
    done.set()
    worker.join()
    return ROUNDS * BATCH / (perf_counter() - started)


def _keep_publishing(folder: Path, ready: Event, done: Event) -> None:
    house = wired(folder)
    from kopri.journal.append.publish import publish

    publish(journal=house.journal, press=house.press)
    ready.set()
    last = False
    while not last:
        last = done.is_set()
        if not publish(journal=house.journal, press=house.press):
            done.wait(0.02)
    os._exit(0)  # the interpreter's own end is not what is measured


class Bare:
    """The least: the journal's own table and indexes, one `executemany`, one commit."""

    def __init__(self, folder: Path) -> None:
        from kopri.journal.models import Entry

        self._database = sqlite3.connect(folder.parent / "bare.sqlite3", isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._database.execute(f"PRAGMA {pragma}")
        with sqlite3.connect(folder / "kopri.sqlite3") as node:
            for (sql,) in node.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL "
                "ORDER BY type DESC", [Entry._meta.db_table]
            ):
                self._database.execute(sql)
        from kopri.journal.append.placing import COLUMNS

        names = ", ".join(f'"{name}"' for name in COLUMNS)
        marks = ", ".join("?" * len(COLUMNS))
        self._insert = f"INSERT INTO {Entry._meta.db_table} ({names}) VALUES ({marks})"

    def insert(self, bodies: Sequence[bytes], *, at: int) -> None:
        """One batch."""
        hash_, stamp, now = bytes(32), b"s" * 70, "2026-01-15 06:00:00"
        self._database.execute("BEGIN IMMEDIATE")
        self._database.executemany(self._insert, [
            (1, at * BATCH + number, "bench.noted/1", f"S{at * BATCH + number // 4}", now, now,
             "xa,xb", "applied", hash_, hash_, body, stamp)
            for number, body in enumerate(bodies)
        ])
        self._database.execute("COMMIT")


def singles(house: "House", *, folder: Path) -> None:
    """Acknowledged appends with three projection rows."""
    tree, append, turns = SqliteTree(str(folder / "singles.sqlite3")), appending(house), Turns()
    rates, slowest, used = [], [], []
    for number in range(ROUNDS):
        for each in range(SINGLES):
            turns.take("pymerkle, one after the other",
                       partial(tree.append_entry, os.urandom(SIZE)))
            turns.take("one after the other", partial(append, f"case-{number}-{each}"))
        cpu = process_time()
        rate, p99 = in_flight(append, round_=number)
        used.append((process_time() - cpu) / (THREADS * EACH))
        rates.append(rate)
        slowest.append(p99)
    print("acknowledged appends with three projection rows")
    turns.line("pymerkle, one after the other", peer="pymerkle, one after the other")
    turns.line("one after the other", peer="pymerkle, one after the other", bar=2)
    line(f"{THREADS} in flight", rate=median(rates), bar=1.5, cpu=median(used),
         peer=turns.rate("pymerkle, one after the other"),
         more=f"p99 {median(slowest) * 1000:.0f} ms (bar 250)")


def appending(house: "House") -> Callable[[str], None]:
    """One append about a subject: one entry, three rows, one commit."""
    from kopri.journal.append.writing import begin
    from kopri.journal.types import Draft
    from kopri.kernel.actor import system

    journal, noted = _journal(house)
    actor = system(node=journal.origin, side=journal.side)

    def append(subject: str) -> None:
        with begin(journal, actor=actor, keys=[f"case:{subject}"]) as tx:
            tx.append(Draft(subject=subject, payload=noted))

    return append


def _journal(house: "House") -> "tuple[Journal, Any]":
    """The node's journal with one more kind, and a payload of that kind."""
    from kopri.crossing.models import SharedMilestone
    from kopri.journal.exchange import Exchange, Permit
    from kopri.journal.rows import insert_rows
    from kopri.journal.types import Entry, Payload, Route

    class Noted(Payload, frozen=True, kw_only=True):
        KIND = "bench.noted"
        text: str

    def rows(entries: Sequence[Entry]) -> None:
        insert_rows(SharedMilestone, columns=(
            "uid", "reference", "name", "side", "time", "recorded", "detail", "log", "number",
        ), rows=[
            (f"{number}{entry.uid[:60]}", entry.subject, "noted", entry.side, entry.time,
             entry.recorded, "", entry.log, number) for entry in entries for number in range(3)
        ])

    journal = house.journal
    permits = [Permit(kind=Noted.KIND, field="text", audience="both")]
    return replace(
        journal, routes={**journal.routes, Noted.KIND: Route(payload=Noted, local=(rows,))},
        exchange=Exchange(permits=permits, side=journal.side, sides=journal.sides),
    ), Noted(text="x" * 40)


def in_flight(append: Callable[[str], None], *, round_: int) -> tuple[float, float]:
    """Appends a second by many threads at once, and the 99th percentile of their seconds."""
    from django.db import connections

    taken: list[float] = []

    def write(thread: int) -> None:
        mine = [seconds(lambda at=number: append(f"{round_}-{thread}-{at}"))  # type: ignore[misc]
                for number in range(EACH)]
        taken.extend(mine)
        connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(THREADS)]
    started = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / (perf_counter() - started), quantiles(taken, n=100)[98]


if __name__ == "__main__":
    main()
