"""Brings one truck to a chosen state at once, through the same calls as everybody.

For the demo that lives on: it opens with a truck in every state and one on every worklist.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kopri.demo.day.deciding import decide, finding
from kopri.demo.day.papers import announce, open_case
from kopri.demo.day.trip import Side, Trip, World

HOUR = 3600
# each state is reached by way of all before it
CHAIN = (
    "opened", "booked", "announced", "waiting", "called", "registered", "released", "strip",
    "registered there", "released there",
)
# a state off the chain: the state it branches from
BRANCHES = {
    "cancelled": "booked",
    "held": "registered",
    "withheld": "registered",
    "refused": "registered",
    "turned back": "registered",
    "held there": "registered there",
    "refused there": "registered there",
    "less one there": "registered there",
}
STATES = (*CHAIN, *BRANCHES)


class Driver:
    """Acts on one trip, now, as whoever must act next."""

    def __init__(self, *, world: World, trip: Trip) -> None:
        self._world = world
        self._trip = trip
        self._exit = world.sides[trip.truck.exit_side]
        self._entry = world.sides[trip.truck.entry_side]

    def to(self, *, state: str) -> None:
        """Every call up to ``state``; KeyError for a word that is not in ``STATES``."""
        chain = self._chain()
        for name in CHAIN[: CHAIN.index(BRANCHES.get(state, state)) + 1]:
            chain[name]()
        if state in BRANCHES:
            self._branch(state)

    def leave_one(self, *, side: str, service: str = "") -> str:
        """Has every service of a side clear but one (the last, where none is named).

        The service that is left; empty where the truck's plan does not have it.
        """
        mine = self._world.sides[side]
        steps = self.steps(side=side)
        services = list(dict.fromkeys(str(step["service"]) for step in steps))
        left = service or (services[-1] if services else "")
        if left not in services:
            return ""
        for other in services:
            if other != left:
                self._clear(mine, service=other, steps=steps)
        return left

    def steps(self, *, side: str) -> Sequence[Mapping[str, Any]]:
        """The side's plan as its node lists it."""
        mine = self._world.sides[side]
        case = mine.office.case(reference=self._trip.reference, role="gate_officer")
        return sorted((case or {}).get("steps") or (), key=lambda step: int(step["order"]))

    def out(self, *, side: str) -> None:
        """Through the last gate of a side that has released."""
        mine = self._world.sides[side]
        mine.office.read(reference=self._trip.reference, place="exit_gate", now=mine.now)
        mine.office.gate(reference=self._trip.reference, verb="exit", now=mine.now)

    def register(self, *, side: str) -> None:
        """Through the first gate of a side."""
        mine = self._world.sides[side]
        mine.office.read(reference=self._trip.reference, place="gate", now=mine.now)
        mine.office.gate(
            reference=self._trip.reference,
            verb="register",
            now=mine.now,
            body={"plate": self._trip.truck.conveyance.plate},
        )

    def _chain(self) -> Mapping[str, Callable[[], None]]:
        leaving, entering = self._exit.lane.side, self._entry.lane.side
        return {
            "opened": lambda: open_case(world=self._world, side=self._exit, trip=self._trip),
            "booked": self._book,
            "announced": self._announce,
            "waiting": self._wait,
            "called": self._call,
            "registered": lambda: self.register(side=leaving),
            "released": lambda: self._clear_all(leaving),
            "strip": lambda: self.out(side=leaving),
            "registered there": lambda: self.register(side=entering),
            "released there": lambda: self._clear_all(entering),
        }

    def _book(self) -> None:
        hour = self._exit.now - self._exit.now % HOUR
        self._exit.office.book(
            reference=self._trip.reference,
            wishes=[self._exit.office.moment(hour + later * HOUR) for later in range(1, 6)],
            carrier=self._trip.truck.number,
        )

    def _announce(self) -> None:
        if self._trip.truck.good is not None:
            announce(world=self._world, side=self._exit, trip=self._trip)

    def _wait(self) -> None:
        self._exit.office.read(
            reference=self._trip.reference, place="waiting_area", now=self._exit.now
        )

    def _call(self) -> None:
        self._exit.office.gate(
            reference=self._trip.reference, verb="call", now=self._exit.now
        )

    def _branch(self, state: str) -> None:
        mine = self._entry if state.endswith("there") else self._exit
        if state == "cancelled":
            mine.office.cancel(reference=self._trip.reference, carrier=self._trip.truck.number)
            return
        steps = self.steps(side=mine.lane.side)
        outcome = "refused" if state == "turned back" else state.removesuffix(" there")
        self._find(mine, service=str(steps[0]["service"]),
                   body=finding(outcome=outcome, trip=self._trip, accepted=False))
        if state == "turned back":
            mine.office.gate(
                reference=self._trip.reference, verb="turn-back", now=mine.now
            )

    def _clear_all(self, side: str) -> None:
        steps = self.steps(side=side)
        for service in dict.fromkeys(str(step["service"]) for step in steps):
            self._clear(self._world.sides[side], service=service, steps=steps)

    def _clear(
        self, side: Side, *, service: str, steps: Sequence[Mapping[str, Any]]
    ) -> None:
        for step in steps:
            if step["service"] == service:
                side.office.step(
                    reference=self._trip.reference, step=str(step["step"]), verb="start",
                    service=service, now=side.now,
                )
        self._find(side, service=service, body={"outcome": "cleared"})

    def _find(self, side: Side, *, service: str, body: Mapping[str, Any]) -> None:
        decide(side=side, trip=self._trip, service=service, body=body)
