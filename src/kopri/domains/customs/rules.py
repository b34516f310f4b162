"""Rules of customs declarations."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from kopri.domains.customs.states import CLEARS, ENDS, TRANSITIONS
from kopri.domains.customs.types import DeclarationState, Regime, Terms
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
_KYOTO = "Revised Kyoto Convention, general annex, chapter 3"
_TRANSIT = "Revised Kyoto Convention, specific annex E, chapter 1"


class KnownRegime(Rule):
    """“{regime}” is no regime."""

    code = "customs.regime_unknown"
    source = _HOUSE
    remedy = "Use export, transit or import."


class RegimeOfTheSide(Rule):
    """Goods that {way} this side are not declared to it for {regime}."""

    code = "customs.regime_of_other_side"
    source = _KYOTO
    remedy = "Export is declared to the state that goods leave, import to the one that they enter."


class KnownDeclaration(Rule):
    """There is no such declaration of this side in this case."""

    code = "customs.declaration_unknown"
    source = _HOUSE
    remedy = "Open the case to see its declarations."


class PutOnce(Rule):
    """The declaration {number} is put to this case already."""

    code = "customs.declared_twice"
    source = _HOUSE
    remedy = "Open it; nothing has to be entered again."


class StateFollows(Rule):
    """A declaration that is {before} cannot become {after}."""

    code = "customs.state_does_not_follow"
    source = _KYOTO
    remedy = "Look at what the customs system has, and enter that."


class NumberGiven(Rule):
    """Without the number that the customs system has given, nothing is accepted or released."""

    code = "customs.no_number"
    source = _KYOTO
    remedy = "Enter the number of the declaration."


class SaysWhy(Rule):
    """The reason is missing."""

    code = "customs.no_reason"
    source = "WTO Agreement on Trade Facilitation, article 4"
    remedy = "Say in plain words why."


class NotTooLong(Rule):
    """The text has more than {most} characters."""

    code = "customs.text_too_long"
    source = _HOUSE
    remedy = "Say it shorter."


class SaysWhereTransitEnds(Rule):
    """It is not said at which office the transit ends."""

    code = "customs.no_exit_office"
    source = _TRANSIT
    remedy = "Enter the office of exit or destination."


class TransitEndsInTime(Rule):
    """The transit has no deadline that lies ahead within {days} days."""

    code = "customs.no_deadline"
    source = _TRANSIT
    remedy = "Enter the day by which the goods must be at the office of exit."


class TransitIsSecured(Rule):
    """A transit here is secured by a guarantee, and none is named."""

    code = "customs.no_guarantee"
    source = _TRANSIT
    remedy = "Enter the reference of the guarantee, or the number of the TIR carnet."


class IsTransit(Rule):
    """This declaration is not for transit."""

    code = "customs.no_transit"
    source = _TRANSIT
    remedy = "Only a transit is ended by an office."


class TransitIsOpen(Rule):
    """This transit is not open: it is {state}."""

    code = "customs.transit_not_open"
    source = _TRANSIT
    remedy = "Only what was released for transit, and has not ended, can be ended."


class NeighbourHasSigned(Rule):
    """The neighbour has not signed the arrival of this vehicle yet."""

    code = "customs.no_arrival"
    source = _TRANSIT
    remedy = "Wait for the neighbour's gate; it is the evidence that the goods have left."


class OfficeHasReported(Rule):
    """It is not said which office has reported the goods."""

    code = "customs.no_report"
    source = _TRANSIT
    remedy = "Enter the office of exit as it stands on its report."


class GoodsReleased(Rule):
    """The declaration {number} is not released: it is {state}."""

    code = "customs.not_released"
    source = _KYOTO
    remedy = "Bring it up to date, or hold the vehicle until the customs system has released it."


class SystemAnswers(Rule):
    """The customs system {system} does not answer."""

    code = "customs.system_silent"
    source = _HOUSE
    remedy = "Try again in a minute. What you have on paper can be entered by hand meanwhile."


class GoodsAnnounced(Rule):
    """No goods are announced for this case, so there is nothing to lodge."""

    code = "customs.nothing_announced"
    source = _HOUSE
    remedy = "Wait for the notice, or enter the number of a declaration that was lodged elsewhere."


class ConsignmentMeant(Rule):
    """Of several consignments it is not said which one is declared: {consignments}."""

    code = "customs.consignment_unknown"
    source = _HOUSE
    remedy = "Choose one; each has a declaration of its own."


class SystemConnected(Rule):
    """No customs system is connected to this node."""

    code = "customs.no_system"
    source = _HOUSE
    remedy = "Enter the number and what stands on the paper by hand."


LONGEST, LONGEST_LINE = 500, 120


def broken_regime(regime: Regime, *, leaving: bool) -> Iterator[Fault]:
    """Export from the side that goods leave, import to the other, transit through both."""
    wrong = Regime.IMPORT if leaving else Regime.EXPORT
    if regime is wrong:
        yield RegimeOfTheSide.fault(path="/regime", way="leave" if leaving else "enter",
                                    regime=regime.value)


def broken_terms(
    terms: Terms, *, now: datetime, days: int, secured: bool
) -> Iterator[Fault]:
    """Of a transit. ``days``: the longest term; ``secured``: a guarantee is asked for."""
    if not terms.exit_office.strip():
        yield SaysWhereTransitEnds.fault(path="/exit_office")
    if terms.deadline is None or not 0 < (terms.deadline - now).total_seconds() <= days * 86_400:
        yield TransitEndsInTime.fault(path="/deadline", days=days)
    if secured and not terms.guarantee.strip():
        yield TransitIsSecured.fault(path="/guarantee")
    yield from broken_lines({"exit_office": [terms.exit_office], "guarantee": [terms.guarantee],
                             "seals": terms.seals, "route": terms.route})


def broken_lines(fields: Mapping[str, Collection[str]]) -> Iterator[Fault]:
    """Lines that are too long to be kept."""
    for name, values in fields.items():
        if any(len(each) > LONGEST_LINE for each in values):
            yield NotTooLong.fault(path=f"/{name}", most=LONGEST_LINE)


def broken_telling(
    before: DeclarationState, after: DeclarationState, *, number: str, text: str
) -> Iterator[Fault]:
    """By an officer. ``number``: as it is known then."""
    ahead = {to for _, to in TRANSITIONS.get(before, ())} - {DeclarationState.DISCHARGED}
    if after not in ahead:
        yield StateFollows.fault(path="/state", before=before.value, after=after.value)
    if after is DeclarationState.INVALIDATED and not text.strip():
        yield SaysWhy.fault(path="/text")
    if after is not DeclarationState.INVALIDATED and not number.strip():
        yield NumberGiven.fault(path="/number")
    yield from broken_text(text)
    yield from broken_lines({"number": [number]})


def broken_text(text: str) -> Iterator[Fault]:
    """An officer's words that are too long to be kept."""
    if len(text) > LONGEST:
        yield NotTooLong.fault(path="/text", most=LONGEST)


def broken_end(regime: Regime, state: DeclarationState) -> Iterator[Fault]:
    """A transit that was released and has not ended."""
    if regime is not Regime.TRANSIT:
        yield IsTransit.fault()
    elif state is not DeclarationState.RELEASED:
        yield TransitIsOpen.fault(state=state.value)


def holds_back(state: DeclarationState) -> bool:
    """Whether customs may not clear while a declaration is in this state."""
    return state not in CLEARS and state is not DeclarationState.INVALIDATED


def is_open(regime: Regime, state: DeclarationState) -> bool:
    """Whether the declaration is not at its end: import ends with the release."""
    return state not in ENDS and not (
        regime is Regime.IMPORT and state is DeclarationState.RELEASED)
