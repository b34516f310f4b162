"""Claim a slot out of turn: what each class asks, what is missing, which places are left today."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopri.crossing.queries import CaseView, by_reference
from kopri.crossing.rules import KnownCase, broken_on_change
from kopri.domains.priority.operations import Claiming
from kopri.domains.priority.queries import ClaimView, claims_of
from kopri.domains.priority.states import ClaimState
from kopri.domains.queue.queries import booking_of
from kopri.domains.queue.states import ACTIVE
from kopri.engines.countrydata import PairData
from kopri.engines.countrydata.priorities import Priority, priorities_on
from kopri.engines.countrydata.queueing import PriorityRule
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import names, wishes
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.priorities import naming
from kopri.interfaces.web.priorities.page import Part, Priorities
from kopri.interfaces.web.show import Blank, Cell, Facts, Form, Link, Status, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.serve_claims import claim_priority
from kopri.journeys.show_priorities import Places, places_of
from kopri.kernel.actor import Role
from kopri.kernel.errors import Fault, Ground, Refusal
from kopri.kernel.lines import day_of

CLAIMING = (Role.CARRIER, Role.GATE_OFFICER, Role.SHIFT_HEAD)
NO_MOMENT = Fault(code="form.moment", path="/spoils_by", rule="Köpri, docs/reference/rules",
                  message="This is no moment.", remedy="Give day and time, or leave it empty.")


@require_http_methods(["GET", "HEAD", "POST"])
@view(*CLAIMING)
def claim(request: HttpRequest, *, reference: str) -> HttpResponse:
    """See and claim."""
    house, who, sent = house_of(request), actor(request), NOTHING
    case = by_reference(reference)
    if who.role is Role.CARRIER and case.carrier != who.person:
        raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    status = 200
    if request.method == "POST":
        given = values(request)
        zone = house.pair.country(house.side).zone
        done, refusal = attempt(lambda: claim_priority(
            journal=house.journal, pair=house.pair, actor=who, reference=reference,
            payments=house.payments, request=form_key(request), claiming=_claiming(given, zone=zone)))
        if refusal is None:
            state = done["state"] if isinstance(done, dict) else getattr(done, "state", "")
            return go(request, f"/cases/{reference}/priority", done=f"claim-{state}")
        sent = Sent(form="claim", values=given, faults=refusal.faults)
        status = STATUS[refusal.ground]
    return draw(request, _page(case, house=house, sent=sent), status=status)


def _claiming(given: dict[str, str], *, zone: tzinfo) -> Claiming:
    hours, faults = wishes.wished(given), []
    if not hours:
        faults.append(wishes.NO_WISH)
    spoils = _moment(given.get("spoils_by", ""), zone=zone)
    if given.get("spoils_by") and spoils is None:
        faults.append(NO_MOMENT)
    if faults:
        raise Refusal(faults)
    return Claiming(claim=given.get("claim", ""), wishes=hours, spoils_by=spoils)


def _moment(text: str, *, zone: tzinfo) -> datetime | None:
    """Local time of the post, as the browser's field sends it."""
    try:
        local = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return local and local.replace(tzinfo=zone).astimezone(UTC).replace(microsecond=0)


def _page(case: CaseView, *, house: House, sent: Sent) -> Priorities:
    today = house.journal.clock.now()
    classes = [each for each in priorities_on(house.pair, direction=case.direction,
                                              day=today.date()) if each.applied]
    made = claims_of([case.reference]).get(case.reference)
    booking = booking_of(case.reference)
    free = not (booking and booking.state in ACTIVE) and not list(
        broken_on_change(phase=case.phase))
    return Priorities(
        lede=Lede(title=_("Claim to go before others"), code=case.reference, plate=case.plate,
                  turn=_turn(made, has_slot=bool(booking and booking.state in ACTIVE))),
        links=[Link(href=f"/cases/{case.reference}", label=_("Back to the case")),
               Link(href="/queue/priorities", label=_("Who goes before others"))],
        parts=[
            *([_said(made, house=house)] if made else []),
            Part(title=_("What the law asks"), blocks=[
                _classes(classes, pair=house.pair),
                _left(places_of(house.pair, line=case.line, day=day_of(today)))]),
            *([Part(title=_("Your claim"), blocks=[
                _form(case, classes=classes, house=house, sent=sent)])] if free and classes else []),
        ])


def _turn(made: ClaimView | None, *, has_slot: bool) -> Text:
    if has_slot:
        return _("This vehicle has a slot. Nothing is to be claimed.")
    if made is None:
        return _("Nothing is claimed. Without a claim the vehicle stands in the ordinary queue.")
    return _TURNS[made.state]()


_TURNS = {
    ClaimState.CLAIMED: lambda: _("Claimed; the exit side has yet to answer."),
    ClaimState.AWAITING: lambda: _("Waiting for the approval of the service that decides."),
    ClaimState.BEYOND: lambda: _(
        "In order, but no place or hour is left. Whatever comes back goes to the oldest claim first; "
        "meanwhile book in the ordinary queue."),
    ClaimState.GRANTED: lambda: _("Granted."),
    ClaimState.MISSING: lambda: _("Not granted: something is missing. Mend it and claim again."),
    ClaimState.REFUSED: lambda: _("Not approved. The vehicle stands in the ordinary queue."),
    ClaimState.LAPSED: lambda: _("The hours of the claim have passed, or the vehicle has a slot."),
}


def _said(made: ClaimView, *, house: House) -> Part:
    rules = {row.id: row for country in house.pair.countries for row in country.priority_rules}
    items: list[tuple[Text, Cell]] = [
        (_("Class"), Cell(value=_named(made, house=house))),
        (_("State"), Cell(value=Status(code=f"claim_{made.state.value}"), kind="status")),
        (_("Claimed"), Cell(value=made.time, kind="moment")),
    ]
    if made.slot:
        items.append((_("Slot"), Cell(value=made.slot, kind="moment")))
    if made.spoils_by:
        items.append((_("Must have arrived by"), Cell(value=made.spoils_by, kind="moment")))
    return Part(title=_("The last claim"), blocks=[Facts(items=items)], says=[
        naming.lacking(code, rule=rules.get(made.rule), pair=house.pair) for code in made.missing])


def _named(made: ClaimView, *, house: House) -> Text:
    known: dict[str, PriorityRule] = {
        row.goods_class: row for country in house.pair.countries for row in country.priority_rules}
    return naming.named(known[made.claim]) if made.claim in known else made.claim


def _classes(classes: Sequence[Priority], *, pair: PairData) -> Table:
    return Table(
        caption=_("Classes in force today"),
        columns=[(_("Class"), "text"), (_("Counted as"), "text"), (_("Asks for"), "text")],
        rows=[[Cell(value=naming.named(each.rule)), Cell(value=naming.PUBLIC[each.public_class]),
               Cell(value="; ".join(naming.asked(each.rule, pair=pair)))] for each in classes],
        blank=Blank(kind="empty", title=_("No class goes before others in this direction.")))


def _left(places: Sequence[Places]) -> Table:
    return Table(
        caption=_("Places of today"),
        columns=[(_("Counted as"), "text"), (_("Places"), "number"), (_("Left"), "number")],
        rows=[[Cell(value=naming.PUBLIC[each.public_class]),
               Cell(value=each.ceiling.places, kind="number"),
               Cell(value=each.ceiling.left, kind="number")] for each in places],
        blank=Blank(kind="empty", title=_("There is no ceiling here.")))


def _form(
    case: CaseView, *, classes: Sequence[Priority], house: House, sent: Sent
) -> Form:
    filling = Filling(form="claim", sent=sent)
    hours = wishes.next_hours(house, direction=case.direction, point=case.point)
    place = names.place_and_side(house.pair, side=case.direction.partition("-")[0],
                                 point=case.point)
    return filling.done(
        action=f"/cases/{case.reference}/priority", submit=_("Claim this class"),
        note=_("What is not granted costs nothing: the vehicle stays in the ordinary queue."),
        fields=[
            filling.choice("claim", _("Class"), kind="select", choices=[
                (each.rule.goods_class, naming.named(each.rule)) for each in classes]),
            *wishes.fields(filling, hours=hours, house=house),
            filling.field("spoils_by", _("Must have arrived by"), kind="moment", required=False,
                          hint=say("For goods that spoil. Officers of {place} see it.", place=place)),
        ])
