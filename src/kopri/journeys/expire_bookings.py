"""Expire: no-shows after the grace time, lapses after the days that the rules give."""

from datetime import timedelta

from kopri.crossing.queries import CaseView, in_phases, views_of
from kopri.crossing.states import Phase
from kopri.domains.queue import operations
from kopri.domains.queue.queries import active_among, overdue
from kopri.engines.countrydata import PairData, QueueRule
from kopri.journal.core import Journal
from kopri.journal.writing import begin
from kopri.kernel.actor import system

_HOUR = timedelta(hours=1)
_NOT_ARRIVED = frozenset({Phase.BOOKED, Phase.ANNOUNCED, Phase.CALLED})
_IDLE = (Phase.OPENED, Phase.ANNOUNCED, Phase.NO_SHOW, Phase.CANCELLED)


def expire_bookings(*, journal: Journal, pair: PairData) -> int:
    """Write what is due in this side's own direction; how many acts.

    A vehicle inside the waiting area is never a no-show. Only the exit side's log is asked for
    arrivals, and its own entries are all here: nothing that it wrote can be unseen.
    """
    written = 0
    for point in pair.pair.facts.points:
        rule = pair.country(journal.side).queue_rule(
            crossing=point.post(journal.side).crossing, day=journal.clock.now().date()
        )
        if rule is not None:
            written += _no_shows(journal=journal, pair=pair, rule=rule)
            written += _lapses(journal=journal, pair=pair, rule=rule)
    return written


def _leaving(*, journal: Journal, pair: PairData) -> str:
    return f"{journal.side}-{pair.other(journal.side)}"


def _no_shows(*, journal: Journal, pair: PairData, rule: QueueRule) -> int:
    direction = _leaving(journal=journal, pair=pair)
    before = journal.clock.now() - _HOUR - timedelta(minutes=rule.grace_min)
    late = overdue(directions=[direction], before=before)
    if not late:
        return 0
    cases = {case.reference: case for case in views_of([each.reference for each in late])}
    actor = system(node=journal.origin, side=journal.side)
    due = [each for each in late if each.slot is not None and _absent(cases.get(each.reference))]
    for each in due:
        with begin(journal, actor=actor, keys=[f"case:{each.reference}"]) as tx:
            still = views_of([each.reference])
            if each.slot is not None and still and _absent(still[0]):
                operations.no_show(tx, reference=each.reference, direction=direction,
                                   slot=each.slot)
    return len(due)


def _absent(case: CaseView | None) -> bool:
    return case is not None and case.phase in _NOT_ARRIVED


def _lapses(*, journal: Journal, pair: PairData, rule: QueueRule) -> int:
    direction = _leaving(journal=journal, pair=pair)
    before = journal.clock.now() - timedelta(days=rule.lapse_days)
    idle = [case for case in in_phases(*_IDLE, direction=direction, before=before)
            if not active_among([case.reference])]
    actor = system(node=journal.origin, side=journal.side)
    for case in idle:
        with begin(journal, actor=actor, keys=[f"case:{case.reference}"]) as tx:
            operations.lapse(tx, reference=case.reference, direction=direction)
    return len(idle)
