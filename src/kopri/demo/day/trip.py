"""One truck's way through the day, and the world in which the ways meet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kopri.demo.day.office import Office
from kopri.demo.lane import Counter, Lane, Process
from kopri.demo.plan import Truck
from kopri.demo.scenario import Duty, Kind, Scenario, Stage

STRIDE = 5 * 60  # the nodes' clocks move by this many simulated seconds


@dataclass(slots=True, kw_only=True)
class Trip:
    """What has become of a truck so far. Only one lane at a time works on a trip. ``lodged``: notices;
    ``declared``: side -> its customs declaration."""

    truck: Truck
    reference: str = ""
    lodged: int = 0
    slot: int | None = None
    ended: str = ""
    reserved: bool = False
    declared: dict[str, str] = field(default_factory=dict)

    @property
    def announced(self) -> bool:
        """Whether a notice of it was lodged."""
        return self.lodged > 0


@dataclass(slots=True, kw_only=True)
class Side:
    """One side at work: its events, its office, its counters by stage. ``missed``: the service that a
    fallback regime lets be missed now."""

    lane: Lane
    office: Office
    counters: dict[str, Counter] = field(default_factory=dict)
    missed: str = ""

    @property
    def now(self) -> int:
        return self.lane.now


@dataclass(slots=True, kw_only=True)
class World:
    """Both sides. ``document``: the notice of a truck, lodged at a moment (RFC 3339), as the encoded request.
    """

    scenario: Scenario
    sides: Mapping[str, Side]
    document: Callable[[Trip, str], bytes]
    _handed: dict[str, list[tuple[int, int, Process]]] = field(default_factory=dict)

    def counter(self, *, stage: Stage) -> Counter:
        """The officers of a stage. A side's corridors share one desk."""
        side = self.sides[stage.side]
        name = f"{stage.service}/directed" if stage.corridor else stage.code
        if name not in side.counters:
            shared = tuple(
                other
                for other in self.scenario.stages_of(side=stage.side, kind=stage.kind)
                if other == stage or (stage.corridor and other.corridor)
            )
            size = self.scenario.counters(stages=shared)
            duty = self.scenario.duty.get(stage.service, Duty())
            side.counters[name] = Counter(name=name, size=size, duty=duty)
        return side.counters[name]

    def gate(self, *, side: str, kind: Kind) -> Counter:
        """The officers of a side's first or last gate."""
        return self.counter(stage=self.scenario.stages_of(side=side, kind=kind)[0])

    def hand(self, *, side: str, origin: str, when: int, number: int, process: Process) -> None:
        """Gives a process to a side. To the other one: from the next window on at the earliest,
        so that what one lane sends in a window never depends on the other's."""
        if side == origin:
            self.sides[side].lane.begin(process=process, when=when)
        else:
            later = max(when, self.sides[origin].lane.end + 1)
            self._handed.setdefault(f"{origin}>{side}", []).append((later, number, process))

    def deliver(self) -> None:
        """Between two windows: what was handed over comes onto the other heap, in one order."""
        for route, waiting in self._handed.items():
            lane = self.sides[route.partition(">")[2]].lane
            for when, _, process in sorted(waiting, key=lambda row: row[:2]):
                lane.begin(process=process, when=when)
            waiting.clear()
