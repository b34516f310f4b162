"""Trucks: a carrier's own with what is to be done for each; for staff those under way."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.crossing.queries import CaseView, find
from kopri.crossing.states import ENDS, Turn
from kopri.domains.queue.queries import bookings_of
from kopri.engines.countrydata import PairData
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names, turns
from kopri.interfaces.web.answers import draw, go, view
from kopri.interfaces.web.pages import CaseLine, Cases, Finder, Lede
from kopri.interfaces.web.show import Blank, Link
from kopri.interfaces.web.words import say
from kopri.journeys.show_cases import CaseRow, show_cases
from kopri.kernel.actor import Actor, Role
from kopri.kernel.rules import require

READERS = (Role.CARRIER, Role.GATE_OFFICER, Role.SHIFT_HEAD, Role.INSPECTOR, Role.ANALYST)
MOST = 80


@require_safe
@view(*READERS)
def cases(request: HttpRequest) -> HttpResponse:
    """The list; a text that finds one truck leads to it."""
    who, house = actor(request), house_of(request)
    text = request.GET.get("find", "").strip()
    rows = found(text, actor=who) if text else list(show_cases(actor=who))
    if text and len(rows) == 1:
        return go(request, f"/cases/{rows[0].case.reference}")
    return draw(request, _page(rows, actor=who, pair=house.pair, text=text))


def found(text: str, *, actor: Actor) -> list[CaseRow]:
    """Trucks by plate or reference: a carrier finds his own."""
    require(actor.role in READERS)
    known = [case for case in find(text)
             if actor.role is not Role.CARRIER or case.carrier == actor.person]
    bookings = bookings_of([case.reference for case in known])
    return [CaseRow(case=case, booking=bookings.get(case.reference)) for case in known]


def _page(rows: Sequence[CaseRow], *, actor: Actor, pair: PairData, text: str) -> Cases:
    own = actor.role is Role.CARRIER
    mine = sum(row.case.turn is Turn.CARRIER for row in rows)
    turn = say("Your turn for {number} of {all}.", number=mine, all=len(rows)) if own else say(
        "Under way: {number}.", number=len(rows))
    asked = sum(row.questions for row in rows) if own else 0
    if asked:
        turn += " " + say("Questions that wait for you: {number}", number=asked) + "."
    if len(rows) > MOST:
        turn += " " + say("The first {number} are shown; find others by plate or reference.",
                          number=MOST)
    ordered = sorted(rows, key=_nearest) if own else rows
    return Cases(
        lede=Lede(title=_("Your trucks") if own else _("Trucks"), turn=turn),
        cases=[_line(row, pair=pair) for row in ordered[:MOST]],
        blank=Blank(kind="empty", title=say("No truck is found for {text}.", text=text) if text
                    else _("No truck yet.")),
        announce=Link(href="/announce" if own else "/board",
                      label=_("Announce a truck") if own else _("Board")),
        finder=Finder(action="/cases", label=_("Plate or reference"), value=text),
    )


def _nearest(row: CaseRow) -> tuple[bool, bool]:
    """Open ones first, and of them those where it is the carrier's turn."""
    return row.case.phase in ENDS, not (row.questions or row.case.turn is Turn.CARRIER)


def _line(row: CaseRow, *, pair: PairData) -> CaseLine:
    case: CaseView = row.case
    announced = case.phase.value == "announced"
    turn = turns.sentence(turns.Standing(case=case, pair=pair, booking=row.booking,
                                         announced=announced))
    if row.questions:
        turn = say("Questions that wait for you: {number}", number=row.questions) + ". " + turn
    return CaseLine(
        reference=case.reference, plate=case.plate, status=turns.status(case),
        way=names.way(pair, direction=case.direction, point=case.point) if case.direction else "",
        href=f"/cases/{case.reference}", slot=row.booking.slot if row.booking else None,
        turn=turn,
    )
