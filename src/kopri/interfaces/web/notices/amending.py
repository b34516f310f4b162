"""The form for the next version: filled with the newest one, compared before it is sent."""

from dataclasses import replace
from hashlib import sha256

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopri.domains.drafts.operations import discard
from kopri.domains.drafts.queries import by_id
from kopri.domains.notice.queries import NoticeView
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import diffing
from kopri.interfaces.web.announcing import drafts, form, papers, steps
from kopri.interfaces.web.announcing.reading import (
    FORM_FORMAT,
    NO_ETA,
    at_fields,
    consignment_faults,
    eta_of,
    told,
)
from kopri.interfaces.web.announcing.view import renewed
from kopri.interfaces.web.announcing.work import Desk, Work, filled, received
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.filling import attempt, form_key, values
from kopri.interfaces.web.notices import page
from kopri.interfaces.web.show import Table
from kopri.interfaces.web.words import say
from kopri.journeys.change_notice import amend_notice
from kopri.journeys.show_notice import NoticeSheet, show_notice
from kopri.kernel.clock import from_text, to_text
from kopri.kernel.errors import Fault, Ground
from kopri.kernel.rules import require


@require_http_methods(["GET", "HEAD", "POST"])
@view()
def amend(request: HttpRequest, *, notice: str) -> HttpResponse:
    """The form with the newest version, or what becomes of a filled one."""
    desk = Desk(house_of(request), actor(request))
    sheet = show_notice(actor=desk.actor, notice=notice)
    if sheet.frozen is not None:
        return _frozen(request, sheet, desk=desk)
    require(sheet.changeable)
    if request.method != "POST":
        return _shown(request, _begun(request, sheet.notice, desk=desk), desk=desk)
    work = papers.uploaded(received(values(request), amends=sheet.notice), desk=desk,
                           request=request)
    do = request.POST.get("do", "compare")
    if do == "save":
        return drafts.saved(request, work, desk=desk)
    stepped = steps.taken(work, "read" if request.FILES.get("file") else do, desk=desk)
    if stepped is not None:
        return _shown(request, stepped, desk=desk)
    return _send(request, work, desk=desk) if do == "send" else _compared(request, work, desk=desk)


def _begun(request: HttpRequest, notice: NoticeView, *, desk: Desk) -> Work:
    if draft := request.GET.get("draft", ""):
        texts = {**by_id(draft, actor=desk.actor).texts, "draft": draft}
        return received(texts, amends=notice)
    zone = desk.house.pair.country(desk.house.side).zone
    local = from_text(notice.eta).astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    work = filled(notice.consignments, {"eta": local, "version": str(notice.version)})
    return replace(work, amends=notice)


def _shown(
    request: HttpRequest, work: Work, *, desk: Desk, changes: Table | None = None, status: int = 0
) -> HttpResponse:
    known = status or (STATUS[Ground.INVALID] if work.faults else 200)
    return draw(request, form.page(work, desk=desk, changes=changes), status=known)


def _frozen(request: HttpRequest, sheet: NoticeSheet, *, desk: Desk) -> HttpResponse:
    """Why it cannot be changed any more, and what to do instead."""
    return draw(request, page.NoticePage(
        lede=page.lede(sheet, title=_("Change the notice")),
        frozen=page.frozen(sheet, actor=desk.actor),
        links=page.links(sheet, actor=desk.actor)), status=STATUS[Ground.CONFLICT])


def _faults(work: Work, *, desk: Desk) -> list[Fault]:
    missing = [] if eta_of(work, desk=desk) else [NO_ETA]
    return [*missing, *consignment_faults(work, told(work, desk=desk), desk=desk)]


def _changes(work: Work, *, desk: Desk) -> Table:
    """What the form would change of the version that stands."""
    assert work.amends is not None
    eta = eta_of(work, desk=desk)
    return diffing.table(
        work.amends.consignments, told(work, desk=desk),
        eta=(work.amends.eta, to_text(eta) if eta else work.amends.eta),
        caption=say("What version {number} would change", number=work.amends.version + 1))


def _compared(request: HttpRequest, work: Work, *, desk: Desk) -> HttpResponse:
    if faults := _faults(work, desk=desk):
        return _shown(request, at_fields(work, faults), desk=desk)
    return _shown(request, work, desk=desk, changes=_changes(work, desk=desk))


def _send(request: HttpRequest, work: Work, *, desk: Desk) -> HttpResponse:
    notice, eta = work.amends, eta_of(work, desk=desk)
    faults = _faults(work, desk=desk)
    if faults or notice is None or eta is None:
        return _shown(request, at_fields(work, faults), desk=desk)
    _, refusal = attempt(lambda: _amended(request, work, desk=desk))
    if refusal is not None:
        newest = str(notice.version)
        changes = _changes(work, desk=desk) if refusal.ground is Ground.CONFLICT else None
        again = at_fields(renewed(work.saying(version=newest), refusal), refusal.faults)
        return _shown(request, again, desk=desk, changes=changes, status=STATUS[refusal.ground])
    discard(actor=desk.actor, draft=work.text("draft"))
    return go(request, f"/notices/{notice.notice}/versions", done="amended")


def _amended(request: HttpRequest, work: Work, *, desk: Desk) -> object:
    """The next version; one that its author has not seen is not undone."""
    notice, eta = work.amends, eta_of(work, desk=desk)
    assert notice is not None and eta is not None
    consignments = told(work, desk=desk)
    name, digest = papers.source_of(work, desk=desk)
    seen = work.text("version")
    return amend_notice(
        journal=desk.house.journal, actor=desk.actor, notice=notice.notice, eta=eta,
        document_format=name or FORM_FORMAT, consignments=consignments,
        document_sha256=digest or sha256(msgspec.json.encode(list(consignments))).hexdigest(),
        document=papers.bytes_of(work, "file", desk=desk) if digest else b"",
        blobs=desk.house.blobs, lists=desk.house.yardstick.lists, request=form_key(request),
        after=int(seen) if seen.isdecimal() and len(seen) < 7 else None)
