"""``kopri demo --chaos``: nodes are killed at random moments, and nothing may be lost or doubled.

A short day is played while a second thread kills one node or the other with SIGKILL and starts it
again. The simulated people send each request again under its idempotency key until it is answered.
Afterwards every write that was acknowledged must stand in the journal exactly once.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from random import Random
from threading import Event
from typing import TextIO

from kopri.demo.day.office import Told
from kopri.demo.day.play import Day
from kopri.demo.nodes import Nodes
from kopri.demo.plan import EVE, make_plan
from kopri.demo.progress import Progress
from kopri.demo.report.books import Book, Record
from kopri.demo.report.checks import no_complaints, ran_well
from kopri.demo.report.text import verdict_lines
from kopri.demo.report.verdicts import (
    Verdict,
    cosigned,
    everything_followed,
    nothing_twice,
    same_tables,
)
from kopri.demo.scenario import Scenario
from kopri.demo.setting import Setting, set_up

TRUCKS = 15  # a direction: enough to be everywhere at once, few enough to be quick
UNTIL = 16 * 3600  # simulated seconds of the day that is played: past the cut
PAUSES = (0.2, 4.0)  # seconds between a start and the next kill
# what the API was asked -> the kind of entry that must say so, and the field that tells it apart
WRITES: Mapping[str, tuple[str, str]] = {
    "open": ("crossing.opened", ""),
    "announce": ("notice.lodged", ""),
    "read": ("gate.arrived", "place"),
    "call": ("queue.called", ""),
    "register": ("gate.registered", ""),
    "exit": ("gate.exited", ""),
    "turn-back": ("gate.turned_back", ""),
    "start": ("control.step_started", "step"),
    "finish": ("control.step_finished", "step"),
    "find": ("control.finding_recorded", "service"),
}


@dataclass(slots=True, kw_only=True)
class Killer:
    """Kills and starts nodes in a thread of its own until told to stop."""

    nodes: Nodes
    random: Random
    kills: Counter[str] = field(default_factory=Counter)
    _over: Event = field(default_factory=Event)
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))
    _work: Future[None] | None = None

    def begin(self) -> None:
        """Lets it loose."""
        self._work = self._pool.submit(self._kill_and_start)

    def end(self) -> None:
        """Returns when both nodes run; raises what went wrong with starting one."""
        self._over.set()
        self._pool.shutdown()
        if self._work is not None:
            self._work.result()

    def _kill_and_start(self) -> None:
        while not self._over.wait(self.random.uniform(*PAUSES)):
            side = self.random.choice(self.nodes.sides)
            self.nodes.kill(node=side)
            self.kills[side] += 1
            self.nodes.start(node=side)


def torment(
    *, nodes: Nodes, scenario: Scenario, seed: int, out: TextIO, until: int = UNTIL,
    trucks: int = TRUCKS,
) -> int:
    """Plays up to ``until`` (seconds of the day), kills, checks; 0 only if every check holds."""
    small = replace(
        scenario, ways=tuple(replace(way, trucks=trucks) for way in scenario.ways)
    )
    setting = set_up(nodes=nodes, scenario=small, seed=seed, start=EVE)
    killer = Killer(nodes=nodes, random=Random(f"chaos/{seed}"))
    began = time.monotonic()
    try:
        _play(setting=setting, killer=killer, seed=seed, out=out, until=until)
        verdicts = list(_judge(setting))
    finally:
        setting.close()
    kills = ", ".join(f"{side} {killer.kills[side]}" for side in nodes.sides)
    out.write(f"\nKilled at random moments (seed {seed}): {kills}\n")
    out.writelines(f"{line}\n" for line in verdict_lines(verdicts))
    out.write(f"{time.monotonic() - began:.1f} s\n")
    return 0 if killer.kills and all(verdict.holds for verdict in verdicts) else 1


def _play(
    *, setting: Setting, killer: Killer, seed: int, out: TextIO, until: int
) -> None:
    day = Day(world=setting.world, line=setting.line)
    progress = Progress(out=out, total=until - EVE, title="Playing, and killing (simulated)")
    day.settle()
    day.publish(days=(0, 1))
    day.settle()
    day.add(trucks=make_plan(scenario=setting.scenario, seed=seed))
    killer.begin()
    try:
        day.advance(to=until, show=lambda now: progress.show(done=now - EVE, note=_note(killer)))
    finally:
        killer.end()
        progress.end()
        day.close()
    day.settle()


def _note(killer: Killer) -> str:
    return f"{killer.kills.total()} kills"


def _judge(setting: Setting) -> Iterator[Verdict]:
    books = setting.books()
    told = {name: side.office.told for name, side in setting.world.sides.items()}
    yield all_kept(books=books, told=told)
    yield nothing_twice(books=books)
    yield everything_followed(books=books)
    yield same_tables(books=books)
    yield cosigned(books=books)
    yield no_complaints(setting.complaints())
    yield ran_well(
        name="journal verify is clean", ran=setting.command(words=("journal", "verify"))
    )


def all_kept(*, books: Sequence[Book], told: Mapping[str, Sequence[Told]]) -> Verdict:
    """Every write that was acknowledged stands in the journal of its node exactly once."""
    lost = doubled = known = 0
    for book in books:
        kept = Counter(_signature(row) for row in book.logs[book.own] if not row.own)
        for said, times in Counter(_expected(one) for one in told[book.side]).items():
            known += times
            lost += max(0, times - _found(kept, said))
            doubled += max(0, _found(kept, said) - times)
    return Verdict(
        name="no acknowledged write lost, none twice",
        holds=known > 0 and not lost and not doubled,
        numbers=f"{known} acknowledged, {lost} lost, {doubled} doubled",
    )


Signature = tuple[str, str, str, str]


def _signature(row: Record) -> Signature:
    field_ = {kind: name for kind, name in WRITES.values()}.get(row.kind, "")
    return (row.kind, row.subject, str(row.entry["time"]), str(row.payload.get(field_, "")))


def _expected(one: Told) -> Signature:
    kind, _ = WRITES[one.verb]
    return (kind, one.reference, one.time, one.detail)


def _found(kept: Counter[Signature], said: Signature) -> int:
    """Where the answer did not say when it happened, any time will do."""
    if said[2]:
        return kept[said]
    return sum(
        count for known, count in kept.items() if (known[0], known[1]) == (said[0], said[1])
    )
