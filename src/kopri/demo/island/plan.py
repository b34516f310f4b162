"""The trucks of an island, drawn from a scenario and a seed: pure, and the same for the same seed.

Whoever books does so before the cut. While it lasts some come without a booking, some carriers
open cases at their centre, and some give a booking back while the truck is on its way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from random import Random

from kopri.demo.plan import DAY, EVE, HOUR, MINUTE, Truck, deal, make_plan
from kopri.demo.scenario import Island, Scenario

NUMBERS = 1000  # between the trucks of one day and of the next
AHEAD = 4 * HOUR  # a carrier that asks during the cut asks so long before the slot


class Errand(Enum):
    """How a truck comes to the border."""

    BOOKED = "booked"  # before the cut
    WALKS_IN = "walks in"
    OPENED = "opened"  # at the centre, during the cut
    CANCELLED = "cancelled"  # at the centre, during the cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Comer:
    """A truck and its errand. ``when``: it walks in, or its booking is given back."""

    truck: Truck
    errand: Errand
    when: int = 0


def make_comers(*, scenario: Scenario, island: Island, seed: int) -> tuple[Comer, ...]:
    """All trucks of all days."""
    return tuple(
        comer
        for day in range(island.days)
        for direction in scenario.ways
        for comer in _of_a_day(
            scenario=replace(scenario, ways=(direction,)), island=island, day=day,
            random=Random(f"island/{seed}/{day}/{direction.direction}"),
            first=1 + day * NUMBERS + scenario.ways.index(direction) * NUMBERS // 2,
        )
    )


def _of_a_day(
    *, scenario: Scenario, island: Island, day: int, random: Random, first: int
) -> Iterator[Comer]:
    trucks = make_plan(
        scenario=scenario, seed=random.randrange(2**32), first=first, later=day * DAY
    )
    errands = _errands(count=len(trucks), island=island, random=random)
    for truck, errand in zip(trucks, errands, strict=True):
        yield _comer(truck=truck, errand=errand, island=island, random=random)


def _errands(*, count: int, island: Island, random: Random) -> list[Errand]:
    walks = deal(count=count, share=island.walk_in, random=random)
    rest = [n for n in range(count) if not walks[n]]
    random.shuffle(rest)
    opened = round(count * island.opened)
    cancelled = opened + round(count * island.cancelled)
    errands = [Errand.WALKS_IN if hit else Errand.BOOKED for hit in walks]
    for place, n in enumerate(rest[:cancelled]):
        errands[n] = Errand.OPENED if place < opened else Errand.CANCELLED
    return errands


def _comer(*, truck: Truck, errand: Errand, island: Island, random: Random) -> Comer:
    wished = truck.day * DAY + truck.wishes[0] * HOUR
    begins, ends = island.cut
    if errand is Errand.WALKS_IN:
        own = replace(truck, comes=True, announced_late=False)
        return Comer(truck=own, errand=errand, when=wished + random.randrange(HOUR))
    if errand is not Errand.BOOKED and begins + AHEAD + HOUR <= wished < ends - HOUR:
        own = replace(truck, comes=True, announced_late=False, late=False,
                      through=truck.exit_side, lead=min(truck.lead, HOUR))
        if errand is Errand.OPENED:
            return Comer(truck=replace(own, asked=wished - AHEAD), errand=errand)
        return Comer(truck=replace(own, asked=_before(island, truck=truck, random=random)),
                     errand=errand, when=wished - random.randrange(HOUR, 2 * HOUR))
    asked = _before(island, truck=truck, random=random)
    return Comer(truck=replace(truck, asked=asked), errand=Errand.BOOKED)


def _before(island: Island, *, truck: Truck, random: Random) -> int:
    """When it is booked: before the cut, and before its day begins."""
    last = min(island.cut[0] - HOUR, truck.day * DAY - 20 * MINUTE)
    return random.randrange(EVE + 20 * MINUTE, last)
