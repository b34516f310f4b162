"""Answer the form: fill it in, keep it, send it; nothing is lost where something is refused."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from kopri.crossing.types import Opening
from kopri.domains.documents.types import Told
from kopri.domains.drafts.operations import discard
from kopri.interfaces.house import house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import wishes
from kopri.interfaces.web.announcing import begun, drafts, papers, steps
from kopri.interfaces.web.announcing.form import page
from kopri.interfaces.web.announcing.reading import Ready, at_fields, ready
from kopri.interfaces.web.announcing.sheet import fits
from kopri.interfaces.web.announcing.work import Desk, Work, received
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.case.view import page as case_page
from kopri.interfaces.web.filling import Sent, attempt, form_key, values
from kopri.journal.append.requests import KEY_REUSED
from kopri.journeys.announce_arrival import announce
from kopri.journeys.attach_document import attach_document
from kopri.journeys.book_slot import book_slot
from kopri.journeys.open_crossing import open_crossing
from kopri.kernel.actor import Role
from kopri.kernel.errors import Ground, Refusal

UNPROCESSABLE = STATUS[Ground.INVALID]


@require_http_methods(["GET", "HEAD", "POST"])
@view(Role.CARRIER)
def announcing(request: HttpRequest) -> HttpResponse:
    """The form as it begins, or what becomes of a filled one."""
    desk = Desk(house_of(request), actor(request))
    if request.method != "POST":
        return shown(request, begun.begun(request.GET, desk=desk), desk=desk)
    work = papers.uploaded(received(values(request)), desk=desk, request=request)
    do = request.POST.get("do", "send")
    if do == "save":
        return drafts.saved(request, work, desk=desk)
    stepped = steps.taken(work, do, desk=desk)
    if stepped is not None:
        return shown(request, stepped, desk=desk)
    return _send(request, work, desk=desk)


def shown(request: HttpRequest, work: Work, *, desk: Desk) -> HttpResponse:
    """The form as it stands."""
    return draw(request, page(work, desk=desk), status=UNPROCESSABLE if work.faults else 200)


def _send(request: HttpRequest, work: Work, *, desk: Desk) -> HttpResponse:
    """A file that nobody has looked into yet fills an empty form at once."""
    unread = bool(request.FILES.get("file")) or not work.text("source")
    again = work
    if unread and papers.name_of(work, "file", desk=desk):
        read = papers.read(work, desk=desk, carried=not work.sheet.blank)
        if read.faults or not work.sheet.blank:
            return shown(request, _complete(read, desk=desk), desk=desk)
        work, again = read, read if fits(read.sheet.consignments) else work
    try:
        sent = ready(work, desk=desk)
    except Refusal as refusal:
        return shown(request, at_fields(again, refusal.faults), desk=desk)
    result, refused = attempt(lambda: _carry_out(request, sent, desk=desk))
    if refused is not None:
        mended = at_fields(renewed(again, refused), refused.faults)
        return draw(request, page(mended, desk=desk), status=STATUS[refused.ground])
    discard(actor=desk.actor, draft=work.text("draft"))
    return _beside(request, work, sent, reference=_reference(result), desk=desk)


def renewed(work: Work, refusal: Refusal) -> Work:
    """With a key of its own where the form was sent before, went back and was changed."""
    reused = any(fault.code == KEY_REUSED for fault in refusal.faults)
    return work.saying(key="") if reused else work


def _complete(work: Work, *, desk: Desk) -> Work:
    """With what is wrong with the file also what is wrong with the other fields."""
    if not work.faults:
        return work
    own = begun.plain_faults(work, desk=desk)
    return replace(work, faults=(*work.faults, *own))


def _carry_out(request: HttpRequest, sent: Ready, *, desk: Desk) -> object:
    """The case and its announcement, or the case of an empty truck."""
    journal, pair = desk.house.journal, desk.house.pair
    if isinstance(sent.told, Opening):
        return open_crossing(journal=journal, pair=pair, actor=desk.actor, opening=sent.told,
                             request=form_key(request))
    return announce(journal=journal, pair=pair, actor=desk.actor, announcements=[sent.told],
                    blobs=desk.house.blobs, lists=desk.house.yardstick.lists,
                    request=form_key(request))


def _reference(result: object) -> str:
    """Of what a journey gave, or gave the first time as plain values."""
    first = result[0] if isinstance(result, list) else result
    return str(first["reference"] if isinstance(first, Mapping) else getattr(first, "reference", ""))


def _beside(
    request: HttpRequest, work: Work, sent: Ready, *, reference: str, desk: Desk
) -> HttpResponse:
    """Its documents and its wishes; what is refused of them is mended on the case's own page."""
    for paper in sent.papers:
        _, refusal = attempt(lambda paper=paper: attach_document(  # type: ignore[misc]
            journal=desk.house.journal, pair=desk.house.pair, actor=desk.actor,
            blobs=desk.house.blobs, reference=reference, data=paper.data,
            told=Told(type=paper.kind, number=paper.number),
            request=form_key(request, part=f"/paper{paper.row}")))
        if refusal is not None:
            return _on_case(request, refusal, form="attach", reference=reference, desk=desk)
    hours = wishes.wished(dict(work.texts))
    if not hours:
        return go(request, f"/cases/{reference}",
                  done="opened" if isinstance(sent.told, Opening) else "announced")
    result, refusal = attempt(lambda: book_slot(
        journal=desk.house.journal, pair=desk.house.pair,
        payments=desk.house.payments, actor=desk.actor, reference=reference, wishes=hours,
        request=form_key(request, part="/book")))
    if refusal is not None:
        return _on_case(request, refusal, form="book", reference=reference, desk=desk)
    state = result["state"] if isinstance(result, Mapping) else getattr(result, "state", "")
    return go(request, f"/cases/{reference}", done=str(state))


def _on_case(
    request: HttpRequest, refusal: Refusal, *, form: str, reference: str, desk: Desk
) -> HttpResponse:
    again = Sent(form=form, faults=refusal.faults)
    return draw(request, case_page(desk.house, actor=desk.actor, reference=reference, sent=again),
                status=STATUS[refusal.ground])
