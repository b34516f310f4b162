"""Tell times: how long until the call, until the gate, through the controls; told is recorded.

A range is told when a stage begins, and anew when half its time, or all of it, has passed, and when
a side closes. It follows from the clock alone: from what others took, and from who is ahead. What a
vehicle carries, where it was sent and why it is held are not asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.crossing.queries import CaseView, in_phases
from kopri.crossing.states import Phase
from kopri.domains.calling import operations
from kopri.domains.calling.operations import Telling
from kopri.domains.calling.queries import (
    CourseView,
    Lane,
    ToldView,
    courses_of,
    disturbed,
    first_told,
    pace,
    told_of,
)
from kopri.domains.calling.types import Stage
from kopri.domains.queue.queries.closing import shut_now
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata import country as rows
from kopri.engines.estimating import Estimator, Range, in_a_row
from kopri.engines.estimating import Stage as Duration
from kopri.journal.append.writing import begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.journal.queries import keeps
from kopri.kernel.lines import TRUCK

LEARNT = 300  # ranges of the past that are looked at
SOONEST, LATER = timedelta(minutes=5), timedelta(minutes=20)  # from now; more of a long wait
WAITING, CALLED = (Phase.WAITING,), (Phase.WAITING, Phase.CALLED)
INSIDE = {True: (Phase.EXIT_CONTROLS, Phase.EXIT_RELEASED),
          False: (Phase.ENTRY_CONTROLS, Phase.ENTRY_RELEASED)}
_ASSUMED = Range(p50=60, p90=180)  # where a country states no such stage
_KINDS = {Stage.CALL: ("waiting",), Stage.GATE: ("waiting",),
          Stage.PASSAGE: ("gate_in", "control", "exit")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A stage of a vehicle of which something is to be told; ``since``: when it began."""

    reference: str
    since: datetime
    ahead: float
    last: ToldView | None


def tell_times(*, journal: Journal, pair: PairData) -> int:
    """Tell what is due at every post that this node keeps; how many ranges."""
    told: list[Telling] = []
    for point in pair.pair.facts.points:
        post = point.post(journal.side).post
        if keeps(journal, post=post):
            for lane in _lanes(journal.side, pair=pair, point=point.code):
                told += _told(lane, journal=journal, pair=pair)
    if told:
        with begin(journal, actor=journal.itself(), keys=["calling:told"]) as tx:
            operations.tell(tx, told)
    return len(told)


def _lanes(side: str, *, pair: PairData, point: str) -> list[Lane]:
    lanes = [(direction, Stage.PASSAGE) for direction in pair.directions]
    lanes += [(direction, stage) for direction in pair.directions
              if exit_side(direction) == side for stage in (Stage.CALL, Stage.GATE)]
    return [Lane(side=side, point=point, direction=direction, stage=stage)
            for direction, stage in lanes]


def _told(lane: Lane, *, journal: Journal, pair: PairData) -> list[Telling]:
    now = journal.clock.now()
    cases = in_phases(*_phases(lane), direction=lane.direction, point=lane.point)
    if not cases:
        return []
    reopens = max((each.until for each in shut_now(
        point=lane.point, direction=lane.direction, vehicle_class=TRUCK, now=now)), default=None)
    due = [each for each in _stages(cases, lane=lane)
           if _is_due(each.last, now=now, shut=reopens is not None)]
    if not due:
        return []
    estimator = _learnt(lane, pair=pair)
    return [_telling(each, lane=lane, estimator=estimator, now=now, reopens=reopens)
            for each in due]


def _phases(lane: Lane) -> Sequence[Phase]:
    if lane.stage is Stage.PASSAGE:
        return INSIDE[exit_side(lane.direction) == lane.side]
    return WAITING if lane.stage is Stage.CALL else CALLED


def _stages(cases: Sequence[CaseView], *, lane: Lane) -> list[Due]:
    """Each vehicle's stage since it began, and how long those before it take at the pace of now."""
    references = [case.reference for case in cases]
    courses = courses_of(references, side=lane.side)
    told = told_of(references, side=lane.side)
    begun = sorted((start, reference) for reference in references
                   if (start := _since(courses.get(reference), lane=lane)) is not None)
    each = 1.0 if lane.stage is Stage.PASSAGE else pace(side=lane.side)
    return [Due(reference=reference, since=since, ahead=(number + 1) * each,
                last=told.get((reference, lane.stage)))
            for number, (since, reference) in enumerate(begun)]


def _since(course: CourseView | None, *, lane: Lane) -> datetime | None:
    if course is None:
        return None
    return course.registered if lane.stage is Stage.PASSAGE else course.arrived


def _is_due(last: ToldView | None, *, now: datetime, shut: bool) -> bool:
    if last is None or now >= last.p90 or (shut and not last.closed):
        return True
    return now >= last.p50 and not last.again


def _learnt(lane: Lane, *, pair: PairData) -> Estimator:
    """The estimator after all that this node knows to have begun and ended, in order of time.

    What was told while a side was closed says nothing of how long it takes when it is open.
    """
    known = first_told(lane, most=LEARNT)
    references = [each.reference for each in known]
    courses, apart = courses_of(references, side=lane.side), disturbed(references)
    events: list[tuple[datetime, int, ToldView]] = []
    for each in known:
        if each.reference not in apart:
            events.append((each.time, 0, each))
            course = courses.get(each.reference)
            end = course.end_of(lane.stage) if course and not course.broken(lane.stage) else None
            if end is not None:
                events.append((max(end, each.time), 1, each))
    estimator = Estimator(_assumed(lane, pair=pair))
    for _time, ended, each in sorted(events, key=lambda event: (event[:2], event[2].reference)):
        if ended:
            end = courses[each.reference].end_of(lane.stage)
            assert end is not None
            estimator.end(each.reference, _minutes(end - each.since))
        else:
            estimator.begin(each.reference, ahead=each.ahead / 60)
    return estimator


def _telling(
    due: Due, *, lane: Lane, estimator: Estimator, now: datetime, reopens: datetime | None
) -> Telling:
    last, since = due.last, due.since
    if last is not None:
        since = last.since  # after a closure the minutes count from its expected end
    if reopens is not None:
        since = max(now, reopens)
    ahead = last.ahead / 60 if last else due.ahead
    estimator.begin(due.reference, ahead=ahead)
    gone = max(timedelta(), now - since)
    said = estimator.tell(due.reference, elapsed=_minutes(gone))
    p50 = max(since + timedelta(minutes=said.p50), now + max(SOONEST, gone / 10))
    p90 = max(since + timedelta(minutes=said.p90), now + max(LATER, gone / 4))
    return Telling(
        reference=due.reference, point=lane.point, direction=lane.direction, stage=lane.stage,
        since=since, p50=_second(p50), p90=_second(p90), ahead=round(ahead * 60),
        again=last is not None, closed=reopens is not None)


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60


def _second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _assumed(lane: Lane, *, pair: PairData) -> Range:
    """What the country data assume, whatever is carried and wherever it is sent."""
    flow = "exit" if exit_side(lane.direction) == lane.side else "entry"
    stages = [_duration(stage) for stage in pair.country(lane.side).way(flow=flow)
              if stage.kind in _KINDS[lane.stage]]
    return in_a_row(stages) if stages else _ASSUMED


def _duration(stage: rows.Stage) -> Duration:
    return Duration(p50=stage.p50_min, p90=stage.p90_min, share=stage.share_pct / 100)
