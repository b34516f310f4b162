"""Which services look at a truck's papers in advance, drawn with the plan: pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from kopri.demo.scenario import Kind, Scenario

MINUTE = 60
SOONEST, LATEST = 20 * MINUTE, 90 * MINUTE  # after the announcement
ANSWER = (15 * MINUTE, 60 * MINUTE)  # the carrier takes so long


@dataclass(frozen=True, slots=True, kw_only=True)
class Examining:
    """One service's look. ``after``: seconds after the announcement; ``asks``: first a question, which
    the carrier answers ``answer`` seconds later; ``accepts``: or says what is wrong."""

    side: str
    service: str
    after: int
    asks: bool
    answer: int
    accepts: bool


def examinings(
    *, sides: Sequence[str], chapter: int, scenario: Scenario, random: Random
) -> tuple[Examining, ...]:
    """On each side the service with the most paper work, and those that must see such goods."""
    return tuple(
        Examining(
            side=side,
            service=service,
            after=random.randrange(SOONEST, LATEST),
            asks=random.random() < scenario.papers.asked,
            answer=random.randrange(*ANSWER),
            accepts=random.random() >= scenario.papers.not_accepted,
        )
        for side in sides
        for service in _services(side=side, chapter=chapter, scenario=scenario)
    )


def _services(*, side: str, chapter: int, scenario: Scenario) -> list[str]:
    stages = [stage for stage in scenario.stages_of(side=side, kind=Kind.CONTROL)
              if stage.papers and not stage.sps and not stage.by_risk]
    most = max(stages, key=lambda stage: stage.papers * stage.share * stage.spread.mean,
               default=None)
    seeing = [service for service, chapters in scenario.seen_by.items()
              if chapter in chapters and service in scenario.at_work[side]]
    return list(dict.fromkeys([*([most.service] if most else []), *seeing]))
