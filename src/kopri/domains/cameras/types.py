"""Values of plate cameras."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A plate that a camera saw. ``plate``: as it is compared; ``event``: the camera's own id."""

    plate: str
    place: str
    time: datetime
    event: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """A plate that nobody knew when it was seen last at a place."""

    plate: str
    place: str
    time: datetime
