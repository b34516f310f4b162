"""Reading calls, needs, overrides, and times that were told."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.crossing.queries import count_by_phase
from kopri.crossing.states import Phase
from kopri.domains.calling.models import Course, Override, Switch, Told, WaitingNeed
from kopri.domains.calling.states import NeedState
from kopri.domains.calling.types import Need, Stage, Standing
from kopri.journal.authority import entry_side
from kopri.journal.queries import news
from kopri.journal.rows import rows_with

MEASURED = 2000  # ranges


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseView:
    """When a vehicle passed what, on one side; None: it has not, as far as is known here."""

    reference: str
    side: str
    arrived: datetime | None
    called: datetime | None
    registered: datetime | None
    exited: datetime | None
    turned_back: datetime | None

    def end_of(self, stage: Stage) -> datetime | None:
        """When a stage ended."""
        return {Stage.CALL: self.called, Stage.GATE: self.registered,
                Stage.PASSAGE: self.exited}[stage]

    def broken(self, stage: Stage) -> bool:
        """Whether it ended in a way that says nothing of how long it takes."""
        if stage is Stage.PASSAGE:
            return self.turned_back is not None
        return stage is Stage.CALL and self.called is None and self.registered is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldView:
    """A range that was told at ``time``: half by ``p50``, nine tenths by ``p90``."""

    reference: str
    side: str
    point: str
    direction: str
    stage: Stage
    time: datetime
    since: datetime
    p50: datetime
    p90: datetime
    ahead: int
    again: bool
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedView:
    """A need of a waiting vehicle. ``by``: officer or driver."""

    reference: str
    need: Need
    by: str
    noted: datetime
    state: NeedState
    cleared: datetime | None
    cleared_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """What the shift head last said of automatic calls."""

    automatic: bool
    reason: str
    by: str
    time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideView:
    """A vehicle that was let out of a gate that was held."""

    reference: str
    point: str
    holds: tuple[str, ...]
    reason: str
    by: str
    time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Of ``told`` ranges, the first of each vehicle, how many ended by their p50 and p90."""

    side: str
    point: str
    direction: str
    stage: Stage
    told: int
    below_p50: int
    below_p90: int


def courses_of(references: Sequence[str], *, side: str) -> dict[str, CourseView]:
    """How these vehicles came through a side."""
    return {row.reference: CourseView(
        reference=row.reference, side=row.side, arrived=row.arrived, called=row.called,
        registered=row.registered, exited=row.exited, turned_back=row.turned_back)
        for row in rows_with(Course, column="reference", values=references) if row.side == side}


def told_of(references: Sequence[str], *, side: str) -> dict[tuple[str, Stage], ToldView]:
    """What was told last of each of these vehicles and stages."""
    rows = sorted(rows_with(Told, column="reference", values=references),
                  key=lambda row: (row.time, row.again, row.closed, row.uid))
    return {(row.reference, Stage(row.stage)): _told(row) for row in rows if row.side == side}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What ranges are told of: a stage, on one side of a point, in one direction."""

    side: str
    point: str
    direction: str
    stage: Stage


def first_told(lane: Lane, *, most: int) -> list[ToldView]:
    """The newest first ranges of a lane, in order of time."""
    rows = Told.objects.filter(side=lane.side, point=lane.point, direction=lane.direction,
                               stage=lane.stage.value, again=False)
    return [_told(row) for row in rows.order_by("-time", "-uid")[:most]][::-1]


def disturbed(references: Sequence[str]) -> frozenset[str]:
    """Of these vehicles, those that waited while a side was closed."""
    return frozenset(row.reference for row in rows_with(
        Told, column="reference", values=references) if row.closed)


def pace(*, side: str, of: int = 10) -> float:
    """Minutes between two of the last vehicles that the gate took in from the waiting area; 10 where
    too few have come."""
    rows = Course.objects.filter(side=side, arrived__isnull=False, registered__isnull=False)
    times = [time for time in rows.order_by("-registered").values_list(
        "registered", flat=True)[:of] if time is not None]
    if len(times) < 3:
        return 10.0
    return max(0.5, (times[0] - times[-1]).total_seconds() / 60 / (len(times) - 1))


def _told(row: Told) -> ToldView:
    return ToldView(
        reference=row.reference, side=row.side, point=row.point, direction=row.direction,
        stage=Stage(row.stage), time=row.time, since=row.since, p50=row.p50, p90=row.p90,
        ahead=row.ahead, again=row.again, closed=row.closed)


def accuracy(*, now: datetime, days: int) -> list[Accuracy]:
    """How well what was told held, of ranges whose p90 has passed; by side, point, direction and stage.

    What has not ended by then is above both. Only first ranges count, so that one vehicle is one; of
    many the newest ``MEASURED`` count, as the public board asks whenever something has happened.
    """
    rows = Told.objects.filter(time__gte=now - timedelta(days=days), p90__lte=now, again=False)
    told = [_told(row) for row in rows.order_by("-time", "uid")[:MEASURED]]
    counts: dict[tuple[str, str, str, Stage], list[int]] = defaultdict(lambda: [0, 0, 0])
    for side in sorted({each.side for each in told}):
        mine = [each for each in told if each.side == side]
        courses = courses_of([each.reference for each in mine], side=side)
        for each in mine:
            course = courses.get(each.reference)
            if course is None or course.broken(each.stage):
                continue
            end = course.end_of(each.stage)
            count = counts[side, each.point, each.direction, each.stage]
            for place, held in enumerate((True, end is not None and end <= each.p50,
                                          end is not None and end <= each.p90)):
                count[place] += held
    return [Accuracy(side=side, point=point, direction=direction, stage=stage, told=told_,
                     below_p50=half, below_p90=nine)
            for (side, point, direction, stage), (told_, half, nine) in sorted(
                counts.items(), key=lambda item: (*item[0][:3], item[0][3].value))]


def standing_at(
    *, point: str, direction: str, closed: Sequence[str], capacity: int, silence_min: int,
    now: datetime,
) -> Standing:
    """What holds an exit gate: ``closed`` sides, how long the entry side is silent, the strip."""
    entry = entry_side(direction)
    return Standing(
        now=now, closed=tuple(closed), silence_min=silence_min, capacity=capacity,
        heard=max((each.latest for each in news() if each.side == entry and each.latest),
                  default=None),
        strip=count_by_phase(direction=direction, point=point).get(Phase.STRIP, 0))


def needs_of(references: Sequence[str], *, side: str) -> list[NeedView]:
    """Needs of these vehicles on a side, open and seen to, the oldest first."""
    rows = [row for row in rows_with(WaitingNeed, column="reference", values=references)
            if row.side == side]
    return [NeedView(
        reference=row.reference, need=Need(row.need), by=row.by, noted=row.noted,
        state=NeedState(row.state), cleared=row.cleared, cleared_by=row.cleared_by,
    ) for row in sorted(rows, key=lambda row: (row.noted, row.need))]


def open_needs(references: Sequence[str], *, side: str) -> dict[str, tuple[Need, ...]]:
    """Of these vehicles, those with needs that nobody has seen to yet."""
    found: dict[str, tuple[Need, ...]] = {}
    for each in needs_of(references, side=side):
        if each.state is NeedState.OPEN:
            found[each.reference] = (*found.get(each.reference, ()), each.need)
    return found


def switched_of(*, side: str, point: str) -> Switched | None:
    """What was last said of automatic calls at a point; None: never anything."""
    row = Switch.objects.filter(side=side, point=point).first()
    return None if row is None else Switched(
        automatic=row.automatic, reason=row.reason, by=row.by, time=row.time)


def overrides(*, side: str, most: int = 50) -> list[OverrideView]:
    """Vehicles that were let out of a held gate, the newest first."""
    return [OverrideView(reference=row.reference, point=row.point, holds=tuple(row.holds),
                         reason=row.reason, by=row.by, time=row.time)
            for row in Override.objects.filter(side=side).order_by("-time", "-uid")[:most]]
