"""How long trucks waited for and stood in each stage, from the entries alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.demo.report.cases import Event, Story
from kopri.demo.scenario import Kind, Scenario
from kopri.engines.quantiles import percentile

STEP_ENDS = ("control.step_finished", "control.finding_recorded")
READY = (*STEP_ENDS, "gate.registered", "control.directed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One truck in one stage: ``ready`` when it could begin, ``begun``, ``done`` (or None)."""

    side: str
    stage: str
    ready: datetime
    begun: datetime
    done: datetime | None

    @property
    def waited(self) -> float:
        """Minutes."""
        return max(0.0, (self.begun - self.ready).total_seconds() / 60)

    @property
    def served(self) -> float | None:
        """Minutes; None while it is still under way."""
        if self.done is None:
            return None
        return max(0.0, (self.done - self.begun).total_seconds() / 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the table. Minutes by nearest rank; None where nothing was measured."""

    side: str
    stage: str
    trucks: int
    wait_p50: int | None
    wait_p90: int | None
    time_p50: int | None
    time_p90: int | None


def _minutes(values: Sequence[float], percent: int) -> int | None:
    """The percentile in whole minutes; None of nothing."""
    return round(percentile(values, percent)) if values else None


def passages(*, story: Story, codes: Mapping[tuple[str, Kind], str]) -> Iterator[Passage]:
    """Every stage that the truck began. ``codes``: (side, kind) -> code of gates and areas."""
    for side in (story.exit_side, story.entry_side):
        yield from _gates(story=story, side=side, codes=codes)
        yield from steps_of(story=story, side=side)
    left = story.first("gate.exited", side=story.exit_side)
    there = story.first("gate.arrived", side=story.entry_side, place="gate")
    if left is not None:
        yield _passage("", codes.get(("", Kind.STRIP), "strip"), begun=left, done=there)


def _gates(
    *, story: Story, side: str, codes: Mapping[tuple[str, Kind], str]
) -> Iterator[Passage]:
    area = story.first("gate.arrived", side=side, place="waiting_area")
    gate = story.first("gate.arrived", side=side, place="gate")
    taken = story.first("gate.registered", side=side)
    free = story.last("control.released", side=side)
    door = story.first("gate.arrived", side=side, place="exit_gate")
    gone = story.first("gate.exited", side=side)
    if area is not None:
        yield _passage(side, codes.get((side, Kind.WAITING), "waiting"), begun=area, done=gate)
    if gate is not None:
        yield _passage(side, codes.get((side, Kind.GATE), "gate"), begun=gate, done=taken)
    if door is not None:
        yield _passage(
            side, codes.get((side, Kind.EXIT), "exit"), ready=free, begun=door, done=gone
        )


def _passage(
    side: str, stage: str, *, begun: Event, done: Event | None, ready: Event | None = None
) -> Passage:
    return Passage(
        side=side,
        stage=stage,
        ready=(ready or begun).time,
        begun=begun.time,
        done=done.time if done is not None else None,
    )


def steps_of(*, story: Story, side: str) -> Iterator[Passage]:
    """Control steps: ready when the last thing before them on this side was done."""
    mine = [event for event in story.events if event.says("side") == side]
    for place, event in enumerate(mine):
        if event.kind != "control.step_started":
            continue
        before = [e for e in mine[:place] if e.kind in READY]
        done = _end(mine[place:], step=event.says("step"), service=event.says("service"))
        yield _passage(
            side,
            event.says("step"),
            ready=before[-1] if before else None,
            begun=event,
            done=done,
        )


def _end(events: Iterable[Event], *, step: str, service: str) -> Event | None:
    """A step ends when it is finished, or when its service has decided; a hold is no service."""
    for event in events:
        if event.kind == "control.step_finished" and event.says("step") == step:
            return event
        if event.kind == "control.finding_recorded" and event.says("service") == service:
            return event
    return None


def table(*, told: Sequence[Story], scenario: Scenario) -> list[Line]:
    """One line for each side and stage, in the order of the day."""
    codes: dict[tuple[str, Kind], str] = {
        (stage.side, stage.kind): stage.code
        for stage in scenario.stages
        if stage.kind not in (Kind.CONTROL, Kind.LAB)
    }
    rows: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for story in told:
        for passage in passages(story=story, codes=codes):
            rows[passage.side, passage.stage].append(passage)
    order = {
        (stage.side, stage.code): (stage.side or "~", stage.order) for stage in scenario.stages
    }
    return [
        _line(side=side, stage=stage, rows=rows[side, stage])
        for side, stage in sorted(rows, key=lambda key: (order.get(key, (key[0], 99)), key))
    ]


def _line(*, side: str, stage: str, rows: Sequence[Passage]) -> Line:
    waits = [row.waited for row in rows]
    times = [served for row in rows if (served := row.served) is not None]
    return Line(
        side=side,
        stage=stage,
        trucks=len(rows),
        wait_p50=_minutes(waits, 50),
        wait_p90=_minutes(waits, 90),
        time_p50=_minutes(times, 50),
        time_p90=_minutes(times, 90),
    )
