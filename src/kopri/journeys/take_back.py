"""Take back a slot whose carrier gave it up at the neighbour's node."""

from kopri.crossing.queries import by_reference
from kopri.crossing.rules import broken_on_change
from kopri.domains.queue import operations
from kopri.domains.queue.queries import standing_among
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.types import Entry


def take_back(*, journal: Journal, entry: Entry) -> None:
    """Answer ``queue.cancel_requested``; what has arrived meanwhile keeps its slot."""
    reference = entry.subject
    with begin(journal, actor=journal.itself(), keys=[f"case:{reference}"]) as tx:
        case = by_reference(reference)
        if standing_among([reference]) and not list(broken_on_change(phase=case.phase)):
            operations.give_back(tx, reference=reference, reason=entry.payload["reason"])
