"""GET a notice, and its versions."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.domains.notice.queries import VersionView
from kopri.interfaces.requests import actor
from kopri.interfaces.web import diffing
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.notices import page
from kopri.interfaces.web.notices.sheet import sheets, weight
from kopri.interfaces.web.show import Cell, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_notice import NoticeSheet, show_notice
from kopri.kernel.clock import from_text


@require_safe
@view()
def notice(request: HttpRequest, *, notice: str) -> HttpResponse:
    """Its consignments as they stand; ``all``: one of them with every field."""
    who = actor(request)
    sheet = show_notice(actor=who, notice=notice)
    shown = _number(request.GET.get("all", ""))
    known = len(sheet.notice.consignments)
    where = f"/notices/{notice}"
    return draw(request, page.NoticePage(
        lede=page.lede(sheet, title=_("Notice")), frozen=page.frozen(sheet, actor=who),
        links=page.links(sheet, actor=who, here=where),
        sheets=sheets(sheet.notice.consignments, where=where,
                      shown=shown - 1 if 0 < shown <= known else None)))


@require_safe
@view()
def versions(request: HttpRequest, *, notice: str) -> HttpResponse:
    """Every version, and what differs between two of them: the last two, or ``from`` and ``to``."""
    who = actor(request)
    sheet = show_notice(actor=who, notice=notice)
    newest = sheet.notice.version
    old = sheet.version(_number(request.GET.get("from", "")) or newest - 1)
    new = sheet.version(_number(request.GET.get("to", "")) or newest)
    tables = [_list(sheet)]
    if old is not None and new is not None:
        tables.insert(0, diffing.of_versions(old, new, caption=say(
            "From version {old} to version {new}", old=old.version, new=new.version)))
    return draw(request, page.NoticePage(
        lede=page.lede(sheet, title=_("Versions of the notice")), tables=tables,
        frozen=page.frozen(sheet, actor=who),
        links=page.links(sheet, actor=who, here=f"/notices/{notice}/versions")))


def _list(sheet: NoticeSheet) -> Table:
    """Each version with the way to what it changed."""
    where = f"/notices/{sheet.notice.notice}/versions"
    rows = []
    for each in reversed(sheet.versions):
        before = each.version - 1
        compare = f"{where}?from={before}&to={each.version}" if sheet.version(before) else ""
        rows.append([
            Cell(value=each.version, kind="number"),
            Cell(value=say("Changes since version {number}", number=before) if compare
                 else _("the first"), href=compare),
            Cell(value=_against(each, sheet=sheet),
                 href=f"{where}?from={each.version}&to={sheet.notice.version}"
                 if each.version < sheet.notice.version else ""),
            Cell(value=each.recorded, kind="moment"), Cell(value=_by(each, sheet=sheet)),
            Cell(value=from_text(each.eta) if each.eta else None, kind="moment"),
            Cell(value=float(weight(each.consignments)) or None, kind="number"),
        ])
    return Table(caption=_("All versions"), rows=rows, columns=[
        (_("Version"), "number"), (_("Changes"), "text"), (_("Against the newest"), "text"),
        (_("Written"), "moment"), (_("By"), "text"), (_("Expected at the border"), "moment"),
        (_("Gross, kg"), "number")])


def _by(each: VersionView, *, sheet: NoticeSheet) -> Text:
    who = _("the carrier") if each.person == sheet.case.carrier else _("an officer")
    if not sheet.case.carrier:  # who the carrier is stays with the side that was told
        who = say("side {side}", side=each.side.upper())
    return say("{who}, when the goods were at the gate already", who=str(who)) if each.late else who


def _against(each: VersionView, *, sheet: NoticeSheet) -> Text:
    return _("compare") if each.version < sheet.notice.version else _("the newest")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0

