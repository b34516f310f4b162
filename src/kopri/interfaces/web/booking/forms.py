"""The forms of the booking page: wish, ask for another hour, give back, deposit."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _

from kopri.crossing.rules import BEFORE_GATE
from kopri.crossing.states import Phase
from kopri.domains.queue.states import ACTIVE, STANDING, BookingState
from kopri.engines.countrydata import BOOKING, DEPOSIT, REBOOKING, Due, PairData
from kopri.interfaces.web import cldr, money, names
from kopri.interfaces.web.filling import NOTHING, Filling, Sent
from kopri.interfaces.web.show import Field, Form
from kopri.interfaces.web.wishes import WISHES
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_booking import BookingSheet, Wishable
from kopri.kernel.clock import to_text
from kopri.kernel.lines import day_of

NOT_ARRIVED = (Phase.EXPECTED, Phase.OPENED, Phase.BOOKED, Phase.ANNOUNCED)
STANDS = (1, 2, 3, 5, 7, 14, 30)  # days that a wish may stand
USUAL = 3


def forms(
    sheet: BookingSheet, *, pair: PairData, takes_fees: bool, sent: Sent = NOTHING
) -> list[Form]:
    """What can be done with the booking now."""
    phase, booking, found = sheet.case.phase, sheet.booking, list[Form]()
    standing = booking is not None and booking.state in STANDING
    again = phase in (*BEFORE_GATE, Phase.CANCELLED, Phase.NO_SHOW)
    if again and not standing and not sheet.request_open and sheet.needed != "none":
        found.append(_book(sheet, pair=pair, takes_fees=takes_fees, sent=sent))
    if booking and booking.state in ACTIVE and phase in NOT_ARRIVED:
        found.append(_change(sheet, pair=pair, takes_fees=takes_fees, sent=sent))
        if sheet.change:
            found.append(_keep(sheet, sent=sent))
    if standing and phase in NOT_ARRIVED:
        found.append(_give_back(sheet, pair=pair, sent=sent))
    if takes_fees and DEPOSIT in sheet.fees and sheet.case.vin:
        found.append(_deposit(sheet, sent=sent))
    return found


def _done(
    filling: Filling, sheet: BookingSheet, *, submit: Text, fields: Sequence[Field] = (),
    note: Text = "", tone: str = "action", fold: Text = "",
) -> Form:
    return filling.done(action=f"/cases/{sheet.reference}/booking", submit=submit, fields=fields,
                        note=note, tone=tone, fold=fold, hidden={"act": filling.form})


def _book(sheet: BookingSheet, *, pair: PairData, takes_fees: bool, sent: Sent) -> Form:
    filling = Filling(form="book", sent=sent)
    fields = [*_wishes(filling, sheet, pair=pair), _stands(filling, sheet)]
    return _done(filling, sheet, submit=_("Ask for the slot"), fields=fields,
                 note=_cost(sheet.fees.get(BOOKING), takes_fees=takes_fees))


def _change(sheet: BookingSheet, *, pair: PairData, takes_fees: bool, sent: Sent) -> Form:
    filling = Filling(form="change", sent=sent)
    return _done(filling, sheet, submit=_("Ask for another hour"), fold=_("Change the date"),
                 fields=_wishes(filling, sheet, pair=pair),
                 note=_cost(sheet.fees.get(REBOOKING), takes_fees=takes_fees))


def _keep(sheet: BookingSheet, *, sent: Sent) -> Form:
    return _done(Filling(form="keep", sent=sent), sheet, submit=_("Keep the hour that I have"))


def _give_back(sheet: BookingSheet, *, pair: PairData, sent: Sent) -> Form:
    """The button names the hour that is lost, and the fee that was paid for it."""
    filling, booking = Filling(form="cancel", sent=sent), sheet.booking
    reason = [filling.field("reason", _("Reason"))]
    if booking is None or booking.slot is None or booking.state is BookingState.WAITING:
        return _done(filling, sheet, submit=_("Leave the list"), tone="refused",
                     fold=_("Leave the list"), fields=reason,
                     note=_("Its place on the list is lost. Nothing was paid."))
    hour = cldr.clock(booking.slot, now=sheet.now, zone=pair.countries[0].zone,
                      language=names.language())
    paid = _paid(sheet)
    submit = say("Give {slot} back and lose {amount}", slot=hour, amount=paid) if paid else say(
        "Give {slot} back, nothing was paid", slot=hour)
    lost = say("The fee that was paid is not returned: {amount}.", amount=paid) if paid else ""
    return _done(filling, sheet, submit=submit, tone="refused", fold=_("Give the slot back"),
                 fields=reason, note=f"{_('The hour goes to whoever waits next.')} {lost}".strip())


def _paid(sheet: BookingSheet) -> str:
    """What was charged for this case and stands, by currency."""
    sums: dict[str, int] = {}
    for line in sheet.charges:
        sums[line.currency] = sums.get(line.currency, 0) + line.amount_minor
    return ", ".join(money.amount(total, currency) for currency, total in sums.items())


def _deposit(sheet: BookingSheet, *, sent: Sent) -> Form:
    due, held = sheet.fees[DEPOSIT], sheet.deposit
    if held:
        return _done(Filling(form="deposit-back", sent=sent), sheet, fold=_("Deposit"),
                     submit=say("Make the deposit of {amount} credit again",
                                amount=money.amount(held.amount_minor, held.currency)))
    return _done(Filling(form="deposit", sent=sent), sheet, fold=_("Deposit"),
                 submit=say("Set {amount} aside for this vehicle",
                            amount=money.amount(due.amount_minor, due.currency)),
                 note=_("With a deposit a vehicle that has not crossed before draws like others."))


def _cost(due: Due | None, *, takes_fees: bool) -> Text:
    if due is None:
        return _("Free of charge.")
    told = money.amount(due.amount_minor, due.currency)
    if not takes_fees:
        return say("The fee is {amount}. No payment system is connected here: it is not taken.",
                   amount=told)
    return say("The fee is {amount}; it is taken when the slot is given.", amount=told)


def _wishes(filling: Filling, sheet: BookingSheet, *, pair: PairData) -> list[Field]:
    """Three selects; each hour says what is free, or when it is drawn."""
    choices: list[tuple[str, Text]] = [("", _("no wish"))]
    choices += [(to_text(each.offer.slot), _hour(each, sheet, pair=pair)) for each in sheet.hours]
    labels = (_("First wish"), _("Second wish"), _("Third wish"))
    return [filling.choice(name, label, kind="select", choices=choices, required=number == 0)
            for number, (name, label) in enumerate(zip(WISHES, labels, strict=True))]


def _hour(each: Wishable, sheet: BookingSheet, *, pair: PairData) -> Text:
    zone, language = pair.countries[0].zone, names.language()
    slot = cldr.clock(each.offer.slot, now=sheet.now, zone=zone, language=language)
    if each.drawn:
        return say("{slot}, drawn {time}", slot=slot, time=cldr.clock(
            each.drawn, now=sheet.now, zone=zone, language=language))
    if each.offer.free > 0:
        return say("{slot}, free: {number}", slot=slot, number=each.offer.free)
    return say("{slot}, full: you wait for what is given back", slot=slot)


def _stands(filling: Filling, sheet: BookingSheet) -> Field:
    """Until which day it takes part in draws and waits for hours that are given back."""
    days = [sheet.now + timedelta(days=ahead) for ahead in STANDS]
    choices: list[tuple[str, Text]] = [
        ("", _("only now: tell me at once if every hour is full"))]
    choices += [(day_of(day), cldr.day(day.date(), language=names.language()))
                for day in days]
    return filling.choice(
        "stands_until", _("It stands until"), kind="select", choices=choices, required=False,
        first=day_of(sheet.now + timedelta(days=USUAL)),
        hint=_("Until then it takes part in every draw, and waits for hours that are given back."))
