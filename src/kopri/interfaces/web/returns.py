"""GET /returns: what the entry side has refused and the exit side has to answer, the overdue first."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.engines.countrydata import PairData
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names, turns
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.case.outcomes import state_words, what_of
from kopri.interfaces.web.pages import Desk, Finder, Lede, Section
from kopri.interfaces.web.show import Blank, Link, Row, Status
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_returns import ReturnRow, show_returns
from kopri.kernel.actor import Actor


@require_safe
@view()
def returns(request: HttpRequest) -> HttpResponse:
    """What this side has to do, then what it waits for; a row leads to the case and its forms."""
    house = house_of(request)
    rows = show_returns(journal=house.journal, pair=house.pair, actor=actor(request))
    now = house.journal.clock.now()
    return draw(request, Desk(
        lede=Lede(title=say("Returns, {place}", place=names.place_and_side(
            house.pair, side=house.side)), turn=_turn(rows)),
        finder=Finder(action="/gate", label=_("Plate or reference"), value=""),
        sections=[
            _section(_("For us to do"), [row for row in rows if row.ours], pair=house.pair,
                     now=now, order=_("The shift head answers; the gate notes when it is back.")),
            _section(_("The other side's turn"), [row for row in rows if not row.ours],
                     pair=house.pair, now=now),
        ]))


def summary(house: House, *, who: Actor) -> list[Link]:
    """One line for the gate, while anything goes back."""
    rows = show_returns(journal=house.journal, pair=house.pair, actor=who)
    return [Link(href="/returns", label=_turn(rows))] if rows else []


def _turn(rows: Sequence[ReturnRow]) -> Text:
    if not rows:
        return _("Nothing is to go back.")
    return say("To go back: {all}. For us to do: {ours}. Overdue: {overdue}.", all=len(rows),
               ours=sum(row.ours for row in rows), overdue=sum(row.overdue for row in rows))


def _section(
    title: Text, rows: Sequence[ReturnRow], *, pair: PairData, now: datetime, order: Text = ""
) -> Section:
    return Section(
        title=title, number=len(rows), order=order, blank=Blank(kind="empty", title=_("None.")),
        rows=[_row(row, pair=pair, now=now) for row in rows])


def _row(row: ReturnRow, *, pair: PairData, now: datetime) -> Row:
    back = row.back
    service = names.service(pair, side=back.side, code=back.service)
    said = [state_words()[back.state], what_of(back), back.rule,
            say("refused by {service}", service=f"{back.side.upper()} {service}"), back.note]
    return Row(
        reference=back.reference, plate=row.plate, href=f"/cases/{back.reference}",
        waits_for=" · ".join(str(each) for each in said if each), mine=row.ours,
        status=Status(code="overdue" if row.overdue else "refused"),
        waited=turns.minutes(back.opened, now=now), urgency="soon" if row.overdue else "calm")
