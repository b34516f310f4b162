"""What the exit side's services add to claims: their approval, and the lists that were sent to them."""

from kopri.domains.priority import operations
from kopri.domains.priority.permissions import may_decide
from kopri.domains.priority.queries import ClaimView, awaiting, claim_by, decision_of
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import require


def claims_to_decide(*, journal: Journal, pair: PairData, actor: Actor) -> list[ClaimView]:
    """Claims in this side's direction that wait for the decision of this officer's service."""
    role = role_of(actor, pair=pair)
    require(actor.role is Role.INSPECTOR and bool(role))
    approved_by = {row.id: row.approved_by for row in pair.country(journal.side).priority_rules}
    waiting = awaiting(directions=[f"{journal.side}-{pair.other(journal.side)}"])
    return [claim for claim in waiting if decision_of(claim.uid) is None
            and may_decide(actor, role=role, approved_by=approved_by.get(claim.rule, ""))]


def decide_claim(
    *, journal: Journal, pair: PairData, actor: Actor, claim: str, approved: bool, reason: str,
    request: RequestKey | None = None,
) -> str:
    """The service that the row names approves a claim, or does not; the case.

    What is approved is served by the worker, in the order of claims.
    """
    seen = claim_by(claim)
    keys = [f"case:{seen.reference}"] if seen else []
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        known = claim_by(claim)
        rules = {row.id: row for country in pair.countries for row in country.priority_rules}
        rule = rules.get(known.rule) if known else None
        return tx.answer(operations.decide(
            tx, claim=known, role=role_of(actor, pair=pair),
            approved_by=rule.approved_by if rule else "", approved=approved, reason=reason))


def list_vehicles(
    *, journal: Journal, pair: PairData, actor: Actor, sent: operations.SentList,
    request: RequestKey | None = None,
) -> int:
    """Keep a list that a state body, or the postal operator, has sent; how many vehicles."""
    country = pair.country(journal.side)
    direction = f"{journal.side}-{pair.other(journal.side)}"
    asking = [row.id for row in country.priority_rules if row.notice_days and row.flow == "exit"]
    with begin(journal, actor=actor, request=request) as tx:
        today = tx.now.astimezone(country.zone).date()
        return tx.answer(operations.list_vehicles(
            tx, sent=sent, direction=direction, role=role_of(actor, pair=pair), rules=asking,
            today=today))


def role_of(actor: Actor, *, pair: PairData) -> str:
    """The role of an inspector's service, empty where there is none."""
    known = {each.id: each.role for each in pair.country(actor.side).services}
    return known.get(actor.service, "")
