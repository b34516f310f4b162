"""The public board, and the same as open data: plate, hour, status; no names, no goods."""

import csv
import io

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.engines.countrydata import PairData
from kopri.interfaces.house import House, house_of
from kopri.interfaces.web import names, news, pages
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.show import Blank, Cell, Hour, Link, Mark, Slots, Status, Table
from kopri.journal.authority import entry_side, exit_side
from kopri.journeys.show_board import BoardSheet, Way, show_board
from kopri.kernel.clock import to_text

COLUMNS = ("as_of", "direction", "point", "plate", "slot", "status")


def _sheet(house: House) -> BoardSheet:
    return show_board(journal=house.journal, pair=house.pair)


@require_safe
@view()
def board(request: HttpRequest) -> HttpResponse:
    """Both directions side by side."""
    house = house_of(request)
    sheet = _sheet(house)
    return draw(request, pages.Board(
        lede=pages.Lede(title=house.pair.pair.facts.points[0].names.said_in(names.language()),
                        marks=[Mark(kind="as_of", at=sheet.now), *news.silence(house)]),
        ways=[_way(way, sheet=sheet, house=house) for way in sheet.ways],
        data=[Link(href="/board.json", label="JSON"), Link(href="/board.csv", label="CSV")],
        live="/board",
    ))


def _way(way: Way, *, sheet: BoardSheet, house: House) -> pages.Way:
    return pages.Way(
        exit_side=exit_side(way.direction), entry_side=entry_side(way.direction),
        title=_title(way, pair=house.pair), status=Status(code=_open(way)),
        waiting=way.waiting, called=way.called, in_control=way.in_control,
        measured=way.measured, measured_of=way.measured_of,
        measured_at=sheet.now if way.measured else None,
        slots=Slots(caption=_("Slots of the next hours"), hours=[
            Hour(at=each.slot, capacity=each.supply, taken=each.granted) for each in way.slots]),
        vehicles=_vehicles(way),
        marks=[Mark(kind="simulated")] if house.demo is not None else [],
    )


def _title(way: Way, *, pair: PairData) -> str:
    ends = exit_side(way.direction), entry_side(way.direction)
    return " → ".join(names.place(pair, side=side, point=way.point) for side in ends)


def _open(way: Way) -> str:
    """Closed where neither side takes anybody in the hours to come."""
    return "open" if any(each.supply for each in way.slots) else "shut"


def _vehicles(way: Way) -> Table:
    return Table(
        caption=_("Trucks here now"),
        columns=[(_("Plate"), "plate"), (_("Slot"), "moment"), (_("State"), "status")],
        rows=[[Cell(value=row.plate, kind="plate"), Cell(value=row.slot, kind="moment"),
               Cell(value=Status(code=row.phase.value), kind="status")] for row in way.vehicles],
        blank=Blank(kind="empty", title=_("No truck is here now.")),
    )


@require_safe
@view()
def as_json(request: HttpRequest) -> HttpResponse:
    """The board as JSON; times in UTC."""
    data = msgspec.to_builtins(_sheet(house_of(request)))
    return HttpResponse(msgspec.json.encode(data), content_type="application/json")


@require_safe
@view()
def as_csv(request: HttpRequest) -> HttpResponse:
    """The vehicles of the board as CSV (RFC 4180); times in UTC."""
    sheet, out = _sheet(house_of(request)), io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for way in sheet.ways:
        for row in way.vehicles:
            rows.writerow([to_text(sheet.now), way.direction, way.point, _plain(row.plate),
                           to_text(row.slot) if row.slot else "", row.phase.value])
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")


def _plain(text: str) -> str:
    """A plate that a spreadsheet does not take for a formula."""
    return f"'{text}" if text[:1] in "=+-@" else text
