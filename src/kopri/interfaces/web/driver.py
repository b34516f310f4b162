"""The driver's card: one word, where, when, what is missing. Public to whoever has the reference.

It is made of the shared status and of what was told and shown: two cases that differ only in risk
have the same card.
"""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopri.crossing.queries import find
from kopri.crossing.rules import KnownCase
from kopri.crossing.states import ENDS, Phase
from kopri.domains.queue.states import ACTIVE
from kopri.interfaces.house import House, house_of
from kopri.interfaces.web import names, turns
from kopri.interfaces.web.answers import draw, go, view
from kopri.interfaces.web.case import looking
from kopri.interfaces.web.case.view import sheet_of
from kopri.interfaces.web.pages import Driver
from kopri.interfaces.web.readiness.card import missing_papers
from kopri.interfaces.web.show import Mark, Status
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_case import CaseSheet
from kopri.journeys.show_examination import show_examination
from kopri.journeys.show_readiness import readiness_of
from kopri.kernel.actor import system
from kopri.kernel.errors import Ground, Refusal
from kopri.kernel.ids import candidates

HOUR = timedelta(hours=1)
GO, WAIT, STOP = "cleared", "held", "refused"
COMING = (Phase.BOOKED, Phase.ANNOUNCED)
TONES = {
    Phase.CALLED: GO, Phase.EXIT_RELEASED: GO, Phase.STRIP: GO, Phase.ENTRY_RELEASED: GO,
    Phase.ENTERED: GO, Phase.REFUSED: STOP, Phase.TURNED_BACK: STOP, Phase.CANCELLED: STOP,
    Phase.NO_SHOW: STOP, Phase.LAPSED: STOP, Phase.CLOSED: STOP,
}


@require_safe
@view()
def driver(request: HttpRequest, *, reference: str) -> HttpResponse:
    """The card; a plate alone shows nobody's."""
    house = house_of(request)
    spelt = candidates(reference)
    known = find(spelt[0]) if spelt else []
    if not known:
        raise Refusal([KnownCase.fault(reference=reference)], ground=Ground.MISSING)
    if known[0].reference != reference:
        return go(request, f"/driver/{known[0].reference}")
    nobody = system(node=house.name, side=house.side)
    sheet = sheet_of(house, actor=nobody, reference=reference)
    standing = looking.standing(sheet, pair=house.pair)
    tone = _tone(sheet)
    found = None if sheet.case.phase in ENDS or not sheet.case.plate else readiness_of(
        journal=house.journal, pair=house.pair, case=sheet.case)
    return draw(request, Driver(
        word=_words()[tone], tone=tone, reference=reference, plate=sheet.case.plate,
        where=names.place_and_side(house.pair, side=standing.here, point=sheet.case.point),
        qr=reference, text=_text(sheet, standing=standing), expected=_expected(sheet),
        missing=[*_missing(sheet), *_asked(house, reference=reference),
                 *(missing_papers(found, pair=house.pair) if found else ())],
        papers=Status(code="ready" if found.ready else "not_ready") if found else None,
        due=found.next_until if found else None,
        marks=[Mark(kind="simulated")] if house.demo else [],
    ), bare=True)


def _asked(house: House, *, reference: str) -> list[Text]:
    """How many questions of services wait for whoever announced the case; not what they ask."""
    nobody = system(node=house.name, side=house.side)
    number = show_examination(journal=house.journal, pair=house.pair, actor=nobody,
                              reference=reference).open_questions
    return [say("answers of the carrier to services: {number}", number=number)] if number else []


def _words() -> dict[str, Text]:
    return {GO: _("Go"), WAIT: _("Wait"), STOP: _("Stop")}


def _tone(sheet: CaseSheet) -> str:
    """Go, wait or stop; a booked truck goes once its slot is at most an hour away."""
    phase, slot = sheet.case.phase, sheet.booking.slot if sheet.booking else None
    if phase in COMING and slot is not None and slot - HOUR <= sheet.now:
        return GO
    return TONES.get(phase, WAIT)


def _text(sheet: CaseSheet, *, standing: turns.Standing) -> Text:
    """What to do, in the driver's words."""
    texts = {
        Phase.WAITING: _("Stay at the waiting area. You will be called to the gate."),
        Phase.CALLED: _("Drive to the gate now."),
        Phase.EXIT_CONTROLS: _("Stay with your truck. The services come to you one by one."),
        Phase.EXIT_RELEASED: _("Drive to the exit gate."),
        Phase.STRIP: _("Drive on over the neutral strip."),
        Phase.ENTRY_CONTROLS: _("Stay with your truck. The services come to you one by one."),
        Phase.ENTRY_RELEASED: _("Drive to the exit gate."),
        Phase.ENTERED: _("You have entered. Good journey."),
        Phase.REFUSED: _("You may not go on. The gate will send you back."),
        Phase.TURNED_BACK: _("You were sent back."),
        Phase.CANCELLED: _("The booking was given back. Book again before you come."),
        Phase.NO_SHOW: _("The slot has passed. Book again, or come and wait."),
        Phase.LAPSED: _("This case is over. Open a new one."),
        Phase.CLOSED: _("This case is over. Open a new one."),
    }
    return texts.get(sheet.case.phase) or turns.sentence(standing)


def _expected(sheet: CaseSheet) -> tuple[datetime, datetime] | None:
    booking = sheet.booking
    if sheet.case.phase not in COMING or booking is None or booking.slot is None:
        return None
    return (booking.slot, booking.slot + HOUR) if booking.state in ACTIVE else None


def _missing(sheet: CaseSheet) -> list[Text]:
    """What the driver can do something about: slot, announcement, what lifts a hold."""
    found: list[Text] = []
    if sheet.case.phase in (Phase.OPENED, *COMING):
        if sheet.booking is None or sheet.booking.state not in ACTIVE:
            found.append(_("a booked slot"))
        if sheet.case.loaded and not sheet.notices:
            found.append(_("the announcement of the cargo"))
    return [*found, *(each.lifts for each in sheet.findings
                      if each.outcome == "held" and each.lifts)]
