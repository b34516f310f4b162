"""What a driver is told of holds and refusals: who, by which rule, until when, what follows.

A hold whose reason is withheld by law names nobody and nothing: twins have the same card.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kopri.crossing.states import Phase
from kopri.domains.control.queries import FindingView
from kopri.domains.outcomes.queries import PartView, parts_of
from kopri.domains.returns.queries import ReturnView, returns_of
from kopri.domains.returns.states import ReturnState
from kopri.engines.countrydata import PairData
from kopri.interfaces.house import House
from kopri.interfaces.web import cldr, names
from kopri.interfaces.web.case import looking
from kopri.interfaces.web.case.outcomes import appeal_text, kind_of
from kopri.interfaces.web.turns import CONTROLS
from kopri.interfaces.web.words import Text, say
from kopri.journeys.show_case import CaseSheet
from kopri.kernel.clock import from_text

SENT_BACK = (Phase.REFUSED, Phase.TURNED_BACK)


def held(sheet: CaseSheet) -> Text:
    """What to do while it is held; empty where nobody holds it."""
    if not (sheet.case.held and sheet.case.phase in CONTROLS):
        return ""
    return _("Your truck is held. Stay with it.")


def told(sheet: CaseSheet, *, house: House) -> list[Text]:
    """Each hold and refusal that stands, then what goes back."""
    return [*_whole(sheet, house=house), *_parts(sheet, house=house),
            *(_returned(each) for each in returns_of([sheet.reference])
              if each.state is not ReturnState.WITHDRAWN)]


def _whole(sheet: CaseSheet, *, house: House) -> Iterator[Text]:
    for each in sheet.findings:
        if each.outcome == "held" and held(sheet):
            yield _hold(each, house=house)
        elif each.outcome == "refused" and sheet.case.phase in SENT_BACK:
            yield from _refusal(each, pair=house.pair)
    if looking.untold(sheet) and held(sheet):
        yield _("The reason is withheld by law. Nobody at the border may tell it.")


def _hold(said: FindingView | PartView, *, house: House) -> Text:
    service = _service(said, pair=house.pair)
    if not said.until:
        return say("Held by {service}.", service=service)
    until = cldr.clock(from_text(said.until), now=house.journal.clock.now(),
                       zone=house.pair.country(house.side).zone, language=names.language())
    return say("Held by {service}, until {until} at the longest.", service=service, until=until)


def _refusal(said: FindingView | PartView, *, pair: PairData) -> Iterator[Text]:
    yield say("Refused by {service}. By: {rule}.", service=_service(said, pair=pair),
              rule=said.rule)
    appeal = appeal_text(said.appeal, until=said.appeal_until, side=said.side, pair=pair)
    if appeal:
        yield appeal


def _parts(sheet: CaseSheet, *, house: House) -> Iterator[Text]:
    for each in parts_of([sheet.reference]):
        what = str(kind_of(each.part))
        if each.outcome == "refused":
            yield say("{what} stays behind; the rest may go on.", what=what)
            yield from _refusal(each, pair=house.pair)
        else:
            lifts = say("To be lifted: {what}", what=each.lifts)
            yield f"{what}: {_hold(each, house=house)} {lifts}"


def _service(said: FindingView | PartView, *, pair: PairData) -> str:
    return f"{names.service(pair, side=said.side, code=said.service)}, {said.side.upper()}"


def _returned(back: ReturnView) -> Text:
    words: dict[ReturnState, Text] = {
        ReturnState.OPENED: _("The side you came from has been asked to take it back."),
        ReturnState.OBJECTED: _("The side you came from has not agreed yet."),
        ReturnState.AWAITED: _("The side you came from takes it back. Go when the gate sends you."),
        ReturnState.RECEIVED: _("It is back on the side you came from."),
    }
    return f"{kind_of(back.part)}: {words[back.state]}" if back.part else words[back.state]
