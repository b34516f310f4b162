"""The forms of the carrier whose case it is: book, give back, withdraw a notice."""

from django.utils.translation import gettext as _

from kopri.crossing.rules import BEFORE_GATE
from kopri.crossing.states import Phase
from kopri.domains.queue.states import ACTIVE
from kopri.interfaces.house import House
from kopri.interfaces.web import names, news, wishes
from kopri.interfaces.web.filling import NOTHING, Filling, Sent
from kopri.interfaces.web.show import Form
from kopri.interfaces.web.words import say
from kopri.journeys.show_case import CaseSheet

NOT_ARRIVED = (Phase.EXPECTED, Phase.OPENED, Phase.BOOKED, Phase.ANNOUNCED)


def forms(sheet: CaseSheet, *, house: House, sent: Sent = NOTHING) -> list[Form]:
    """What the carrier can still change."""
    phase = sheet.case.phase
    active = sheet.booking is not None and sheet.booking.state in ACTIVE
    found = []
    here = news.grants(house, direction=sheet.case.direction)
    if here and not active and not sheet.request_open and phase in (*BEFORE_GATE, Phase.CANCELLED,
                                                           Phase.NO_SHOW):
        found.append(_book(sheet, house=house, sent=sent))
    if here and active and phase in NOT_ARRIVED:
        found.append(_give_back(sheet, sent=sent))
    if phase in BEFORE_GATE:
        found += [_withdraw(sheet, notice=notice.notice, number=number, sent=sent)
                  for number, notice in enumerate(sheet.notices, start=1)]
    return found


def _book(sheet: CaseSheet, *, house: House, sent: Sent) -> Form:
    filling = Filling(form="book", sent=sent)
    hours = wishes.next_hours(house, direction=sheet.case.direction, point=sheet.case.point)
    return filling.done(action=f"/cases/{sheet.reference}/book", submit=_("Book the slot"),
                        fields=wishes.fields(filling, hours=hours, house=house))


def _give_back(sheet: CaseSheet, *, sent: Sent) -> Form:
    filling = Filling(form="cancel-booking", sent=sent)
    return filling.done(
        action=f"/cases/{sheet.reference}/cancel-booking", submit=_("Give the slot back"),
        tone="refused", fold=_("Give the slot back"),
        fields=[filling.field("reason", _("Reason"))])


def _withdraw(sheet: CaseSheet, *, notice: str, number: int, sent: Sent) -> Form:
    filling = Filling(form=f"cancel-notice-{number}", sent=sent)
    text = say("Withdraw notice {number}", number=number)
    return filling.done(
        action=f"/cases/{sheet.reference}/cancel-notice", submit=text, tone="refused", fold=text,
        fields=[filling.field("reason", _("Reason"))], hidden={"notice": notice,
                                                               "form": filling.form})


def attach(sheet: CaseSheet, *, house: House, sent: Sent = NOTHING) -> Form:
    """Attach a file: one of the papers that the two countries ask for on the road."""
    filling = Filling(form="attach", sent=sent)
    known = {each.id: each for country in house.pair.countries for each in country.documents
             if "road" in each.modes}
    choices = [(code, names.document(house.pair, code=code)) for code in sorted(known)]
    return filling.done(
        action=f"/cases/{sheet.reference}/attach", submit=_("Attach the file"), upload=True,
        fold=_("Attach a document"),
        fields=[
            filling.choice("type", _("Document"), kind="select", choices=choices),
            filling.field("number", _("Number"), required=False, kind="code"),
            filling.field("file", _("File"), kind="file",
                          hint=_("PDF, PNG, JPEG, XML or JSON, at most 20 MB.")),
        ])
