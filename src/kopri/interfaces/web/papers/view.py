"""GET a case's papers: what a back office reads before it signs."""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.interfaces import doubts
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names, news, turns
from kopri.interfaces.web.answers import draw, lines, view
from kopri.interfaces.web.case import facts, looking
from kopri.interfaces.web.case.view import sheet_of
from kopri.interfaces.web.examining import forms, telling
from kopri.interfaces.web.examining.parts import Examined
from kopri.interfaces.web.filling import NOTHING, Sent
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.papers.parts import Examination
from kopri.interfaces.web.show import Blank, Cell, Facts, Link, Status, Table
from kopri.interfaces.web.words import Text, say
from kopri.journal.types import CENTRE
from kopri.journeys.show_case import CaseSheet
from kopri.journeys.show_examination import ExaminationSheet, show_examination
from kopri.kernel.actor import Actor, Role
from kopri.kernel.consignment import Consignment, ConsignmentItem
from kopri.kernel.consignment.whole import gross_weight_of
from kopri.kernel.errors import Fault


@require_safe
@view(Role.INSPECTOR)
def examination(request: HttpRequest, *, reference: str) -> HttpResponse:
    """The papers of a case before the reader's service."""
    return draw(request, page(house_of(request), actor=actor(request), reference=reference))


def page(house: House, *, actor: Actor, reference: str, sent: Sent = NOTHING) -> Examination:
    """The page; with what was ``sent`` where a form was refused."""
    case = sheet_of(house, actor=actor, reference=reference)
    sheet = show_examination(journal=house.journal, pair=house.pair, actor=actor,
                             reference=reference)
    service = names.service(house.pair, side=house.side, code=actor.service)
    desk = [] if elsewhere(house) else forms.desk(sheet, service=service, sent=sent)
    return Examination(
        lede=_lede(case, sheet=sheet, house=house, service=service),
        examined=telling.told(sheet, case, pair=house.pair) or Examined(),
        desk_title=say("{service}: what you can do now", service=str(service)), desk=desk,
        blank=elsewhere(house) or _hindered(sheet.hindered),
        vehicle=facts.facts(case, pair=house.pair),
        consignments=[_parties(each) for each in _whole(case)],
        goods=_goods(_whole(case)), documents=facts.documents(case, pair=house.pair),
        doubts=lines([fault for each in doubts.of_case(house, case).values()
                      for fault in (*each.faults, *each.warnings)]),
        case=Link(href=f"/cases/{reference}", label=_("The whole case")),
    )


def elsewhere(house: House) -> Blank | None:
    """Papers are examined at the centre; at a post with a node of its own this is said."""
    if house.journal.role == CENTRE:
        return None
    return Blank(
        kind="empty", title=_("Papers are examined in the back office, at the centre."),
        text=_("Here you see what it has said so far."))


def _lede(
    case: CaseSheet, *, sheet: ExaminationSheet, house: House, service: Text
) -> Lede:
    state = Status(code=sheet.own.state.value) if sheet.own else None
    return Lede(
        title=say("Papers, {service}", service=str(service)), code=case.reference,
        plate=case.case.plate, status=state,
        turn=turns.sentence(looking.standing(case, pair=house.pair)), marks=news.silence(house))


def _hindered(faults: Sequence[Fault]) -> Blank | None:
    told = lines(faults)
    return Blank(kind="empty", title=told[0].message, text=told[0].remedy) if told else None


def _whole(case: CaseSheet) -> list[Consignment]:
    return [each for notice in case.notices for each in notice.consignments]


def _parties(whole: Consignment) -> Facts:
    """Who sends, who gets, how much it weighs."""
    parties = [(_("Consignor"), whole.consignor), (_("Consignee"), whole.consignee),
               (_("Carrier"), whole.carrier)]
    return Facts(items=[
        (_("Waybill"), Cell(value=(whole.waybill and whole.waybill.identifier)
                            or whole.identifier, kind="code")),
        *((label, Cell(value=", ".join(filter(None, (
            party.name, party.address.city if party.address else "",
            party.address.country if party.address else "")))))
          for label, party in parties if party is not None),
        (_("Gross weight"), _kg(gross_weight_of(whole) or None)),
        (_("Packages"), Cell(value=_packages(whole), kind="number")),
    ])


def _goods(consignments: Sequence[Consignment]) -> Table:
    return Table(
        caption=_("Goods"), rows=list(_rows(consignments)),
        blank=Blank(kind="empty", title=_("No goods are announced.")),
        columns=[(_("Goods"), "text"), (_("HS code"), "code"), (_("Packages"), "number"),
                 (_("Gross weight"), "number"), (_("Net weight"), "number")])


def _rows(consignments: Sequence[Consignment]) -> Iterator[list[Cell]]:
    for whole in consignments:
        for item in whole.items:
            yield [
                Cell(value=item.description), Cell(value=item.commodity_code, kind="code"),
                Cell(value=_packed(item), kind="number"),
                _kg(item.gross_weight_kg), _kg(item.net_weight_kg)]
        if not whole.items and whole.cargo_description:
            yield [Cell(value=whole.cargo_description),
                   Cell(value=whole.cargo_commodity_code, kind="code"), Cell(value=None),
                   _kg(whole.gross_weight_kg), Cell(value=None)]


def _packages(whole: Consignment) -> float | None:
    """As stated of the whole; else of its items, where all of them say it."""
    if whole.package_quantity is not None:
        return _number(whole.package_quantity)
    parts = [_packed(item) for item in whole.items]
    return None if None in parts else sum(part or 0 for part in parts) or None


def _packed(item: ConsignmentItem) -> float | None:
    return float(sum(unit.quantity or 0 for unit in item.packages)) or None


def _kg(value: object) -> Cell:
    return Cell(value=_number(value), kind="number", unit=_("kg") if value is not None else "")


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
