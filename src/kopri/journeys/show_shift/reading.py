"""The clocks of many cases at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from kopri.crossing.history import history_of, second_of
from kopri.crossing.queries import CaseView
from kopri.crossing.types import Milestone
from kopri.domains.control.queries import StepView
from kopri.domains.queue.queries import bookings_of
from kopri.domains.queue.queries.capacity import closures
from kopri.domains.queue.types import Closure
from kopri.engines.clockwork import Reading, read_clock


def readings(
    cases: Sequence[CaseView], *, stones: Mapping[str, Sequence[Milestone]], side: str,
    steps: Sequence[StepView], now: datetime,
) -> dict[str, Reading]:
    """Whose the minutes of these cases are, by reference."""
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
            slots=(booking.first_slot, booking.slot) if booking else ()))
    return found


def _closures(
    cases: Sequence[CaseView], *, stones: Mapping[str, Sequence[Milestone]]
) -> dict[tuple[str, str], list[Closure]]:
    """Closures of each way, back to the first that happened to any of its cases."""
    first: dict[tuple[str, str], datetime] = {}
    for case in cases:
        for stone in stones[case.reference][:1]:
            way = case.point, case.direction
            first[way] = min(stone.time, first.get(way, stone.time))
    return {(point, direction): closures(point=point, direction=direction, now=since)
            for (point, direction), since in first.items()}
