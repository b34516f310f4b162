"""gate.lane_set -> lanes."""

from collections.abc import Sequence

from kopri.domains.lanes.models import Lane
from kopri.journal.rows import put_row
from kopri.journal.types import Entry


def lane_set(entries: Sequence[Entry]) -> None:
    """The last one counts; one log writes them."""
    for entry in entries:
        put_row(Lane, key=entry.only("side", "point", "lane"), values={
            **entry.only("open", "reason"), "by": entry.actor.get("person", ""),
            "time": entry.time})
