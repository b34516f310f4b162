"""A refusal to print: what was refused, by whom, by which rule, and to whom one may appeal until when."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.domains.control.queries import FindingView
from kopri.domains.outcomes.queries import PartView
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.case.outcomes import basis_text, kind_of, refused
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.priorities.page import Part, Priorities
from kopri.interfaces.web.show import Blank, Cell, Facts, Link
from kopri.interfaces.web.words import Text
from kopri.journeys.show_case import show_case


@require_safe
@view()
def refusal(request: HttpRequest, *, reference: str) -> HttpResponse:
    """Each refusal that stands, in the reader's language."""
    house, who = house_of(request), actor(request)
    sheet = show_case(journal=house.journal, pair=house.pair, actor=who, reference=reference)
    parts = [_part(each, house=house) for each in refused(sheet)]
    blank = Blank(kind="empty", title=_("Nothing is refused."))
    return draw(request, Priorities(
        lede=Lede(title=_("Refusal"), code=sheet.reference, plate=sheet.case.plate,
                  turn=names.way(house.pair, direction=sheet.case.direction,
                                 point=sheet.case.point)),
        links=[Link(href=f"/cases/{sheet.reference}", label=_("Back to the case"))],
        parts=parts or [Part(title=_("Refusal"), blocks=[blank])]))


def _part(said: FindingView | PartView, *, house: House) -> Part:
    country, language = house.pair.country(said.side), names.language()
    body = next((row for row in country.appeals if row.id == said.appeal), None)
    what = kind_of(said.part) if isinstance(said, PartView) else _("the vehicle, and all on board")
    items: list[tuple[Text, Cell]] = [
        (_("What"), Cell(value=what)),
        (_("Refused by"), Cell(value=next((
            each.names.said_in(language) for each in country.services if each.id == said.service),
            said.service))),
        # paper outlives the day on which it is printed
        (_("On"), Cell(value=cldr.full(said.time, zone=country.zone, language=language))),
        (_("By which law or order"), Cell(value=said.rule)),
    ]
    if body is not None:
        items += [
            (_("Appeal to"), Cell(value=body.names.said_in(language))),
            (_("Last day to appeal"), Cell(value=cldr.date_said(
                said.appeal_until, language=language) or _("not known"))),
            (_("By right of"), Cell(value=basis_text(body.basis))),
        ]
    return Part(title=what, blocks=[Facts(items=items)])
