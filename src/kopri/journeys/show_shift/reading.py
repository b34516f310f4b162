"""The clocks of many cases at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kopri.crossing.history import down, history_of, second_of, waits
from kopri.crossing.presence import strip_full
from kopri.crossing.queries import CaseView
from kopri.crossing.types import Milestone
from kopri.domains.control.queries import StepView
from kopri.domains.fallback.queries import regimes
from kopri.domains.queue.queries import bookings_of
from kopri.domains.queue.queries.capacity import closures
from kopri.domains.queue.types import Closure
from kopri.engines.clockwork import Reading, Span, read_clock
from kopri.engines.countrydata import PairData

Way = tuple[str, str]  # point, direction


def troubles(
    cases: Sequence[CaseView], *, stones: Mapping[str, Sequence[Milestone]], pair: PairData,
    side: str,
) -> dict[Way, list[Span]]:
    """What keeps vehicles of each way that is no closure: regimes of this side, a strip that is full."""
    ways: dict[Way, list[CaseView]] = {}
    for case in cases:
        ways.setdefault((case.point, case.direction), []).append(case)
    out = {point: down(regimes(side=side, point=point)) for point, _ in ways}
    return {(point, direction): [*out[point], *waits(strip_full(
        mine, stones=stones, capacity=pair.strip_of(point).capacity_vehicles),
        direction=direction)] for (point, direction), mine in ways.items()}


def readings(
    cases: Sequence[CaseView], *, stones: Mapping[str, Sequence[Milestone]], side: str,
    steps: Sequence[StepView], now: datetime, further: Mapping[Way, Sequence[Span]],
) -> dict[str, Reading]:
    """Whose the minutes of these cases are, by reference. ``further``: outages and waits for the
    neighbour, by point and direction."""
    work: dict[str, list[StepView]] = {case.reference: [] for case in cases}
    for step in steps:
        work[step.reference].append(step)
    bookings, shut = bookings_of(list(work)), _closures(cases, stones=stones)
    found = {}
    for case in cases:
        booking = bookings.get(case.reference)
        found[case.reference] = read_clock(now=second_of(now), history=history_of(
            case, stones=stones[case.reference], side=side, steps=work[case.reference],
            closures=shut.get((case.point, case.direction), ()),
            further=further.get((case.point, case.direction), ()),
            slots=(booking.first_slot, booking.slot) if booking else ()))
    return found


def _closures(
    cases: Sequence[CaseView], *, stones: Mapping[str, Sequence[Milestone]]
) -> dict[Way, list[Closure]]:
    """Closures of each way, back to the first that happened to any of its cases."""
    first: dict[Way, datetime] = {}
    for case in cases:
        for stone in stones[case.reference][:1]:
            way = case.point, case.direction
            first[way] = min(stone.time, first.get(way, stone.time))
    return {(point, direction): closures(point=point, direction=direction, now=since)
            for (point, direction), since in first.items()}
