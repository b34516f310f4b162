"""Withdraw a notice; change driver and trailer of its case; withdraw one of its documents."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopri.crossing.queries import CaseView
from kopri.crossing.rules import broken_on_change
from kopri.crossing.types import Conveyance
from kopri.domains.documents.permissions import may_attach
from kopri.domains.documents.queries import DocumentView
from kopri.domains.documents.rules import IsThere
from kopri.domains.documents.states import DocumentState
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names
from kopri.interfaces.web.announcing.reading import crew_faults, crew_of, vehicle_faults
from kopri.interfaces.web.announcing.work import CREW, Work
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.case.acting import NO_REASON
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.notices import page
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Field, Form, Link
from kopri.interfaces.web.words import Text, say
from kopri.journeys.attach_document import withdraw_document
from kopri.journeys.change_notice import cancel_notice
from kopri.journeys.open_crossing import amend_crossing
from kopri.journeys.show_case import CaseSheet, show_case
from kopri.journeys.show_notice import NoticeSheet, show_notice
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.rules import require
from kopri.kernel.text import render_fault

METHODS = ["GET", "HEAD", "POST"]
OFFICERS = (Role.GATE_OFFICER, Role.SHIFT_HEAD)


def _reason(sent: dict[str, str]) -> str:
    if not sent.get("reason"):
        raise Refusal([NO_REASON])
    return sent["reason"][:500]


def _answered(
    request: HttpRequest, act: Callable[[dict[str, str]], object], *, form: str,
    again: Callable[[Sent], HttpResponse], where: str, done: str,
) -> HttpResponse:
    """Carry out, or show the form again with what was typed and what is wrong."""
    sent = values(request)
    _, refusal = attempt(lambda: act(sent))
    if refusal is None:
        return go(request, where, done=done)
    answer = again(Sent(form=form, values=sent, faults=refusal.faults))
    answer.status_code = STATUS[refusal.ground]
    return answer


# withdraw a notice


@require_http_methods(METHODS)
@view()
def cancel(request: HttpRequest, *, notice: str) -> HttpResponse:
    """Ask for the reason, then withdraw."""
    house, who = house_of(request), actor(request)
    sheet = show_notice(actor=who, notice=notice)
    if sheet.frozen is None:
        require(sheet.changeable)

    def shown(sent: Sent = NOTHING) -> HttpResponse:
        return draw(request, _cancelling(sheet, actor=who, sent=sent),
                    status=STATUS[Ground.CONFLICT] if sheet.frozen else 200)

    if request.method != "POST":
        return shown()
    return _answered(
        request, form="cancel", again=shown, where=f"/cases/{sheet.notice.reference}",
        done="cancel-notice", act=lambda sent: cancel_notice(
            journal=house.journal, actor=who, notice=notice, reason=_reason(sent),
            request=form_key(request)))


def _cancelling(sheet: NoticeSheet, *, actor: Actor, sent: Sent) -> page.NoticePage:
    filling = Filling(form="cancel", sent=sent)
    form = filling.done(
        action=f"/notices/{sheet.notice.notice}/cancel", submit=_("Withdraw the notice"),
        tone="refused", fields=[filling.field("reason", _("Reason"), kind="lines")],
        note=_("Both sides are told that it is not coming. The truck's booking stays."))
    return page.NoticePage(
        lede=page.lede(sheet, title=_("Withdraw the notice")),
        links=page.links(sheet, actor=actor), frozen=page.frozen(sheet, actor=actor),
        forms=[] if sheet.frozen else [form])


# driver and trailer


@require_http_methods(METHODS)
@view()
def vehicle(request: HttpRequest, *, reference: str) -> HttpResponse:
    """Another driver, another trailer, until the vehicle is at the gate; inside it by its officers."""
    house, who = house_of(request), actor(request)
    sheet = show_case(journal=house.journal, pair=house.pair, actor=who, reference=reference)
    require(who.role in OFFICERS or (
        who.role is Role.CARRIER and sheet.case.carrier == who.person))

    def shown(sent: Sent = NOTHING) -> HttpResponse:
        inside = who.role in OFFICERS and sheet.case.is_inside(house.side)
        return draw(request, _vehicle_page(sheet, sent=sent, inside=inside))

    if request.method != "POST":
        return shown()
    return _answered(
        request, form="vehicle", again=shown, where=f"/cases/{reference}", done="vehicle",
        act=lambda sent: _change(request, sheet.case, sent, house=house, actor=who))


def _change(
    request: HttpRequest, case: CaseView, sent: dict[str, str], *, house: House, actor: Actor
) -> object:
    told = case.conveyance
    work = Work(texts={**sent, "plate": case.plate, "country": str(told.get("country", ""))})
    if faults := [*vehicle_faults(work), *crew_faults(work)]:
        raise Refusal(faults)
    conveyance = Conveyance(
        plate=case.plate, country=str(told.get("country", "")), vin=work.text("vin").upper(),
        trailer_plate=work.text("trailer_plate").upper()[:20], vehicle_class=case.vehicle_class)
    return amend_crossing(journal=house.journal, actor=actor, reference=case.reference,
                          conveyance=conveyance,
                          crew=None if case.is_inside(house.side) else list(crew_of(work)),
                          request=form_key(request))


def _vehicle_page(sheet: CaseSheet, *, sent: Sent, inside: bool) -> page.NoticePage:
    case = sheet.case
    frozen = None if inside else next(iter(broken_on_change(phase=case.phase)), None)
    text = render_fault(frozen, language=names.language()) if frozen else None
    return page.NoticePage(
        lede=Lede(title=_("Driver and trailer"), code=case.reference, plate=case.plate),
        links=[Link(href=f"/cases/{case.reference}", label=_("The truck"))],
        frozen=Blank(kind="denied", title=text.message, text=text.remedy) if text else None,
        forms=[] if frozen else [_vehicle_form(case, sent=sent, rows=0 if inside else CREW)])


def _vehicle_form(case: CaseView, *, sent: Sent, rows: int) -> Form:
    """``rows``: for so many drivers; none inside the gates, where each person may have been judged."""
    filling = Filling(form="vehicle", sent=sent)
    told = case.conveyance
    groups: list[tuple[Text, list[Field]]] = [(_("Vehicle"), [
        filling.field("trailer_plate", _("Trailer"), kind="code", required=False,
                      value=str(told.get("trailer_plate", ""))),
        filling.field("vin", _("Chassis number"), kind="code", required=False, value=case.vin,
                      hint=_("17 characters; a slot is bound to it.")),
    ])]
    for row in range(rows):
        member = case.crew[row] if row < len(case.crew) else {}
        groups.append((say("Driver {number}", number=row + 1), [
            filling.field(f"crew{row}-citizenship", _("Citizenship"), required=False,
                          value=str(member.get("citizenship", "")), hint=_("Two letters.")),
            filling.field(f"crew{row}-document", _("Number of the travel document"), kind="code",
                          required=False, value=str(member.get("document", ""))),
        ]))
    return filling.done(
        action=f"/cases/{case.reference}/vehicle", submit=_("Tell both sides"), groups=groups,
        note=_("Another plate is another truck: announce it anew."))


# withdraw a document


@require_http_methods(METHODS)
@view()
def withdraw(request: HttpRequest, *, reference: str, document: str) -> HttpResponse:
    """Ask for the reason, then mark the document as attached in error."""
    house, who = house_of(request), actor(request)
    sheet = show_case(journal=house.journal, pair=house.pair, actor=who, reference=reference)
    found = next((each for each in sheet.documents if each.document == document), None)
    if found is None or found.state is DocumentState.WITHDRAWN:
        raise Refusal([IsThere.fault()], ground=Ground.MISSING)
    require(may_attach(who, carrier=sheet.case.carrier))

    def shown(sent: Sent = NOTHING) -> HttpResponse:
        return draw(request, _withdrawing(found, sheet, house=house, sent=sent))

    if request.method != "POST":
        return shown()
    return _answered(
        request, form="withdraw", again=shown, where=f"/cases/{reference}",
        done="withdraw-document", act=lambda sent: withdraw_document(
            journal=house.journal, actor=who, document=document, reason=_reason(sent),
            request=form_key(request)))


def _withdrawing(
    found: DocumentView, sheet: CaseSheet, *, house: House, sent: Sent
) -> page.NoticePage:
    filling = Filling(form="withdraw", sent=sent)
    name = names.document(house.pair, code=found.type)
    form = filling.done(
        action=f"/cases/{sheet.reference}/documents/{found.document}/withdraw", tone="refused",
        submit=_("Withdraw the document"), note=_("Its entry stays in the record of both sides."),
        fields=[filling.field("reason", _("Reason"), kind="lines")])
    return page.NoticePage(
        lede=Lede(title=_("Withdraw a document"), code=sheet.reference, plate=sheet.case.plate,
                  turn=f"{name} {found.number}".strip()),
        links=[Link(href=f"/cases/{sheet.reference}", label=_("The truck"))], forms=[form])
