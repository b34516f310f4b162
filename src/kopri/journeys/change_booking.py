"""Change a booking: give it back, call its vehicle forward."""

from datetime import datetime

from kopri.crossing.queries import by_reference
from kopri.crossing.states import Phase
from kopri.domains.queue import operations
from kopri.domains.queue.queries.supply import closed_sides
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor

_NOT_ARRIVED = frozenset({Phase.EXPECTED, Phase.OPENED, Phase.BOOKED, Phase.ANNOUNCED})


def cancel_booking(
    *, journal: Journal, actor: Actor, reference: str, reason: str,
    request: RequestKey | None = None,
) -> str:
    """Give a slot, or a place on the list, back; elsewhere ask the exit side to. The reference."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        case = by_reference(reference)
        if exit_side(case.direction) != journal.side:
            operations.request_cancel(tx, reference=reference, direction=case.direction,
                                      carrier=case.carrier, reason=reason)
            return tx.answer(reference)
        operations.cancel(tx, reference=reference, direction=case.direction, reason=reason,
                          carrier=case.carrier, arrived=case.phase not in _NOT_ARRIVED)
        return tx.answer(reference)


def call_vehicle(
    *, journal: Journal, actor: Actor, reference: str, time: datetime | None = None,
    request: RequestKey | None = None,
) -> str:
    """Call a waiting vehicle to the gate; the reference."""
    with begin(journal, actor=actor, keys=[f"case:{reference}"], request=request) as tx:
        case = by_reference(reference)
        closed = closed_sides(point=case.point, direction=case.direction,
                              vehicle_class=case.vehicle_class, now=tx.now)
        operations.call(tx, reference=reference, direction=case.direction, time=time,
                        waiting=case.phase is Phase.WAITING, phase=case.phase.value,
                        closed=closed)
        return tx.answer(reference)
