"""The numbers of one simulated day as typed values. Where they come from is ``readings``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from math import ceil, exp, log
from random import Random

from kopri.demo.goods import Share

BUSY = 0.8
Z90 = 1.2815515655446004  # the 90 % point of the standard normal distribution


class Kind(Enum):
    """What a stage of the day is to a truck."""

    WAITING = "waiting"  # waiting area before the gate
    GATE = "gate"  # identification at the first gate
    CONTROL = "control"  # a step of the control plan
    LAB = "lab"  # a sample, added to a control step
    EXIT = "exit"  # last gate of the side
    STRIP = "strip"  # the neutral strip, no side's


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A lognormal by its median and 90th percentile, in minutes."""

    p50: float
    p90: float

    @property
    def sigma(self) -> float:
        return (log(self.p90) - log(self.p50)) / Z90

    @property
    def mean(self) -> float:
        """exp(mu + sigma^2 / 2)."""
        return exp(log(self.p50) + self.sigma**2 / 2)

    def draw(self, *, random: Random) -> int:
        """Whole seconds, at least 30 and at most four times the 90th percentile."""
        minutes = random.lognormvariate(log(self.p50), self.sigma)
        return round(60 * min(max(minutes, 0.5), 4 * self.p90))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of ``stage_times``. ``share``: of the trucks that can meet it, 0..1.

    ``corridor`` is set for the stages of which a truck meets exactly one; ``by_risk`` for those
    that a service adds to some trucks. ``papers``: the share of its time that is papers, 0..1.
    """

    code: str
    side: str
    kind: Kind
    order: int
    service: str
    share: float
    spread: Spread
    sps: bool = False
    corridor: str = ""
    by_risk: bool = False
    papers: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One direction and how its carriers behave. Shares are 0..1, ``trucks`` a day."""

    direction: str
    exit_side: str
    entry_side: str
    trucks: int
    loaded: float
    sps: float
    no_show: float
    late: float
    goods: tuple[Share, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Minutes of the local day in which a service works; 0..1440 is round the clock."""

    opens: int = 0
    closes: int = 1440


@dataclass(frozen=True, slots=True, kw_only=True)
class Island:
    """Posts with nodes of their own, and no line to either capital for a while.

    ``days`` of traffic; ``cut``: from when to when, ``until``: the end, ``step``: how far the
    clocks move at a time, all in seconds from the first midnight. Shares of trucks, 0..1:
    ``walk_in`` come without a booking, of ``opened`` the carrier opens the case at the centre
    while the post cannot hear of it, of ``cancelled`` the carrier gives the booking back then and
    the truck comes all the same.
    """

    days: int
    cut: tuple[int, int]
    until: int
    step: int
    walk_in: float
    opened: float
    cancelled: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """Shares of loaded trucks, 0..1: ``examined`` by the services of both sides in advance; of these
    ``asked`` first, ``not_accepted`` at all."""

    examined: float = 0.0
    asked: float = 0.0
    not_accepted: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The draw of the day's slots: when its list is closed, in seconds from the day's midnight, and
    how long both sides then have to reveal their shares."""

    closes: int
    reveal: int

    @property
    def settled(self) -> int:
        """When it is known who has which slot."""
        return self.closes + self.reveal


@dataclass(frozen=True, slots=True, kw_only=True)
class Storm:
    """A side closes its road. ``begins``, ``ends``: in seconds from the first midnight; ``expected``:
    when it is first said to end; ``until``: the end of what is played."""

    side: str
    begins: int
    expected: int
    ends: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A day at one crossing point.

    ``hours``: (side, direction) -> 24 published slots an hour. ``held`` and ``refused``: side ->
    share of trucks; ``hold``: side -> how long. ``refused_produce``: direction -> share of trucks
    with tomatoes that the entry side refuses. ``seen_by``: a service of plant, animal or health
    control -> the HS chapters it sees. ``at_work``: side -> services with a control step. ``announced_in_time``: share of loaded trucks.
    ``utc_offset``: minutes. ``places``: side -> towns that goods come from and go to. ``customs``:
    side -> its service of customs; ``unloading``: stages for which goods are unloaded.
    """

    name: str
    sides: tuple[str, str]
    point: str
    day: date
    utc_offset: int
    ways: tuple[Way, ...]
    stages: tuple[Stage, ...]
    hours: Mapping[tuple[str, str], tuple[int, ...]]
    held: Mapping[str, float]
    refused: Mapping[str, float]
    hold: Mapping[str, Spread]
    refused_produce: Mapping[str, float]
    seen_by: Mapping[str, frozenset[int]]
    at_work: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]
    announced_in_time: float
    drawing: Drawing
    duty: Mapping[str, Duty] = field(default_factory=dict)
    customs: Mapping[str, str] = field(default_factory=dict)
    unloading: frozenset[str] = frozenset()
    papers: Papers = field(default_factory=Papers)
    assumptions: tuple[str, ...] = ()
    island: Island | None = None
    storm: Storm | None = None

    @property
    def ends(self) -> int:
        """When what is played is over, in seconds from the first midnight."""
        return self.storm.until if self.storm else 86400

    @property
    def seen_chapters(self) -> frozenset[int]:
        """HS chapters that such control of either side sees."""
        return frozenset().union(*self.seen_by.values())

    def is_seen_at(self, *, hour: int, chapter: int | None) -> bool:
        """Whether every service that must see goods of a chapter works in an hour of the local day."""
        return all(
            duty.opens <= 60 * (hour % 24) and 60 * (hour % 24 + 1) <= duty.closes
            for service, chapters in self.seen_by.items() if chapter in chapters
            for duty in (self.duty.get(service, Duty()),)
        )

    @property
    def midnight(self) -> datetime:
        """The beginning of the local day, aware."""
        zone = timezone(timedelta(minutes=self.utc_offset))
        return datetime(self.day.year, self.day.month, self.day.day, tzinfo=zone)

    def stages_of(self, *, side: str, kind: Kind) -> tuple[Stage, ...]:
        """The side's stages of that kind in their order."""
        fitting = (s for s in self.stages if s.side == side and s.kind is kind)
        return tuple(sorted(fitting, key=lambda stage: (stage.order, stage.code)))

    def stage(self, *, code: str) -> Stage:
        """KeyError for a stage that the day does not have."""
        for stage in self.stages:
            if stage.code == code:
                return stage
        raise KeyError(code)

    def counters(self, *, stages: tuple[Stage, ...]) -> int:
        """How many officers the demo gives to stages that share a desk: the fewest that are busy
        less than 80 % of their hours.

        Ours, an assumption: no source says how many work. Fewer would make queues without end.
        """
        trucks = sum(way.trucks for way in self.ways)
        duty = self.duty.get(stages[0].service, Duty())
        work = trucks * sum(stage.share * stage.spread.mean for stage in stages)
        return max(1, ceil(work / (BUSY * (duty.closes - duty.opens))))
