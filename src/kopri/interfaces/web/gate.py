"""The gate's desk: who can leave, who stands at the gate, who is to be called, who comes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopri.crossing.queries import CaseView, find, resembling
from kopri.crossing.types import Conveyance, Opening, Part
from kopri.domains.cameras.queries import strangers
from kopri.domains.gate.types import Place
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import cldr, gating, lanes, names, news, returns, turns
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.calling import needs
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Desk, Finder, Lede, Section
from kopri.interfaces.web.priorities.flags import before_others, safety_link
from kopri.interfaces.web.readiness.flags import papers_flags
from kopri.interfaces.web.show import Blank, Form, Link, Row, Status
from kopri.interfaces.web.warnings import warnings
from kopri.interfaces.web.words import Text, say
from kopri.journal.append.requests import RequestKey
from kopri.journeys.pass_gate import Passing, start_on_the_spot
from kopri.journeys.register_arrival import Read, register_arrival, unannounced
from kopri.journeys.show_worklist import WorkRow, show_worklist
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Fault, Refusal
from kopri.kernel.lines import CAR, COACH, TRUCK
from kopri.kernel.shapes import faults as faults_of

GATE = (Role.GATE_OFFICER, Role.SHIFT_HEAD)
SEEN = 5  # plates nobody has announced
MOST = 12  # of each section; the finder knows all
MOST_PASSENGERS = 99
HOUR = timedelta(hours=1)
NO_PLATE = Fault(code="form.no_plate", path="/plate", rule="Köpri, docs/reference/rules",
                 message="The plate is missing.", remedy="Write it as on the vehicle.")

NOT_WAITING = Fault(
    code="form.not_waiting", path="/stands", rule="Köpri, docs/reference/rules",
    message="What comes from the other side does not wait at the waiting area.",
    remedy="Choose the gate, or the way out of the country.")


@require_safe
@view(*GATE)
def gate(request: HttpRequest) -> HttpResponse:
    """The desk, and what the finder found."""
    text = request.GET.get("find", "").strip()
    return draw(request, _page(request, text=text))


@require_POST
@view(*GATE)
def unknown(request: HttpRequest) -> HttpResponse:
    """A vehicle that nobody has announced: its case starts where it stands, at the gate or before it."""
    house, who, sent = house_of(request), actor(request), values(request)
    gate_ = sent.get("stands") == "gate"
    missing = [] if sent.get("plate") else [NO_PLATE]
    if not gate_ and sent.get("direction", "").endswith(f"-{house.side}"):
        missing = [*missing, NOT_WAITING]
    start = _at_the_gate if gate_ else _at_the_waiting_area
    result, refusal = (None, None) if missing else attempt(
        lambda: start(house, actor=who, sent=sent, key=form_key(request)))
    if isinstance(result, dict):  # the first answer of a repeated request
        result = result["reference"]
    faults = missing or (refusal.faults if refusal else ())
    if faults:
        status = STATUS[refusal.ground] if refusal else 422
        page = _page(request, text="", sent=Sent(form="unknown", values=sent, faults=faults))
        return draw(request, page, status=status)
    return go(request, f"/cases/{result}", done="started" if gate_ else "arrive")


def _at_the_waiting_area(
    house: House, *, actor: Actor, sent: dict[str, str], key: RequestKey | None
) -> str:
    result = register_arrival(
        journal=house.journal, pair=house.pair, actor=actor, request=key,
        read=Read(text=sent["plate"], place=Place.WAITING_AREA,
                  unannounced=_opening(house, actor=actor, sent=sent)))
    return result.reference


def _at_the_gate(
    house: House, *, actor: Actor, sent: dict[str, str], key: RequestKey | None
) -> str:
    return start_on_the_spot(
        journal=house.journal, pair=house.pair, actor=actor, request=key,
        opening=_opening(house, actor=actor, sent=sent), passing=Passing(reference=""))


def _opening(house: House, *, actor: Actor, sent: dict[str, str]) -> Opening:
    """What the form says; a case waits at the waiting area only to leave."""
    ways = house.pair.directions
    leaving = f"{house.side}-{house.pair.other(house.side)}"
    asked = sent.get("direction", "")
    told = unannounced(
        direction=asked if asked in ways else leaving,
        plate=sent["plate"], point=house.pair.pair.facts.points[0].code,
        country=sent.get("country", "").upper(), carrier=actor.person)
    kind, seats = sent.get("vehicle_class", ""), sent.get("passengers", "")
    on_board = min(int(seats), MOST_PASSENGERS) if seats.isascii() and seats.isdecimal() else 0
    conveyance = msgspec.structs.replace(
        told.conveyance, trailer_plate=sent.get("trailer_plate", ""),
        vehicle_class=kind if kind in (CAR, COACH) else TRUCK)
    if wrong := faults_of(msgspec.to_builtins(conveyance), Conveyance):
        raise Refusal(wrong)
    return replace(
        told, loaded=sent.get("loaded") == "yes", conveyance=conveyance,
        parts=tuple(Part(part=str(number + 1), kind="passenger") for number in range(on_board)))


def _page(request: HttpRequest, *, text: str, sent: Sent = NOTHING) -> Desk:
    who, house = actor(request), house_of(request)
    rows = show_worklist(journal=house.journal, pair=house.pair, actor=who)
    now = house.journal.clock.now()
    here = news.decides(house, actor=who)
    exact = _open(text, now=now)
    found = [_found_row(case, house=house, now=now, here=here)
             for case in (exact or resembling(text))[:MOST]] if text else []
    away = all(case.has_left(house.side) for case in exact)  # it may come again, unannounced
    asks = here and (bool(text and away) or bool(sent.faults))
    return Desk(
        lede=Lede(title=say("Gate, {place}", place=names.place_and_side(
            house.pair, side=house.side)), turn=_turn(rows), marks=news.silence(house)),
        note=news.elsewhere(house, actor=who), links=[
            safety_link(house), *lanes.summary(house, who=who),
            *returns.summary(house, who=who),
            *(_strangers(house) if here else ())],
        finder=Finder(action="/gate", label=_("Plate or reference"), value=text),
        found=found, sections=[] if found else _sections(rows, house=house, now=now, here=here),
        found_blank=_blank(text, found=found) if text and not exact else None,
        unknown=_unknown(text, house=house, sent=sent) if asks else None,
        live="" if text or sent.faults else "/gate", warnings=[*news.alone(house), *warnings()],
    )


def _blank(text: str, *, found: Sequence[Row]) -> Blank:
    """That nothing was found, or nothing but what looks like it: a person has to choose."""
    return Blank(
        kind="empty", title=say("No open case is known for {text}.", text=text),
        text=_("These look like it. Compare plate and papers before you choose.") if found else "")


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


def _open(text: str, *, now: datetime) -> list[CaseView]:
    """What the text names; a vehicle that is here beats a no-show."""
    return [case for case in find(text) if case.may_come(now)] if text else []


def _found_row(case: CaseView, *, house: House, now: datetime, here: bool) -> Row:
    acts = gating.acts_for(case, side=house.side) if here else ()
    standing = turns.Standing(case=case, pair=house.pair)
    return Row(
        reference=case.reference, plate=case.plate, href=f"/cases/{case.reference}",
        waits_for=turns.sentence(standing), waited=turns.minutes(case.since, now=now),
        status=turns.status(case), mine=bool(acts),
        forms=[gating.form(act, reference=case.reference, back="/gate") for act in acts],
    )


def _unknown(text: str, *, house: House, sent: Sent) -> Form:
    filling, other = Filling(form="unknown", sent=sent), house.pair.other(house.side)
    return filling.done(
        action="/gate/unknown", submit=_("Open a case here"),
        note=_("For a vehicle that nobody has announced. At the gate it is registered at once."),
        fields=[
            filling.field("plate", _("Plate"), kind="code", value=text),
            filling.field("trailer_plate", _("Trailer"), kind="code", required=False),
            filling.field("country", _("Registered in"), hint=_("Two letters, as on the plate.")),
            filling.choice("vehicle_class", _("Kind of vehicle"), kind="radio", first=TRUCK,
                           choices=[(TRUCK, _("truck")), (CAR, _("car")), (COACH, _("coach"))]),
            filling.field("passengers", _("Passengers"), kind="number", required=False,
                          hint=_("How many; each can then be held or refused alone, by its number.")),
            filling.choice("stands", _("Where it stands"), kind="radio", first="waiting_area",
                           choices=[("waiting_area", _("At the waiting area")),
                                    ("gate", _("At the gate: register it now"))]),
            filling.choice("direction", _("Way"), kind="radio", first=f"{house.side}-{other}",
                           choices=[(way, names.way_short(way)) for way in house.pair.directions],
                           hint=_("What comes over the strip stands at the gate.")),
            filling.choice("loaded", _("Goods on board"), kind="radio", first="yes",
                           choices=[("yes", _("Loaded")), ("no", _("Empty"))]),
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
