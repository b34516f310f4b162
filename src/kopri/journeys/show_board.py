"""Show the public board: plate, hour, status; measured waits with their age. No names, no goods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.crossing.queries import CaseView, count_by_phase, in_phases
from kopri.crossing.states import Phase
from kopri.domains.gate.queries import waits
from kopri.domains.queue.queries import bookings_of, offers
from kopri.domains.queue.types import Offer
from kopri.engines.countrydata import PairData
from kopri.engines.quantiles import percentile
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.lines import TRUCK, Line

HOURS_AHEAD = 12
MEASURED = timedelta(hours=6)
# corridors and holds must not show: in control is in control until the side lets it go
PUBLIC = (Phase.WAITING, Phase.CALLED, Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED, Phase.STRIP,
          Phase.ENTRY_CONTROLS, Phase.ENTRY_RELEASED)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """A vehicle in public."""

    plate: str
    slot: datetime | None
    phase: Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One direction. ``measured``: p50 and p90 minutes of ``measured_of`` vehicles."""

    direction: str
    point: str
    waiting: int
    called: int
    in_control: int
    slots: Sequence[Offer]
    vehicles: Sequence[BoardRow]
    measured: tuple[int, int] | None
    measured_of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardSheet:
    """The board as of ``now``; ``heard``: when the neighbour was last heard of."""

    now: datetime
    ways: Sequence[Way]


def show_board(*, journal: Journal, pair: PairData) -> BoardSheet:
    """Both directions of every point."""
    now = journal.clock.now()
    return BoardSheet(now=now, ways=[
        _way(direction=direction, point=point.code, now=now)
        for point in pair.pair.facts.points for direction in pair.directions
    ])


def _way(*, direction: str, point: str, now: datetime) -> Way:
    counts = count_by_phase(direction=direction)
    measured = waits(side=exit_side(direction), since=now - MEASURED)
    line = Line(point=point, direction=direction, vehicle_class=TRUCK)
    return Way(
        direction=direction, point=point, waiting=counts.get(Phase.WAITING, 0),
        called=counts.get(Phase.CALLED, 0),
        in_control=sum(counts.get(phase, 0) for phase in (
            Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED, Phase.ENTRY_CONTROLS, Phase.ENTRY_RELEASED)),
        slots=offers(line=line, start=now, hours=HOURS_AHEAD, now=now),
        vehicles=_rows(in_phases(*PUBLIC, direction=direction, most=100)),
        measured=(round(percentile(measured, 50)), round(percentile(measured, 90)))
        if measured else None,
        measured_of=len(measured),
    )


def _rows(cases: Sequence[CaseView]) -> list[BoardRow]:
    bookings = bookings_of([case.reference for case in cases])
    return [
        BoardRow(plate=case.plate, phase=case.phase,
                 slot=bookings[case.reference].slot if case.reference in bookings else None)
        for case in cases
    ]
