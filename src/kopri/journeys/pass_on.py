"""Pass on what is given back or published late: to those who wait, in order of ticket."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.crossing.queries import views_of
from kopri.crossing.rules import broken_on_change
from kopri.domains.draw.queries import (
    Draw,
    draws_of,
    rows_of,
    tagger,
    undrawn,
    waiting_since,
)
from kopri.domains.queue import operations
from kopri.domains.queue.operations.waiting import Room
from kopri.domains.queue.queries.waiting import (
    Waiting,
    capacity_days,
    somebody_waits,
    unproven_on,
    waiting,
)
from kopri.domains.queue.types import SlotMoved
from kopri.engines.countrydata import PairData, held_until
from kopri.engines.countrydata.drawing import booked_lines, draw_times, undrawn_days
from kopri.engines.queueing.draw import Turn, turn, undrawn_seed
from kopri.journal.append.ticking import last_tick
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.journal.types import CENTRE, Entry
from kopri.kernel.clock import from_text, to_text
from kopri.kernel.lines import Line, day_of

_HOUR = timedelta(hours=1)
_BY_THE_STATE = frozenset({"closed", "slowed", "reopened"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Somebody who waits, under the tag and at the turn that a day's draw gives."""

    who: Waiting
    tag: str
    turn: Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """``unproven``: how many more slots may go to vehicles that are not proven; None: no matter."""

    day: str
    draw: str
    places: Sequence[_Place]
    unproven: int | None


def pass_on(
    *, journal: Journal, pair: PairData, entry: Entry, holds: bool = False
) -> None:
    """Answer an entry that frees hours of a direction, or may have: serve every list of it."""
    if entry.kind == SlotMoved.KIND and entry.payload.get("reason", "") in _BY_THE_STATE:
        return  # what the state itself moves, it passes on when it has moved all
    direction = str(entry.payload.get("direction", ""))
    now = journal.clock.now()
    for line in booked_lines(pair, day=now.date()):
        ours = line.direction == direction or not direction
        if ours and exit_side(line.direction) == journal.side and somebody_waits(line=line):
            pass_on_line(journal=journal, pair=pair, line=line, holds=holds)


def pass_on_line(
    *, journal: Journal, pair: PairData, line: Line, holds: bool = False
) -> int:
    """Give what is free to who waits for it; how many slots. It may be done again at any time."""
    now = journal.clock.now()
    if journal.role != CENTRE:
        return 0
    found = _serve(pair, line=line, now=now)
    if not found:
        return 0
    keys = [f"case:{place.who.reference}" for _, place, _ in found]
    locked = {place.who.reference for _, place, _ in found}
    with begin(journal, actor=journal.itself(), keys=[line.lock, *keys]) as tx:
        given = [each for each in _serve(pair, line=line, now=tx.now)
                 if each[1].who.reference in locked]
        held = held_until(pair, line=line, now=tx.now, drawn=True) if holds else None
        for day, place, slot in given:
            _grant(tx, line=line, day=day, place=place, slot=slot, held=held)
    return len(given)


def _grant(
    tx: Writing, *, line: Line, day: _Day, place: _Place, slot: datetime, held: datetime | None
) -> None:
    operations.give(tx, reference=place.who.reference, line=line, slot=slot, load=place.who.load,
                    giving=operations.Giving(
                        why="returned", tag=place.tag, public_class=place.who.public_class,
                        draw=day.draw, held_until=held))


def _serve(
    pair: PairData, *, line: Line, now: datetime
) -> list[tuple[_Day, _Place, datetime]]:
    """Day by day, in order of turn: each gets the best of its wishes that is free."""
    room, served, found = Room(line=line, now=now), set[str](), []
    for day in _days(pair, line=line, now=now):
        unproven = day.unproven
        for place in day.places:
            barred = not place.who.asked.proven and unproven == 0
            if barred or place.who.reference in served:
                continue
            slot = next((slot for slot in _slots(place.who, day=day.day)
                         if room.take(slot, load=place.who.load)), None)
            if slot is not None:
                served.add(place.who.reference)
                found.append((day, place, slot))
                if unproven is not None and not place.who.asked.proven:
                    unproven -= 1
    return found


def _slots(who: Waiting, *, day: str) -> list[datetime]:
    return [from_text(f"{day}T{hour:02}:00:00Z") for hour in who.hours_on(day)]


def _days(pair: PairData, *, line: Line, now: datetime) -> list[_Day]:
    """Days whose draw is over, or of which none is held, with who waits for them in order."""
    places = waiting(line=line)
    days = [day for day in capacity_days(line=line, start=day_of(now))
            if any(place.hours_on(day) for place in places)]
    closes = {day: times.closes for day in days
              if (times := draw_times(pair, line=line, day=day)) is not None}
    coming = undrawn(line=line, closes=closes, now=now)
    draws = draws_of([line.draw(day) for day in days])
    vehicles = _vehicles(places)
    return [_day(line, day=day, draw=draws.get(line.draw(day)), vehicles=vehicles, places=places)
            for day in days if day not in coming]


def _vehicles(places: Sequence[Waiting]) -> dict[str, str]:
    """reference -> what its vehicle is told apart by; not of a case that has come, or ended."""
    return {case.reference: case.drawn_as
            for case in views_of([place.reference for place in places])
            if not list(broken_on_change(phase=case.phase))}


def _day(
    line: Line, *, day: str, draw: Draw | None, vehicles: Mapping[str, str],
    places: Sequence[Waiting],
) -> _Day:
    who = {place.reference: place for place in places
           if place.reference in vehicles and place.hours_on(day)}
    tag_of = tagger(direction=line.direction, day=day)
    tags = {reference: tag_of(vehicles[reference]) for reference in who}
    listed = {row.tag: row.cohort for row in rows_of(draw.draw)} if draw else {}
    since = waiting_since(line=line, day=day, vehicles={each: vehicles[each] for each in who})
    seed = bytes.fromhex(draw.seed) if draw and draw.seed else undrawn_seed(line.draw(day))
    ordered = sorted((_Place(who=who[reference], tag=tag, turn=turn(
        seed=seed, tag=tag, on_list=tag in listed, cohort=listed.get(tag, since[reference]),
        asked=to_text(who[reference].asked.time)[:10])) for reference, tag in tags.items()),
        key=lambda place: (place.turn, place.who.asked.time, place.who.reference))
    used = unproven_on(line=line, day=day) if draw else 0
    return _Day(day=day, draw=draw.draw if draw else "", places=ordered,
                unproven=max(0, draw.unproven_most - used) if draw else None)


def pass_on_undrawn(*, journal: Journal, pair: PairData, holds: bool = False) -> int:
    """Give the hours of a day of which no draw was held to who waits for them; how many slots.

    It is asked for an hour after the time for the draw is over, or as long as this node stood still;
    from then on entries set it off.
    """
    now, given = journal.clock.now(), 0
    since = min(now - _HOUR, last_tick(journal=journal) or now - _HOUR)
    for line in booked_lines(pair, day=now.date()):
        ours = exit_side(line.direction) == journal.side
        days = undrawn_days(pair, line=line, since=since, now=now) if ours else []
        held = draws_of([line.draw(day) for day in days]) if days else {}
        if len(held) < len(days) and somebody_waits(line=line):
            given += pass_on_line(journal=journal, pair=pair, line=line, holds=holds)
    return given
