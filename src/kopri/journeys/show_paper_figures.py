"""Show what examined papers are worth: how many came accepted, and the minutes that it saved."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopri.domains.control.queries import StepView, steps_done
from kopri.domains.control.rules import usual_minutes
from kopri.engines.countrydata import Country, PairData
from kopri.engines.quantiles import percentile
from kopri.journal.core import Journal
from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import has_role, require

PERIOD = timedelta(days=7)
ENOUGH = 5  # of either kind, before measured times are compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Service times of a step, in minutes: of how many, median and nine tenths."""

    number: int
    p50: float | None = None
    p90: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigures:
    """A step with papers accepted in advance, and without.

    ``differed``: accepted, and the facts were found to differ; counted with the accepted ones.
    ``expected``: minutes that an accepted case saves by the country's data, an assumption.
    ``saved``: the difference of the medians; None while there are too few of either, and where no
    part of the step is papers.
    """

    step: str
    service: str
    accepted: Measured
    other: Measured
    differed: int
    paper_pct: float
    expected: float
    saved: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFigures:
    """``cases``: that were controlled here since then; ``some``, ``all``: of these, with papers
    accepted by some or all services that saw them. ``expected`` and ``saved``: minutes over all
    accepted cases; ``saved`` of the steps that could be compared alone, whose share of the accepted
    ones is ``compared_pct``."""

    since: datetime
    cases: int
    some: int
    all: int
    steps: Sequence[StepFigures]
    expected: float
    saved: float | None
    compared_pct: float


def show_paper_figures(*, journal: Journal, pair: PairData, actor: Actor) -> PaperFigures:
    """For the shift head and the analyst, of the last seven days, on the node that keeps the post."""
    require(has_role(actor, Role.SHIFT_HEAD, Role.ANALYST))
    since = journal.clock.now() - PERIOD
    return figures(steps_done(since=since), country=pair.country(journal.side), since=since)


def figures(
    steps: Sequence[StepView], *, country: Country, since: datetime
) -> PaperFigures:
    """What these steps come to."""
    cases = _grouped(steps, key=lambda step: step.reference)
    found = [_step(own, country=country)
             for _, own in sorted(_grouped(steps, key=lambda step: step.step).items())]
    known = [each for each in found if each.saved is not None]
    accepted = sum(each.accepted.number for each in found)
    return PaperFigures(
        since=since, cases=len(cases), steps=found,
        some=sum(any(step.papers for step in own) for own in cases.values()),
        all=sum(all(step.papers for step in own) for own in cases.values()),
        expected=sum(each.expected * each.accepted.number for each in found),
        saved=sum((each.saved or 0) * each.accepted.number for each in known) if known else None,
        compared_pct=100 * sum(each.accepted.number for each in known) / accepted
        if accepted else 0.0,
    )


def _grouped(
    steps: Iterable[StepView], *, key: Callable[[StepView], str]
) -> dict[str, list[StepView]]:
    groups: dict[str, list[StepView]] = {}
    for step in steps:
        groups.setdefault(key(step), []).append(step)
    return groups


def _step(steps: Sequence[StepView], *, country: Country) -> StepFigures:
    code = steps[0].step
    accepted = [step for step in steps if step.papers]
    other = [step for step in steps if not step.papers]
    one, two = _measured(accepted), _measured(other)
    full, _ = usual_minutes(country=country, step=code, papers=False)
    enough = min(one.number, two.number) >= ENOUGH and country.paper_pct(code) > 0
    return StepFigures(
        step=code, service=",".join(sorted({step.service for step in steps})),
        accepted=one, other=two, differed=sum(step.differs for step in accepted),
        paper_pct=country.paper_pct(code), expected=full * country.paper_pct(code) / 100,
        saved=(two.p50 or 0) - (one.p50 or 0) if enough else None,
    )


def _measured(steps: Sequence[StepView]) -> Measured:
    minutes = [(step.finished - step.started).total_seconds() / 60 for step in steps
               if step.started and step.finished and step.finished >= step.started]
    if not minutes:
        return Measured(number=len(steps))
    return Measured(number=len(steps), p50=percentile(minutes, 50), p90=percentile(minutes, 90))
