"""Second looks: every release under a regime with what was found since, and the form of a service."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopri.crossing.queries import views_of
from kopri.domains.fallback.queries import Look, ReleaseView
from kopri.domains.fallback.types import Result
from kopri.interfaces.house import House
from kopri.interfaces.web import names
from kopri.interfaces.web.filling import Filling, Sent
from kopri.interfaces.web.priorities.page import Part
from kopri.interfaces.web.show import Blank, Cell, Facts, Table
from kopri.interfaces.web.signers import Signer, signers
from kopri.interfaces.web.words import Text, say

RESULTS: dict[str, Text] = {
    Result.IN_ORDER.value: gettext_lazy("In order"),
    Result.DIFFERS.value: gettext_lazy("Differs"),
}


def table(rows: Sequence[ReleaseView], *, house: House) -> Table:
    """Those that are still to be looked at first."""
    ordered, plates = sorted(rows, key=lambda row: not row.open), _plates(rows)
    by = signers(row.by for row in rows)
    return Table(
        caption=_("Released under a regime"),
        columns=[(_("Truck"), "plate"), (_("Released"), "moment"), (_("By"), "text"),
                 (_("Found since"), "text")],
        rows=[[Cell(value=plates.get(row.reference) or row.reference,
                    kind="plate" if plates.get(row.reference) else "code",
                    href=f"/cases/{row.reference}"),
               Cell(value=row.time, kind="moment"), by(row.by),
               Cell(value="; ".join(_said(look, house=house) for look in row.looks))]
              for row in ordered],
        blank=Blank(kind="empty", title=_("No vehicle was released without a service.")))


def forms(rows: Sequence[ReleaseView], *, house: House, sent: Sent) -> list[Part]:
    """A part for each vehicle, the oldest first."""
    if not rows:
        return [Part(title=_("To be looked at again"), blocks=[
            Blank(kind="empty", title=_("Nothing waits for your service."))])]
    plates, by = _plates(rows), signers(row.by for row in rows)
    return [Part(title=plates.get(row.reference) or row.reference,
                 blocks=[_facts(row, by=by), _form(row, sent=sent)]) for row in rows]


def _plates(rows: Sequence[ReleaseView]) -> dict[str, str]:
    """By reference, as far as they are known here."""
    return {case.reference: case.plate for case in views_of([row.reference for row in rows])}


def _facts(row: ReleaseView, *, by: Signer) -> Facts:
    return Facts(items=[
        (_("Case"), Cell(value=row.reference, kind="code", href=f"/cases/{row.reference}")),
        (_("Released"), Cell(value=row.time, kind="moment")),
        (_("By"), by(row.by))])


def _form(row: ReleaseView, *, sent: Sent) -> object:
    filling = Filling(form=f"look-{row.reference}", sent=sent)
    return filling.done(
        action=f"/fallback/look/{row.reference}", submit=_("Record what was found"),
        fields=[filling.choice("result", _("Papers, pictures, scales"), kind="radio",
                               choices=list(RESULTS.items())),
                filling.field("note", _("What differs"), kind="lines", required=False,
                              hint=_("Stays on this side."))])


def _service(code: str, *, house: House) -> str:
    return str(names.service(house.pair, side=house.side, code=code))


def _said(look: Look, *, house: House) -> str:
    found = RESULTS.get(look.result, _("not yet"))
    return say("{service}: {found}", service=_service(look.service, house=house),
               found=f"{found}, {look.note}" if look.note else str(found))
