"""The first line of the booking page: what state it is in, whose turn, since when, what comes next."""

from datetime import datetime

from django.utils.translation import gettext as _

from kopri.crossing.states import Phase
from kopri.domains.queue.states import STANDING, BookingState
from kopri.engines.countrydata import BOOKING, PairData
from kopri.interfaces.web import cldr, money, names, turns
from kopri.interfaces.web.case.facts import BOOKINGS
from kopri.interfaces.web.pages import Lede
from kopri.interfaces.web.show import Status
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_booking import BookingSheet


def first(sheet: BookingSheet, *, pair: PairData) -> Lede:
    """The whole line."""
    booking = sheet.booking
    status = Status(code=BOOKINGS[booking.state]) if booking else Status(
        code="requested" if sheet.request_open else "slot_none")
    stands = booking is not None and booking.state in STANDING
    turn, after = _said(sheet, pair=pair)
    return Lede(
        title=_("Booking"), code=sheet.reference, plate=sheet.case.plate, status=status, turn=turn,
        waited=turns.minutes(booking.changed, now=sheet.now) if booking and stands else None,
        after=after)


def _said(sheet: BookingSheet, *, pair: PairData) -> tuple[Text, Text]:
    """Whose turn it is, and what comes next."""
    booking = sheet.booking
    if sheet.request_open:
        return _("The exit side's turn: it answers the wish."), _("a slot, or a place on the list")
    if booking is None or booking.state not in STANDING | {BookingState.USED}:
        return _wishing(sheet)

    def at(moment: datetime | None) -> str:
        zone = pair.countries[0].zone
        return cldr.clock(moment, now=sheet.now, zone=zone,
                          language=names.language()) if moment else ""

    if booking.state is BookingState.WAITING:
        if sheet.drawn and sheet.drawn > sheet.now:
            return say("Nobody's turn: the draw of {time} decides.", time=at(sheet.drawn)), _(
                "a slot, or a place on the list for what is given back")
        return _("Nobody's turn: it waits in order for an hour that is given back."), _("a slot")
    if booking.state is BookingState.HELD:
        return say("The carrier's turn: pay {amount} by {time}.", amount=_due(sheet),
                   time=at(booking.held_until)), say("the slot of {slot} is yours",
                                                     slot=at(booking.slot))
    standing = turns.Standing(case=sheet.case, pair=pair, booking=booking,
                              announced=sheet.case.phase is Phase.ANNOUNCED)
    slot = say("Slot of {slot}.", slot=at(booking.slot)) if booking.slot else ""
    return f"{slot} {turns.sentence(standing)}".strip(), turns.after(standing)


def _wishing(sheet: BookingSheet) -> tuple[Text, Text]:
    """Nothing stands: what is needed here, and what is done about it."""
    if sheet.needed == "none":
        return _("No slot is needed here."), _("the waiting area, in order of arrival")
    needed = {"required": _("A slot is needed to leave here."),
              "offered": _("A slot can be booked; without one you wait your turn.")}[sheet.needed]
    wish = _("The carrier's turn: wish for hours.")
    return f"{needed} {wish}", _("a slot, or a draw") if sheet.decides_here else _("the exit side's queue answers")


def _due(sheet: BookingSheet) -> str:
    due = sheet.fees.get(BOOKING)
    return money.amount(due.amount_minor, due.currency) if due else ""
