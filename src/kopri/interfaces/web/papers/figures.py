"""What examined papers are worth: for the shift head and the analyst, with what is assumed."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.engines.countrydata import PairData
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names, news
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.papers.parts import Figures
from kopri.interfaces.web.show import Blank, Cell, Facts, Mark, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_paper_figures import (
    ENOUGH,
    PaperFigures,
    StepFigures,
    show_paper_figures,
)
from kopri.kernel.actor import Role


@require_safe
@view(Role.SHIFT_HEAD, Role.ANALYST)
def figures(request: HttpRequest) -> HttpResponse:
    """The last seven days at this side."""
    house, who = house_of(request), actor(request)
    found = show_paper_figures(journal=house.journal, pair=house.pair, actor=who)
    marks = [Mark(kind="simulated")] if house.demo is not None else []
    return draw(request, Figures(
        lede=Lede(title=_("Papers before the journey"), turn=_turn(found), marks=marks),
        facts=_facts(found), steps=_steps(found.steps, pair=house.pair, side=house.side),
        notes=_notes(found), note=news.elsewhere(house, actor=who)))


def _turn(found: PaperFigures) -> Text:
    return say("Of {cases} trucks in the last seven days, {some} came with papers that a service had "
               "accepted.", cases=found.cases, some=found.some)


def _facts(found: PaperFigures) -> Facts:
    share = round(100 * found.some / found.cases, 1) if found.cases else None
    return Facts(items=[
        (_("Trucks controlled"), Cell(value=found.cases, kind="number")),
        (_("Papers accepted by a service"), Cell(value=found.some, kind="number")),
        (_("Papers accepted by every service"), Cell(value=found.all, kind="number")),
        (_("Share with accepted papers"), Cell(value=share, kind="number", unit="%")),
        (_("Time saved, expected"), Cell(value=found.expected or None, kind="minutes",
                                         mark=Mark(kind="assumption"))),
        (_("Time saved, measured"), Cell(value=found.saved, kind="minutes")),
    ])


def _notes(found: PaperFigures) -> list[Text]:
    notes: list[Text] = [_("Expected: the share of each step that is papers is an assumption of the "
                           "country's data; no figure was found.")]
    notes.append(say("Measured: the difference of the medians of steps with and without accepted "
                     "papers, where there are at least {number} of each; it says nothing of why.",
                     number=ENOUGH))
    if found.saved is not None:
        notes.append(say("The measured time speaks for {share} per cent of the accepted steps.",
                         share=round(found.compared_pct)))
    return notes


def _steps(steps: Sequence[StepFigures], *, pair: PairData, side: str) -> Table:
    return Table(
        caption=_("Step by step"),
        columns=[(_("Step"), "text"), (_("Accepted"), "number"), (_("Median"), "minutes"),
                 (_("Not accepted"), "number"), (_("Median"), "minutes"),
                 (_("Saved, measured"), "minutes"), (_("Saved, expected"), "minutes"),
                 (_("Facts differed"), "number")],
        rows=[
            [Cell(value=names.step(pair, side=side, code=each.step)),
             Cell(value=each.accepted.number, kind="number"),
             Cell(value=each.accepted.p50, kind="minutes"),
             Cell(value=each.other.number, kind="number"),
             Cell(value=each.other.p50, kind="minutes"), Cell(value=each.saved, kind="minutes"),
             Cell(value=each.expected, kind="minutes"), Cell(value=each.differed, kind="number")]
            for each in steps
        ],
        blank=Blank(kind="empty", title=_("No step was finished in the last seven days.")))
