"""Missed hours: whose fault each was, what follows by which law; the shift head keeps a deposit."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopri.domains.attendance.types import Absence
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import money
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.capacity.page import Sure
from kopri.interfaces.web.filling import NOTHING, Filling, Sent, attempt, form_key, values
from kopri.interfaces.web.notices.page import NoticePage
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Blank, Cell, Form, Link, Mark, Status, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.judge_attendance import (
    Attendance,
    Vehicle,
    forfeit_deposit,
    show_attendance,
)
from kopri.kernel.actor import Actor, Role

FORFEIT = "forfeit"


@require_safe
@view(Role.CARRIER)
def mine(request: HttpRequest) -> HttpResponse:
    """All vehicles of a carrier."""
    house, who = house_of(request), actor(request)
    found = show_attendance(journal=house.journal, pair=house.pair, actor=who,
                            announced=house.announced_fees)
    return draw(request, NoticePage(
        lede=Lede(title=_("Missed hours"), turn=_turn(found)),
        links=[Link(href="/account", label=_("Your account"))] if house.payments else [],
        tables=[_missed(found), _law(found)]))


@require_http_methods(["GET", "HEAD", "POST"])
@view(Role.CARRIER, Role.SHIFT_HEAD, Role.AUDITOR)
def of_vehicle(request: HttpRequest, *, reference: str) -> HttpResponse:
    """One vehicle; the shift head keeps its deposit, asked once more with the amount on the button."""
    house, who = house_of(request), actor(request)
    if request.method != "POST":
        return draw(request, _vehicle(house, actor=who, reference=reference))
    sent = values(request)
    if not sent.get("sure") and sent.get("reason"):
        found = _found(house, actor=who, reference=reference)
        if found.may_keep and found.forfeits(found.vehicles[0]):
            return draw(request, _sure(found, reference=reference, reason=sent["reason"]))
    _result, refusal = attempt(lambda: forfeit_deposit(
        journal=house.journal, pair=house.pair, actor=who, reference=reference,
        reason=sent.get("reason", ""), announced=house.announced_fees, request=form_key(request)))
    if refusal is not None:
        again = Sent(form=FORFEIT, values=sent, faults=refusal.faults)
        return draw(request, _vehicle(house, actor=who, reference=reference, sent=again),
                    status=STATUS[refusal.ground])
    return go(request, _here(reference), done=FORFEIT)


def _here(reference: str) -> str:
    return f"/cases/{reference}/no-shows"


def _found(house: House, *, actor: Actor, reference: str) -> Attendance:
    return show_attendance(journal=house.journal, pair=house.pair, actor=actor,
                           reference=reference, announced=house.announced_fees)


def _vehicle(
    house: House, *, actor: Actor, reference: str, sent: Sent = NOTHING
) -> NoticePage:
    found = _found(house, actor=actor, reference=reference)
    (vehicle,) = found.vehicles
    links = [Link(href=f"/cases/{reference}", label=_("The truck"))]
    if actor.role is not Role.AUDITOR:
        links.append(Link(href=f"/cases/{reference}/booking", label=_("Booking")))
    if found.may_keep and house.payments:
        links.append(Link(href="/ledger", label=_("The books")))
    return NoticePage(
        lede=Lede(title=_("Missed hours"), plate=vehicle.case.plate, code=reference,
                  turn=f"{_turn(found)} {_follows(found, vehicle)}"),
        links=links, tables=[_missed(found), _law(found)],
        forms=_forms(found, vehicle, reference=reference, sent=sent))


def _turn(found: Attendance) -> Text:
    missed = [each for vehicle in found.vehicles for each in vehicle.missed]
    own = sum(each.counts for each in missed)
    if not missed:
        return _("No booked hour was missed in the last 90 days.")
    return say("In the last 90 days {own} booked hours were missed by the driver's own fault; "
               "{other} do not count.", own=own, other=len(missed) - own)


def _follows(found: Attendance, vehicle: Vehicle) -> Text:
    if vehicle.deposit is None:
        return _("No deposit is held for this vehicle.")
    told = money.amount(vehicle.deposit.amount_minor, vehicle.deposit.currency)
    if found.forfeits(vehicle):
        return say("The deposit of {amount} is not given back; the shift head may keep it.", amount=told)
    return say("The deposit of {amount} stays: {number} of them were missed while it was held.",
               amount=told, number=vehicle.against_deposit)


def _missed(found: Attendance) -> Table:
    rows = sorted(((each, vehicle) for vehicle in found.vehicles for each in vehicle.missed),
                  key=lambda row: row[0].slot, reverse=True)
    return Table(
        caption=_("Missed hours of the last 90 days"),
        columns=[(_("Hour"), "moment"), (_("Vehicle"), "plate"), (_("Truck"), "code"),
                 (_("Whose fault"), "text"), (_("Why"), "text")],
        rows=[_row(each, vehicle=vehicle, found=found) for each, vehicle in rows],
        blank=Blank(kind="empty", title=_("No booked hour was missed in the last 90 days.")))


def _row(each: Absence, *, vehicle: Vehicle, found: Attendance) -> list[Cell]:
    known = each.reference in found.asked
    return [
        Cell(value=each.slot, kind="moment"), Cell(value=vehicle.case.plate, kind="plate"),
        Cell(value=each.reference, kind="code", href=f"/cases/{each.reference}") if known
        else Cell(value=_("another carrier's")),
        Cell(value=_("the driver's") if each.counts else _("not the driver's")),
        Cell(value=_why(each))]


def _why(each: Absence) -> Text:
    if each.came:
        return _("it had come; the line to the post was cut")
    return {
        "": _("it did not come in its hour, nor in the time of grace"),
        "queue.no_show_closed": _("a side was closed around the hour"),
        "queue.no_show_slowed": _("a side took fewer vehicles in that hour"),
        "queue.no_show_told_late": _("it was moved and told too late"),
    }.get(each.because, each.because)


def _law(found: Attendance) -> Table:
    law, rows = found.law, []
    if law.limit is not None and law.deposit is not None:
        told = say("From {most} hours on that were missed by the driver's own fault in 90 days, "
                   "a deposit that was held for the vehicle meanwhile is kept.",
                   most=int(law.limit.value or 0))
        applied = law.applied and found.in_force
        sure = applied and {law.limit.status, law.deposit.status} == {"in_force"}
        if applied and not sure:
            told = f"{told} ({_('announced only; applied by a setting of this node')})"
        rows.append([
            Cell(value=told, mark=None if sure else Mark(kind="not_confirmed")),
            Cell(value=Status(code="in_force" if sure else "announced_only"), kind="status"),
            Cell(value=", ".join(dict.fromkeys((*law.limit.source, *law.deposit.source))))])
    return Table(
        caption=_("What follows"),
        columns=[(_("Rule"), "text"), (_("State"), "status"), (_("Source"), "text")], rows=rows,
        blank=Blank(kind="empty", title=_("No rule of this side makes anything follow.")))


def _forms(
    found: Attendance, vehicle: Vehicle, *, reference: str, sent: Sent
) -> list[Form]:
    if not (found.may_keep and found.forfeits(vehicle)) and not sent.form:
        return []
    filling = Filling(form=FORFEIT, sent=sent)
    return [filling.done(
        action=_here(reference), submit=_("Keep the deposit: see it first"),
        fields=[filling.field("reason", _("Reason, for the carrier"))])]


def _sure(found: Attendance, *, reference: str, reason: str) -> Sure:
    (vehicle,) = found.vehicles
    assert vehicle.deposit is not None
    told = money.amount(vehicle.deposit.amount_minor, vehicle.deposit.currency)
    return Sure(
        lede=Lede(title=_("Keep the deposit"), plate=vehicle.case.plate, code=reference,
                  turn=_turn(found)),
        text=say("{amount} of the carrier's is kept. It can be undone in the books.", amount=told),
        back=Link(href=_here(reference), label=_("Back, nothing is done")),
        form=Filling(form=FORFEIT).done(
            action=_here(reference), hidden={"reason": reason[:200], "sure": "1"}, tone="refused",
            submit=say("Keep the deposit of {amount}", amount=told)))
