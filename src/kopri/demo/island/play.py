"""Plays the island: bookings before the cut, two capitals out of reach, and the lines again."""

from collections.abc import Sequence
from typing import TextIO

from kopri.demo.day.border import leave_home
from kopri.demo.day.carrier import carry
from kopri.demo.day.play import Day
from kopri.demo.day.trip import Trip, World
from kopri.demo.island.plan import Comer, Errand, make_comers
from kopri.demo.lane import Process, Until
from kopri.demo.nodes import Nodes
from kopri.demo.plan import EVE
from kopri.demo.progress import Progress
from kopri.demo.scenario import Island
from kopri.demo.setting import Setting


def play_island(*, setting: Setting, island: Island, seed: int, out: TextIO) -> Day:
    """From the evening before to some hours after the lines have returned."""
    day = begin(setting=setting, island=island, seed=seed)
    progress = Progress(
        out=out, total=island.until - EVE, title="Playing the island (simulated)"
    )
    day.advance(
        to=island.until, show=lambda now: progress.show(done=now - EVE, note=setting.clock(now))
    )
    progress.end()
    day.settle()
    return day


def begin(*, setting: Setting, island: Island, seed: int) -> Day:
    """The evening before: capacity is published, everybody is on their lane."""
    day = Day(
        world=setting.world, line=setting.line, cut=island.cut, stride=island.step,
        routes=to_the_capitals(setting.nodes),
    )
    day.settle()
    day.publish(days=range(island.days + 1))
    day.settle()
    for comer in make_comers(scenario=setting.scenario, island=island, seed=seed):
        send(day=day, comer=comer)
    return day


def to_the_capitals(nodes: Nodes) -> Sequence[str]:
    """Every route between a post and a centre, its own or the neighbour's."""
    centres = [member.name for member in nodes.members if not member.post]
    posts = [member.name for member in nodes.members if member.post]
    return [f"{one}>{other}" for post in posts for centre in centres
            for one, other in ((post, centre), (centre, post))]


def send(*, day: Day, comer: Comer) -> None:
    """Puts a truck and its carrier on their lane."""
    trip, world = day.take(truck=comer.truck), day.world
    lane = world.sides[comer.truck.through].lane
    if comer.errand is Errand.WALKS_IN:
        home = world.sides[comer.truck.exit_side].lane
        home.begin(process=leave_home(world=world, trip=trip), when=comer.when)
        return
    lane.begin(process=carry(world=world, trip=trip), when=comer.truck.asked)
    if comer.errand is Errand.CANCELLED:
        lane.begin(process=_give_back(world=world, trip=trip, when=comer.when),
                   when=comer.truck.asked)


def _give_back(*, world: World, trip: Trip, when: int) -> Process:
    """The carrier gives the booking back and does not reach the driver."""
    yield Until(when)
    if trip.slot is not None:
        world.sides[trip.truck.exit_side].office.cancel(
            reference=trip.reference, carrier=trip.truck.number
        )
