"""Record a weighing: check, then append."""

from datetime import datetime

from kopri.domains.weighing import permissions
from kopri.domains.weighing.rules import broken
from kopri.domains.weighing.types import Weighed
from kopri.journal.append.writing import Writing
from kopri.journal.types import Draft, Recorded
from kopri.kernel.errors import Ground
from kopri.kernel.rules import refuse_if, require


def weigh(
    tx: Writing, *, reference: str, weighed: Weighed, time: datetime | None = None
) -> Recorded:
    """What the scales of this side have said of the vehicle."""
    require(permissions.may_weigh(tx.actor))
    refuse_if(broken(gross_kg=weighed.gross_kg, axle_groups=weighed.axle_groups,
                     ahead=time is not None and time > tx.now), ground=Ground.INVALID)
    return tx.append(Draft(subject=reference, time=time, payload=weighed,
                           source="device" if weighed.device else "officer"))
