"""Release a vehicle under a regime; look again at one that was."""

from kopri.crossing.queries import CaseView, by_reference
from kopri.domains.control.operations.missing import not_cleared, release_without
from kopri.domains.fallback import operations
from kopri.domains.fallback.operations import in_force, lock, released_last_hour
from kopri.domains.fallback.permissions import may_head
from kopri.domains.fallback.queries import RegimeView
from kopri.domains.fallback.types import Standing
from kopri.domains.outcomes.queries import parts_of
from kopri.domains.outcomes.rules import left_behind
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import Writing, begin
from kopri.journal.core import Journal
from kopri.journeys.fall_back.standing import standings
from kopri.kernel.actor import Actor
from kopri.kernel.rules import require


def release_under_regime(
    *, journal: Journal, pair: PairData, actor: Actor, reference: str,
    request: RequestKey | None = None,
) -> str:
    """Let one vehicle go without the services that the regime lets be missed; the reference.

    In one commit the exception is recorded and the side releases; the second rests on the first.
    """
    point = by_reference(reference).point
    keys = [f"case:{reference}", lock(side=journal.side, point=point)]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        require(may_head(tx.actor))
        case, regime = by_reference(reference), in_force(tx, point=point)
        standing = _standing(tx, case=case, regime=regime, pair=pair)
        released = operations.release(tx, reference=reference, regime=regime, standing=standing)
        release_without(tx, reference=reference, missed=standing.missed, regime=released,
                        without=_left_behind(reference, side=journal.side),
                        state=case.state_at(journal.side).value)
        return tx.answer(reference)


def _standing(
    tx: Writing, *, case: CaseView, regime: RegimeView, pair: PairData
) -> Standing:
    waited_for = {case.reference: not_cleared(tx, reference=case.reference)}
    return standings([case], waited_for=waited_for, regime=regime, pair=pair,
                     released=released_last_hour(tx, point=regime.point))[case.reference]


def _left_behind(reference: str, *, side: str) -> tuple[str, ...]:
    """The parts that this side has refused."""
    return left_behind((each.part, each.outcome) for each in parts_of([reference])
                       if each.side == side)


def look_again(
    *, journal: Journal, actor: Actor, reference: str, result: str, note: str = "",
    request: RequestKey | None = None,
) -> str:
    """A service that was missed says what it found afterwards; the reference."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        operations.reexamine(tx, reference=reference, result=result, note=note)
        return tx.answer(reference)
