"""Book a slot: ask, and where this is the exit side, grant at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.crossing.queries import CaseView, by_reference, references_with_vin
from kopri.crossing.rules import broken_on_change
from kopri.domains.queue import operations
from kopri.domains.queue.permissions import may_request
from kopri.journal.append.requests import RequestKey
from kopri.journal.append.writing import begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor
from kopri.kernel.clock import to_text
from kopri.kernel.lines import TRUCK, Line
from kopri.kernel.rules import refuse_if, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """``state``: granted, declined, or requested while the exit side has yet to answer."""

    state: str
    slot: str = ""


def line_of(case: CaseView) -> Line:
    """What a case queues for."""
    return Line(point=case.point, direction=case.direction, vehicle_class=TRUCK)


def book_slot(
    *, journal: Journal, actor: Actor, reference: str, wishes: Sequence[datetime],
    request: RequestKey | None = None,
) -> Booked:
    """Ask for the best free of the wished hours."""
    case = by_reference(reference)
    line = line_of(case)
    keys = [f"case:{reference}", f"line:{line.direction}:{line.point}", f"vin:{case.vin}"]
    with begin(journal, actor=actor, keys=keys, request=request) as tx:
        case = by_reference(reference)
        require(may_request(actor, carrier=case.carrier))
        refuse_if(broken_on_change(phase=case.phase))
        same_vehicle = references_with_vin(case.vin)
        asking = operations.Asking(line=line, wishes=wishes)
        asked = operations.request_slot(tx, reference=reference, asking=asking,
                                        carrier=case.carrier, same_vehicle=same_vehicle)
        if exit_side(line.direction) != journal.side:
            return tx.answer(Booked(state="requested"))
        done = operations.answer(tx, reference=reference, asking=asking, request=asked,
                                 same_vehicle=same_vehicle, giving=operations.Giving())
        return tx.answer(Booked(state=done.state.value,
                                slot=to_text(done.slot) if done.slot else ""))
