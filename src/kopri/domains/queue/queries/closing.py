"""Which sides take nobody at this moment."""

from datetime import datetime

from kopri.domains.queue.queries.capacity import closures
from kopri.domains.queue.types import Closure


def shut_now(
    *, point: str, direction: str, vehicle_class: str, now: datetime
) -> list[Closure]:
    """Closures that have begun and not ended, whichever side's, oldest first."""
    return [each for each in closures(point=point, direction=direction, now=now)
            if each.since <= now
            and (not each.vehicle_classes or vehicle_class in each.vehicle_classes)]
