"""The shift head's page: the last hours of a post, both directions."""

from datetime import timedelta

from kopri.crossing.history import second_of
from kopri.crossing.presence import GONE, here_since, milestones_among
from kopri.domains.control.queries import steps_of
from kopri.engines.clockwork import added_up
from kopri.engines.countrydata import PairData
from kopri.journal.core import Journal
from kopri.journal.lateness import recorded_late
from kopri.journeys.show_shift.reading import readings, troubles
from kopri.journeys.show_shift.values import ShiftSheet
from kopri.journeys.show_shift.watching import awaited, breaches, held
from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role, require

SHIFT = timedelta(hours=12)
LONGEST = 10


def show_shift(*, journal: Journal, pair: PairData, actor: Actor) -> ShiftSheet:
    """The last twelve hours, for a shift head of this side."""
    require(has_role(actor, Role.SHIFT_HEAD))
    now, side = journal.clock.now(), journal.side
    points = pair.points_of(side=side, post=actor.post)
    since = now - SHIFT
    cases = [case for case in here_since(since, points=points) if case.direction]
    known = {case.reference: case for case in cases}
    stones, steps = milestones_among(list(known)), steps_of(list(known))
    clocks = readings(cases, stones=stones, side=side, steps=steps, now=now, further=troubles(
        cases, stones=stones, pair=pair, side=side))
    window = [clock.within(start=second_of(since), end=second_of(now)) for clock in clocks.values()]
    here = sorted((case for case in cases if case.phase not in GONE),
                  key=lambda case: -clocks[case.reference].total)
    return ShiftSheet(
        now=now, since=since, side=side, point=points[0] if points else "",
        vehicles=sum(bool(clock.total) for clock in window), seconds=added_up(window),
        longest=[(case.reference, case.plate, clocks[case.reference]) for case in here[:LONGEST]
                 if clocks[case.reference].total],
        breaches=breaches(steps, cases=known, stones=stones, pair=pair, side=side, since=since,
                          now=now),
        held=held(cases, stones=stones, side=side, now=now),
        awaited=awaited(cases, pair=pair, side=side, points=points, now=now),
        late=recorded_late(side=side, since=since))
