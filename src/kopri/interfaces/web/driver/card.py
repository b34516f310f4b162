"""The driver's card of a case: go, wait or stop; where; when; what is missing."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopri.crossing.states import ENDS, Phase
from kopri.domains.queue.queries import closures
from kopri.domains.queue.states import ACTIVE, BookingState
from kopri.domains.queue.types import Closure
from kopri.engines.readiness import Readiness
from kopri.interfaces.house import House
from kopri.interfaces.web import cldr, names, turns
from kopri.interfaces.web.board.parts import shut
from kopri.interfaces.web.case import looking
from kopri.interfaces.web.case.view import sheet_of
from kopri.interfaces.web.driver import outcomes
from kopri.interfaces.web.driver.draws import awaited
from kopri.interfaces.web.driver.page import Card, Moved
from kopri.interfaces.web.driver.waiting import asking, turn
from kopri.interfaces.web.readiness.card import ends_first, missing_papers
from kopri.interfaces.web.show import Link, Status
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_case import CaseSheet
from kopri.journeys.show_examination import show_examination
from kopri.journeys.show_readiness import readiness_of
from kopri.kernel.actor import system

HOUR = timedelta(hours=1)
GO, WAIT, STOP = "cleared", "held", "refused"
WORDS: dict[str, Text] = {
    GO: gettext_lazy("Go"), WAIT: gettext_lazy("Wait"), STOP: gettext_lazy("Stop")}
COMING = (Phase.BOOKED, Phase.ANNOUNCED)
BEFORE_CALL = (Phase.OPENED, *COMING, Phase.WAITING)
TONES = {
    Phase.CALLED: GO, Phase.EXIT_RELEASED: GO, Phase.STRIP: GO, Phase.ENTRY_RELEASED: GO,
    Phase.ENTERED: GO, Phase.REFUSED: STOP, Phase.TURNED_BACK: STOP, Phase.CANCELLED: STOP,
    Phase.NO_SHOW: STOP, Phase.LAPSED: STOP, Phase.CLOSED: STOP,
}
TEXTS: dict[Phase, Text] = {
    Phase.WAITING: gettext_lazy("Stay at the waiting area. You will be called to the gate."),
    Phase.CALLED: gettext_lazy("Drive to the gate now."),
    Phase.EXIT_CONTROLS: gettext_lazy(
        "Stay with your truck. The services come to you one by one."),
    Phase.EXIT_RELEASED: gettext_lazy("Drive to the exit gate."),
    Phase.STRIP: gettext_lazy("Drive on over the neutral strip."),
    Phase.ENTRY_CONTROLS: gettext_lazy(
        "Stay with your truck. The services come to you one by one."),
    Phase.ENTRY_RELEASED: gettext_lazy("Drive to the exit gate."),
    Phase.ENTERED: gettext_lazy("You have entered. Good journey."),
    Phase.REFUSED: gettext_lazy("You may not go on. The gate will send you back."),
    Phase.TURNED_BACK: gettext_lazy("You were sent back."),
    Phase.CANCELLED: gettext_lazy("The booking was given back. Book again before you come."),
    Phase.NO_SHOW: gettext_lazy("The slot has passed. Book again, or come and wait."),
    Phase.LAPSED: gettext_lazy("This case is over. Open a new one."),
    Phase.CLOSED: gettext_lazy("This case is over. Open a new one."),
}
MOVES: dict[str, Text] = {
    "closed": gettext_lazy("the road was shut"), "slowed": gettext_lazy("the border takes fewer"),
    "reopened": gettext_lazy("the road is open again"),
}


def card(house: House, *, reference: str, languages: Sequence[Link]) -> Card:
    """The card, as anybody who has the link sees it."""
    nobody = system(node=house.name, side=house.side)
    sheet = sheet_of(house, actor=nobody, reference=reference)
    standing = looking.standing(sheet, pair=house.pair)
    shuts, tone = _shuts(sheet), _tone(sheet)
    over = sheet.case.phase in (*ENDS, *outcomes.SENT_BACK)  # no paper would help it now
    found = None if over or not sheet.case.plate else readiness_of(
        journal=house.journal, pair=house.pair, case=sheet.case)
    if shuts and sheet.case.phase in BEFORE_CALL and tone == GO:
        tone = WAIT
    return Card(
        word=WORDS[tone], tone=tone, reference=reference, plate=sheet.case.plate,
        where=names.place_and_side(house.pair, side=standing.here, point=sheet.case.point),
        text=outcomes.held(sheet) or _text(
            sheet, standing=standing, house=house, shut=bool(shuts)),
        more=[*outcomes.told(sheet, house=house), *(_closure(each, house=house, now=sheet.now) for each in shuts),
              *(ends_first(found, pair=house.pair) if found and _moved(sheet) else ())],
        slot=_slot(sheet), moved=_moved(sheet), turn=turn(sheet),
        asking=asking(sheet, house=house, here=standing.here),
        missing=[*_missing(sheet, house=house), *_asked(house, reference=reference),
                 *(missing_papers(found, pair=house.pair) if found else ())],
        papers=_papers(found), due=found.next_until if found else None,
        languages=languages, simulated=house.demo is not None,
    )


def _papers(found: Readiness | None) -> Status | None:
    return Status(code="ready" if found.ready else "not_ready") if found else None


def _shuts(sheet: CaseSheet) -> list[Closure]:
    """Closures that keep this truck from being called now."""
    case = sheet.case
    if case.phase not in BEFORE_CALL or not case.direction:
        return []
    kind = sheet.booking.vehicle_class if sheet.booking else ""
    slot = sheet.booking.slot if sheet.booking else None
    return [each for each in closures(point=case.point, direction=case.direction, now=sheet.now)
            if (not each.vehicle_classes or not kind or kind in each.vehicle_classes)
            and (case.phase is Phase.WAITING or slot is None
                 or each.since - HOUR < slot < max(each.until, sheet.now))]


def _closure(each: Closure, *, house: House, now: datetime) -> Text:
    """Which side is shut, why, and until when it expects to be."""
    zone = house.pair.country(house.side).zone
    until = cldr.clock(each.until, now=now, zone=zone, language=names.language())
    return say("{closure}. Expected to open: {until}.", until=until,
               closure=str(shut(each, pair=house.pair, now=now).text))


def _tone(sheet: CaseSheet) -> str:
    """Go, wait or stop; a booked truck goes once its slot is at most an hour away."""
    phase, slot = sheet.case.phase, sheet.booking.slot if sheet.booking else None
    if phase in COMING and slot is not None and slot - HOUR <= sheet.now:
        return GO
    return TONES.get(phase, WAIT)


def _text(sheet: CaseSheet, *, standing: turns.Standing, house: House, shut: bool) -> Text:
    """What to do, in the driver's words."""
    booking, phase = sheet.booking, sheet.case.phase
    listed = booking is not None and booking.state is BookingState.WAITING
    if booking is not None and listed and phase in (Phase.OPENED, *COMING):
        return awaited(booking, pair=house.pair, now=sheet.now)
    if shut and phase in COMING:
        return _("Do not drive yet. If your hour is moved, this page says so; it costs nothing.")
    if phase in COMING and _tone(sheet) == GO:
        return _("Drive to the waiting area now.")
    return TEXTS.get(phase) or turns.sentence(standing)


def _slot(sheet: CaseSheet) -> tuple[datetime, datetime] | None:
    booking = sheet.booking
    if sheet.case.phase not in COMING or booking is None or booking.slot is None:
        return None
    return (booking.slot, booking.slot + HOUR) if booking.state in ACTIVE else None


def _moved(sheet: CaseSheet) -> Moved | None:
    """Where from, where to and why, while the slot is still to come."""
    booking = sheet.booking
    if _slot(sheet) is None or booking is None or not booking.moved:
        return None
    if booking.first_slot is None or booking.slot is None or booking.first_slot == booking.slot:
        return None
    return Moved(was=booking.first_slot, slot=booking.slot,
                 why=MOVES.get(booking.reason, MOVES["closed"]))


def _missing(sheet: CaseSheet, *, house: House) -> list[Text]:
    """What the driver can do something about: slot, fee, announcement, what lifts a hold."""
    found: list[Text] = []
    booking, now = sheet.booking, sheet.now
    if sheet.case.phase in (Phase.OPENED, *COMING):
        if booking is None or booking.state not in (*ACTIVE, BookingState.WAITING):
            found.append(_("a booked slot"))
        if booking is not None and booking.state is BookingState.HELD and booking.held_until:
            until = cldr.clock(booking.held_until, now=now, language=names.language(),
                               zone=house.pair.country(house.side).zone)
            found.append(say("the fee, until {until}, or the slot goes back", until=until))
        if sheet.case.loaded and not sheet.notices:
            found.append(_("the announcement of the cargo"))
    return [*found, *(each.lifts for each in sheet.findings
                      if each.outcome == "held" and each.lifts)]


def _asked(house: House, *, reference: str) -> list[Text]:
    """How many questions of services wait for whoever announced the case; not what they ask."""
    nobody = system(node=house.name, side=house.side)
    number = show_examination(journal=house.journal, pair=house.pair, actor=nobody,
                              reference=reference).open_questions
    return [say("answers of the carrier to services: {number}", number=number)] if number else []
