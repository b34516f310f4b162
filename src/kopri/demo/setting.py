"""The setting of a run: the line, the nodes, their people, the world in which the day is played."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeVar

import msgspec

from kopri.demo.client import Client
from kopri.demo.day.office import Complaint, Desk, Office
from kopri.demo.day.papers import people_and_vehicle
from kopri.demo.day.trip import Side, Trip, World
from kopri.demo.incidents import TRANSIT
from kopri.demo.lane import Lane
from kopri.demo.line import Line
from kopri.demo.nodes import Nodes, Ran, Roster, read_accounts, routes_of
from kopri.demo.report.books import Book, read_book
from kopri.demo.scenario import Scenario
from kopri.demo.waybill import consignments
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

    @property
    def desks(self) -> list[Desk]:
        """Every node as the demo's people reach it, both centres first."""
        offices = [side.office for side in self.world.sides.values()]
        return [*(office.centre for office in offices),
                *(office.post for office in offices if office.post is not office.centre)]

    def clock(self, now: int) -> str:
        """The border time at that second and whether the line is cut, for the terminal."""
        moment = self.scenario.midnight + timedelta(seconds=now)
        day = f"day {(moment.date() - self.scenario.day).days + 1} " if self.scenario.island else ""
        return f"{day}{moment:%H:%M}{'' if self.line.whole else ', line cut'}"

    def books(self) -> tuple[Book, ...]:
        """What each node holds, read by its auditor."""
        sides = {member.name: member.side for member in self.nodes.members}
        return tuple(
            read_book(
                node=desk.node,
                side=sides[desk.node],
                client=desk.client,
                token=desk.roster.token(role="auditor"),
            )
            for desk in self.desks
        )

    def open_transits(self) -> set[str]:
        """The transits that the customs of either side lists as open."""
        return {
            str(row["declaration"]["declaration"])
            for name, service in self.scenario.customs.items()
            for row in self.world.sides[name].office.declarations(service=service)
            if row["declaration"]["regime"] == TRANSIT
        }

    def released_without(self) -> set[str]:
        """The cases that either side lists as released under fallback."""
        found = (side.office.look("/fallback", role="shift_head")
                 for side in self.world.sides.values())
        return {str(row["reference"]) for each in found if each.ok
                for row in each.body["releases"]}

    def complaints(self) -> list[Complaint]:
        """Everything that any node refused."""
        return [one for side in self.world.sides.values() for one in side.office.complaints]

    def command(self, *, words: Sequence[str]) -> dict[str, Ran]:
        """The same command of the console on every node."""
        return at_once(
            work=lambda node: self.nodes.command(node=node, words=words), nodes=self._names
        )

    def start(self) -> None:
        """Starts every node."""
        at_once(work=lambda node: self.nodes.start(node=node), nodes=self._every)

    def stop(self) -> None:
        """Stops every node."""
        for desk in self.desks:
            desk.client.close()
        at_once(work=lambda node: self.nodes.stop(node=node), nodes=self._every)

    @property
    def _names(self) -> list[str]:
        return [member.name for member in self.nodes.members]

    @property
    def _every(self) -> list[str]:
        return [*self._names, *self.nodes.observers]

    def close(self) -> None:
        """The end of the run: nodes and line."""
        self.stop()
        self.line.close()


def at_once(*, work: Callable[[str], T], nodes: Iterable[str]) -> dict[str, T]:
    """The same work for every node, two at a time; what any of them raises is raised."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        waiting = {node: pool.submit(work, node) for node in nodes}
        return {node: future.result() for node, future in waiting.items()}


def set_up(*, nodes: Nodes, scenario: Scenario, seed: int, start: int) -> Setting:
    """The line first, so that a node finds its neighbour's address; then the nodes, then people."""
    line = Line(routes=routes_of(nodes))
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
    desks: dict[str, list[Desk]] = {side: [] for side in nodes.sides}
    for member in nodes.members:
        desks[member.side].append(Desk(
            node=member.name,
            client=Client(base=nodes.url(node=member.name)),
            roster=Roster(accounts=read_accounts(path=nodes.accounts(node=member.name))),
        ))
    return {
        side: Side(
            lane=Lane(side=side, start=start),
            office=Office(
                side=side,
                centre=desks[side][0],
                post=desks[side][-1],
                midnight=scenario.midnight,
                salt=f"{scenario.name}/{seed}",
            ),
        )
        for side in nodes.sides
    }


def _document(scenario: Scenario, trip: Trip, moment: str) -> bytes:
    """The body of a notice: the next waybill as an eCMR document."""
    now = from_text(moment)
    wished = scenario.midnight + timedelta(days=trip.truck.day, hours=trip.truck.wishes[0])
    eta = max(wished, now + SOON)
    papers = consignments(truck=trip.truck, scenario=scenario, issued=now, eta=eta)
    return msgspec.json.encode(
        {
            "crossing": trip.reference or None,
            "point": scenario.point,
            "direction": trip.truck.direction,
            "eta": to_text(eta),
            "format": ECMR.name,
            "document": msgspec.Raw(ECMR.write(papers[min(trip.lodged, len(papers) - 1)])),
            **people_and_vehicle(trip=trip),
        }
    )
