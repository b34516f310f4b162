"""GET the booking of a case, POST what is to become of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopri.domains.queue.states import ACTIVE
from kopri.interfaces.house import House, house_of
from kopri.interfaces.requests import actor
from kopri.interfaces.web import money, wishes
from kopri.interfaces.web.answers import STATUS, draw, go, view
from kopri.interfaces.web.booking import parts
from kopri.interfaces.web.booking.first import first
from kopri.interfaces.web.booking.forms import forms
from kopri.interfaces.web.booking.page import BookingPage
from kopri.interfaces.web.case.acting import NO_REASON
from kopri.interfaces.web.filling import NOTHING, Sent, attempt, form_key, values
from kopri.interfaces.web.show import Blank, Link
from kopri.interfaces.web.words import Text, say
from kopri.journal.append.requests import RequestKey
from kopri.journeys.book_slot import book_slot
from kopri.journeys.change_booking import cancel_booking
from kopri.journeys.check_vehicle import check_vehicle
from kopri.journeys.judge_attendance import return_deposit
from kopri.journeys.keep_books import hold_deposit
from kopri.journeys.move_booking import move_booking
from kopri.journeys.show_booking import BookingSheet, show_booking
from kopri.kernel.actor import Actor, Role
from kopri.kernel.errors import Fault, Refusal

NO_ACT = Fault(code="form.act", message="It is not said what to do.", path="/act",
               rule="Köpri, docs/reference/rules", remedy="Use the buttons of the page.")


@require_http_methods(["GET", "HEAD", "POST"])
@view(Role.CARRIER, Role.GATE_OFFICER, Role.SHIFT_HEAD)
def booking(request: HttpRequest, *, reference: str) -> HttpResponse:
    """See, then act; a refusal comes back in the form that asked for it."""
    house, who = house_of(request), actor(request)
    if request.method != "POST":
        return draw(request, page(house, actor=who, reference=reference))
    sent = values(request)
    asked = Asked(house=house, actor=who, reference=reference, sent=sent, key=form_key(request))
    result, refusal = attempt(lambda: _act(asked))
    if refusal is not None:
        again = Sent(form=sent.get("act", ""), values=sent, faults=refusal.faults)
        return draw(request, page(house, actor=who, reference=reference, sent=again),
                    status=STATUS[refusal.ground])
    state = result.get("state") if isinstance(result, dict) else getattr(result, "state", "")
    return go(request, f"/cases/{reference}/booking", done=str(state or sent.get("act", "")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act as it was asked for."""

    house: House
    actor: Actor
    reference: str
    sent: dict[str, str]
    key: RequestKey | None


def _act(asked: Asked) -> object:
    act = ACTS.get(asked.sent.get("act", ""))
    if act is None:
        raise Refusal([NO_ACT])
    return act(asked)


def _book(asked: Asked) -> object:
    hours = wishes.wished(asked.sent)
    if not hours:
        raise Refusal([wishes.NO_WISH])
    house = asked.house
    return book_slot(
        journal=house.journal, pair=house.pair, actor=asked.actor, reference=asked.reference,
        wishes=hours, stands_until=asked.sent.get("stands_until", ""), payments=house.payments,
        request=asked.key)


def _change(asked: Asked) -> object:
    hours = wishes.wished(asked.sent)
    if not hours:
        raise Refusal([wishes.NO_WISH])
    return move_booking(journal=asked.house.journal, actor=asked.actor, wishes=hours,
                        reference=asked.reference, request=asked.key)


def _keep(asked: Asked) -> object:
    return move_booking(journal=asked.house.journal, actor=asked.actor, wishes=(),
                        reference=asked.reference, request=asked.key)


def _cancel(asked: Asked) -> object:
    reason = asked.sent.get("reason", "")[:500]
    if not reason:
        raise Refusal([NO_REASON])
    cancel_booking(journal=asked.house.journal, actor=asked.actor, reason=reason,
                   reference=asked.reference, request=asked.key)
    return {"state": "cancel-booking"}


def _deposit(asked: Asked) -> object:
    return hold_deposit(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor,
        reference=asked.reference, announced=asked.house.announced_fees, request=asked.key)


def _deposit_back(asked: Asked) -> object:
    return return_deposit(
        journal=asked.house.journal, pair=asked.house.pair, actor=asked.actor,
        reference=asked.reference, announced=asked.house.announced_fees, request=asked.key)


ACTS: dict[str, Callable[[Asked], object]] = {
    "book": _book, "change": _change, "keep": _keep, "cancel": _cancel, "deposit": _deposit,
    "deposit-back": _deposit_back,
}


def page(house: House, *, actor: Actor, reference: str, sent: Sent = NOTHING) -> BookingPage:
    """The page; with what was ``sent`` where a form was refused."""
    sheet = show_booking(journal=house.journal, pair=house.pair, actor=actor, reference=reference,
                         announced=house.announced_fees)
    booked = sheet.booking
    at = booked.slot if booked and booked.slot and booked.state in ACTIVE else sheet.now
    found = check_vehicle(pair=house.pair, registries=house.registries, case=sheet.case,
                          booking=booked, at=at, now=sheet.now)
    acts = forms(sheet, pair=house.pair, takes_fees=house.payments is not None, sent=sent)
    return BookingPage(
        lede=first(sheet, pair=house.pair), links=_links(sheet, house=house, actor=actor),
        says=parts.says(sheet, pair=house.pair), vehicle=parts.vehicle(sheet, pair=house.pair),
        fees=parts.fees(sheet), fee_note=_fee_note(sheet, house=house), checks=parts.checks(found),
        checks_note=_("They were asked now, and are shown here again after you have booked. "
                      "What was not checked is not known."),
        bound=parts.bound(), forms=acts, slots=parts.slots(sheet, pair=house.pair),
        blank=_blank(sheet) if not acts else None)


def _links(sheet: BookingSheet, *, house: House, actor: Actor) -> list[Link]:
    links = [Link(href=f"/cases/{sheet.reference}", label=_("The truck")),
             Link(href=f"/cases/{sheet.reference}/vehicle", label=_("Change driver or trailer"))]
    if actor.role in (Role.CARRIER, Role.SHIFT_HEAD):
        links.append(Link(href=f"/cases/{sheet.reference}/no-shows", label=_("Missed hours")))
    if house.payments is not None and actor.role is Role.CARRIER:
        links.append(Link(href="/account", label=_("Your account")))
    return links


def _fee_note(sheet: BookingSheet, *, house: House) -> Text:
    if not sheet.fees:
        return ""
    if house.payments is None:
        return _("No payment system is connected to this node: nothing is taken.")
    credit = ", ".join(money.amount(each.amount_minor, each.currency) for each in sheet.credit)
    return say("Pay in at the bank and quote {reference}. Paid in and not used: {credit}.",
               reference=sheet.reference, credit=credit or "0")


def _blank(sheet: BookingSheet) -> Blank | None:
    if sheet.needed == "none":
        return Blank(kind="empty", title=_("No slot is needed here."), text=_(
            "Come to the waiting area: vehicles are taken in the order in which they arrive."))
    return Blank(kind="empty", title=_("There is nothing to change now."))
