"""What a shift head's page says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.engines.clockwork import NOBODY, Reading, Whose
from kopri.journal.lateness import LateLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A step that took, or takes, longer than nine tenths of all do by the country's data.

    ``minutes``: so far, where it is ``running``; ``limit``: of what remains where papers were accepted.
    ``step``: empty where it was chosen by risk.
    """

    reference: str
    plate: str
    step: str
    service: str
    minutes: float
    limit: int
    running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A vehicle that may not go on, or a part of it: ``part`` is empty or ``<kind>:<its id>``.
    ``service``: empty where the law withholds who holds it. ``until``: how long at most, where its
    service has said so; ``overdue``: that is over, and nobody has decided."""

    reference: str
    plate: str
    side: str
    service: str
    since: datetime
    lifts: str
    until: datetime | None
    overdue: bool
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """What the other side waits for from this one. ``what``: ``strip`` (a vehicle before our gate),
    ``return`` (one that it has refused), ``closure`` (ours, expected to be over), ``capacity`` (hours of a
    day that it has published and we have not)."""

    what: str
    since: datetime
    reference: str = ""
    plate: str = ""
    direction: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftSheet:
    """The page, of the time from ``since`` to ``now``.

    ``seconds``: over ``vehicles`` that were at the border in it, both directions. ``longest``: of those
    that are still here the longest, by reference and plate.
    """

    now: datetime
    since: datetime
    side: str
    point: str
    vehicles: int
    seconds: Mapping[Whose, int]
    longest: Sequence[tuple[str, str, Reading]]
    breaches: Sequence[Breach]
    held: Sequence[Held]
    awaited: Sequence[Awaited]
    late: Sequence[LateLine]

    @property
    def unattributed(self) -> float:
        """What nobody claims of all, 0 to 1."""
        return self.seconds.get(NOBODY, 0) / (sum(self.seconds.values()) or 1)
