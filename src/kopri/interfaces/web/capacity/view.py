"""The capacity page: shown; and its acts, each with its question first where bookings would move."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kopri.domains.queue.queries.capacity import capacity_of, closures
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.board.parts import CLASSES
from kopri.interfaces.web.capacity import closing, parts, words
from kopri.interfaces.web.capacity.page import Capacity, Chosen, Sure
from kopri.interfaces.web.capacity.reading import copied_days, placed, told_of
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Link
from kopri.interfaces.web.words import say
from kopri.journeys.close_point import (
    change_closure,
    close_point,
    would_move_by_change,
    would_move_by_closing,
)
from kopri.journeys.publish_capacity import Told, copy_capacity, publish_capacity, would_move
from kopri.journeys.show_capacity import show_capacity
from kopri.kernel.actor import Role
from kopri.kernel.lines import TRUCK, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An act of the page. ``moves``: how many bookings it would move; ``always``: ask anyway."""

    form: str
    title: str
    done: str
    moves: Callable[[], int]
    carry_out: Callable[[], object]
    turn: str = ""  # of what, where it is not the chosen day
    always: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
@view(Role.SHIFT_HEAD)
def capacity(request: HttpRequest) -> HttpResponse:
    """See and publish."""
    house, chosen = house_of(request), _chosen(request)
    if request.method != "POST":
        return draw(request, _page(request, house, chosen=chosen))
    sent = values(request)
    own = capacity_of(side=house.side, line=chosen.line, day=str(chosen.day))
    here: dict[str, Any] = {"journal": house.journal, "pair": house.pair, "line": chosen.line}
    return _act(request, chosen, Deed(
        form="capacity", title=say("Publish for {side}", side=house.side.upper()), done="capacity",
        moves=lambda: would_move(**here, told=told_of(sent, own=own, chosen=chosen)),
        carry_out=lambda: publish_capacity(
            **here, actor=actor(request), request=form_key(request),
            told=told_of(sent, own=own, chosen=chosen))))


@require_POST
@view(Role.SHIFT_HEAD)
def copy(request: HttpRequest) -> HttpResponse:
    """The same hours for the days that follow."""
    house, chosen = house_of(request), _chosen(request)
    days = copied_days(values(request), chosen=chosen)
    own = capacity_of(side=house.side, line=chosen.line, day=str(chosen.day))
    here: dict[str, Any] = {"journal": house.journal, "pair": house.pair, "line": chosen.line}

    def moves() -> int:
        return sum(would_move(**here, told=Told(
            day=day, hours=own.hours, limits=own.limits,
            valid_until=house.journal.clock.now() + timedelta(days=1))) for day in days)

    return _act(request, chosen, Deed(
        form="copy", title=_("Copy this day"), done="capacity", moves=moves,
        carry_out=lambda: copy_capacity(**here, actor=actor(request), request=form_key(request),
                                        day=str(chosen.day), to=days)))


@require_POST
@view(Role.SHIFT_HEAD)
def close(request: HttpRequest) -> HttpResponse:
    """Take nobody for a while."""
    house, chosen, sent = house_of(request), _chosen(request), values(request)
    here: dict[str, Any] = {"journal": house.journal, "pair": house.pair, "point": chosen.line.point,
            "direction": chosen.line.direction}
    return _act(request, chosen, Deed(
        form="close", title=say("Close {side}", side=house.side.upper()), done="closed",
        always=True, turn=closing.said(house, sent, chosen=chosen),
        moves=lambda: would_move_by_closing(**here, closing=closing.closing_of(house, sent)),
        carry_out=lambda: close_point(**here, actor=actor(request), request=form_key(request),
                                      closing=closing.closing_of(house, sent))))


@require_POST
@view(Role.SHIFT_HEAD)
def change(request: HttpRequest, closure: str) -> HttpResponse:
    """Expect another end, or open now."""
    house, chosen, sent = house_of(request), _chosen(request), values(request)
    here: dict[str, Any] = {"journal": house.journal, "closure": closure}
    ends = bool(sent.get("end"))
    return _act(request, chosen, Deed(
        form=f"closure-{closure}{'-end' if ends else ''}",
        title=closing.open_now(house) if ends else _("Expect another end"),
        done="reopened" if ends else "closed",
        moves=lambda: would_move_by_change(
            **here, until=None if ends else closing.end_of(house, sent)),
        carry_out=lambda: change_closure(
            **here, actor=actor(request), request=form_key(request),
            until=None if ends else closing.end_of(house, sent))))


def _act(request: HttpRequest, chosen: Chosen, deed: Deed) -> HttpResponse:
    """Ask first what it would move; then do it. A refusal comes back in its form."""
    house, sent = house_of(request), values(request)
    refusal = None
    if not sent.get("sure"):
        number, refusal = attempt(deed.moves)
        if refusal is None and (number or deed.always):
            return draw(request, _sure(request, deed, chosen=chosen, number=int(str(number))))
    if refusal is None:
        _done, refusal = attempt(deed.carry_out)
    if refusal is None:
        return go(request, chosen.href(), done=deed.done)
    again = Sent(form=deed.form, values=sent, faults=placed(refusal))
    return draw(request, _page(request, house, chosen=chosen, sent=again),
                status=STATUS[refusal.ground])


def _sure(request: HttpRequest, deed: Deed, *, chosen: Chosen, number: int) -> Sure:
    sent = {name: value for name, value in values(request).items()
            if name not in ("key", "csrfmiddlewaretoken")}
    text = (say("Bookings that would get another hour, free of charge: {number}. Their carriers are "
                "told.", number=number)
            if number else _("No booking would be moved."))
    filling = Filling(form=deed.form, sent=Sent(form=deed.form, values=values(request)))
    return Sure(
        lede=Lede(title=deed.title, turn=deed.turn or parts.standing(house_of(request), chosen=chosen)),
        text=text, back=Link(href=chosen.href(), label=_("Back, nothing is done")),
        form=filling.done(
            action=request.get_full_path(), hidden={**sent, "sure": "1"}, tone="refused",
            submit=say("{deed}, move {number}", deed=deed.title, number=number)
            if number else deed.title))


def _chosen(request: HttpRequest) -> Chosen:
    house, given = house_of(request), request.GET
    direction = given.get("direction", "")
    if direction not in house.pair.directions:
        direction = f"{house.side}-{house.pair.other(house.side)}"
    try:
        day = date.fromisoformat(given.get("day", ""))
    except ValueError:
        day = parts.today(house)
    vehicles, goods = given.get("class", TRUCK), given.get("goods", "")
    return Chosen(day=day, goods=goods if goods in words.GOODS else "", line=Line(
        point=_point(house, given=given.get("point", ""), post=actor(request).post),
        direction=direction,
        vehicle_class=vehicles if vehicles in CLASSES else TRUCK))


def _point(house: House, *, given: str, post: str) -> str:
    """The crossing point that was chosen; else the shift head's own, else the first."""
    points = house.pair.pair.facts.points
    chosen = [each.code for each in points if each.code == given]
    own = [each.code for each in points if post and each.post(house.side).post == post]
    return [*chosen, *own, points[0].code][0]


def _page(
    request: HttpRequest, house: House, *, chosen: Chosen, sent: Sent = NOTHING
) -> Capacity:
    sheet = show_capacity(journal=house.journal, pair=house.pair, actor=actor(request),
                          line=chosen.line, day=str(chosen.day))
    shut = closures(point=chosen.line.point, direction=chosen.line.direction,
                    now=house.journal.clock.now())
    return parts.page(
        house, chosen=chosen, sheet=sheet, sent=sent,
        closures=closing.lasting(house, shut, chosen=chosen, sent=sent),
        close=closing.close_form(house, chosen=chosen, sent=sent))
