"""The stress of the demonstration, as a picture and as tables; where it is not played, how it is."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.interfaces.house import house_of
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.notices.page import NoticePage
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.queue.page import Stressed
from kopri.interfaces.web.show import Blank, Cell, Link, Mark, Table
from kopri.interfaces.web.tour import control
from kopri.interfaces.web.tour.picture import drawn
from kopri.interfaces.web.words import Text, say

COLUMNS = ("day", "asked", "slots", "passed", "home", "standing", "longest")


@require_safe
@view()
def stress(request: HttpRequest) -> HttpResponse:
    """With and without two-sided slots."""
    house = house_of(request)
    state = control.state(house) if house.demo is not None else None
    if state is None or state.stress is None:
        return draw(request, _not_played(demo=house.demo is not None))
    found = drawn(state.stress)
    alone, both = found.courses
    return draw(request, Stressed(
        lede=Lede(title=_("When more want to cross than one side takes"), turn=say(
            "{alone} vehicles stand at the barrier after {days} days where each side gives its own "
            "slots; {both} where slots are what both sides take.", alone=alone.last_standing,
            both=both.last_standing, days=found.days), marks=[Mark(kind="simulated")]),
        picture=found,
        tables=[_table(alone.title, state.stress.alone), _table(both.title, state.stress.both)],
        note=_("The same vehicles want to cross in both. Two-sided slots make no more room: they let "
               "those who must wait do so at home, and know how long. Requests, draws and slots went "
               "through these nodes; the passage, and the run without, are computed by one model. "
               "Demand and capacities are assumptions.")))


def _not_played(*, demo: bool) -> NoticePage:
    """What would stand here, and where it can be seen."""
    how = _("Stop the demonstration and start it with: SCENARIO=stress make demo") if demo else _(
        "This node is no demonstration: it shows what happens, and plays nothing.")
    return NoticePage(
        lede=Lede(title=_("When more want to cross than one side takes"), turn=_(
            "Five days, with and without slots that both sides take: a demonstration plays them, and "
            "shows here who waits where.")),
        links=[Link(href="/queue", label=_("How slots are given")),
               Link(href="/board", label=_("Board"))],
        frozen=Blank(kind="empty", title=_("The five days have not been played here."), text=how))


def _table(title: Text, course: control.Course) -> Table:
    return Table(
        caption=title,
        columns=[(_("Day"), "number"), (_("Asked"), "number"), (_("Slots"), "number"),
                 (_("Passed"), "number"), (_("At home"), "number"), (_("At the barrier"), "number"),
                 (_("Longest at the barrier, hours"), "number")],
        rows=[[Cell(value=day.get(name), kind="number") for name in COLUMNS]
              for day in course.days])
