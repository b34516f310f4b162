"""gate.lane_set -> lanes."""

from collections.abc import Sequence

from kopri.domains.lanes.models import Lane
from kopri.journal.types import Entry


def lane_set(entries: Sequence[Entry]) -> None:
    """The last one counts; one log writes them."""
    for entry in entries:
        Lane.objects.update_or_create(**entry.only("side", "point", "lane"), defaults={
            **entry.only("open", "reason"), "by": entry.actor.get("person", ""),
            "time": entry.time})
