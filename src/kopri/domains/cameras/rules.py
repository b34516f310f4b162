"""What is believed of a camera."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
SKEW = timedelta(minutes=10)  # a camera's clock may run ahead of the node's by so much
OLDEST = timedelta(days=1)  # what it kept while its line was cut
ONE_ARRIVAL = timedelta(minutes=15)  # a vehicle that is read again so soon has come once
KEPT = timedelta(days=1)  # how long the sighting of an unknown plate is kept
LONGEST, SHORTEST = 20, 4


class PlateRead(Rule):
    """No plate was read: {length} letters and digits."""

    code = "cameras.no_plate"
    source = _HOUSE
    remedy = "Send the plate as text in plateImage, 4 to 20 letters and digits."


class ClockRight(Rule):
    """The camera's clock says {time}; the node's says {now}."""

    code = "cameras.clock"
    source = _HOUSE
    remedy = "Set the camera's clock; events of the last day are taken, and none of the future."


def broken(*, plate: str, time: datetime, now: datetime) -> Iterator[Fault]:
    """What is wrong with an event; ``plate`` as it is compared."""
    if not (SHORTEST <= len(plate) <= LONGEST and plate.isalnum()):
        yield PlateRead.fault(path="/plateImage", length=len(plate))
    if not now - OLDEST <= time <= now + SKEW:
        yield ClockRight.fault(path="/eventTime", time=time.isoformat(), now=now.isoformat())
