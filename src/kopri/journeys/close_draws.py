"""Close the list of a draw at its stated time: from here on nothing of it can be changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from kopri.crossing.queries import views_of
from kopri.domains.draw import operations
from kopri.domains.draw.queries import (
    draw_of,
    tagger,
    thirds_named,
    waiting_since,
)
from kopri.domains.queue.operations.waiting import dismiss
from kopri.domains.queue.queries import latest_revision, offers_at
from kopri.domains.queue.queries.waiting import Waiting, come, waiting
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.drawing import DrawTimes, booked_lines, draw_times, due_day
from kopri.engines.queueing.chains import quarter_of
from kopri.engines.queueing.draw import Row, quota
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import entry_side, exit_side
from kopri.journal.core import Journal
from kopri.journal.types import CENTRE
from kopri.kernel.clock import from_text
from kopri.kernel.lines import Line, Load

HOURS = range(24)


def close_draws(*, journal: Journal, pair: PairData, deposits: bool = True) -> int:
    """Close what is due now on this side's own lines; how many draws.

    None is held of a day for which a side has published nothing by then. ``deposits``: whether one can
    be paid here; where not, newcomers could never prove themselves, and no quota holds them back.
    """
    now, closed = journal.clock.now(), 0
    if journal.role != CENTRE:
        return closed
    for line in booked_lines(pair, day=now.date()):
        day = due_day(pair, line=line, now=now) if exit_side(line.direction) == journal.side else ""
        times = draw_times(pair, line=line, day=day) if day else None
        if times is not None and not draw_of(line.draw(day)):
            closed += _close(journal, pair, line=line, day=day, times=times if deposits else replace(
                times, unproven_pct=100))
    return closed


def _close(
    journal: Journal, pair: PairData, *, line: Line, day: str, times: DrawTimes
) -> int:
    with begin(journal, actor=journal.itself(), keys=[line.lock]) as tx:
        leaving, entering = (latest_revision(side=side, line=line, day=day) for side in
                             (exit_side(line.direction), entry_side(line.direction)))
        if draw_of(line.draw(day)):
            return 0
        listed = _strike(tx, line=line, today=tx.now.date().isoformat())
        if not (leaving and entering):
            return 0
        supply = _supply(line, day=day, now=tx.now)
        quarter = quarter_of(date.fromisoformat(day))
        operations.close(
            tx, line=line, rows=_rows(listed, line=line, day=day, now=tx.now),
            terms=operations.Terms(
                day=day, supply=supply, exit_revision=leaving, entry_revision=entering,
                unproven_most=quota(supply=supply, percent=times.unproven_pct),
                quarter=quarter.name, position=quarter.position(date.fromisoformat(day)),
                reveal_until=times.until, thirds=_thirds(pair, line=line, quarter=quarter.name)))
    return 1


def _strike(tx: Writing, *, line: Line, today: str) -> list[Waiting]:
    """Decline what stands for no day any more, and strike who came without a slot; the others.

    Of a day's arrivals all at once: a row at each would tie a tag to a plate at the gate.
    """
    places = waiting(line=line)
    over = [place.reference for place in places if place.last_day < today]
    for reference in [*over, *come(line=line)]:
        dismiss(tx, reference=reference, line=line)
    return [place for place in places if place.last_day >= today]


def _supply(line: Line, *, day: str, now: datetime) -> list[int]:
    """What both sides take in each hour, without what is granted already."""
    return [max(0, each.supply - each.granted)
            for each in offers_at(line=line, slots=_slots(day), now=now)]


def _slots(day: str) -> list[datetime]:
    start = from_text(f"{day}T00:00:00Z")
    return [start.replace(hour=hour) for hour in HOURS]


def _rows(
    places: Sequence[Waiting], *, line: Line, day: str, now: datetime
) -> list[Row]:
    """One row a vehicle, of its oldest request, with the hours that are open to its load."""
    cases = {case.reference: case for case in views_of([each.reference for each in places])}
    opened: dict[Load, frozenset[int]] = {}
    found: dict[str, tuple[Waiting, tuple[int, ...]]] = {}
    tag_of = tagger(direction=line.direction, day=day)
    for place in sorted(places, key=lambda each: (each.asked.time, each.asked.uid)):
        hours = place.hours_on(day)
        case = cases.get(place.reference)
        tag = tag_of(case.drawn_as) if case else ""
        if not (hours and tag):
            continue
        if place.load not in opened:
            opened[place.load] = _open_hours(line, day=day, load=place.load, now=now)
        found.setdefault(tag, (place, tuple(
            hour for hour in hours if hour in opened[place.load])))
    since = waiting_since(line=line, day=day, vehicles={
        tag: cases[place.reference].drawn_as for tag, (place, _) in found.items()})
    return [Row(tag=tag, cohort=since[tag] or day, public_class=place.public_class,
                proven=place.asked.proven, wishes=hours)
            for tag, (place, hours) in found.items()]


def _open_hours(line: Line, *, day: str, load: Load, now: datetime) -> frozenset[int]:
    """Hours in which nothing but the number of slots stands in the way of a load."""
    return frozenset(
        each.slot.hour for each in offers_at(line=line, slots=_slots(day), load=load, now=now)
        if not each.absent and (each.class_left is None or each.class_left > 0))


def _thirds(pair: PairData, *, line: Line, quarter: str) -> list[tuple[str, str]]:
    """The thirds whose anchor both sides have written down alike, in the order of the pair's data."""
    named = thirds_named(line=line, quarter=quarter)
    order = [third.origin for third in pair.pair.thirds]
    found = [(third, min(said.values())) for third, said in named.items()
             if set(said) == set(pair.sides) and len(set(said.values())) == 1
             and third.removeprefix("demo.") in order]
    return sorted(found, key=lambda each: order.index(each[0].removeprefix("demo.")))
