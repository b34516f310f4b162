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
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.priorities.page import Part, Priorities
from kopri.interfaces.web.show import Blank, Cell, Link, Status, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_returns import ReturnRow, show_returns
from kopri.kernel.actor import Actor, Role


@require_safe
@view(Role.GATE_OFFICER, Role.SHIFT_HEAD)
def returns(request: HttpRequest) -> HttpResponse:
    """What this side has to do, then what it waits for; a row leads to the case and its forms."""
    house = house_of(request)
    rows = show_returns(journal=house.journal, pair=house.pair, actor=actor(request))
    now = house.journal.clock.now()
    return draw(request, Priorities(
        lede=Lede(title=say("Returns, {place}", place=names.place_and_side(
            house.pair, side=house.side)), turn=_turn(rows)),
        links=[Link(href="/gate", label=_("Gate"))],
        parts=[
            _part(_("For us to do"), [row for row in rows if row.ours], pair=house.pair, now=now,
                  says=_("The shift head answers; the gate notes when it is back.")),
            _part(_("The other side's turn"), [row for row in rows if not row.ours],
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


def _part(
    title: Text, rows: Sequence[ReturnRow], *, pair: PairData, now: datetime, says: Text = ""
) -> Part:
    heading = f"{title} · {len(rows)}"
    if not rows:
        return Part(title=heading, blocks=[Blank(kind="empty", title=_("None."))])
    return Part(title=heading, says=[says] if says else [], blocks=[Table(
        caption=title, rows=[_row(row, pair=pair, now=now) for row in rows],
        columns=[(_("Truck"), "plate"), (_("How long"), "minutes"), (_("State"), "status"),
                 (_("What"), "text"), (_("Refused by"), "text"), (_("By which law or order"), "text"),
                 (_("Said"), "text")])])


def _row(row: ReturnRow, *, pair: PairData, now: datetime) -> list[Cell]:
    back = row.back
    status = Cell(value=Status(code="overdue"), kind="status") if row.overdue else Cell(
        value=state_words()[back.state])
    service = names.service(pair, side=back.side, code=back.service)
    return [
        Cell(value=row.plate or back.reference, kind="plate" if row.plate else "code",
             href=f"/cases/{back.reference}"),
        Cell(value=turns.minutes(back.opened, now=now), kind="minutes"), status,
        Cell(value=what_of(back)), Cell(value=f"{back.side.upper()} {service}"),
        Cell(value=back.rule or None), Cell(value=back.note or None)]
