"""The report as values: read from the journals alone, the same for the same seed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from kopri.demo.report.books import Book
from kopri.demo.report.cases import Story, by_kind, stories
from kopri.demo.report.fates import Fate, fate_of
from kopri.demo.report.island import Told, tell
from kopri.demo.report.minutes import Attribution, attribution, shut_in
from kopri.demo.report.outcomes import HAPPENED as DECIDED
from kopri.demo.report.outcomes import counted, outcome_verdicts
from kopri.demo.report.papers import HAPPENED, PaperLine, paper_lines
from kopri.demo.report.stages import Line, table
from kopri.demo.report.storm import Weathered, weathered
from kopri.demo.report.verdicts import (
    Verdict,
    all_stages_timed,
    catch_up,
    cosigned,
    everyone_accounted,
    everything_followed,
    nothing_twice,
    same_tables,
    within_capacity,
)
from kopri.demo.scenario import Scenario

SEEN = {
    "opened": "crossing.opened",
    "booked": "queue.slot_granted",
    "announced": "notice.lodged",
    "called": "queue.called",
    "registered": "gate.registered",
    **HAPPENED,
    **DECIDED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """``trucks``: what happened -> direction -> cases. ``fates``: how they stand at the end.

    ``entries``: node -> kind -> entries of its own log. ``cut``: node -> entries for the other
    side that waited for the line. ``island``: what posts did without their capitals, where they
    were cut off. Figures of speed are not here.
    """

    scenario: str
    seed: int
    until: str
    trucks: Mapping[str, Mapping[str, int]]
    fates: Mapping[str, Mapping[str, int]]
    stages: Sequence[Line]
    papers: Sequence[PaperLine]
    entries: Mapping[str, Mapping[str, int]]
    cut: Mapping[str, int]
    minutes: Attribution
    verdicts: Sequence[Verdict]
    island: Told | None = None
    storm: Weathered | None = None

    @property
    def holds(self) -> bool:
        """Whether every verdict does."""
        return all(verdict.holds for verdict in self.verdicts)


def make_report(
    *, books: Sequence[Book], scenario: Scenario, seed: int, now: datetime,
    cut: tuple[datetime, datetime], further: Sequence[Verdict] = (),
) -> Report:
    """``now``: the nodes' time at the end; ``further``: verdicts of checks that are commands."""
    told = stories(books=books)
    alone = tell(books=books, told=told, cut=cut) if scenario.island else None
    storm = weathered(told=told, books=books) if scenario.storm else None
    fates = {story.reference: fate_of(story=story) for story in told}
    minutes = attribution(told=told, until=now, shut=shut_in(books))
    return Report(
        scenario=scenario.name,
        seed=seed,
        until=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        trucks=_happened(told),
        fates=_fates(told, fates),
        stages=table(told=told, scenario=scenario),
        papers=paper_lines(told=told, scenario=scenario),
        entries={book.node: by_kind(records=book.logs[book.own]) for book in books},
        cut=catch_up(books=books, cut=cut),
        minutes=minutes,
        island=alone,
        storm=storm,
        verdicts=(
            everyone_accounted(fates=fates),
            within_capacity(told=told, books=books),
            minutes.verdict(),
            all_stages_timed(told=told),
            everything_followed(books=books),
            nothing_twice(books=books),
            same_tables(books=books),
            cosigned(books=books),
            *((alone.verdict(),) if alone else outcome_verdicts(
                told=told, books=books, until=now)),
            *(storm.verdicts() if storm else ()),
            *further,
        ),
    )


def as_json(report: Report) -> bytes:
    """The same bytes for the same report."""
    plain: Any = msgspec.to_builtins(report)
    if report.island is None:
        del plain["island"]
    if report.storm is None:
        del plain["storm"]
    return msgspec.json.format(msgspec.json.encode(plain, order="sorted"), indent=2)


def _happened(told: Sequence[Story]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*SEEN, "held", "refused")}
    for name in ("less one part", "unannounced"):
        counts[name] = Counter()
    for story in told:
        for name, kind in SEEN.items():
            counts[name][story.direction] += story.first(kind) is not None
        for outcome in ("held", "refused"):
            found = story.first("control.finding_recorded", outcome=outcome)
            counts[outcome][story.direction] += found is not None
        for name, happened in counted(story).items():
            counts[name][story.direction] += happened
    return {name: dict(sorted(row.items())) for name, row in counts.items()}


def _fates(told: Sequence[Story], fates: Mapping[str, Fate]) -> dict[str, dict[str, int]]:
    counts = Counter((fates[story.reference], story.direction) for story in told)
    directions = sorted({story.direction for story in told})
    return {
        fate.value: {direction: counts[fate, direction] for direction in directions}
        for fate in Fate
    }
