"""Give back a slot whose vehicle was exchanged where its booking was not known."""

from kopri.crossing.queries import references_with_vehicle, views_of
from kopri.crossing.rules import broken_on_change
from kopri.domains.queue import operations
from kopri.domains.queue.queries import standing_among
from kopri.journal.append.writing import begin
from kopri.journal.authority import exit_side
from kopri.journal.core import Journal
from kopri.journal.types import CENTRE, Entry


def keep_bound(*, journal: Journal, entry: Entry) -> None:
    """Answer ``crossing.amended``: what is refused here may have been written at the neighbour's."""
    reference = entry.subject
    if (entry.log == journal.origin or journal.role != CENTRE
            or "conveyance" not in entry.payload or not standing_among([reference])):
        return
    with begin(journal, actor=journal.itself(), keys=[f"case:{reference}"]) as tx:
        cases = views_of([reference])
        if not cases or exit_side(cases[0].direction) != journal.side:
            return
        case = cases[0]
        faults = list(operations.unbound(case, same_vehicle=references_with_vehicle(
            plate=case.plate, vin=case.vin)))
        if faults and not list(broken_on_change(phase=case.phase)):
            operations.give_back(tx, reference=reference, reason=faults[0].code)
