"""After the report: the nodes live on at sixty times real speed, and a visitor may take part.

The next day is played quickly up to 14:00; then a truck is brought to every state and one to every
worklist, and one is kept for the visitor: it needs a single decision on each side, and the
simulated officers leave both alone.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count, cycle
from threading import RLock
from typing import Any, TextIO

from kopri.demo.control import Control
from kopri.demo.day.drive import STATES, Driver
from kopri.demo.day.play import DAY, Day
from kopri.demo.day.trip import Trip
from kopri.demo.goods import CATALOGUE
from kopri.demo.incidents import Incidents
from kopri.demo.plan import Truck, make_plan
from kopri.demo.progress import Progress
from kopri.demo.setting import Setting

HOUR = 3600
OPENS = DAY + 14 * HOUR
FROM = DAY + 7 * HOUR  # trucks of the next day that ask before this are left out
PACE = 60  # simulated seconds to a real one
REFILL = 20 * 60  # simulated seconds between two looks at the worklists
SEED = 7919  # the next day's trucks are drawn from another seed
NUMBERS = 2000  # and numbered from here, so that no plate comes twice
ALTER = "/demo/alter"  # POST on the node whose copied journal loses its innocence
PATIENCE = 10.0


@dataclass(slots=True, kw_only=True)
class Kept:
    """The visitor's truck and the decision that waits for the visitor."""

    trip: Trip
    side: str
    service: str
    done: bool = False


@dataclass(slots=True, kw_only=True)
class Life:
    """The demo that goes on. One lock, because the tour page acts from another thread."""

    setting: Setting
    day: Day
    stock: Mapping[str, Iterator[Truck]]
    kept: Kept | None = None
    lock: RLock = field(default_factory=RLock)
    _filled: int = 0

    def populate(self) -> None:
        """A truck in every state, one on every worklist, and the visitor's."""
        for state, direction in zip(STATES, cycle(self._directions()), strict=False):
            trip = self._fresh(direction)
            if state.startswith("less one"):
                side = trip.truck.entry_side
                trip.truck = replace(trip.truck, meets=Incidents(less_one=side))
            Driver(world=self.setting.world, trip=trip).to(state=state)
            self.day.settle()
        self.fill()
        self.kept = self._keep()

    def fill(self) -> None:
        """One truck that waits for each service of each side that has none waiting."""
        self._filled = self.day.now
        for side, services in self.setting.scenario.at_work.items():
            for service in services:
                if not self._waits(side=side, service=service):
                    self._leave_one(side=side, service=service)

    def tick(self) -> None:
        """One real second: the world goes on, the visitor's truck with it."""
        with self.lock:
            self.day.advance(to=self.day.now + PACE)
            if self.day.now - self._filled >= REFILL:
                self.fill()
            self._follow()

    def state(self) -> Mapping[str, Any]:
        """What the tour page shows: the line, the time, the truck to follow, who is next."""
        with self.lock:
            side = self.setting.world.sides[self.setting.nodes.sides[0]]
            return {
                "simulated": True,
                "now": side.office.moment(self.day.now),
                "line": "whole" if self.setting.line.whole else "cut",
                "nodes": {s: self.setting.nodes.url(node=s) for s in self.setting.nodes.sides},
                "truck": self._shown(),
            }

    def cut(self) -> Mapping[str, Any]:
        with self.lock:
            self.setting.line.cut()
        return self.state()

    def restore(self) -> Mapping[str, Any]:
        with self.lock:
            self.setting.line.restore()
        return self.state()

    def alter(self) -> Mapping[str, Any]:
        """One byte of the copy that the first node holds of the second's journal."""
        with self.lock:
            holder, owner = self.setting.nodes.sides
            office = self.setting.world.sides[holder].office
            return {"altered": owner, "held_by": holder, "answer": office.command(path=ALTER)}

    def _shown(self) -> Mapping[str, Any] | None:
        if self.kept is None:
            return None
        return {
            "reference": self.kept.trip.reference,
            "plate": self.kept.trip.truck.conveyance.plate,
            "side": self.kept.side,
            "role": "inspector",
            "service": self.kept.service,
            "button": "cleared",
            "done": self.kept.done,
        }

    def _directions(self) -> list[str]:
        return [way.direction for way in self.setting.scenario.ways]

    def _fresh(self, direction: str, *, service: str = "") -> Trip:
        """The next unused loaded truck of a direction, with goods that the service sees."""
        truck = next(truck for truck in self.stock[direction] if truck.good is not None)
        chapters = self.setting.scenario.seen_by.get(service)
        if chapters is not None:
            truck = _with_goods(truck, chapters=chapters)
        trip = Trip(truck=truck)
        self.day.trips.append(trip)
        return trip

    def _waits(self, *, side: str, service: str) -> bool:
        office = self.setting.world.sides[side].office
        return office.worklist(role="inspector", service=service) > 0

    def _leave_one(self, *, side: str, service: str) -> None:
        """A truck on its way out of the side, with only this service's decision open."""
        direction = next(d for d in self._directions() if d.startswith(f"{side}-"))
        trip = self._fresh(direction, service=service)
        driver = Driver(world=self.setting.world, trip=trip)
        driver.to(state="registered")
        driver.leave_one(side=side, service=service)

    def _keep(self) -> Kept:
        direction = self._directions()[0]
        trip = self._fresh(direction)
        trip.reserved = True
        driver = Driver(world=self.setting.world, trip=trip)
        driver.to(state="registered")
        side = trip.truck.exit_side
        return Kept(trip=trip, side=side, service=driver.leave_one(side=side))

    def _follow(self) -> None:
        """When the visitor has decided, everyone else hurries the truck to the next decision."""
        kept = self.kept
        if kept is None or not self._released(kept):
            return
        driver = Driver(world=self.setting.world, trip=kept.trip)
        driver.out(side=kept.side)
        if kept.side == kept.trip.truck.entry_side:
            self.kept = self._keep()
            return
        kept.side = kept.trip.truck.entry_side
        self.day.settle()
        driver.register(side=kept.side)
        kept.service = driver.leave_one(side=kept.side)

    def _released(self, kept: Kept) -> bool:
        office = self.setting.world.sides[kept.side].office
        case = office.case(reference=kept.trip.reference, role="gate_officer")
        way = "exit" if kept.side == kept.trip.truck.exit_side else "entry"
        return case is not None and case["case"][f"{way}_state"] == "released"


def live_on(
    *, setting: Setting, day: Day, control: Control, seed: int, out: TextIO
) -> None:
    """Plays on until the terminal says stop (Ctrl-C). ``control`` learns what it can do."""
    life = prepare(setting=setting, day=day, seed=seed, out=out)
    control.offer(
        actions={
            "state": life.state, "cut": life.cut, "restore": life.restore, "alter": life.alter,
        }
    )
    first = setting.nodes.url(node=setting.nodes.sides[0])
    out.write(f"\nBoth nodes live on, simulated, at {PACE} times real speed: {first}/tour\n")
    out.write("Ctrl-C ends the demo.\n")
    out.flush()
    with suppress(KeyboardInterrupt):  # how the demo is meant to end: the report stands
        _pace(life.tick)
    out.write("\nThe demo ends.\n")


def stay(*, setting: Setting, day: Day, out: TextIO) -> None:
    """All nodes go on, without new trucks, until the terminal says stop."""
    out.write(f"\nThe nodes go on, simulated, at {PACE} times real speed:\n")
    out.writelines(f"  {each.name:<10}{setting.nodes.url(node=each.name)}\n"
                   for each in setting.nodes.members)
    out.write("Ctrl-C ends the demo.\n")
    out.flush()
    with suppress(KeyboardInterrupt):
        _pace(lambda: day.advance(to=day.now + PACE))
    out.write("\nThe demo ends.\n")


def prepare(*, setting: Setting, day: Day, seed: int, out: TextIO) -> Life:
    """The next day up to 14:00, and then somebody everywhere."""
    plan = make_plan(
        scenario=setting.scenario, seed=seed + SEED, first=NUMBERS, later=DAY
    )
    coming = [truck for truck in plan if truck.asked >= FROM]
    stock = {
        way.direction: _stock(setting=setting, direction=way.direction, seed=seed)
        for way in setting.scenario.ways
    }
    progress = Progress(out=out, total=OPENS - day.now, title="On to 14:00 of the next day")
    begun = day.now
    day.publish(days=(1, 2))
    day.add(trucks=coming)
    day.advance(to=OPENS, show=lambda now: progress.show(done=now - begun, note="simulated"))
    life = Life(setting=setting, day=day, stock=stock)
    life.populate()
    progress.end()
    return life


def _stock(*, setting: Setting, direction: str, seed: int) -> Iterator[Truck]:
    """Trucks without end: plan after plan, with numbers that nobody had."""
    for turn in count(2):
        plan = make_plan(
            scenario=setting.scenario, seed=seed + turn * SEED, first=turn * NUMBERS, later=DAY
        )
        yield from (truck for truck in plan if truck.direction == direction)


def _with_goods(truck: Truck, *, chapters: frozenset[int]) -> Truck:
    """The same truck with goods of these chapters; unchanged where the catalogue has none."""
    for good in CATALOGUE:
        if good.chapter in chapters:
            return replace(truck, good=good, packages=good.load_kg // good.package_kg)
    return truck


def _pace(tick: Callable[[], None]) -> None:
    """One tick a second; a slow machine falls behind and does not pile up ticks."""
    due = time.monotonic()
    while True:
        due = max(due + 1, time.monotonic() - PATIENCE)
        tick()
        time.sleep(max(0.0, due - time.monotonic()))
