"""Discrete-event simulation of one side: a heap of processes, and counters that they queue for.

A process is a generator that yields what it waits for. Each side has a lane of its own and its own
order: what one causes on the other is handed over between windows and begins after the end of the
window that it was caused in.
"""

from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, field
from heapq import heappop, heappush

from kopri.demo.scenario import Duty

DAY = 86400


@dataclass(slots=True, kw_only=True)
class Counter:
    """``free`` officers of ``size``; trucks are taken in the order in which they came.

    Outside ``duty`` (minutes of the local day) nobody begins; what was begun is finished.
    """

    name: str
    size: int
    duty: Duty = field(default_factory=Duty)
    free: int = -1
    line: "deque[Process]" = field(default_factory=deque)

    def __post_init__(self) -> None:
        if self.free < 0:
            self.free = self.size

    def opens(self, *, now: int) -> int:
        """The first moment, ``now`` or later, at which the counter is on duty."""
        opens, closes = self.duty.opens * 60, self.duty.closes * 60
        today = now - now % DAY
        if now % DAY < opens:
            return today + opens
        return now if now % DAY < closes else today + DAY + opens


@dataclass(frozen=True, slots=True)
class Until:
    """Wait for a moment, in seconds from midnight; the past means now."""

    when: int


@dataclass(frozen=True, slots=True)
class Turn:
    """Wait for an officer of this counter; ``Lane.leave`` gives the officer back."""

    counter: Counter


@dataclass(frozen=True, slots=True)
class Together:
    """Wait until all of these processes have ended."""

    parts: "tuple[Process, ...]"


Wait = Until | Turn | Together
Process = Generator[Wait, None, None]


class Lane:
    """One side's events in strict order of time, then of their making."""

    def __init__(self, *, side: str, start: int) -> None:
        self.side = side
        self.now = start
        self.end = start
        self._heap: list[tuple[int, int, Process]] = []
        self._made = 0
        self._parents: dict[Process, tuple[Process, list[int]]] = {}

    def begin(self, *, process: Process, when: int) -> None:
        """Puts a process on the heap; never before what is already done."""
        self._made += 1
        heappush(self._heap, (max(when, self.now), self._made, process))

    def run(self, *, end: int) -> None:
        """Everything up to and including ``end``, which becomes the lane's time."""
        self.end = end
        while self._heap and self._heap[0][0] <= end:
            self.now, _, process = heappop(self._heap)
            self._step(process)
        self.now = end

    def leave(self, *, counter: Counter) -> None:
        """Gives an officer back; the next in line goes on at once, or when duty begins."""
        if counter.line:
            following = counter.line.popleft()
            self.begin(process=following, when=counter.opens(now=self.now))
        else:
            counter.free += 1

    @property
    def idle(self) -> bool:
        """Nothing is to come any more."""
        return not self._heap

    def _step(self, process: Process) -> None:
        try:
            wait = next(process)
        except StopIteration:
            self._ended(process)
            return
        if isinstance(wait, Until):
            self.begin(process=process, when=wait.when)
        elif isinstance(wait, Turn):
            self._queue(process, wait.counter)
        else:
            self._part(process, wait.parts)

    def _queue(self, process: Process, counter: Counter) -> None:
        if counter.free > 0:
            counter.free -= 1
            self.begin(process=process, when=counter.opens(now=self.now))
        else:
            counter.line.append(process)

    def _part(self, parent: Process, parts: tuple[Process, ...]) -> None:
        if not parts:
            self.begin(process=parent, when=self.now)
            return
        left = [len(parts)]
        for part in parts:
            self._parents[part] = (parent, left)
            self.begin(process=part, when=self.now)

    def _ended(self, process: Process) -> None:
        if process not in self._parents:
            return
        parent, left = self._parents.pop(process)
        left[0] -= 1
        if left[0] == 0:
            self.begin(process=parent, when=self.now)
