"""After the report: both nodes live on at sixty times real speed, and a visitor may take part.

The next day is played quickly up to 14:00; then a truck is brought to every state and one to every
worklist, and one is kept for the visitor: it needs a single decision on each side, and the
simulated officers leave both alone.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle
from threading import RLock
from typing import Any, TextIO

from kopri.demo.control import Control
from kopri.demo.day.drive import STATES, Driver
from kopri.demo.day.play import DAY, Day
from kopri.demo.day.trip import Trip
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
    stock: Iterator[Truck]
    kept: Kept | None = None
    lock: RLock = field(default_factory=RLock)
    _filled: int = 0

    def populate(self) -> None:
        """A truck in every state, one on every worklist, and the visitor's."""
        for state, direction in zip(STATES, cycle(self._directions()), strict=False):
            self._driver(direction=direction).to(state=state)
            self.day.settle()
        self.fill()
        self.kept = self._keep()

    def fill(self) -> None:
        """One truck that waits for each service of each side that has none waiting."""
        self._filled = self.day.now
        for side, services in self._services().items():
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
                "nodes": {s: self.setting.nodes.url(side=s) for s in self.setting.nodes.sides},
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

    def _driver(self, *, direction: str, loaded: bool = True) -> Driver:
        return Driver(world=self.setting.world, trip=self._fresh(direction, loaded=loaded))

    def _fresh(self, direction: str, *, loaded: bool = True) -> Trip:
        """The next unused truck of a direction; the stock has enough of both."""
        for truck in self.stock:
            if truck.direction == direction and (truck.good is not None or not loaded):
                trip = Trip(truck=truck)
                self.day.trips.append(trip)
                return trip
        raise LookupError(f"no truck is left for {direction}")

    def _services(self) -> Mapping[str, list[str]]:
        """Side -> the services for which the node has an inspector."""
        return {
            name: sorted(
                {account.service for account in side.office.roster.accounts
                 if account.role == "inspector" and account.service}
            )
            for name, side in self.setting.world.sides.items()
        }

    def _waits(self, *, side: str, service: str) -> bool:
        office = self.setting.world.sides[side].office
        return office.worklist(role="inspector", service=service) > 0

    def _leave_one(self, *, side: str, service: str, tries: int = 12) -> None:
        """A truck on its way out of the side, with only this service's decision open.

        Some services see only some goods: a few trucks are tried.
        """
        direction = next(d for d in self._directions() if d.startswith(f"{side}-"))
        for _ in range(tries):
            driver = self._driver(direction=direction)
            driver.to(state="registered")
            if driver.leave_one(side=side, service=service):
                return

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
    first = setting.nodes.url(side=setting.nodes.sides[0])
    out.write(f"\nBoth nodes live on, simulated, at {PACE} times real speed: {first}/tour\n")
    out.write("Ctrl-C ends the demo.\n")
    out.flush()
    try:
        _pace(life)
    except KeyboardInterrupt:
        out.write("\nThe demo ends.\n")


def prepare(*, setting: Setting, day: Day, seed: int, out: TextIO) -> Life:
    """The next day up to 14:00, and then somebody everywhere."""
    plan = make_plan(
        scenario=setting.scenario, seed=seed + SEED, first=NUMBERS, later=DAY
    )
    coming = [truck for truck in plan if truck.asked >= FROM]
    stock = iter([truck for truck in plan if truck.asked < FROM] + list(
        make_plan(scenario=setting.scenario, seed=seed + 2 * SEED, first=2 * NUMBERS, later=DAY)
    ))
    progress = Progress(out=out, total=OPENS - day.now, title="On to 14:00 of the next day")
    begun = day.now
    day.publish(days=(1, 2))
    day.add(trucks=coming)
    day.advance(to=OPENS, show=lambda now: progress.show(done=now - begun, note="simulated"))
    life = Life(setting=setting, day=day, stock=stock)
    life.populate()
    progress.end()
    return life


def _pace(life: Life) -> None:
    """One tick a second; a slow machine falls behind and does not pile up ticks."""
    due = time.monotonic()
    while True:
        due = max(due + 1, time.monotonic() - PATIENCE)
        life.tick()
        time.sleep(max(0.0, due - time.monotonic()))
