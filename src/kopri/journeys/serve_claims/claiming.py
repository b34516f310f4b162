"""Claim: the carrier names a class and hours; where this is the exit side, it is served at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import by_reference, references_with_vehicle
from kopri.crossing.rules import broken_on_change
from kopri.domains.fees.ports import Payments
from kopri.domains.notice.queries import load_of_case
from kopri.domains.priority import operations
from kopri.domains.priority.permissions import may_claim
from kopri.domains.priority.queries import claims_of, standing_claims
from kopri.domains.priority.rules import ClassInForce, ClassMayClaim
from kopri.domains.queue.queries import active_among
from kopri.domains.queue.rules import broken_horizon, broken_wishes
from kopri.engines.countrydata import PairData, queue_rule_of
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.journal.types import CENTRE
from kopri.journeys.serve_claims.asking import class_on
from kopri.journeys.serve_claims.serving import Desk, keys_of, serve
from kopri.kernel.actor import Actor
from kopri.kernel.clock import to_text
from kopri.kernel.errors import Fault
from kopri.kernel.lines import Line
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """``state``: see ``ClaimState``; claimed while the exit side has yet to answer.

    ``missing``: codes of what the row asks for and is not there; ``slot``: what was granted.
    """

    claim: str
    state: str
    missing: tuple[str, ...] = ()
    slot: str = ""


def claim_priority(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str,
    claiming: operations.Claiming, payments: Payments | None = None,
    request: RequestKey | None = None,
) -> Claimed:
    """Claim a slot out of turn. What cannot be granted stands in the ordinary queue as before."""
    seen = by_reference(reference)
    line = seen.line
    here = exit_side(line.direction) == journal.side and journal.role == CENTRE
    others = standing_claims(point=line.point, direction=line.direction) if here else []
    locked = {reference, *(claim.reference for claim in others)}
    with begin(journal, actor=actor, keys=keys_of(locked, line), request=request) as tx:
        case = by_reference(reference)
        require(may_claim(actor, carrier=case.carrier))
        refuse_if(broken_on_change(phase=case.phase))
        same = references_with_vehicle(plate=case.plate, vin=case.vin)
        operations.claim(
            tx, reference=reference, line=line, load=load_of_case(case, pair=pair), claiming=claiming,
            carrier=case.carrier, booked=active_among([*same, reference]),
            faults=[*broken_wishes(wishes=claiming.wishes, now=tx.now),
                    *_too_far(pair, line=line, claiming=claiming, now=tx.now),
                    *_not_in_law(pair, line=line, claiming=claiming, now=tx.now, here=here)])
        if here:
            serve(tx, desk=Desk(pair=pair, payments=payments, locked=locked),
                  point=line.point, direction=line.direction)
        made = claims_of([reference])[reference]
        return tx.answer(Claimed(
            claim=made.uid, state=made.state.value, missing=made.missing,
            slot=to_text(made.slot) if made.slot else ""))


def _too_far(
    pair: PairData, *, line: Line, claiming: operations.Claiming, now: datetime
) -> Iterator[Fault]:
    """Hours beyond the days for which the exit side books."""
    rule = queue_rule_of(pair, line=line, at=now)
    return broken_horizon(wishes=claiming.wishes, stands_until="", now=now,
                          days=rule.horizon_days if rule else 0)


def _not_in_law(
    pair: PairData, *, line: Line, claiming: operations.Claiming, now: datetime, here: bool
) -> Iterator[Fault]:
    """Whether the class is one of this direction, and in force on the day of a wish.

    Elsewhere the exit side is left to say what it applies.
    """
    found = [class_on(pair, line=line, claim=claiming.claim, at=wish)
             for wish in [*claiming.wishes, now]]
    if not any(found):
        yield ClassMayClaim.fault(path="/claim", claim=claiming.claim[:32],
                                  direction=line.direction)
    elif here and claiming.wishes and not any(each and each.applied for each in found[:-1]):
        yield ClassInForce.fault(path="/claim", claim=claiming.claim[:32])
