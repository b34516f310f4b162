"""What a shift head looks after: steps that take too long, holds, what the neighbour waits for."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from kopri.crossing.queries import CaseView, views_of
from kopri.crossing.states import Phase, SideState, open_hold
from kopri.crossing.types import Milestone
from kopri.domains.control.queries import StepView, findings_of
from kopri.domains.control.rules import usual_minutes
from kopri.domains.outcomes.queries import parts_of, withheld_of
from kopri.domains.outcomes.types import PartOutcome
from kopri.domains.queue.queries.capacity import published
from kopri.domains.queue.queries.supply import outlasted
from kopri.domains.returns.queries import open_returns
from kopri.engines.countrydata import Country, PairData
from kopri.journal.authority import entry_side, exit_side
from kopri.journeys.show_shift.values import Awaited, Breach, Held
from kopri.kernel.clock import from_text
from kopri.kernel.lines import TRUCK, Line

AHEAD = 3  # days of capacity
MOST = 200  # returns
Stones = Mapping[str, Sequence[Milestone]]


def breaches(
    steps: Sequence[StepView], *, cases: Mapping[str, CaseView], stones: Stones, pair: PairData,
    side: str, since: datetime, now: datetime,
) -> list[Breach]:
    """Steps over their limit that ran since then, the furthest over it first."""
    country, found = pair.country(side), []
    codes = {stage.code for stage in country.stages}
    for step in steps:
        case, end = cases[step.reference], _end(step, stones=stones[step.reference])
        if step.started is None or step.step not in codes or (end or now) < since:
            continue
        spent, limit = ((end or now) - step.started).total_seconds() / 60, _limit(step, country)
        if spent > limit and (end is not None or _inside(case, side=side)):
            found.append(Breach(
                reference=case.reference, plate=case.plate, service=step.service, limit=limit,
                step="" if country.stage(step.step).risk_based else step.step,
                minutes=spent, running=end is None))
    return sorted(found, key=lambda each: (not each.running, each.limit - each.minutes))


def _limit(step: StepView, country: Country) -> int:
    """Minutes. Of a step that is chosen by risk the longest of its service: which one was chosen is
    for that service alone."""
    codes = [step.step]
    if country.stage(step.step).risk_based:
        codes = [stage.code for stage in country.stages
                 if stage.risk_based and step.service in stage.services]
    return max(usual_minutes(country=country, step=code, papers=step.papers)[1] for code in codes)


def _inside(case: CaseView, *, side: str) -> bool:
    return case.state_at(side) in (SideState.REGISTERED, SideState.HELD)


def _end(step: StepView, *, stones: Sequence[Milestone]) -> datetime | None:
    """A step ends when it is finished, or when its service has decided."""
    said = [stone.time for stone in stones if stone.name == "finding" and step.started is not None
            and stone.detail.partition(" ")[0] == step.service and stone.time >= step.started]
    return min((end for end in (step.finished, *said) if end is not None), default=None)


def held(cases: Sequence[CaseView], *, stones: Stones, side: str, now: datetime) -> list[Held]:
    """Vehicles and parts that a service of either side holds now: the overdue first, then the longest."""
    mine = [case for case in cases if case.held]
    references = [case.reference for case in mine]
    told = {(row.reference, row.side, row.service): row
            for row in findings_of(references) if row.outcome == "held"}
    untold = {(row.reference, row.side): row.until for row in withheld_of(references, side=side)}
    found = list(_held_parts(cases, now=now))
    for case in mine:
        where = (exit_side(case.direction) if case.exit_state is SideState.HELD
                 else entry_side(case.direction))
        hold = open_hold(stones[case.reference], side=where)
        service = hold.detail.partition(" ")[0] if hold else ""
        row = told.get((case.reference, where, service))
        until = row.until if row else "" if service else untold.get((case.reference, where), "")
        found.append(Held(
            reference=case.reference, plate=case.plate, side=where, service=service,
            since=hold.time if hold else case.since, lifts=row.lifts if row else "",
            **_term(until, now=now)))
    return sorted(found, key=lambda each: (not each.overdue, each.since, each.reference, each.part))


def _held_parts(cases: Sequence[CaseView], *, now: datetime) -> Iterator[Held]:
    """Of vehicles that are inside the side which holds the part."""
    known = {case.reference: case for case in cases}
    for part in parts_of(list(known)):
        case = known[part.reference]
        if part.outcome == PartOutcome.HELD.value and case.is_inside(part.side):
            yield Held(reference=case.reference, plate=case.plate, side=part.side, part=part.part,
                       service=part.service, since=part.time, lifts=part.lifts,
                       **_term(part.until, now=now))


def _term(until: str, *, now: datetime) -> dict[str, Any]:
    """How long at most, and whether that is over."""
    end = from_text(until) if until else None
    return {"until": end, "overdue": end is not None and end < now}


def awaited(
    cases: Sequence[CaseView], *, pair: PairData, side: str, points: Sequence[str], now: datetime
) -> list[Awaited]:
    """What the other side waits for from this one, the longest first."""
    found = [*_on_strip(cases, side=side), *_returns(side=side, points=points),
             *_capacity(pair, side=side, points=points, now=now)]
    found += [Awaited(what="closure", since=each.until, direction=each.direction)
              for each in outlasted(directions=pair.directions, now=now)
              if each.side == side and each.point in points]
    return sorted(found, key=lambda each: (each.since, each.reference))


def _on_strip(cases: Sequence[CaseView], *, side: str) -> Iterator[Awaited]:
    for case in cases:
        if case.phase is Phase.STRIP and entry_side(case.direction) == side:
            yield Awaited(what="strip", since=case.since, reference=case.reference,
                          plate=case.plate, direction=case.direction)


def _returns(*, side: str, points: Sequence[str]) -> Iterator[Awaited]:
    """What the other side has refused and this one has not answered, or not yet received."""
    mine = open_returns(points=points, most=MOST, asked=side)
    cases = {case.reference: case for case in views_of([each.reference for each in mine])}
    for each in mine:
        case = cases[each.reference]
        yield Awaited(what="return", since=each.answered or each.opened, plate=case.plate,
                      reference=each.reference, direction=case.direction)


def _capacity(
    pair: PairData, *, side: str, points: Sequence[str], now: datetime
) -> Iterator[Awaited]:
    days = [_day(now.date(), number) for number in range(AHEAD)]
    other = pair.other(side)
    for point in points:
        for direction in pair.directions:
            known = published(line=Line(point=point, direction=direction, vehicle_class=TRUCK),
                              days=days)
            for day in days:
                if (other, day) in known and (side, day) not in known:
                    yield Awaited(what="capacity", since=now, direction=direction, day=day)


def _day(today: date, number: int) -> str:
    return (today + timedelta(days=number)).isoformat()
