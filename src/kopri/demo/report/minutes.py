"""Whose minutes they were: every second of a case from first arrival to last gate, once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kopri.demo.report.cases import Story
from kopri.demo.report.stages import passages
from kopri.demo.report.verdicts import Verdict
from kopri.demo.scenario import Kind
from kopri.engines.clockwork import UNATTRIBUTED, Interval, attribute

LIMIT = 1.0  # per cent of the time that may stay unattributed
# where several claim the same second, the first of these has it
PRECEDENCE = ("hold", "service", "gate", "strip", "queue", "waiting for a service", "to the gate")
AREA, FIRST, LAST, BETWEEN = "waiting area", "gate in", "gate out", "strip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """``by_whom``: whole minutes of all cases. ``off``: cases whose seconds do not add up."""

    by_whom: Mapping[str, int]
    cases: int
    off: int

    def verdict(self) -> Verdict:
        """The seconds add up exactly, and hardly any is nobody's."""
        total = sum(self.by_whom.values()) or 1
        share = 100 * self.by_whom.get(UNATTRIBUTED, 0) / total
        return Verdict(
            name="the minutes of each case add up",
            holds=self.cases > 0 and not self.off and share < LIMIT,
            numbers=f"{self.cases} cases, {self.off} off, {share:.2f} % unattributed",
        )


def attribution(*, told: Sequence[Story], until: datetime) -> Attribution:
    """Over all cases that arrived; a truck still inside is counted up to ``until``."""
    seconds: Counter[str] = Counter()
    cases = off = 0
    for story in told:
        span = _span(story, until=until)
        if span is None:
            continue
        begin, end = span
        found = attribute(
            start=_second(begin),
            end=_second(end),
            intervals=claims(story=story, until=end),
            precedence=PRECEDENCE,
        )
        cases += 1
        off += found.total != _second(end) - _second(begin)
        seconds.update(found.seconds)
    ordered = [*PRECEDENCE, UNATTRIBUTED]
    return Attribution(
        by_whom={whom: round(seconds[whom] / 60) for whom in ordered},
        cases=cases,
        off=off,
    )


def _second(moment: datetime) -> int:
    return round(moment.timestamp())


def _claim(*, whom: str, begin: datetime, end: datetime) -> Interval:
    """What ends before it begins (an act told late) claims nothing."""
    return Interval(start=_second(begin), end=max(_second(begin), _second(end)), party=whom)


def _span(story: Story, *, until: datetime) -> tuple[datetime, datetime] | None:
    first = story.first("gate.arrived")
    if first is None:
        return None
    gone = story.last("gate.exited", side=story.entry_side) or story.last("gate.turned_back")
    return first.time, (gone.time if gone is not None else max(until, first.time))


def claims(*, story: Story, until: datetime) -> Iterator[Interval]:
    """What each stage, hold and queue says of the case's time."""
    names = {
        (side, kind): name
        for side in (story.exit_side, story.entry_side)
        for kind, name in ((Kind.WAITING, AREA), (Kind.GATE, FIRST), (Kind.EXIT, LAST))
    }
    whom = {AREA: "queue", FIRST: "gate", LAST: "gate", BETWEEN: "strip"}
    for passage in passages(story=story, codes=names):
        yield _claim(
            whom=whom.get(passage.stage, "service"),
            begin=passage.begun,
            end=passage.done or until,
        )
    for side in (story.exit_side, story.entry_side):
        yield from _between_steps(story, side=side, until=until)


def _between_steps(story: Story, *, side: str, until: datetime) -> Iterator[Interval]:
    """From registration to release a truck waits for services; a hold is the holder's."""
    taken = story.first("gate.registered", side=side)
    if taken is None:
        return
    free = story.last("control.released", side=side) or story.last("control.refused", side=side)
    gone = story.last("gate.exited", side=side) or story.last("gate.turned_back", side=side)
    end = free.time if free is not None else until
    yield _claim(whom="waiting for a service", begin=taken.time, end=end)
    yield _claim(whom="to the gate", begin=end, end=gone.time if gone is not None else until)
    for held in story.all("control.finding_recorded", side=side, outcome="held"):
        later = [
            event.time
            for event in story.all("control.finding_recorded", side=side)
            if event.says("service") == held.says("service") and event.time > held.time
        ]
        yield _claim(whom="hold", begin=held.time, end=later[0] if later else end)
