"""The gate's desk: who can leave, who stands at the gate, who is to be called, who comes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopri.crossing.queries import CaseView, find
from kopri.crossing.states import ENDS, Phase
from kopri.domains.cameras.queries import strangers
from kopri.domains.gate.types import Place
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import cldr, gating, names, news, turns
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.calling import needs
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Desk, Finder, Lede, Section
from kopri.interfaces.web.priorities.flags import before_others, safety_link
from kopri.interfaces.web.readiness.flags import papers_flags
from kopri.interfaces.web.show import Blank, Form, Link, Row, Status
from kopri.interfaces.web.warnings import warnings
from kopri.interfaces.web.words import Text, say
from kopri.journeys.register_arrival import Read, register_arrival, unannounced
from kopri.journeys.show_worklist import WorkRow, show_worklist
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Fault

GATE = (Role.GATE_OFFICER, Role.SHIFT_HEAD)
SEEN = 5  # plates nobody has announced
MOST = 12  # of each section; the finder knows all
HOUR = timedelta(hours=1)
OVERTAKEN = (Phase.NO_SHOW, Phase.CANCELLED, Phase.LAPSED)  # a vehicle that is here beats these
NO_PLATE = Fault(code="form.no_plate", path="/plate", rule="Köpri, docs/reference/rules",
                 message="The plate is missing.", remedy="Write it as on the vehicle.")


@require_safe
@view(*GATE)
def gate(request: HttpRequest) -> HttpResponse:
    """The desk, and what the finder found."""
    text = request.GET.get("find", "").strip()
    return draw(request, _page(request, text=text))


@require_POST
@view(*GATE)
def unknown(request: HttpRequest) -> HttpResponse:
    """A vehicle that nobody has announced: its case is opened, its arrival noted."""
    house, who, sent = house_of(request), actor(request), values(request)
    missing = [] if sent.get("plate") else [NO_PLATE]
    result, refusal = (None, None) if missing else attempt(lambda: register_arrival(
        journal=house.journal, pair=house.pair, actor=who, request=form_key(request),
        read=_read(house, actor=who, sent=sent)))
    faults = missing or (refusal.faults if refusal else ())
    if faults:
        status = STATUS[refusal.ground] if refusal else 422
        page = _page(request, text="", sent=Sent(form="unknown", values=sent, faults=faults))
        return draw(request, page, status=status)
    reference = result["reference"] if isinstance(result, dict) else getattr(
        result, "reference", "")
    return go(request, f"/cases/{reference}", done="arrive")


def _read(house: House, *, actor: Actor, sent: dict[str, str]) -> Read:
    return Read(text=sent["plate"], place=Place.WAITING_AREA, unannounced=unannounced(
        direction=f"{house.side}-{house.pair.other(house.side)}", plate=sent["plate"],
        point=house.pair.pair.facts.points[0].code, country=sent.get("country", "").upper(),
        carrier=actor.person))


def _page(request: HttpRequest, *, text: str, sent: Sent = NOTHING) -> Desk:
    who, house = actor(request), house_of(request)
    rows = show_worklist(journal=house.journal, pair=house.pair, actor=who)
    now = house.journal.clock.now()
    here = news.decides(house, actor=who)
    found = _found(text, house=house, now=now, here=here) if text else []
    asks = here and (bool(text and not found) or bool(sent.faults))
    return Desk(
        lede=Lede(title=say("Gate, {place}", place=names.place_and_side(
            house.pair, side=house.side)), turn=_turn(rows), marks=news.silence(house)),
        note=news.elsewhere(house, actor=who), links=[safety_link(house), *(_strangers(house) if here else ())],
        finder=Finder(action="/gate", label=_("Plate or reference"), value=text),
        found=found, sections=[] if found else _sections(rows, house=house, now=now, here=here),
        found_blank=Blank(kind="empty", title=say("No open case is known for {text}.", text=text))
        if text and not found else None,
        unknown=_unknown(text, sent=sent) if asks else None,
        live="" if text or sent.faults else "/gate", warnings=[*news.alone(house), *warnings()],
    )


def _strangers(house: House) -> list[Link]:
    """Plates that a camera has seen and nobody has announced; each leads to opening its case."""
    now, zone = house.journal.clock.now(), house.pair.country(house.side).zone
    return [Link(href=f"/gate?{urlencode({'find': each.plate})}", label=say(
        "Seen by a camera, not announced: {plate}, {time}", plate=each.plate,
        time=cldr.clock(each.time, now=now, zone=zone, language=names.language())))
        for each in strangers(now=now, most=SEEN)]


def _turn(rows: Sequence[WorkRow]) -> str:
    ready = sum(row.waits_for in ("exit", "turn_back", "register") for row in rows)
    called = sum(row.waits_for == "call" for row in rows)
    return say("For you now: {ready}. Waiting to be called: {called}.", ready=ready, called=called)


def _found(text: str, *, house: House, now: datetime, here: bool) -> list[Row]:
    cases = [case for case in find(text)
             if case.phase not in ENDS or case.phase in OVERTAKEN]
    return [_found_row(case, house=house, now=now, here=here) for case in cases[:MOST]]


def _found_row(case: CaseView, *, house: House, now: datetime, here: bool) -> Row:
    acts = gating.acts_for(case, side=house.side) if here else ()
    standing = turns.Standing(case=case, pair=house.pair)
    return Row(
        reference=case.reference, plate=case.plate, href=f"/cases/{case.reference}",
        waits_for=turns.sentence(standing), waited=turns.minutes(case.since, now=now),
        status=turns.status(case), mine=bool(acts),
        forms=[gating.form(act, reference=case.reference, back="/gate") for act in acts],
    )


def _unknown(text: str, *, sent: Sent) -> Form:
    filling = Filling(form="unknown", sent=sent)
    return filling.done(
        action="/gate/unknown", submit=_("Open a case and note the arrival"),
        note=_("For a vehicle without a booking that stands at the waiting area."),
        fields=[
            filling.field("plate", _("Plate"), kind="code", value=text),
            filling.field("country", _("Registered in"), hint=_("Two letters, as on the plate.")),
        ])


def _sections(
    rows: Sequence[WorkRow], *, house: House, now: datetime, here: bool
) -> list[Section]:
    titles: tuple[tuple[Text, tuple[str, ...]], ...] = (
        (_("Can leave now"), ("exit", "turn_back")),
        (_("To be registered"), ("register",)),
        (_("Waiting to be called"), ("call",)),
        (_("Expected"), ("arrive",)),
    )
    found = []
    for title, acts in titles:
        mine = [row for row in rows if row.waits_for in acts]
        shown = [row.reference for row in mine[:MOST]]
        flags = papers_flags(house, references=shown)
        first = before_others(house, references=shown)
        found.append(Section(
            title=title, number=len(mine), rows=[
                replace(_row(row, now=now, here=here), flags=[
                    *(needs.WORDS[need] for need in row.needs),
                    *first.get(row.reference, ()), *flags.get(row.reference, ())])
                for row in mine[:MOST]],
            order=_order(acts, number=len(mine)),
            blank=Blank(kind="empty", title=_("Nobody.")),
        ))
    return found


def _order(acts: Sequence[str], *, number: int) -> str:
    """By what it is sorted, and that it goes on."""
    text = _("Who needs help first, then the earliest slot.") if acts[0] in ("call", "arrive") else _(
        "The longest wait first.")
    if number > MOST:
        text += " " + say("The first {number} are shown; find others by plate or reference.",
                          number=MOST)
    return text


def _row(row: WorkRow, *, now: datetime, here: bool) -> Row:
    act = row.waits_for.replace("_", "-")
    late = row.slot is not None and row.waits_for == "call" and row.slot + HOUR <= now
    due = row.slot is not None and row.waits_for == "call" and row.slot <= now
    return Row(
        reference=row.reference, plate=row.plate, href=f"/cases/{row.reference}",
        waits_for=_slot_text(row), waited=turns.minutes(row.since, now=now),
        status=Status(code=row.phase.value), urgency="soon" if row.needs or late or due else "calm",
        forms=[gating.form(act, reference=row.reference, back="/gate")] if here else [],
    )


def _slot_text(row: WorkRow) -> str:
    return names.way_short(row.direction)
