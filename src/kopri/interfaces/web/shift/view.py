"""GET /shift: what stands still, who is waited for, whose minutes they were."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.shift import tables
from kopri.interfaces.web.show import Link, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_shift import ShiftSheet, show_shift
from kopri.kernel.actor import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The page. ``now``: what wants a decision, the worst first; ``spent``: whose the minutes were;
    ``share``: how much of them is nobody's."""

    template: ClassVar[str] = "pages/shift.html"
    lede: Lede
    links: list[Link]
    now: list[Table]
    spent: list[Table]
    share: Text


@require_safe
@view(Role.SHIFT_HEAD)
def shift(request: HttpRequest) -> HttpResponse:
    """The page of the reader's post."""
    house = house_of(request)
    return draw(request, page(
        show_shift(journal=house.journal, pair=house.pair, actor=actor(request)), house=house))


def page(sheet: ShiftSheet, *, house: House) -> Shift:
    """What wants a decision first, then where the time went."""
    pair = house.pair
    return Shift(
        lede=Lede(
            title=say("Shift, {place}", place=names.place_and_side(
                pair, side=sheet.side, point=sheet.point)),
            turn=_turn(sheet)),
        links=_links(), share=say(
            "The last twelve hours, both directions. Vehicles: {number}; {share} per cent of their time is not attributed.",
            share=cldr.tenths(100 * sheet.unattributed, language=names.language()), number=sheet.vehicles),
        now=[tables.held(sheet, pair=pair), tables.awaited(sheet, pair=pair),
             tables.breaches(sheet, pair=pair), tables.late(sheet)],
        spent=[tables.spent(sheet, pair=pair), tables.longest(sheet, pair=pair)])


def _turn(sheet: ShiftSheet) -> str:
    """In one sentence what wants to be looked at."""
    running = sum(each.running for each in sheet.breaches)
    said = [
        say("Held: {number}.", number=len(sheet.held)) if sheet.held else "",
        say("Steps over their limit: {number}.", number=running) if running else "",
        say("The other side waits for us: {number}.", number=len(sheet.awaited))
        if sheet.awaited else "",
    ]
    return " ".join(each for each in said if each) or _("Nothing waits for a decision.")


def _links() -> list[Link]:
    """What a shift head can do about it."""
    ways = (("/capacity", _("Capacity and closures")), ("/calling", _("Calls to the gate")),
            ("/lanes", _("Lanes")), ("/returns", _("Returns")),
            ("/fallback", _("Fallback regime")), ("/handover", _("Shift handover")))
    return [Link(href=href, label=label) for href, label in ways]
