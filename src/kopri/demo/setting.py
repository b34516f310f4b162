"""The setting of a run: the line, both nodes, their people, the world in which the day is played."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from kopri.demo.client import Client
from kopri.demo.day.office import Complaint, Office
from kopri.demo.day.papers import people_and_vehicle
from kopri.demo.day.trip import Side, Trip, World
from kopri.demo.lane import Lane
from kopri.demo.line import Address, Line
from kopri.demo.nodes import Nodes, Ran, Roster, read_accounts
from kopri.demo.report.books import Book, read_book
from kopri.demo.scenario import Scenario
from kopri.demo.waybill import consignment
from kopri.engines.codecs import codec
from kopri.kernel.clock import from_text, to_text

T = TypeVar("T")
ECMR = codec("ecmr")
SOON = timedelta(minutes=15)  # who lodges late expects to be at the border no earlier


@dataclass(slots=True, kw_only=True)
class Setting:
    """Everything that a run has open; ``close`` ends it."""

    nodes: Nodes
    scenario: Scenario
    line: Line
    world: World

    def books(self) -> tuple[Book, ...]:
        """What both nodes hold, read by their auditors."""
        return tuple(
            read_book(
                side=name,
                client=side.office.client,
                token=side.office.roster.token(role="auditor"),
            )
            for name, side in self.world.sides.items()
        )

    def complaints(self) -> list[Complaint]:
        """Everything that either node refused."""
        return [one for side in self.world.sides.values() for one in side.office.complaints]

    def command(self, *, words: Sequence[str]) -> dict[str, Ran]:
        """The same command of the console on both nodes at once."""
        return both(
            work=lambda side: self.nodes.command(side=side, words=words), sides=self.nodes.sides
        )

    def start(self) -> None:
        """Starts both nodes at once."""
        both(work=lambda side: self.nodes.start(side=side), sides=self.nodes.sides)

    def stop(self) -> None:
        """Stops both nodes at once."""
        for side in self.world.sides.values():
            side.office.client.close()
        both(work=lambda side: self.nodes.stop(side=side), sides=self.nodes.sides)

    def close(self) -> None:
        """The end of the run: nodes and line."""
        self.stop()
        self.line.close()


def both(*, work: Callable[[str], T], sides: Iterable[str]) -> dict[str, T]:
    """The same work for both sides at once; what either raises is raised."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        waiting = {side: pool.submit(work, side) for side in sides}
        return {side: future.result() for side, future in waiting.items()}


def set_up(*, nodes: Nodes, scenario: Scenario, seed: int, start: int) -> Setting:
    """The line first, so that a node finds its neighbour's address; then the nodes, then people."""
    first, second = nodes.sides
    line = Line(
        routes={
            first: (nodes.peer(side=first), _address(nodes.url(side=second))),
            second: (nodes.peer(side=second), _address(nodes.url(side=first))),
        }
    )
    world = World(scenario=scenario, sides={}, document=partial(_document, scenario))
    setting = Setting(nodes=nodes, scenario=scenario, line=line, world=world)
    try:
        setting.start()
    except BaseException:
        setting.close()
        raise
    world.sides = _sides(nodes=nodes, scenario=scenario, seed=seed, start=start)
    return setting


def _sides(*, nodes: Nodes, scenario: Scenario, seed: int, start: int) -> Mapping[str, Side]:
    return {
        side: Side(
            lane=Lane(side=side, start=start),
            office=Office(
                side=side,
                client=Client(base=nodes.url(side=side)),
                roster=Roster(accounts=read_accounts(path=nodes.accounts(side=side))),
                midnight=scenario.midnight,
                salt=f"{scenario.name}/{seed}",
            ),
        )
        for side in nodes.sides
    }


def _address(url: str) -> Address:
    parts = urlsplit(url)
    return (parts.hostname or "127.0.0.1", parts.port or 80)


def _document(scenario: Scenario, trip: Trip, moment: str) -> bytes:
    """The body of a notice: the waybill as an eCMR document."""
    now = from_text(moment)
    wished = scenario.midnight + timedelta(days=trip.truck.day, hours=trip.truck.wishes[0])
    eta = max(wished, now + SOON)
    paper = consignment(truck=trip.truck, scenario=scenario, issued=now, eta=eta)
    return msgspec.json.encode(
        {
            "crossing": trip.reference or None,
            "point": scenario.point,
            "direction": trip.truck.direction,
            "eta": to_text(eta),
            "format": ECMR.name,
            "document": msgspec.Raw(ECMR.write(paper)),
            **people_and_vehicle(trip=trip),
        }
    )
