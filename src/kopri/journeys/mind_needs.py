"""Mind needs: water, heat, a doctor, animals; noted by an officer or by the driver, seen to by the gate."""

from kopri.crossing.queries import by_reference
from kopri.crossing.states import Phase
from kopri.domains.calling import operations
from kopri.domains.calling.types import DRIVER, OFFICER
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor

HERE = (Phase.WAITING, Phase.CALLED)


def note_need(
    *, journal: Journal, actor: Actor | None, reference: str, need: str,
    request: RequestKey | None = None,
) -> str:
    """Note a need of a waiting vehicle; the reference. ``actor``: None for its driver."""
    who = actor or journal.itself()
    with begin(journal, actor=who, keys=[f"case:{reference}"], request=request) as tx:
        case = by_reference(reference)
        here = case.phase in HERE and exit_side(case.direction) in ("", journal.side)
        operations.note_need(tx, reference=reference, need=need, here=here,
                             by=OFFICER if actor else DRIVER, phase=case.phase.value)
        return tx.answer(reference)


def clear_need(
    *, journal: Journal, actor: Actor, reference: str, need: str,
    request: RequestKey | None = None,
) -> str:
    """Say that it has been seen to; the reference."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        operations.clear_need(tx, reference=by_reference(reference).reference, need=need)
        return tx.answer(reference)
