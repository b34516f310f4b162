"""Declare a regime at a post, renew it, end it."""

from contextlib import AbstractContextManager
from datetime import datetime

from kopri.domains.fallback import operations
from kopri.domains.fallback.operations import Allowance, Declaration
from kopri.domains.fallback.permissions import may_head
from kopri.domains.fallback.rules import CrossingHasRegime
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.falling_back import FallbackRule
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require


def rule_at(pair: PairData, *, side: str, point: str, now: datetime) -> FallbackRule | None:
    """What a side's data allows at a point now."""
    country = pair.country(side)
    known = [each for each in pair.pair.facts.points if each.code == point]
    return country.fallback_at(
        crossing=known[0].post(side).crossing,
        day=now.astimezone(country.zone).date()) if known else None


def declare_regime(
    *, journal: Journal, pair: PairData, actor: Actor, declaration: Declaration,
    request: RequestKey | None = None,
) -> str:
    """Declare what may be missed at a point; the regime's id."""
    with _begin(journal, actor, point=declaration.point, request=request) as tx:
        rule = _rule(tx, pair=pair, point=declaration.point)
        roles = {each.id: each.role
                 for each in pair.country(journal.side).services_at_the_border()}
        return tx.answer(operations.declare(
            tx, declaration=declaration, roles=roles, allowance=Allowance(
                roles=rule.may_miss, cap_per_hour=rule.cap_per_hour, lasts_min=rule.lasts_min)))


def renew_regime(
    *, journal: Journal, pair: PairData, actor: Actor, point: str,
    request: RequestKey | None = None,
) -> str:
    """Let it go on, signed by another person than who signed last; the point."""
    with _begin(journal, actor, point=point, request=request) as tx:
        operations.renew(tx, point=point,
                         lasts_min=_rule(tx, pair=pair, point=point).lasts_min)
        return tx.answer(point)


def end_regime(
    *, journal: Journal, actor: Actor, point: str, request: RequestKey | None = None
) -> str:
    """Wait for every service again; the point."""
    with _begin(journal, actor, point=point, request=request) as tx:
        operations.end(tx, point=point)
        return tx.answer(point)


def _begin(
    journal: Journal, actor: Actor, *, point: str, request: RequestKey | None
) -> AbstractContextManager[Writing]:
    return begin(journal, actor=actor, request=request,
                 keys=[operations.lock(side=journal.side, point=point)])


def _rule(tx: Writing, *, pair: PairData, point: str) -> FallbackRule:
    require(may_head(tx.actor))
    rule = rule_at(pair, side=tx.journal.side, point=point, now=tx.now)
    refuse_if([] if rule else [CrossingHasRegime.fault(path="/point")], ground=Ground.INVALID)
    assert rule is not None
    return rule
