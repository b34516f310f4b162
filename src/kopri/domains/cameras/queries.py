"""Reading what cameras saw."""

from datetime import datetime

from kopri.domains.cameras.models import Sighting
from kopri.domains.cameras.rules import KEPT
from kopri.domains.cameras.types import Stranger


def strangers(*, now: datetime, most: int = 50) -> list[Stranger]:
    """Plates that nobody knew when they were seen, the newest first."""
    rows = Sighting.objects.filter(time__gt=now - KEPT).order_by("-time", "plate")[:most]
    return [Stranger(plate=row.plate, place=row.place, time=row.time) for row in rows]
