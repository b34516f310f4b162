"""Plays the plan window by window, each side in strict order of time.

While one node's clock is moved the other side's people act, so two things go on at any time and
never two clocks at once: what a node has followed at a moment is then the same in every run.
"""

import time
from collections.abc import Callable, Collection, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

from kopri.demo.day.carrier import carry
from kopri.demo.day.office import Moved
from kopri.demo.day.trip import STRIDE, Trip, World
from kopri.demo.line import Line
from kopri.demo.plan import CUT, EVE, Truck

DAY = 86400
ROUNDS = 12  # of the clock calls with one time, until all nodes are quiet


@dataclass(slots=True, kw_only=True)
class Speed:
    """Figures of speed, which differ from run to run: seconds and counts of this run."""

    started: float = field(default_factory=time.monotonic)
    played: float = 0.0
    settling: float = 0.0
    catch_up: float = 0.0
    catch_up_entries: int = 0
    catch_up_rounds: int = 0
    clocks: int = 0


class Day:
    """One run of the simulation; of the ``line`` the ``routes`` (all, where None) are cut between
    the two moments of ``cut``. ``stride``: how far the clocks move at a time."""

    def __init__(
        self, *, world: World, line: Line, cut: tuple[int, ...] = CUT, start: int = EVE,
        stride: int = STRIDE, routes: Collection[str] | None = None,
    ) -> None:
        self.world = world
        self.trips: list[Trip] = []
        self.speed = Speed()
        self._line = line
        self._cut = cut
        self._routes = routes
        self._stride = stride
        self._now = self._unplayed = start
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lane")

    @property
    def now(self) -> int:
        """Seconds from midnight up to which everything is done."""
        return self._now

    def add(self, *, trucks: Iterable[Truck]) -> None:
        """Puts carriers on the lanes; their requests must lie ahead."""
        for truck in trucks:
            trip = self.take(truck=truck)
            lane = self.world.sides[truck.through].lane
            lane.begin(process=carry(world=self.world, trip=trip), when=truck.asked)

    def take(self, *, truck: Truck) -> Trip:
        """Counts a truck among the day's."""
        trip = Trip(truck=truck)
        self.trips.append(trip)
        return trip

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
        """Repeats the clock call on all nodes until none has anything new; the entries applied."""
        return self._settle()[0]

    def _settle(self) -> tuple[int, int]:
        """Entries applied, and rounds of the clocks until all was quiet."""
        self._finish()
        began = time.monotonic()
        applied = rounds = 0
        while rounds < ROUNDS:
            rounds += 1
            moved = [self._tick(side, end=self._now) for side in self.world.sides]
            applied += sum(one.applied for one in moved)
            if not any(one.appended or one.applied for one in moved):
                break
        self.speed.settling += time.monotonic() - began
        return applied, rounds

    def advance(
        self, *, to: int, show: Callable[[int], None] = lambda now: None, stride: int = 0
    ) -> None:
        """Plays every window up to ``to``; ``stride``: of another length, while nothing happens."""
        began = time.monotonic()
        while self._now < to:
            self._line_at(self._now)
            self._window(end=min(self._now + (stride or self._stride), to))
            show(self._now)
        self._finish()
        self.speed.played += time.monotonic() - began

    def close(self) -> None:
        """Ends the threads; the nodes go on."""
        self._pool.shutdown()

    def _window(self, *, end: int) -> None:
        """A clock goes to the end of the window before its side acts: no act is in the future.

        The second side's acts of a window run beside the first side's next clock.
        """
        first, second = self.world.sides
        self._beside(first, second, end=end, until=self._unplayed)
        self._beside(second, first, end=end, until=end)
        self._now = self._unplayed = end

    def _finish(self) -> None:
        """The second side's last window, which has not been played yet."""
        self._lane(tuple(self.world.sides)[1], until=self._unplayed)
        self.world.deliver()

    def _beside(self, clock: str, lane: str, *, end: int, until: int) -> None:
        playing = self._pool.submit(self._lane, lane, until=until)
        began = time.monotonic()
        self._tick(clock, end=end)
        self.speed.settling += time.monotonic() - began
        playing.result()
        self.world.deliver()

    def _lane(self, side: str, *, until: int) -> None:
        self.world.sides[side].lane.run(end=until)

    def _line_at(self, now: int) -> None:
        if now not in self._cut:
            return
        self.settle()
        if now == self._cut[0]:
            self._line.cut(names=self._routes)
            return
        self._line.restore(names=self._routes)
        began = time.monotonic()
        self.speed.catch_up_entries, self.speed.catch_up_rounds = self._settle()
        self.speed.catch_up = time.monotonic() - began

    def _tick(self, side: str, *, end: int) -> Moved:
        self.speed.clocks += 1
        return self.world.sides[side].office.clock(seconds=end)


def utc_days(
    *, hours: tuple[int, ...], days: Iterable[int], offset: int
) -> dict[int, list[int]]:
    """The same published hours for local days, cut into the UTC days that the journal speaks of.

    ``offset``: minutes of local time ahead of UTC. A UTC day is listed when a local one touches it.
    """
    shift = offset // 60
    touched = sorted({(day * 24 - shift + hour) // 24 for day in days for hour in (0, 23)})
    return {day: [hours[(hour + shift) % 24] for hour in range(24)] for day in touched}
