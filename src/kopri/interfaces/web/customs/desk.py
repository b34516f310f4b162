"""The customs desk: what is open at this side, what is overdue and what can be ended."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.domains.customs.types import DeclarationState, Regime
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.customs import words
from kopri.interfaces.web.customs.page import Declarations, Part
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Cell, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_customs import CustomsRow, show_customs
from kopri.kernel.actor import Role

MOST = 80


@require_safe
@view(Role.INSPECTOR, Role.SHIFT_HEAD, Role.AUDITOR)
def desk(request: HttpRequest) -> HttpResponse:
    """Lists, the most urgent first; a row leads to the declarations of its case."""
    house = house_of(request)
    rows = show_customs(journal=house.journal, actor=actor(request))
    overdue = [row for row in rows if row.overdue]
    ready = [row for row in rows if row.ready and not row.overdue]
    left = [row for row in rows if not row.overdue and not row.ready]
    transit = [row for row in left if row.declaration.regime is Regime.TRANSIT
               and row.declaration.state is DeclarationState.RELEASED]
    released = [row for row in left if row not in transit
                and row.declaration.state is DeclarationState.RELEASED]
    rest = [row for row in left if row not in transit and row not in released]
    return draw(request, Declarations(
        lede=Lede(
            title=_("Customs declarations"), turn=say(
                "Overdue: {overdue}. Can be ended now: {ready}. Open in all: {all}.",
                overdue=len(overdue), ready=len(ready), all=len(rows))),
        parts=[
            _part(_("Transit that is overdue"), overdue,
                  says=_("The office of exit has not reported by the deadline.")),
            _part(_("Transit that can be ended"), ready,
                  says=_("The neighbour has signed the arrival: end the transit of this side.")),
            _part(_("Transit under way"), transit),
            _part(_("Declarations that are not released"), rest),
            _part(_("Released"), released),
        ]))


def _part(title: Text, rows: Sequence[CustomsRow], *, says: Text = "") -> Part:
    """A list under its heading; what must be seen first stands in the first columns."""
    heading = f"{title} · {len(rows)}"
    if not rows:
        return Part(title=heading, blocks=[Blank(kind="empty", title=_("None."))])
    return Part(title=heading, says=[says] if says else [], blocks=[Table(
        caption=title, rows=[_row(row) for row in rows[:MOST]],
        columns=[(_("Case"), "code"), (_("Plate"), "plate"), (_("Deadline"), "moment"),
                 (_("State"), "status"), (_("Regime"), "text"), (_("Number"), "code"),
                 (_("Office of exit"), "text"), (_("Seals"), "text")])])


def _row(row: CustomsRow) -> list[Cell]:
    declaration, terms = row.declaration, row.declaration.terms
    return [
        Cell(value=declaration.reference, kind="code",
             href=f"/cases/{declaration.reference}/customs"),
        Cell(value=row.plate, kind="plate"), Cell(value=terms.deadline, kind="moment"),
        Cell(value=words.status(declaration), kind="status"),
        Cell(value=words.REGIMES[declaration.regime.value]),
        Cell(value=declaration.number or None, kind="code",
             mark=words.SIMULATED if declaration.simulated else None),
        Cell(value=terms.exit_office or None), Cell(value=", ".join(terms.seals) or None)]
