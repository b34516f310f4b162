"""For a driver who waits: when it goes on, and what he may ask for."""

from django.utils.translation import gettext_lazy as _

from kopri.crossing.states import Phase
from kopri.domains.calling.queries import open_needs, told_of
from kopri.domains.calling.types import Need, Stage
from kopri.interfaces.house import House
from kopri.interfaces.web.driver.page import Asking, Turn
from kopri.interfaces.web.show import Choice
from kopri.interfaces.web.words import Text
from kopri.journeys.mind_needs import HERE
from kopri.journeys.show_case import CaseSheet

NEEDS: dict[Need, Text] = {
    Need.WATER: _("Water"), Need.HEAT: _("Warmth"), Need.MEDICAL: _("A doctor"),
    Need.LIVESTOCK: _("Care for animals"),
}
NEXT: dict[Phase, tuple[Stage, Text]] = {
    Phase.WAITING: (Stage.CALL, _("You will probably be called between")),
    Phase.CALLED: (Stage.GATE, _("You will probably be let in between")),
    Phase.EXIT_CONTROLS: (Stage.PASSAGE, _("You will probably be through between")),
    Phase.ENTRY_CONTROLS: (Stage.PASSAGE, _("You will probably be through between")),
}


def turn(sheet: CaseSheet) -> Turn | None:
    """The range that was told last of what comes next; none once it has passed."""
    stage, text = NEXT.get(sheet.case.phase, (None, ""))
    if stage is None:
        return None
    entering = sheet.case.phase is Phase.ENTRY_CONTROLS
    side = sheet.entry_side if entering else sheet.exit_side
    told = told_of([sheet.reference], side=side).get((sheet.reference, stage))
    if told is None or told.p90 <= sheet.now:
        return None
    return Turn(text=text, start=told.p50, end=told.p90)


def asking(sheet: CaseSheet, *, house: House, here: str) -> Asking | None:
    """At the waiting area of this side; the other side's node has cards of its own."""
    if sheet.case.phase not in HERE or here != house.side:
        return None
    known = open_needs([sheet.reference], side=house.side).get(sheet.reference, ())
    return Asking(
        needs=[Choice(value=need.value, label=text) for need, text in NEEDS.items()
               if need not in known],
        asked=[NEEDS[need] for need in known])
