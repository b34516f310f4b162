"""The public board, and the same as open data: plate, hour, status; no names, no goods."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from kopri.interfaces import opendata
from kopri.interfaces.house import House, house_of
from kopri.interfaces.posting import minute_of, posted
from kopri.interfaces.requests import account_of
from kopri.interfaces.web import names, news, pages
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.board import parts
from kopri.interfaces.web.board.page import Board
from kopri.interfaces.web.frame import frame_of
from kopri.interfaces.web.show import Link
from kopri.interfaces.web.tour.picture import picture
from kopri.journeys.show_board import BoardSheet, show_board

CSV = "text/csv; charset=utf-8"
DATA = (("/board.json", "JSON"), ("/board.csv", "CSV"),
        ("/board/hours.csv", gettext_lazy("hours, CSV")),
        ("/board/vehicles.csv", gettext_lazy("vehicles, CSV")))


def _sheet(house: House) -> BoardSheet:
    """As of this minute, whichever process is asked."""
    return show_board(journal=house.journal, pair=house.pair, now=minute_of(house))


def page(house: House, *, wall: bool = False) -> Board:
    """Both directions of every point."""
    sheet, live = _sheet(house), "/board/wall" if wall else "/board"
    return Board(
        lede=pages.Lede(title=parts.crossing(house),
                        marks=parts.silent(news.silence(house), at=sheet.now)),
        ways=[parts.way(each, house=house) for each in sheet.ways], live=live, wall=wall,
        data=[Link(href=href, label=label) for href, label in DATA],
        picture=None if wall else picture(house),
        links=[Link(href="/queue", label=_("How slots are drawn, and how to check it")),
               Link(href="/board/wall", label=_("For a screen on the wall"))],
    )


@require_safe
@view()
def board(request: HttpRequest) -> HttpResponse:
    """Both directions side by side; whoever is signed in has it in his own frame."""
    if account_of(request) is not None:
        return draw(request, page(house_of(request)))
    return _drawn(request, wall=False)


@require_safe
@view()
def wall(request: HttpRequest) -> HttpResponse:
    """The same for a screen that people stand before."""
    return _drawn(request, wall=True)


def _drawn(request: HttpRequest, *, wall: bool) -> HttpResponse:
    """One rendering a language; nothing of the request but its language is in it."""
    def make() -> bytes:
        made = page(house, wall=wall)
        frame = frame_of(request, now=minute_of(house), bare=wall)
        return render_to_string(made.template, {
            "page": made, "frame": replace(frame, path=made.live, toasts=())}).encode()

    house = house_of(request)
    return posted(request, name=f"board{'/wall' if wall else ''} {names.language()}", make=make,
                  media_type="text/html; charset=utf-8")


def _data(
    request: HttpRequest, write: Callable[[BoardSheet], bytes], *, media_type: str = CSV
) -> HttpResponse:
    house = house_of(request)
    return posted(request, name=request.path, media_type=media_type, open_data=True,
                  make=lambda: write(_sheet(house)))


@require_safe
def as_json(request: HttpRequest) -> HttpResponse:
    """The whole board as JSON; what the fields mean is in docs/reference/board.md."""
    return _data(request, opendata.as_json, media_type="application/json")


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The figures of each direction as CSV (RFC 4180)."""
    return _data(request, opendata.ways_csv)


@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """Both sides' capacity and the slots of the hours to come as CSV."""
    return _data(request, opendata.hours_csv)


@require_safe
def vehicles(request: HttpRequest) -> HttpResponse:
    """The vehicles that are here as CSV: plate, hour, status."""
    return _data(request, opendata.vehicles_csv)
