"""The declarations of a case as a table on its own page."""

from django.utils.translation import gettext as _

from kopri.domains.customs.permissions import may_read
from kopri.interfaces.house import House
from kopri.interfaces.web.customs import words
from kopri.interfaces.web.show import Blank, Cell, Table
from kopri.journeys.show_customs import show_declarations
from kopri.kernel.actor import Actor


def card(house: House, *, actor: Actor, reference: str, carrier: str) -> Table | None:
    """None for who may not read them, and where there is nothing to do or to see."""
    if not may_read(actor, carrier=carrier):
        return None
    sheet = show_declarations(journal=house.journal, pair=house.pair, actor=actor,
                              reference=reference)
    if not sheet.declarations and not sheet.desk:
        return None
    where = f"/cases/{reference}/customs"
    rows = [[
        Cell(value=f"{words.REGIMES[each.regime.value]}, {each.side.upper()}", href=where),
        Cell(value=each.number or None, kind="code",
             mark=words.SIMULATED if each.simulated else None),
        Cell(value=words.status(each), kind="status"), Cell(value=each.since, kind="moment"),
    ] for each in sheet.declarations]
    return Table(
        caption=_("Customs declarations"), rows=rows,
        columns=[(_("Regime"), "text"), (_("Number"), "code"), (_("State"), "status"),
                 (_("Since"), "moment")],
        blank=Blank(kind="empty", title=_("No declaration is put to this case."), href=where,
                    action=_("Put a declaration")))
