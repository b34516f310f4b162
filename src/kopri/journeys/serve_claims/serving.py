"""Serve claims in the order in which they were made: each gets the best of its hours that is free."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kopri.crossing.queries import CaseView, references_with_vehicle, views_of
from kopri.crossing.rules import broken_on_change
from kopri.domains.draw.queries import tag_of
from kopri.domains.fees.ports import Payments
from kopri.domains.fees.types import Charge
from kopri.domains.priority import operations
from kopri.domains.priority.queries import standing_claims
from kopri.domains.priority.rules import NOT_IN_FORCE, NOTICE, in_time, missing
from kopri.domains.priority.states import ClaimState
from kopri.domains.priority.types import Ceiling, Condition, Facts
from kopri.domains.queue import operations as queue
from kopri.domains.queue.queries import active_among, offers_at
from kopri.domains.queue.queries.jumps import BY_LAW
from kopri.engines.countrydata import PairData, fee_due, local_day, queue_rule_of
from kopri.engines.countrydata.priorities import Priority, fee_code
from kopri.journal.append.writing import Writing, begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.journal.types import CENTRE, Entry
from kopri.journeys.serve_claims.asking import (
    Answerable,
    ceiling_of,
    condition_of,
    days_of,
    facts_of,
)
from kopri.kernel.ids import plate_key
from kopri.kernel.lines import Line, Load, day_of

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where claims are served. ``locked``: the cases whose locks the caller holds.

    ``known``: places of a day under a public class, as long as nothing is granted.
    """

    pair: PairData
    payments: Payments | None
    locked: Collection[str]
    known: dict[tuple[str, str], Ceiling] = field(default_factory=dict)

    def places(self, asked: Answerable, wish: datetime, each: Priority) -> Ceiling:
        """The places of the day of an hour, for a class that is applied."""
        assert each.ceiling is not None  # a class without one is not applied
        key = day_of(wish), each.public_class
        if key not in self.known:
            self.known[key] = ceiling_of(line=asked.line, slot=wish, rule=each.ceiling,
                                         of_class=each.public_class)
        return self.known[key]


def serve_claims(
    *, journal: Journal, pair: PairData, entry: Entry, payments: Payments | None = None
) -> None:
    """Something came free, was decided, or was claimed at the neighbour's: serve who stands."""
    direction = entry.payload.get("direction", "")
    if journal.role != CENTRE or exit_side(direction) != journal.side:
        return
    for point in pair.pair.facts.points:
        claims = standing_claims(point=point.code, direction=direction)
        if claims:
            cases = [claim.reference for claim in claims]
            with begin(journal, actor=journal.itself(),
                       keys=keys_of(cases, claims[0].line)) as tx:
                serve(tx, desk=Desk(pair=pair, payments=payments, locked=cases),
                      point=point.code, direction=direction)


def keys_of(references: Collection[str], line: Line) -> list[str]:
    """Everything that is decided over where these cases' claims are served."""
    cases = views_of(list(references))
    return [line.lock, *(f"case:{each}" for each in references),
            *(key for case in cases for key in (
                f"vin:{case.vin}", f"vehicle:{plate_key(case.plate)}", f"fees:{case.payer}"))]


def serve(tx: Writing, *, desk: Desk, point: str, direction: str) -> None:
    """Every claim that stands, the oldest first; the caller holds the lock of the line."""
    for claim in standing_claims(point=point, direction=direction):
        cases = views_of([claim.reference]) if claim.reference in desk.locked else []
        for case in cases:
            _serve(tx, asked=Answerable(claim=claim, case=case, pair=desk.pair), desk=desk)


def _serve(tx: Writing, *, asked: Answerable, desk: Desk) -> None:
    ahead = [wish for wish in asked.claim.wishes if wish + HOUR > tx.now]
    classes = days_of(asked, ahead)
    if asked.claim.state is ClaimState.BEYOND and classes and not any(
            desk.places(asked, wish, each).left for wish, each in classes.items()):
        return  # as before
    if not ahead or _is_past(asked.case):
        operations.answer(tx, claim=asked.claim, state=ClaimState.LAPSED, rule="")
        return
    if not classes:
        operations.answer(tx, claim=asked.claim, state=ClaimState.MISSING, rule="",
                          missing=[NOT_IN_FORCE])
        return
    rule = next(iter(classes.values())).rule
    condition = condition_of(asked.pair, rule=rule, day=asked.day(ahead[0]))
    facts = facts_of(asked, rule=rule)
    state, lacking = _judge(condition, facts)
    if state is not None:
        operations.answer(tx, claim=asked.claim, state=state, rule=rule.id, missing=lacking)
        return
    wishes = [wish for wish in classes if in_time(condition, facts, day=asked.day(wish))]
    if not wishes:
        operations.answer(tx, claim=asked.claim, state=ClaimState.MISSING, rule=rule.id,
                          missing=[NOTICE])
        return
    slot = _granted(tx, asked=asked, classes=classes, wishes=wishes, desk=desk)
    operations.answer(tx, claim=asked.claim, rule=rule.id, slot=slot,
                      state=ClaimState.GRANTED if slot else ClaimState.BEYOND)


def _is_past(case: CaseView) -> bool:
    """The vehicle has a slot, is at the gate, or the case is over."""
    same = references_with_vehicle(plate=case.plate, vin=case.vin)
    return bool(active_among([*same, case.reference])
                or list(broken_on_change(phase=case.phase)))


def _judge(condition: Condition, facts: Facts) -> tuple[ClaimState | None, list[str]]:
    """What speaks against granting it, whatever the hour; None: nothing."""
    lacking = list(missing(condition, facts))
    if lacking:
        return ClaimState.MISSING, lacking
    if condition.approval and facts.approved is None:
        return ClaimState.AWAITING, []
    if condition.approval and not facts.approved:
        return ClaimState.REFUSED, []
    return None, []


def _granted(
    tx: Writing, *, asked: Answerable, classes: dict[datetime, Priority],
    wishes: Sequence[datetime], desk: Desk,
) -> datetime | None:
    """The first of these hours that is free, on a day with a place left under the ceiling."""
    line, claim = asked.line, asked.claim
    load = Load(goods=claim.goods, services=claim.services)
    open_to = [wish for wish in wishes if desk.places(asked, wish, classes[wish]).left]
    free = [offer.slot for offer in offers_at(line=line, slots=open_to, load=load, now=tx.now)
            if offer.free] if open_to else []
    for wish in free:
        giving = _giving(asked, wish, classes[wish], desk=desk, now=tx.now)
        if queue.grant(tx, reference=claim.reference, line=line, slot=wish, giving=giving,
                       load=load):
            desk.known.clear()
            if giving.held_until:
                _take(tx, asked=asked, each=classes[wish], payments=desk.payments)
            return wish
    return None


def _giving(
    asked: Answerable, wish: datetime, each: Priority, *, desk: Desk, now: datetime
) -> queue.Giving:
    assert each.ceiling is not None  # as above
    case = asked.case
    return queue.Giving(
        why=BY_LAW, public_class=each.public_class, rule=each.rule.id, public_rule=each.ceiling.id,
        tag=tag_of(direction=asked.claim.direction, day=day_of(wish), vehicle=case.drawn_as),
        basis=[(asked.claim.log, asked.claim.uid)],
        held_until=_held_until(asked, each, now=now) if desk.payments else None)


def _held_until(asked: Answerable, each: Priority, *, now: datetime) -> datetime | None:
    """Until when its fee is to be paid; None where none is due."""
    line = asked.line
    due = fee_due(asked.pair.country(exit_side(line.direction)), code=fee_code(each.public_class),
                  day=local_day(asked.pair, line, now))
    booking = queue_rule_of(asked.pair, line=line, at=now)
    return now + timedelta(minutes=booking.hold_min) if due and booking else None


def _take(
    tx: Writing, *, asked: Answerable, each: Priority, payments: Payments | None
) -> None:
    """Confirm it at once where what was paid in covers the fee."""
    line, case = asked.line, asked.case
    due = fee_due(asked.pair.country(exit_side(line.direction)), code=fee_code(each.public_class),
                  day=local_day(asked.pair, line, tx.now))
    if payments and due and payments.take(
            tx, Charge.of(due, party=case.payer, reference=case.reference)):
        queue.confirm(tx, reference=case.reference, direction=line.direction)
