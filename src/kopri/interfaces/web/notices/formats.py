"""GET a notice in other formats: which can hold it, what each leaves out, the document itself."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.engines import codecs
from kopri.engines.codecs.converting import Converted, convert
from kopri.interfaces.conversions import in_words
from kopri.interfaces.files import handed_out
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names
from kopri.interfaces.web.answers import draw, view
from kopri.interfaces.web.notices import page
from kopri.interfaces.web.show import Cell, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.read_notice import read_notice
from kopri.journeys.show_notice import show_notice
from kopri.kernel.consignment import Consignment
from kopri.kernel.errors import Refusal
from kopri.kernel.text import render_fault

MOST_NAMED = 4  # kinds of what is left out


@require_safe
@view()
def formats(request: HttpRequest, *, notice: str) -> HttpResponse:
    """Every format that is written; ``consignment``: of this one alone, from 1."""
    who = actor(request)
    sheet = show_notice(actor=who, notice=notice)
    number, chosen = _chosen(sheet.notice.consignments, request)
    where = f"/notices/{notice}"
    rows = [_row(name, chosen, href=f"{where}/as/{name}" + (
        f"?consignment={number}" if number else "")) for name in _written()]
    caption = say("Consignment {number} in other formats", number=number) if number else _(
        "The notice in other formats")
    return draw(request, page.NoticePage(
        lede=page.lede(sheet, title=_("Other formats")),
        links=page.links(sheet, actor=who, here=f"{where}/formats"),
        tables=[Table(caption=caption, rows=rows, columns=[
            (_("Format"), "text"), (_("What it leaves out"), "text"), (_("Name"), "code")])]))


@require_safe
@view()
def written(request: HttpRequest, *, notice: str, name: str) -> HttpResponse:
    """The newest version in a format."""
    found = read_notice(actor=actor(request), notice=notice)
    made = convert(_chosen(found.consignments, request)[1], to=name)
    ending = made.codec.media_type.partition(";")[0].rpartition("/")[2]
    short = name if name in codecs.HOLDS_SEVERAL else ending
    return handed_out(made.data, name=f"{found.reference}-{found.version}-{name}.{short}",
                      media_type=made.codec.media_type)


def _written() -> list[str]:
    return [codec.name for codec in codecs.CODECS if codec.writes]


def _chosen(
    consignments: Sequence[Consignment], request: HttpRequest
) -> tuple[int, Sequence[Consignment]]:
    """One of them where the address says which, with its number; else all."""
    text = request.GET.get("consignment", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
    if 0 < number <= len(consignments):
        return number, consignments[number - 1:number]
    return 0, consignments


def _row(name: str, chosen: Sequence[Consignment], *, href: str) -> list[Cell]:
    title = codecs.codec(name).title
    try:
        made = convert(chosen, to=name)
    except Refusal as refusal:
        texts = [render_fault(fault, language=names.language()) for fault in refusal.faults[:2]]
        why = " ".join(f"{text.message} {text.remedy}" for text in texts)
        return [Cell(value=title), Cell(value=say("cannot hold it: {reasons}", reasons=why)),
                Cell(value=name, kind="code")]
    return [Cell(value=title, href=href), Cell(value=_left_out(made)),
            Cell(value=name, kind="code")]


def _left_out(made: Converted) -> Text:
    if not made.omissions:
        return _("nothing")
    told = in_words(made.omissions, language=names.language())
    more = len(told) - MOST_NAMED
    listed = ", ".join(list(told)[:MOST_NAMED])
    return f"{listed} {say('and {number} more', number=more)}" if more > 0 else listed
