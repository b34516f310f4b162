"""Whose minutes they were: every second of a case from first arrival to last gate, once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from kopri.demo.report.cases import Story
from kopri.demo.report.stages import passages
from kopri.demo.report.verdicts import Verdict
from kopri.demo.scenario import Kind

LIMIT = 1.0  # per cent of the time that may stay unattributed
# where several claim the same second, the first of these has it
PRECEDENCE = ("service", "hold", "gate", "strip", "queue", "waiting for a service", "to the gate")
NOBODY = "unattributed"
AREA, FIRST, LAST, BETWEEN = "waiting area", "gate in", "gate out", "strip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """``whom`` claims the seconds from ``begin`` up to ``end``."""

    whom: str
    begin: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """``by_whom``: whole minutes of all cases. ``off``: cases whose seconds do not add up."""

    by_whom: Mapping[str, int]
    cases: int
    off: int

    def verdict(self) -> Verdict:
        """The seconds add up exactly, and hardly any is nobody's."""
        total = sum(self.by_whom.values()) or 1
        share = 100 * self.by_whom.get(NOBODY, 0) / total
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
        shares = shared_out(span=span, claims=list(claims(story=story, until=span[1])))
        cases += 1
        off += sum(shares.values()) != round((span[1] - span[0]).total_seconds())
        seconds.update(shares)
    ordered = [*PRECEDENCE, NOBODY]
    return Attribution(
        by_whom={whom: round(seconds[whom] / 60) for whom in ordered},
        cases=cases,
        off=off,
    )


def _span(story: Story, *, until: datetime) -> tuple[datetime, datetime] | None:
    first = story.first("gate.arrived")
    if first is None:
        return None
    gone = story.last("gate.exited", side=story.entry_side) or story.last("gate.turned_back")
    return first.time, (gone.time if gone is not None else max(until, first.time))


def claims(*, story: Story, until: datetime) -> Iterator[Claim]:
    """What each stage, hold and queue says of the case's time."""
    names = {
        (side, kind): name
        for side in (story.exit_side, story.entry_side)
        for kind, name in ((Kind.WAITING, AREA), (Kind.GATE, FIRST), (Kind.EXIT, LAST))
    }
    whom = {AREA: "queue", FIRST: "gate", LAST: "gate", BETWEEN: "strip"}
    for passage in passages(story=story, codes=names):
        yield Claim(
            whom=whom.get(passage.stage, "service"),
            begin=passage.begun,
            end=passage.done or until,
        )
    for side in (story.exit_side, story.entry_side):
        yield from _between_steps(story, side=side, until=until)


def _between_steps(story: Story, *, side: str, until: datetime) -> Iterator[Claim]:
    """From registration to release a truck waits for services; a hold is the holder's."""
    taken = story.first("gate.registered", side=side)
    if taken is None:
        return
    free = story.last("control.released", side=side) or story.last("control.refused", side=side)
    gone = story.last("gate.exited", side=side) or story.last("gate.turned_back", side=side)
    end = free.time if free is not None else until
    yield Claim(whom="waiting for a service", begin=taken.time, end=end)
    yield Claim(whom="to the gate", begin=end, end=gone.time if gone is not None else until)
    for held in story.all("control.finding_recorded", side=side, outcome="held"):
        later = [
            event.time
            for event in story.all("control.finding_recorded", side=side)
            if event.says("service") == held.says("service") and event.time > held.time
        ]
        yield Claim(whom="hold", begin=held.time, end=later[0] if later else end)


def shared_out(*, span: tuple[datetime, datetime], claims: Sequence[Claim]) -> dict[str, int]:
    """Seconds of ``span`` by who has them: the first in ``PRECEDENCE`` of those who claim them."""
    begin, end = span
    edges = sorted(
        {begin, end}
        | {moment for claim in claims for moment in (claim.begin, claim.end)
           if begin < moment < end}
    )
    shares: Counter[str] = Counter()
    for first, last in pairwise(edges):
        active = {claim.whom for claim in claims if claim.begin <= first and claim.end >= last}
        whom = next((name for name in PRECEDENCE if name in active), NOBODY)
        shares[whom] += round((last - first).total_seconds())
    return dict(shares)
