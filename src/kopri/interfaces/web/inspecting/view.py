"""The page of a case's inspections; and its photographs."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.crossing.states import ENDS, SideState
from kopri.domains.documents.rules import HasCome
from kopri.domains.inspection.types import Record
from kopri.interfaces.files import handed_out, load
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names, news
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.filling import NOTHING, Sent
from kopri.interfaces.web.inspecting.forms import Desk, forms
from kopri.interfaces.web.inspecting.page import Inspection
from kopri.interfaces.web.inspecting.record import tables, warnings, weighings
from kopri.interfaces.web.inspecting.saying import who
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Cell, Facts, Link, Status
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_inspections import InspectionLine, InspectionSheet, show_inspections
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground, Refusal

READERS = (Role.INSPECTOR, Role.SHIFT_HEAD, Role.GATE_OFFICER, Role.AUDITOR)


@require_safe
@view(*READERS)
def inspection(request: HttpRequest, *, reference: str) -> HttpResponse:
    """The newest inspection of the case, or the one that is asked for."""
    return draw(request, page(house_of(request), actor=actor(request), reference=reference,
                              wanted=request.GET.get("inspection", "")))


@require_safe
@view(*READERS)
def photograph(request: HttpRequest, *, reference: str, sha256: str) -> HttpResponse:
    """A photograph of a record of this case."""
    house = house_of(request)
    sheet = show_inspections(journal=house.journal, pair=house.pair, actor=actor(request),
                             reference=reference)
    known = {each.said["sha256"]: each for line in sheet.lines for each in line.record.photographs}
    data = load(house, sha256) if sha256 in known else None
    if data is None:
        raise Refusal([HasCome.fault()],
                      ground=Ground.UNAVAILABLE if sha256 in known else Ground.MISSING)
    media_type = str(known[sha256].said["media_type"])
    return handed_out(data, name=f"{reference}-{sha256[:8]}.{media_type.partition('/')[2]}",
                      media_type=media_type, sha256=sha256, inline=True)


def page(
    house: House, *, actor: Actor, reference: str, wanted: str = "", sent: Sent = NOTHING
) -> Inspection:
    """The page; with what was ``sent`` where a form was refused."""
    sheet = show_inspections(journal=house.journal, pair=house.pair, actor=actor,
                             reference=reference)
    line = next((each for each in reversed(sheet.lines)
                 if wanted in ("", each.record.head.inspection)), None)
    desk = Desk(house=house, actor=actor, sheet=sheet, line=line, sent=sent,
                presented=sheet.case.state_at(house.side) in (SideState.REGISTERED, SideState.HELD))
    own = forms(desk) if _works(house, sheet, actor=actor) else []
    return Inspection(
        lede=Lede(title=_("Inspection"), code=reference, plate=sheet.case.plate,
                  status=Status(code=line.state.value) if line else None,
                  turn=_turn(line, house=house), marks=news.silence(house)),
        desk_title=_("What you can do now"), desk=own,
        blank=None if own else _blank(house, sheet, actor=actor),
        law=list(_law(sheet, line=line, house=house)), head=_head(line) if line else None,
        warnings=list(warnings(line.record, pair=house.pair)) if line else (),
        tables=[*(tables(line, pair=house.pair) if line else ()), *weighings(sheet)],
        earlier=[_link(each.record) for each in sheet.lines if each is not line],
        case=Link(href=f"/cases/{reference}", label=_("The whole case")))


def _works(house: House, sheet: InspectionSheet, *, actor: Actor) -> bool:
    return (actor.role in (Role.INSPECTOR, Role.SHIFT_HEAD) and news.decides(house, actor=actor)
            and (sheet.case.phase not in ENDS or bool(sheet.lines)))


def _blank(house: House, sheet: InspectionSheet, *, actor: Actor) -> Blank:
    return news.elsewhere(house, actor=actor) or Blank(
        kind="empty", title=_("Nothing is left for you to do here.") if sheet.lines
        else _("No inspection has been appointed."))


def _turn(line: InspectionLine | None, *, house: House) -> Text:
    if line is None:
        return _("No inspection has been appointed.")
    waits = ", ".join(who(house.pair, side=each.side, service=each.service)
                      for each in line.unsigned)
    if line.record.head.ended and waits:
        return say("Waiting for the signatures of: {services}", services=waits)
    return line.record.head.called_off


def _law(
    sheet: InspectionSheet, *, line: InspectionLine | None, house: House
) -> Iterator[Text]:
    """Host, guests, agreement and day; or that the other side has it as information only."""
    guests = line.record.head.guests if line else sheet.guests
    for each in guests:
        yield say("{service} works here as a guest of {post}: {basis}, in force since {day}.",
                  service=who(house.pair, side=each.side, service=each.service),
                  post=names.place(house.pair, side=line.record.head.side if line else house.side,
                                   post=each.host_post),
                  basis=_agreement(house, each.legal_basis), day=each.since)
    if not guests:
        yield _("No agreement lets services of the other side work here: for them the record is "
                "information only. They may sign over it on their own node.")
    needing = ", ".join(who(house.pair, side=each.who.side, service=each.who.service)
                        for each in sheet.needing)
    if needing and (line is None or line.record.head.began is None):
        yield say("Goods have to be unloaded for: {services}", services=needing)


def _agreement(house: House, code: str) -> str:
    return next((f"{each.id} {each.title}" for each in house.pair.pair.agreements
                 if each.id == code), code)


def _head(line: InspectionLine) -> Facts:
    head = line.record.head
    return Facts(items=[
        (_("Host"), Cell(value=head.side.upper())), (_("Place"), Cell(value=head.place)),
        *([(_("Appointed for"), Cell(value=head.starts, kind="moment")),
           (_("Takes"), Cell(value=head.minutes, kind="minutes"))] if head.starts else []),
        *([(_("Began"), Cell(value=head.began, kind="moment"))] if head.began else []),
        *([(_("Ended"), Cell(value=head.ended, kind="moment"))] if head.ended else []),
        (_("Record"), Cell(value=line.record.digest[:16], kind="code"))])


def _link(record: Record) -> Link:
    head = record.head
    return Link(href=f"/cases/{head.reference}/inspection?inspection={head.inspection}",
                label=f"{head.side.upper()}, {head.place}")
