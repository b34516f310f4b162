"""The requests of a stressed border, drawn from a seed: pure, and the same for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from kopri.demo.plan import DAY, HOUR, MINUTE
from kopri.demo.scenario import Scenario
from kopri.demo.stress.passage import HOURS, Wish, spread
from kopri.demo.vehicle import Conveyance, make_conveyance
from kopri.engines.countrydata.pair import PairData, entry_side, exit_side

WISHES = 12  # hours of the day that suit a carrier
ASKING = HOUR  # before the list is closed: when the requests of a day come in
NEIGHBOURS = 10  # of so many requests one is made at the neighbour's node
DAYS = 5  # as the figures of the data are for


@dataclass(frozen=True, slots=True, kw_only=True)
class Stress:
    """``demand``, ``own``, ``accepts``: vehicles a day, who want to cross, whom the exit side would
    let go, whom the entry side takes. ``told``: what the data says to expect, by (figure, way)."""

    direction: str
    days: int
    demand: int
    own: int
    accepts: int
    told: dict[tuple[str, str], int]

    @property
    def exit_side(self) -> str:
        return exit_side(self.direction)

    @property
    def entry_side(self) -> str:
        return entry_side(self.direction)

    def hours(self, side: str) -> tuple[int, ...]:
        """What a side publishes for each hour."""
        return spread(self.own if side == self.exit_side else self.accepts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A carrier's request for a day. ``asked``: when, in seconds from the first midnight; ``through``:
    the side at whose node."""

    number: int
    day: int
    asked: int
    through: str
    conveyance: Conveyance
    hours: tuple[int, ...]


def stress_of(*, data: PairData, name: str) -> Stress | None:
    """The stress of this name, where the data has one: own slots and what the neighbour accepts."""
    rows = [row for row in data.pair.demo_volumes if row.scenario == name]
    ways = {row.scope for row in rows if row.parameter == "neighbour_accepts"}
    if not ways:
        return None
    (direction,) = ways

    def number(parameter: str) -> int:
        return round(data.volume(parameter, scope=direction, scenario=name))

    return Stress(
        direction=direction, days=DAYS, demand=number("trucks"), own=number("own_slots"),
        accepts=number("neighbour_accepts"),
        told={(row.parameter, row.case): round(row.value) for row in rows if row.case})


def make_requests(*, scenario: Scenario, stress: Stress, seed: int) -> list[list[Request]]:
    """Day by day, each day's in the order in which they are made."""
    random = Random(f"stress/{seed}")
    return [_of_a_day(day, scenario=scenario, stress=stress, random=random)
            for day in range(stress.days)]


def _of_a_day(
    day: int, *, scenario: Scenario, stress: Stress, random: Random
) -> list[Request]:
    closes = scenario.drawing.closes + day * DAY
    times = sorted(random.randrange(closes - ASKING, closes - 10 * MINUTE)
                   for _ in range(stress.demand))
    return [Request(
        number=day * stress.demand + place + 1, day=day, asked=asked,
        through=stress.exit_side if place % NEIGHBOURS else stress.entry_side,
        conveyance=make_conveyance(
            number=day * stress.demand + place + 1, random=random,
            country=stress.entry_side if place % 2 else stress.exit_side),
        hours=tuple(random.sample(range(HOURS), WISHES)),
    ) for place, asked in enumerate(times)]


def wishes_of(days: Sequence[Sequence[Request]]) -> list[list[Wish]]:
    """The same requests as the model without two-sided slots takes them."""
    return [[Wish(name=str(each.number), hours=each.hours) for each in day] for day in days]
