"""Expire: no-shows after the grace time, lapses after the days that the rules give."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.crossing.queries import CaseView, in_phases, views_of
from kopri.crossing.states import Phase
from kopri.domains.attendance.queries import last_moves
from kopri.domains.queue import operations
from kopri.domains.queue.queries import Booking, booking_of, overdue, standing_among
from kopri.domains.queue.queries.supply import is_over, shut_within, was_shut
from kopri.domains.queue.rules.faults import Circumstances
from kopri.domains.queue.states import ACTIVE
from kopri.engines.countrydata import PairData, QueueRule
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.queries import heard_of_post, undecided
from kopri.journal.types import CENTRE

_HOUR = timedelta(hours=1)
_NOT_ARRIVED = frozenset({Phase.BOOKED, Phase.ANNOUNCED})
_IDLE = (Phase.OPENED, Phase.ANNOUNCED, Phase.NO_SHOW, Phase.CANCELLED)


def expire_bookings(*, journal: Journal, pair: PairData) -> int:
    """Write what is due in this side's own direction; how many acts.

    A vehicle inside the waiting area is never a no-show, nor is one whose hour was shut: it is moved.
    Whose fault an absence is follows from what the states did around the hour. Arrivals are told by the log of the exit
    side's post: what this node has not heard of it yet, or could not apply, it does not judge.
    """
    written, undecided_here = 0, undecided(journal)
    if journal.role != CENTRE:
        return written
    for point in pair.pair.facts.points:
        rule = pair.country(journal.side).queue_rule(
            crossing=point.post(journal.side).crossing, day=journal.clock.now().date()
        )
        heard = heard_of_post(journal, post=point.post(journal.side).post)
        if rule is not None and heard is not None:
            place = _Place(point=point.code, rule=rule, heard=heard, undecided=undecided_here,
                           direction=f"{journal.side}-{pair.other(journal.side)}")
            written += _no_shows(journal=journal, place=place)
            written += _lapses(journal=journal, place=place)
    return written


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    point: str
    direction: str
    rule: QueueRule
    heard: datetime
    undecided: AbstractSet[str]


def _no_shows(*, journal: Journal, place: _Place) -> int:
    before = place.heard - _HOUR - timedelta(minutes=place.rule.grace_min)
    late = overdue(directions=[place.direction], before=before)
    absent = {case.reference for case in views_of([each.reference for each in late])
              if _absent(case, place=place)}
    actor, written = journal.itself(), 0
    for each in late:
        if each.slot is None or each.reference not in absent:
            continue
        with begin(journal, actor=actor, keys=[f"case:{each.reference}"]) as tx:
            # it may have come, or given its slot back, since the list was made
            booking = booking_of(each.reference)
            if (booking and booking.state in ACTIVE and booking.slot == each.slot
                    and _absent(views_of([each.reference])[0], place=place)):
                around = _around(each, slot=each.slot, place=place, now=tx.now)
                if around is not None:
                    operations.no_show(tx, reference=each.reference, direction=place.direction,
                                       around=around, tag=booking.tag)
                    written += 1
    return written


def _around(
    booking: Booking, *, slot: datetime, place: _Place, now: datetime
) -> Circumstances | None:
    """What the states did around its hour; None where it was shut: another hour is due to it."""
    if was_shut(line=booking.line, slots=[slot], now=now):
        return None
    grace, notice = (timedelta(minutes=each)
                     for each in (place.rule.grace_min, place.rule.move_notice_min))
    moved = last_moves([booking.reference]).get(booking.reference)
    return Circumstances(
        slot=slot, slowed=is_over(line=booking.line, slot=slot),
        closed=bool(shut_within(line=booking.line, start=slot - grace, end=slot + _HOUR + grace,
                                now=now)),
        told_late=moved is not None and moved.slot == slot and (
            moved.time > moved.was or moved.time + notice > slot))


def _absent(case: CaseView, *, place: _Place) -> bool:
    return (case.phase in _NOT_ARRIVED and case.point == place.point
            and case.reference not in place.undecided)


def _lapses(*, journal: Journal, place: _Place) -> int:
    before = place.heard - timedelta(days=place.rule.lapse_days)
    actor, written = journal.itself(), 0
    for case in in_phases(*_IDLE, direction=place.direction, before=before):
        if not _idle(case, place=place):
            continue
        with begin(journal, actor=actor, keys=[f"case:{case.reference}"]) as tx:
            now = views_of([case.reference])[0]
            if now.since < before and _idle(now, place=place):
                operations.lapse(tx, reference=case.reference, direction=place.direction)
                written += 1
    return written


def _idle(case: CaseView, *, place: _Place) -> bool:
    """Nothing is under way: neither a vehicle nor a booking, nor a place on the list."""
    return (case.phase in _IDLE and case.point == place.point
            and case.reference not in place.undecided and not standing_among([case.reference]))
