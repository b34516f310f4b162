"""Switch calling: a shift head has the post's node call by itself, or calls by hand alone."""

from kopri.domains.calling import operations
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.errors import Fault, Ground, Refusal


def switch_calling(
    *, journal: Journal, pair: PairData, actor: Actor, point: str, automatic: bool, reason: str,
    request: RequestKey | None = None,
) -> str:
    """Say so for the post at a point; the point."""
    if point not in {each.code for each in pair.pair.facts.points}:
        raise Refusal([Fault(
            code="calling.point_unknown", path="/point", rule="Köpri, docs/reference/rules",
            message="There is no crossing point {point}.", params={"point": point[:32]},
            remedy="Give the code of a crossing point of this border.")], ground=Ground.INVALID)
    with begin(journal, actor=actor, keys=[f"calling:{point}"], request=request) as tx:
        operations.switch(tx, point=point, automatic=automatic, reason=reason)
        return tx.answer(point)
