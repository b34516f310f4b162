"""Plays the plan: window by window, both sides in parallel, each in strict order of time."""

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from kopri.demo.day.carrier import carry
from kopri.demo.day.trip import STRIDE, Trip, World
from kopri.demo.line import Line
from kopri.demo.plan import CUT, EVE, Truck

DAY = 86400
T = TypeVar("T")
ROUNDS = 12  # of the clock call with one time, until both nodes are quiet


@dataclass(slots=True, kw_only=True)
class Speed:
    """Figures of speed, which differ from run to run: seconds and counts of this run."""

    started: float = field(default_factory=time.monotonic)
    played: float = 0.0
    settling: float = 0.0
    catch_up: float = 0.0
    catch_up_entries: int = 0
    rounds: int = 0


class Day:
    """One run of the simulation over both nodes; ``line`` is cut between the hours of ``cut``."""

    def __init__(
        self, *, world: World, line: Line, cut: tuple[int, int] = CUT, start: int = EVE
    ) -> None:
        self.world = world
        self.trips: list[Trip] = []
        self.speed = Speed()
        self._line = line
        self._cut = cut
        self._now = start
        self._pool = ThreadPoolExecutor(max_workers=len(world.sides), thread_name_prefix="side")
        world.edge = start

    @property
    def now(self) -> int:
        """Seconds from midnight up to which everything is done."""
        return self._now

    def add(self, *, trucks: Iterable[Truck]) -> None:
        """Puts carriers on the lanes; their requests must lie ahead."""
        for truck in trucks:
            trip = Trip(truck=truck)
            self.trips.append(trip)
            lane = self.world.sides[truck.through].lane
            lane.begin(process=carry(world=self.world, trip=trip), when=truck.asked)

    def publish(self, *, days: Iterable[int]) -> None:
        """Both shift heads publish their capacity for the local days of these numbers."""
        scenario = self.world.scenario
        for side in self.world.sides.values():
            for way in scenario.ways:
                hours = scenario.hours[side.lane.side, way.direction]
                for day, listed in utc_days(
                    hours=hours, days=days, offset=scenario.utc_offset
                ).items():
                    side.office.publish(
                        point=scenario.point,
                        direction=way.direction,
                        day=(scenario.day + timedelta(days=day)).isoformat(),
                        hours=listed,
                        until=(day + 2) * DAY,
                        now=self._now,
                    )

    def settle(self) -> int:
        """Repeats the clock call until neither node has anything left to do; entries moved."""
        began = time.monotonic()
        moved = 0
        for _ in range(ROUNDS):
            self.speed.rounds += 1
            fresh = sum(self._both(self._tick).values())
            moved += fresh
            if not fresh:
                break
        self.speed.settling += time.monotonic() - began
        return moved

    def advance(self, *, to: int, show: Callable[[int], None] = lambda now: None) -> None:
        """Plays every window up to ``to``."""
        began = time.monotonic()
        while self._now < to:
            self._line_at(self._now)
            self._window(end=min(self._now + STRIDE, to))
            show(self._now)
        self.speed.played += time.monotonic() - began

    def close(self) -> None:
        """Ends the threads; the nodes go on."""
        self._pool.shutdown()

    def _window(self, *, end: int) -> None:
        """The clock goes to the end of the window first: an act may not lie in the future."""
        self._now = self.world.edge = end
        self.settle()
        self._both(lambda side: self.world.sides[side].lane.run(end=end))
        self.world.deliver()

    def _line_at(self, now: int) -> None:
        if now == self._cut[0]:
            self._line.cut()
        elif now == self._cut[1]:
            self._line.restore()
            began = time.monotonic()
            self.speed.catch_up_entries = self.settle()
            self.speed.catch_up = time.monotonic() - began

    def _tick(self, side: str) -> int:
        return self.world.sides[side].office.clock(seconds=self._now)

    def _both(self, work: Callable[[str], T]) -> Mapping[str, T]:
        waiting = {side: self._pool.submit(work, side) for side in self.world.sides}
        return {side: future.result() for side, future in waiting.items()}


def utc_days(
    *, hours: tuple[int, ...], days: Iterable[int], offset: int
) -> dict[int, list[int]]:
    """The same published hours for local days, cut into the UTC days that the journal speaks of.

    ``offset``: minutes of local time ahead of UTC. A UTC day is listed when a local one touches it.
    """
    shift = offset // 60
    touched = sorted({(day * 24 - shift + hour) // 24 for day in days for hour in (0, 23)})
    return {day: [hours[(hour + shift) % 24] for hour in range(24)] for day in touched}
