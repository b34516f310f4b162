"""What accepted papers are worth, from steps alone: measured where there is enough of either."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from kopri.adapters.countries import load_pair
from kopri.domains.control.queries import StepView
from kopri.domains.control.rules import usual_minutes
from kopri.journeys.show_paper_figures import ENOUGH, figures

FICTIONAL = load_pair(Path(__file__).parents[3] / "countries", "xa-xb").country("xa")
START = datetime(2026, 1, 15, tzinfo=UTC)


def step(case: int, code: str, minutes: int, *, papers: bool, differs: bool = False) -> StepView:
    return StepView(reference=f"R{case}", step=code, service="ROADS", order=1, started=START,
                    finished=START + timedelta(minutes=minutes), papers=papers, differs=differs)


def test_the_expected_saving_is_the_data_s_share_and_the_measured_one_the_medians() -> None:
    done = [step(n, "NWT", 3, papers=True, differs=n == 0) for n in range(ENOUGH)]
    done += [step(10 + n, "NWT", 8, papers=False) for n in range(ENOUGH)]
    done += [step(10 + n, "NPS", 6, papers=n < 2) for n in range(4)]
    found = figures(done, country=FICTIONAL, since=START)
    assert (found.cases, found.some, found.all) == (10, 7, 5)
    by = {each.step: each for each in found.steps}
    weighing = by["NWT"]  # four minutes, a quarter of it papers
    assert (weighing.expected, weighing.saved, weighing.differed) == (1.0, 5.0, 1)
    assert (weighing.accepted.number, weighing.other.p50) == (ENOUGH, 8.0)
    # no part of it is papers, and there are too few of it
    assert (by["NPS"].expected, by["NPS"].saved) == (0.0, None)
    assert (found.expected, found.saved) == (5.0, 25.0)
    assert round(found.compared_pct) == round(100 * 5 / 7)


def test_too_few_are_not_compared_and_nothing_is_nothing() -> None:
    done = [step(n, "NWT", 3, papers=n % 2 == 0) for n in range(ENOUGH)]
    found = figures(done, country=FICTIONAL, since=START)
    assert found.saved is None and found.compared_pct == 0.0
    empty = figures([], country=FICTIONAL, since=START)
    assert (empty.cases, empty.expected, empty.saved, empty.steps) == (0, 0, None, [])


def test_what_remains_of_a_step() -> None:
    stage = FICTIONAL.stage("NWT")
    assert usual_minutes(country=FICTIONAL, step="NWT", papers=False) == (
        stage.p50_min, stage.p90_min)
    assert usual_minutes(country=FICTIONAL, step="NWT", papers=True) == (3, 7)
