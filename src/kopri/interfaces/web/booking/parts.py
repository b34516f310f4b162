"""Parts of the booking page: the vehicle, fees, checks, what may be changed, what has become of it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from kopri.domains.queue.states import REBOOKED, STANDBY, BookingState
from kopri.domains.queue.types import NOT_CONNECTED
from kopri.engines.countrydata import BOOKING, DEPOSIT, REBOOKING, Due, PairData
from kopri.interfaces.web import cldr, money, names
from kopri.interfaces.web.figures import Hour, Slots
from kopri.interfaces.web.show import Blank, Cell, Facts, Mark, Status, Table
from kopri.interfaces.web.words import Text, say
from kopri.journeys.check_vehicle import FINES, GOODS, INSURANCE, PERMIT, WEIGHT, Check
from kopri.journeys.show_booking import BookingSheet
from kopri.kernel.lines import DANGEROUS, EMPTY, LIVE_ANIMALS, LOADED

SHOWN = 24
CODES = {"clear": "check_clear", "found": "check_found", "unknown": "check_unknown",
         "silent": "check_silent", NOT_CONNECTED: "check_none"}


def vehicle(sheet: BookingSheet, *, pair: PairData) -> Facts:
    """What the booking is bound to, and what it carries."""
    case = sheet.case
    drivers = [str(each.get("document") or each.get("person", "")) for each in case.crew]
    goods = {EMPTY: _("empty"), LOADED: _("loaded"), DANGEROUS: _("dangerous goods"),
             LIVE_ANIMALS: _("live animals")}[sheet.load.goods]
    services = ", ".join(str(names.SERVICES.get(each, each)) for each in sheet.load.services)
    classes = {"truck": _("truck"), "car": _("car"), "coach": _("coach")}
    return Facts(items=[
        (_("Plate"), Cell(value=case.plate, kind="plate")),
        (_("Chassis number"), Cell(value=case.vin, kind="code")),
        (_("Vehicle"), Cell(value=classes.get(case.vehicle_class, case.vehicle_class))),
        (_("Drivers"), Cell(value=", ".join(drivers))),
        (_("Way"), Cell(value=names.way(pair, direction=case.direction, point=case.point))),
        (_("Carries"), Cell(value=goods)),
        (_("Must be seen by"), Cell(value=services or _("no other service"))),
    ])


def fees(sheet: BookingSheet) -> Table:
    """Each fee that holds today, of what it is made, and who says so."""
    labels = {BOOKING: _("Booking"), REBOOKING: _("Another date"), DEPOSIT: _("Deposit, refundable")}
    return Table(
        caption=_("Fees of today"),
        columns=[(_("Fee"), "text"), (_("Amount"), "number")],
        rows=[[Cell(value=f"{labels[code]}: {_by(due)}",
                    mark=None if due.confidence in ("high", "medium") else Mark(kind="assumption")),
               Cell(value=money.amount(due.amount_minor, due.currency))]
              for code, due in sheet.fees.items()],
        blank=Blank(kind="empty", title=_("No fee is asked for in this direction.")))


def _by(due: Due) -> Text:
    said = [money.made_of(due), money.resting_on(due)]
    if due.announced:
        said.append(_("announced only; applied by a setting of this node"))
    return "; ".join(str(each) for each in said if each)


def checks(found: Sequence[Check]) -> Table:
    """Each check with its result, its source and the time of the answer."""
    return Table(
        caption=_("What checks say"),
        columns=[(_("Check"), "text"), (_("Result"), "status"), (_("What, by whom, when"), "text")],
        rows=[[Cell(value=_named(each)),
               Cell(value=Status(code=CODES[each.known.state]), kind="status"),
               Cell(value=_told(each), mark=_mark(each))] for each in found])


def _told(each: Check) -> Text:
    """What it says, and which system or rows of the country's data say so."""
    return "; ".join(str(text) for text in (_what(each), each.known.source) if text)


def _mark(each: Check) -> Mark | None:
    """An own weight that nobody weighed is an assumption; an answer is as old as it is."""
    if each.assumed:
        return Mark(kind="assumption")
    return Mark(kind="as_of", at=each.known.at) if each.known.at else None


def _named(each: Check) -> Text:
    name = {INSURANCE: _("Insurance"), FINES: _("Fines and tolls"), WEIGHT: _("Weight"),
            PERMIT: _("Road permit"), GOODS: _("Goods as booked")}[each.name]
    return f"{name}, {each.side.upper()}" if each.side else name


def _what(each: Check) -> Text:
    known = each.known
    if each.over_kg and not known.number:
        return say("{over} kg above the limit of {limit} kg: give the number of the permit",
                   over=each.over_kg, limit=each.limit_kg)
    if known.number:
        return say("number {number}", number=known.number)
    if each.name == PERMIT:
        return _("needed: give its number") if known.state == "found" else _("not needed")
    if each.name == GOODS and known.state == "found":
        return _("other goods are told than the slot was given for: book anew")
    if each.name == WEIGHT and known.state == "unknown":
        return _("no weight is told, or its axles decide")
    return known.text


def bound() -> list[Text]:
    """What may be amended, said before anything is booked."""
    return [
        _("Drivers can be added and changed until the gate, free of charge."),
        _("The trailer can be changed until the gate."),
        _("The date can be changed: you keep your hour until the new one is given."),
        _("Another plate, chassis number or crossing point needs a new booking."),
        _("A vehicle has one booking at a time. It cannot be handed on."),
    ]


def slots(sheet: BookingSheet, *, pair: PairData) -> Slots | None:
    """The hours that can be had at once, as bars."""
    free = [each.offer for each in sheet.hours if each.drawn is None][:SHOWN]
    if not free:
        return None
    return Slots(
        caption=say("Hours that are drawn already: {way}", way=names.way(
            pair, direction=sheet.line.direction, point=sheet.line.point)),
        hours=[Hour(at=each.slot, capacity=each.supply, taken=each.granted) for each in free])


def says(sheet: BookingSheet, *, pair: PairData) -> list[Text]:
    """What has become of it: one sentence for each thing that counts."""
    booking, zone = sheet.booking, pair.countries[0].zone
    if sheet.request_open:
        return [_("Your wish is on its way to the exit side, which answers it.")]
    if booking is None:
        return []

    def at(moment: datetime | None) -> str:
        return cldr.clock(moment, now=sheet.now, zone=zone,
                          language=names.language()) if moment else ""

    told = [_standing(sheet, at=at)] if booking.state is not BookingState.DECLINED else [
        _("No slot was given."), *_why(booking.reason)]
    if booking.first_slot and booking.slot and booking.first_slot != booking.slot:
        told.append(say("Moved from {was} to {slot}: {why}. This is free of charge.",
                        was=at(booking.first_slot), slot=at(booking.slot), why=_reason(booking.reason)))
    if booking.state is BookingState.CANCELLED:
        told += _why(booking.reason)
    if sheet.change:
        wishes = ", ".join(at(wish) for wish in sheet.change.wishes)
        told.append(say("You have asked for another hour: {wishes}. Yours stays until it is given.",
                        wishes=wishes))
    return told


def _standing(sheet: BookingSheet, *, at: Callable[[datetime | None], str]) -> Text:
    booking = sheet.booking
    assert booking is not None
    slot = at(booking.slot)
    if booking.state is BookingState.WAITING:
        language = names.language()
        until = cldr.day_said(sheet.asked.stands_until if sheet.asked else "", language=language)
        if sheet.drawn and sheet.drawn > sheet.now:
            return say("It waits for the draw of {time}. It stands until {day}.",
                       time=at(sheet.drawn), day=until or cldr.day(sheet.drawn.date(), language=language))
        listed = _("It is on the list for hours that are given back or newly published.")
        return f"{listed} {say('It stands until {day}.', day=until)}" if until else listed
    sentences = {
        BookingState.HELD: say("The slot of {slot} is held until {until}: pay the fee by then.",
                               slot=slot, until=at(booking.held_until)),
        BookingState.GRANTED: say("The slot of {slot} is yours.", slot=slot),
        BookingState.CALLED: _("Called to the gate: drive now."),
        BookingState.USED: _("The slot was used."),
        BookingState.NO_SHOW: say("The slot of {slot} was not used.", slot=slot),
        BookingState.CANCELLED: _("The booking was given back."),
        BookingState.LAPSED: _("The booking has lapsed."),
    }
    return sentences[booking.state]


def _reason(reason: str) -> str:
    return {"closed": _("a side had closed"), "slowed": _("a side takes fewer vehicles"),
            "reopened": _("a side opened again"), REBOOKED: _("as you wished"),
            STANDBY: _("it stood by at the waiting area")}.get(reason, reason)


def _why(reason: str) -> list[Text]:
    """The rule's own words where the reason is a rule's code; what a person wrote as it is."""
    known = {
        "no_free_slot": _("Every hour you wished for was full."),
        "queue.not_paid": _("The fee was not paid while the slot was held."),
        "queue.already_booked": _("The vehicle has another booking."),
        "queue.bound_to_plate": _("Another plate was told than was booked."),
        "queue.bound_to_vin": _("Another chassis number was told than was booked."),
    }
    return [known.get(reason, reason)] if reason else []
