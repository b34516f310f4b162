"""The blackout pack: made, printed, and entered afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.fallback.parts import clock, services
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.priorities.page import Part, Priorities
from kopri.interfaces.web.show import Link
from kopri.interfaces.web.words import Text
from kopri.journeys.fall_back import (
    PackRow,
    PaperHours,
    enter_paper_hours,
    print_pack,
    show_pack,
)
from kopri.journeys.pass_gate import Passing, register_vehicle
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Fault, Ground, Refusal
from kopri.kernel.lines import UNTOLD

GATE = (Role.GATE_OFFICER, Role.SHIFT_HEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A vehicle on the printed list."""

    reference: str
    plate: str
    way: Text
    slot: str
    services: str
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The printed page."""

    template: ClassVar[str] = "fallback/pack.html"
    title: Text
    made: str
    lines: Sequence[Line]
    stickers: Sequence[str]


@require_POST
@view(Role.SHIFT_HEAD)
def make(request: HttpRequest) -> HttpResponse:
    """Draw references for the stickers, and open the page to print."""
    house, who, sent = house_of(request), actor(request), values(request)
    number = sent.get("stickers", "")
    pack, refusal = attempt(lambda: print_pack(
        journal=house.journal, pair=house.pair, actor=who, point=sent.get("point", ""),
        stickers=int(number) if number.isascii() and number.isdecimal() and len(number) < 5 else -1,
        request=form_key(request)))
    if refusal is not None:
        raise refusal
    return go(request, f"/fallback/packs/{pack}")


@require_safe
@view(Role.SHIFT_HEAD)
def printed(request: HttpRequest, *, pack: str) -> HttpResponse:
    """The list as of now, and the stickers of this pack."""
    house = house_of(request)
    sheet = show_pack(journal=house.journal, pair=house.pair, actor=actor(request), pack=pack)
    return draw(request, Pack(
        title=names.place_and_side(house.pair, side=house.side, point=sheet.pack.point),
        made=cldr.full(sheet.now, zone=house.pair.country(house.side).zone,
                       language=names.language()),
        lines=[_line(row, house=house, point=sheet.pack.point) for row in sheet.rows],
        stickers=[each.reference for each in sheet.pack.stickers]), bare=True)


def _line(row: PackRow, *, house: House, point: str) -> Line:
    return Line(
        reference=row.reference, plate=row.plate,
        way=names.way(house.pair, direction=row.direction, point=point),
        slot=clock(row.slot, house=house) if row.slot else "",
        services=services(row.services, house=house), waits=row.goods in UNTOLD)


@require_http_methods(["GET", "HEAD", "POST"])
@view(*GATE)
def entered(request: HttpRequest) -> HttpResponse:
    """One line of paper: what the sticker says, the plate, the times as written."""
    house, who = house_of(request), actor(request)
    if request.method != "POST":
        return draw(request, _form(house, text=request.GET.get("text", "")))
    sent = values(request)
    result, refusal = attempt(lambda: _enter(request, house=house, who=who, sent=sent))
    if refusal is None:
        return go(request, f"/cases/{result}", done="fallback-paper")
    # the arrival may stand already: what is sent next is another request
    kept = {name: value for name, value in sent.items() if name != "key"}
    page = _form(house, sent=Sent(form="paper", values=kept, faults=refusal.faults))
    return draw(request, page, status=STATUS[refusal.ground])


def _enter(request: HttpRequest, *, house: House, who: Actor, sent: dict[str, str]) -> str:
    """The arrival first, which finds or opens the case; then its registration."""
    arrived, registered = (_moment(sent, name, house=house) for name in ("arrived", "registered"))
    reference, refusal = attempt(lambda: enter_paper_hours(
        journal=house.journal, pair=house.pair, actor=who, request=form_key(request),
        paper=PaperHours(
            text=sent.get("text", ""), plate=sent.get("plate", "")[:20], arrived=arrived,
            country=sent.get("country", "").upper(), direction=sent.get("direction", ""),
            point=house.pair.pair.facts.points[0].code, registered=registered)))
    if refusal is not None:
        raise refusal
    register_vehicle(
        journal=house.journal, pair=house.pair, actor=who, request=form_key(request, part="2"),
        passing=Passing(reference=str(reference), time=registered, source="paper"))
    return str(reference)


def _moment(sent: dict[str, str], name: str, *, house: House) -> datetime:
    """A local time as the form gives it."""
    try:
        local = datetime.fromisoformat(sent.get(name, ""))
        zone = house.pair.country(house.side).zone
        return local.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refusal([Fault(
            code="form.no_time", path=f"/{name}", rule="Köpri, docs/reference/rules",
            message="The time is missing.", remedy="Give day and time as written.")],
            ground=Ground.INVALID) from None


def _form(house: House, *, text: str = "", sent: Sent = NOTHING) -> Priorities:
    filling, pair = Filling(form="paper", sent=sent), house.pair
    out, into = (f"{house.side}-{pair.other(house.side)}", f"{pair.other(house.side)}-{house.side}")
    form = filling.done(
        action="/fallback/paper", submit=_("Enter arrival and registration"), fields=[
            filling.field("text", _("Sticker or reference"), kind="code", value=text,
                          hint=_("Scan the code, or type it as printed.")),
            filling.field("arrived", _("Arrived"), kind="moment"),
            filling.field("registered", _("Registered"), kind="moment"),
            filling.field("plate", _("Plate"), kind="code", required=False,
                          hint=_("For a vehicle with a sticker.")),
            filling.field("country", _("Registered in"), required=False,
                          hint=_("Two letters, as on the plate.")),
            filling.choice("direction", _("Direction"), kind="radio", first=out, choices=[
                (each, names.way(pair, direction=each)) for each in (out, into)]),
        ])
    return Priorities(
        lede=Lede(title=_("Paper hours"), turn=_(
            "Enter what was written, with the times as written. Services then enter their own.")),
        links=[Link(href="/gate", label=_("Gate"))],
        parts=[Part(title=_("One vehicle"), blocks=[form])])
