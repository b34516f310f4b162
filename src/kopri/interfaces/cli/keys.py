"""What the console says of a node's keys; never of their private halves."""

from datetime import datetime, timedelta

from kopri.interfaces.house import House
from kopri.journal.append.rotating import in_use
from kopri.journal.serve import own_log
from kopri.kernel.clock import to_text


def say_due(house: House, *, now: datetime) -> int:
    """Each key with its age; 1 where one is due."""
    due = False
    for used in in_use(own_log()):
        life = timedelta(days=house.pair.pair.keys.of(used.use).days)
        late = used.is_due(now, life=life)
        due = due or late
        print(f"{used.use}: since {to_text(used.since)}, {'due' if late else 'not due'}"
              f" ({life.days} d)  {used.key}")
    return int(due)
