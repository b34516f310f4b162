"""Papers examined before departure: how many, and the minutes of steps with and without."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from kopri.demo.report.cases import Story
from kopri.demo.report.stages import Passage, steps_of
from kopri.demo.scenario import Scenario

HAPPENED = {
    "papers accepted": "examination.accepted",
    "papers not accepted": "examination.not_accepted",
    "asked by a service": "examination.asked",
    "answered": "examination.answered",
}
_PLANS = ("control.planned", "control.directed")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A step with papers accepted in advance, and without. Minutes: means, None of nothing.

    ``papers_pct``: what part of it is papers by the country's data, an assumption.
    """

    side: str
    stage: str
    papers_pct: int
    accepted: int
    minutes: float | None
    others: int
    others_minutes: float | None


def paper_lines(*, told: Sequence[Story], scenario: Scenario) -> list[PaperLine]:
    """One line for each step that is papers in part and came with accepted ones at least once."""
    times: dict[tuple[str, str, bool], list[float]] = defaultdict(list)
    for story in told:
        for side in (story.exit_side, story.entry_side):
            for passage in steps_of(story=story, side=side):
                if passage.served is not None:
                    accepted = _accepted(story, passage=passage)
                    times[side, passage.stage, accepted].append(passage.served)
    pct = {(stage.side, stage.code): round(100 * stage.papers) for stage in scenario.stages}
    return [
        PaperLine(
            side=side, stage=stage, papers_pct=pct.get((side, stage), 0),
            accepted=len(times[side, stage, True]), minutes=_mean(times[side, stage, True]),
            others=len(times.get((side, stage, False), ())),
            others_minutes=_mean(times.get((side, stage, False), ())),
        )
        for side, stage, accepted in sorted(times) if accepted and pct.get((side, stage))
    ]


def _mean(values: Sequence[float]) -> float | None:
    return round(mean(values), 1) if values else None


def _accepted(story: Story, *, passage: Passage) -> bool:
    """Whether the plan said so when the step was begun."""
    said = False
    for event in story.events:
        if event.kind in _PLANS and event.says("side") == passage.side:
            if event.time > passage.begun:
                break
            for step in event.payload.get("steps", ()):
                if step["step"] == passage.stage:
                    said = bool(step.get("papers"))
    return said
