"""GET a case: everything that this reader may see of it, his own desk first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.crossing.queries import find
from kopri.crossing.rules import BEFORE_GATE, broken_on_change
from kopri.crossing.states import ENDS
from kopri.domains.documents.permissions import may_attach
from kopri.interfaces.files import handed_out, load
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import gating, names, news, turns, weighing
from kopri.interfaces.web.answers import draw, go, lines, view
from kopri.interfaces.web.calling import needs
from kopri.interfaces.web.case import decisions, facts, looking, outcomes, owning, planning
from kopri.interfaces.web.case.bridge import bridge
from kopri.interfaces.web.case.timeline import timeline
from kopri.interfaces.web.case.wanted import wanted
from kopri.interfaces.web.customs.card import card
from kopri.interfaces.web.examining.forms import answers
from kopri.interfaces.web.examining.telling import told
from kopri.interfaces.web.filling import NOTHING, Sent
from kopri.interfaces.web.links import for_driver
from kopri.interfaces.web.needs import NeedList
from kopri.interfaces.web.pages import Case, Finder, Lede, Unplaced
from kopri.interfaces.web.readiness.card import ends_first
from kopri.interfaces.web.readiness.forms import forms_for
from kopri.interfaces.web.readiness.lines import need_list
from kopri.interfaces.web.released import without
from kopri.interfaces.web.show import Blank, Faults, Form, Link, Mark
from kopri.interfaces.web.words import Text, say
from kopri.journal.queries import logs
from kopri.journeys.open_document import open_document
from kopri.journeys.show_case import CaseSheet, show_case
from kopri.journeys.show_examination import ExaminationSheet, show_examination
from kopri.journeys.show_readiness import readiness_of, show_readiness
from kopri.kernel.actor import Actor, Role

GATE = (Role.GATE_OFFICER, Role.SHIFT_HEAD)
ATTACHING = (Role.CARRIER, Role.GATE_OFFICER, Role.SHIFT_HEAD, Role.INSPECTOR)
# forms that stand elsewhere on the page; what an officer writes in those of the desk
OFF_DESK = ("attach", "lodge", "accept-paper", "reject-paper", "renew-link", "book", "cancel-")
WRITTEN = ("lifts", "rule", "reason", "note", "override")
SILENT = timedelta(minutes=5)
FINDERS = {Role.INSPECTOR: "/desk", **dict.fromkeys(GATE, "/gate"),
           **dict.fromkeys((Role.CARRIER, Role.ANALYST), "/cases")}


@require_safe
@view()
def case(request: HttpRequest, *, reference: str) -> HttpResponse:
    """The case; a reference typed in another way leads to it."""
    who, house = actor(request), house_of(request)
    known = find(reference)
    if known and known[0].reference != reference:
        return go(request, f"/cases/{known[0].reference}")
    return draw(request, page(house, actor=who, reference=reference))


@require_safe
@view()
def document(request: HttpRequest, *, reference: str, document: str) -> HttpResponse:
    """A file of the case, never shown as a page of ours."""
    house = house_of(request)
    opened = open_document(actor=actor(request), document=document,
                           load=lambda sha256: load(house, sha256))
    return handed_out(opened.data, name=opened.name, media_type=opened.media_type,
                      sha256=opened.sha256)


def page(house: House, *, actor: Actor, reference: str, sent: Sent = NOTHING) -> Case:
    """The page; with what was ``sent`` where a form was refused."""
    sheet = sheet_of(house, actor=actor, reference=reference)
    pair, standing = house.pair, looking.standing(sheet, pair=house.pair)
    asked = show_examination(journal=house.journal, pair=pair, actor=actor, reference=reference)
    desk = (answers(asked, house=house, sent=sent) if actor.role is Role.CARRIER
            else _desk(sheet, actor=actor, house=house, sent=sent))
    needs_ = _needs(sheet, actor=actor, house=house, sent=sent)
    return Case(
        unplaced=_unplaced(sent, desk=desk) if actor.role is not Role.CARRIER else None,
        lede=Lede(
            title=_("truck"), code=reference, plate=sheet.case.plate,
            status=turns.status(sheet.case), turn=turns.sentence(standing),
            waited=turns.waited(sheet.case, now=sheet.now), after=turns.after(standing),
            marks=news.silence(house) if actor.role is not Role.CARRIER else (),
        ),
        bridge=bridge(sheet, pair=pair, here=house.side if actor.role is not Role.CARRIER else "",
                      marks=_marks(house)),
        facts=facts.facts(sheet, pair=pair, ends=_ends(sheet, house=house),
                          more=without(reference, house=house, who=actor)),
        timeline=timeline(sheet, pair=pair),
        desk_title=_desk_title(house, actor=actor, questions=len(desk)), desk=desk,
        desk_blank=None if desk else _desk_blank(sheet, actor=actor, house=house),
        controls=facts.controls(sheet, pair=pair, service=actor.service,
                                said=planning.said(sheet, actor=actor, pair=pair)),
        notices=facts.notices(sheet), documents=facts.documents(
            sheet, pair=pair, withdraw=may_attach(actor, carrier=sheet.case.carrier)),
        needs=needs_, wanted=wanted(sheet, actor=actor, pair=pair, papers=needs_),
        wanted_title=say("{service}: what to look at", service=_service(house, actor=actor)),
        finder=_finder(actor),
        examined=told(asked, sheet, pair=pair, link=_papers(asked)),
        attach=owning.attach(sheet, house=house, sent=sent) if actor.role in ATTACHING else None,
        owner=owning.forms(sheet, house=house, sent=sent) if actor.role is Role.CARRIER else (),
        weighings=weighing.table(sheet.case, pair=pair),
        outcomes=[each for each in (outcomes.part_table(sheet, pair=pair),
                                    outcomes.returning(sheet)) if each],
        untold=outcomes.untold(sheet, actor=actor, pair=pair), refusal=outcomes.refusal_link(sheet),
        minutes=facts.minutes(sheet, pair=pair), proof=facts.proof(sheet),
        driver=for_driver(actor, reference=reference),
        declarations=card(house, actor=actor, reference=reference, carrier=sheet.case.carrier),
        booking=_booking(sheet, actor=actor), vehicle=_vehicle(sheet, actor=actor),
        before_others=_before_others(sheet, actor=actor), inspection=_inspection(sheet, actor=actor),
    )


def _ends(sheet: CaseSheet, *, house: House) -> Sequence[Text]:
    """What of the papers ends first, now that a state has given it another hour."""
    booking = sheet.booking
    if booking is None or not booking.moved or sheet.case.phase in ENDS:
        return ()
    return ends_first(readiness_of(journal=house.journal, pair=house.pair, case=sheet.case),
                      pair=house.pair)


def _needs(sheet: CaseSheet, *, actor: Actor, house: House, sent: Sent) -> NeedList | None:
    """The readiness list, with what this reader can do; none of a case of which only the
    reference is known."""
    if not sheet.case.plate:
        return None
    found = show_readiness(journal=house.journal, pair=house.pair, actor=actor,
                           reference=sheet.reference)
    return need_list(found, pair=house.pair, forms=lambda line: forms_for(
        line, reference=sheet.reference, actor=actor, pair=house.pair, sent=sent),
        service=actor.service, side=actor.side)


def _booking(sheet: CaseSheet, *, actor: Actor) -> Link | None:
    """Hours, fee, checks, and what has become of it, for who may book."""
    if actor.role is not Role.CARRIER and actor.role not in GATE:
        return None
    return Link(href=f"/cases/{sheet.reference}/booking", label=_("Booking: hours, fee, checks"))


def _vehicle(sheet: CaseSheet, *, actor: Actor) -> Link | None:
    """Where driver and trailer are changed, until the vehicle is at the gate; inside it by its officers."""
    inside = actor.role in GATE and sheet.case.is_inside(actor.side)
    may = actor.role in GATE or actor.role is Role.CARRIER
    if not may or (not inside and list(broken_on_change(phase=sheet.case.phase))):
        return None
    return Link(href=f"/cases/{sheet.reference}/vehicle", label=_("Change driver or trailer"))


def _inspection(sheet: CaseSheet, *, actor: Actor) -> Link | None:
    """Where goods are unloaded once for all, and what was found; for those who work at the border."""
    if actor.role not in (*GATE, Role.INSPECTOR, Role.AUDITOR):
        return None
    return Link(href=f"/cases/{sheet.reference}/inspection",
                label=_("Inspection: place, record, signatures"))


def _before_others(sheet: CaseSheet, *, actor: Actor) -> Link | None:
    """Where the carrier claims to go before others, or the gate calls because of a danger."""
    if sheet.case.phase not in BEFORE_GATE:
        return None
    if actor.role is Role.CARRIER:
        return Link(href=f"/cases/{sheet.reference}/priority", label=_("Claim to go before others"))
    if actor.role in GATE and sheet.exit_side == actor.side:
        return Link(href=f"/cases/{sheet.reference}/safety", label=_("Call because of a danger"))
    return None


def sheet_of(house: House, *, actor: Actor, reference: str) -> CaseSheet:
    """What the journey gives; of a case known by its reference alone, as one that comes here, or
    leaves here if it has stood at the waiting area."""
    sheet = show_case(journal=house.journal, pair=house.pair, actor=actor, reference=reference)
    if sheet.case.direction:
        return sheet
    other = house.pair.other(house.side)
    point = house.pair.pair.facts.points[0].code
    leaves = any(each.side == house.side and each.waiting_area for each in sheet.passages)
    ends = (house.side, other) if leaves else (other, house.side)
    known = replace(sheet.case, direction="-".join(ends), point=point)
    return replace(sheet, case=known, exit_side=ends[0], entry_side=ends[1])


def _marks(house: House) -> tuple[Mark, ...]:
    """How old the other side's news is, where its line is down."""
    heard = [log.heard for log in logs() if log.side != house.side]
    if not heard or any(moment and datetime.now(UTC) - moment < SILENT for moment in heard):
        return ()
    return (Mark(kind="not_confirmed"),)


def _desk(sheet: CaseSheet, *, actor: Actor, house: House, sent: Sent) -> list[Form]:
    if not news.decides(house, actor=actor):
        return []
    if actor.role in GATE:
        return [
            *gating.forms(sheet.case, side=house.side, sent=sent,
                          head=actor.role is Role.SHIFT_HEAD),
            *weighing.forms(sheet.case, side=house.side, sent=sent),
            *outcomes.return_forms(sheet, actor=actor, sent=sent),
            *needs.forms(sheet.case, side=house.side, needs=sheet.needs, sent=sent),
            *planning.anew(sheet, actor=actor, sent=sent)]
    if actor.role is Role.INSPECTOR:
        made = [*decisions.forms(sheet, actor=actor, pair=house.pair, sent=sent),
                *planning.marks(sheet, actor=actor, pair=house.pair, sent=sent)]
        return [replace(form, hidden={**form.hidden, "seen": sheet.seen}) for form in made]
    return []


def _unplaced(sent: Sent, *, desk: Sequence[Form]) -> Unplaced | None:
    """What was refused of a form of the desk that is gone since, with what had been written."""
    if not sent.form or sent.form.startswith(OFF_DESK) or any(form.faults for form in desk):
        return None
    return Unplaced(faults=Faults(lines=lines(sent.faults)), written=[
        sent.values[name] for name in WRITTEN if sent.values.get(name)])


def _papers(asked: ExaminationSheet) -> Link | None:
    """To the back office, for a service that can still examine."""
    if asked.own is None or asked.hindered:
        return None
    return Link(href=f"/papers/{asked.reference}", label=_("Examine the papers"))


def _desk_title(house: House, *, actor: Actor, questions: int) -> Text:
    if actor.role is Role.CARRIER:
        return say("Questions that wait for you: {number}", number=questions)
    if actor.role in GATE:
        return _("Gate: what you can do now")
    return say("{service}: what you can do now", service=_service(house, actor=actor))


def _service(house: House, *, actor: Actor) -> str:
    return str(names.service(house.pair, side=house.side, code=actor.service))


def _finder(actor: Actor) -> Finder | None:
    """The reader's own desk's: a scanner works on every case."""
    where = FINDERS.get(actor.role)
    return Finder(action=where, label=_("Plate or reference")) if where else None


def _desk_blank(sheet: CaseSheet, *, actor: Actor, house: House) -> Blank | None:
    if actor.role in (*GATE, Role.INSPECTOR) and not news.decides(house, actor=actor):
        return news.elsewhere(house, actor=actor)
    if actor.role in GATE:
        return Blank(kind="empty", title=_("The gate of this side has nothing to do here now."))
    if actor.role is Role.INSPECTOR:
        return decisions.blank(sheet, actor=actor, pair=house.pair)
    return None
