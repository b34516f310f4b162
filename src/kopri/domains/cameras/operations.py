"""Keep what a camera saw and nobody knows; let go of it."""

from datetime import datetime

from kopri.domains.cameras.models import Sighting
from kopri.domains.cameras.rules import KEPT
from kopri.domains.cameras.types import Seen


def keep_stranger(seen: Seen, *, now: datetime) -> None:
    """Keep the sighting of an unknown plate, the newest of each; what is a day old goes."""
    Sighting.objects.filter(time__lte=now - KEPT).delete()
    row, made = Sighting.objects.get_or_create(
        plate=seen.plate, place=seen.place, defaults={"time": seen.time})
    if not made and row.time < seen.time:
        row.time = seen.time
        row.save(update_fields=["time"])


def let_go(plate: str) -> None:
    """The plate belongs to a case now."""
    Sighting.objects.filter(plate=plate).delete()
