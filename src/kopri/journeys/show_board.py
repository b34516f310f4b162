"""Show the public board: plate, hour, status; measured waits with their age. No names, no goods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.crossing.queries import CaseView, count_by_phase, in_phases, views_of
from kopri.crossing.states import Phase
from kopri.domains.calling.queries import Accuracy, accuracy
from kopri.domains.gate.queries import waited
from kopri.domains.priority.types import Ceiling
from kopri.domains.queue.queries import bookings_of, closures, offers
from kopri.domains.queue.queries.excess import excess
from kopri.domains.queue.queries.jumps import day_supply, jumps_of
from kopri.domains.queue.queries.public import Told, daily, listed, told
from kopri.domains.queue.types import Closure, Offer
from kopri.engines.countrydata import PairData, local_day
from kopri.engines.countrydata.priorities import ceilings_on, public_class
from kopri.engines.quantiles import percentile
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.core import Journal
from kopri.kernel.lines import TRUCK, VEHICLE_CLASSES, Line, day_of

HOURS_AHEAD = 12
MEASURED = timedelta(hours=6)
ESTIMATES = 30  # days of our own estimates that are looked at
# corridors and holds must not show: in control is in control until the side lets it go
PUBLIC = (Phase.WAITING, Phase.CALLED, Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED, Phase.STRIP,
          Phase.ENTRY_CONTROLS, Phase.ENTRY_RELEASED)
IN_CONTROL = (Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED, Phase.ENTRY_CONTROLS, Phase.ENTRY_RELEASED)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A vehicle in public."""

    plate: str
    slot: datetime | None
    phase: Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What ``vehicles`` waited that were taken in lately, the last at ``at``: minutes."""

    p50: int
    p90: int
    vehicles: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLine:
    """The hours to come of a vehicle class. ``listed``: on the list for a slot.

    ``excess``: slots given above what both sides now take. ``daily``: side -> goods class ->
    vehicles in the day, where their hours would tell too much. ``places``: public class -> slots of
    the day that may be given out of turn.
    """

    vehicle_class: str
    listed: int
    excess: int
    hours: Sequence[Offer]
    daily: dict[str, dict[str, int]]
    places: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One direction. ``longest``: minutes that the first of those who wait now has waited."""

    direction: str
    point: str
    closures: Sequence[Closure]
    measured: Measured | None
    longest: int | None
    waiting: int
    called: int
    in_control: int
    lines: Sequence[ClassLine]
    told: Told
    estimates: Sequence[Accuracy]
    vehicles: Sequence[BoardRow]

    @property
    def listed(self) -> int:
        """How many are on the list for a slot."""
        return sum(line.listed for line in self.lines)

    @property
    def excess(self) -> int:
        """Slots given above what both sides now take."""
        return sum(line.excess for line in self.lines)

    @property
    def ceilings(self) -> dict[str, int]:
        """Public class -> slots of the day that may be given out of turn."""
        names = sorted({name for line in self.lines for name in line.places})
        return {name: sum(line.places.get(name, 0) for line in self.lines) for name in names}

    @property
    def slots(self) -> Sequence[Offer]:
        """The hours of trucks, which are always told."""
        return self.lines[0].hours

    @property
    def is_open(self) -> bool:
        """Whether both sides take anybody in the hour that runs."""
        return any(line.hours[0].supply for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSheet:
    """The board as of ``now``."""

    now: datetime
    ways: Sequence[Way]


def show_board(*, journal: Journal, pair: PairData, now: datetime | None = None) -> BoardSheet:
    """Both directions of every point; ``now``: the moment that it speaks of."""
    now = now or journal.clock.now()
    held = accuracy(now=now, days=ESTIMATES)
    return BoardSheet(now=now, ways=[
        _way(direction=direction, point=point.code, now=now, pair=pair,
             held=[each for each in held if (each.point, each.direction) == (
                 point.code, direction)])
        for point in pair.pair.facts.points for direction in pair.directions
    ])


def _way(
    *, direction: str, point: str, now: datetime, pair: PairData, held: Sequence[Accuracy]
) -> Way:
    counts = count_by_phase(direction=direction, point=point)
    cases = in_phases(*PUBLIC, direction=direction, point=point, most=100)
    since = [case.since for case in cases if case.phase is Phase.WAITING]
    return Way(
        direction=direction, point=point, measured=_measured(direction, point=point, now=now),
        closures=closures(point=point, direction=direction, now=now),
        longest=max(0, int((now - min(since)).total_seconds() // 60)) if since else None,
        waiting=counts.get(Phase.WAITING, 0), called=counts.get(Phase.CALLED, 0),
        in_control=sum(counts.get(phase, 0) for phase in IN_CONTROL),
        lines=_lines(direction=direction, point=point, now=now, pair=pair),
        told=told(point=point, direction=direction, now=now), estimates=held,
        vehicles=_rows(cases),
    )


def _measured(direction: str, *, point: str, now: datetime) -> Measured | None:
    told = waited(side=exit_side(direction), since=now - MEASURED)
    here = {case.reference for case in views_of(list(told)) if (case.point, case.direction) == (
        point, direction)}
    found = [each for reference, each in told.items() if reference in here]
    if not found:
        return None
    minutes = [each.minutes for each in found]
    return Measured(p50=round(percentile(minutes, 50)), p90=round(percentile(minutes, 90)),
                    vehicles=len(found), at=max(each.registered for each in found))


def _lines(*, direction: str, point: str, now: datetime, pair: PairData) -> list[ClassLine]:
    """Trucks, and every other class that anybody takes or waits for."""
    waiting = listed(point=point, direction=direction)
    found = [_line(Line(point=point, direction=direction, vehicle_class=each), now=now, pair=pair,
                   waiting=waiting.get(each, 0)) for each in VEHICLE_CLASSES]
    return [each for each in found if each.vehicle_class == TRUCK or each.listed
            or any(hour.exit_capacity or hour.entry_capacity for hour in each.hours)]


def _line(line: Line, *, now: datetime, pair: PairData, waiting: int) -> ClassLine:
    sides = exit_side(line.direction), entry_side(line.direction)
    sums = {side: daily(side=side, line=line, day=day_of(now)) for side in sides}
    return ClassLine(
        vehicle_class=line.vehicle_class, listed=waiting,
        excess=sum(excess(line=line, now=now).values()),
        hours=offers(line=line, start=now, hours=HOURS_AHEAD, now=now),
        daily={side: found for side, found in sums.items() if found},
        places=_places(line, pair=pair, now=now))


def _places(line: Line, *, pair: PairData, now: datetime) -> dict[str, int]:
    """Of the day that runs, under each ceiling of the exit side."""
    day = day_of(now)
    held = ceilings_on(pair, direction=line.direction, day=local_day(pair, line, now))
    supply, taken = day_supply(line=line, day=day), jumps_of(line=line, day=day)
    return {public_class(group): Ceiling(
        supply=supply, share=round((row.value or 0) * 100),
        taken=taken[public_class(group)]).places for group, row in sorted(held.items())}


def _rows(cases: Sequence[CaseView]) -> list[BoardRow]:
    bookings = bookings_of([case.reference for case in cases])
    return [
        BoardRow(plate=case.plate, phase=case.phase,
                 slot=bookings[case.reference].slot if case.reference in bookings else None)
        for case in cases
    ]
