"""Tell the public that a vehicle was called because something was in danger: no more than that."""

from datetime import timedelta

from kopri.domains.queue import operations
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.queries.jumps import SAFETY
from kopri.journal.append.writing import begin
from kopri.journal.core import Journal
from kopri.journal.types import Entry
from kopri.kernel.lines import ORDINARY, Line


def tell_safety(*, journal: Journal, entry: Entry) -> None:
    """The public row of a call for safety, by the centre: that there was one, in which hour."""
    payload = entry.payload
    line = Line(point=payload["point"], direction=payload["direction"],
                vehicle_class=payload["vehicle_class"])
    hour = entry.time - timedelta(minutes=entry.time.minute, seconds=entry.time.second,
                                  microseconds=entry.time.microsecond)
    with begin(journal, actor=journal.itself(), keys=[line.lock]) as tx:
        known = booking_of(entry.subject)
        operations.tell(tx, line=line, tag=known.tag if known else "", slot=hour, was=None,
                        public_class=ORDINARY, why=SAFETY)
