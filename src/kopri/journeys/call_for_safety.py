"""Call a vehicle before others because something is in danger; a second person signs it afterwards."""

from kopri.crossing.queries import by_reference
from kopri.crossing.rules import BEFORE_GATE
from kopri.crossing.states import Phase
from kopri.domains.priority import operations
from kopri.domains.priority.permissions import may_call_for_safety
from kopri.domains.priority.queries import SafetyCallView, safety_call, safety_calls
from kopri.domains.queue import operations as queue
from kopri.domains.queue.queries.jumps import SAFETY
from kopri.engines.countrydata import PairData
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.rules import require

_CALLABLE = BEFORE_GATE - {Phase.CALLED, Phase.EXPECTED}


def call_for_safety(
    *, journal: Journal, actor: Actor, reference: str, danger: operations.Danger,
    request: RequestKey | None = None,
) -> str:
    """Call now, whatever the hour, the ceilings and who waits; the reference.

    The call goes out at once; it is listed as open until another person has signed it.
    """
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        case = by_reference(reference)
        require(may_call_for_safety(actor))
        called = queue.call(tx, reference=reference, direction=case.direction, because=SAFETY,
                            waiting=True, phase=case.phase.value)
        operations.call_for_safety(
            tx, reference=reference, danger=danger, phase=case.phase.value,
            before_gate=case.phase in _CALLABLE, call=called, line=case.line)
        return tx.answer(reference)


def calls_for_safety(*, journal: Journal, pair: PairData, actor: Actor) -> list[SafetyCallView]:
    """Calls in this side's direction: those that wait for a signature first, then the newest."""
    require(may_call_for_safety(actor))
    return safety_calls(directions=[f"{journal.side}-{pair.other(journal.side)}"])


def countersign(
    *, journal: Journal, actor: Actor, call: str, request: RequestKey | None = None
) -> str:
    """Stand for another officer's call; ``call``: the entry that said why. The reference."""
    seen = safety_call(call)
    keys = [f"case:{seen.reference}"] if seen else []
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        return tx.answer(operations.countersign(tx, call=safety_call(call)))
