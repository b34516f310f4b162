"""Rules of outcomes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from kopri.domains.outcomes.types import PartOutcome, Words
from kopri.kernel.clock import from_text
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
_TFA = "WTO Agreement on Trade Facilitation, article 7"


class PartOfTheCase(Rule):
    """{part} is no part of this case that goes on."""

    code = "outcomes.part_unknown"
    source = _HOUSE
    remedy = "Choose one of the parts that the case shows."


class PartHoldSaysWhatLiftsIt(Rule):
    """A hold on a part must say what would lift it."""

    code = "outcomes.hold_without_lift"
    source = _TFA
    remedy = "Say what the driver or carrier has to bring or do."


class PartRefusalNamesItsRule(Rule):
    """A refusal of a part must name the rule it rests on, and the reason."""

    code = "outcomes.refusal_without_rule"
    source = "WTO Agreement on Trade Facilitation, article 4"
    remedy = "Name the law or order, and say in plain words why."


class PartsSettled(Rule):
    """{service} still holds {part}."""

    code = "outcomes.part_held"
    source = _HOUSE
    remedy = "Lift that hold, or refuse the part; then clear the rest."


class SomethingSaidOfThePart(Rule):
    """{service} has said nothing of {part} that could be taken back."""

    code = "outcomes.nothing_said"
    source = _HOUSE
    remedy = "Nothing is left to do here."


class TakenBackSaysWhy(Rule):
    """A refusal of a part is taken back with a reason."""

    code = "outcomes.taken_back_without_reason"
    source = _HOUSE
    remedy = "Say in a few words why."


class WithholdingSaysWhy(Rule):
    """A hold whose reason is withheld still needs the reason, for the own side."""

    code = "outcomes.withheld_without_reason"
    source = _HOUSE
    remedy = "Write why; neither the carrier nor the other side is told."


class WithheldTellsNothing(Rule):
    """A hold whose reason is withheld cannot say what would lift it."""

    code = "outcomes.withheld_tells"
    source = _HOUSE
    remedy = "Leave that empty, or hold without withholding the reason."


class UntilLaterThanNow(Rule):
    """The time until which it is held has passed."""

    code = "outcomes.until_passed"
    source = _HOUSE
    remedy = "Give a later time, or none."


class SecondOfficer(Rule):
    """Who proposed a decision cannot confirm it."""

    code = "outcomes.same_officer"
    source = "countries/*/four_eyes.csv"
    remedy = "Another officer of the service confirms it."


class KnownProposal(Rule):
    """There is no such proposal that waits."""

    code = "outcomes.proposal_unknown"
    source = _HOUSE
    remedy = "Open the case to see what waits."


class OneProposal(Rule):
    """A decision of {service} waits for its second officer."""

    code = "outcomes.proposal_waits"
    source = "countries/*/four_eyes.csv"
    remedy = "Confirm it or give it up first."


def broken_part(
    *, outcome: PartOutcome, words: Words, part: str, parts: Collection[str]
) -> Iterator[Fault]:
    """What a decision over a part lacks."""
    if part not in parts:
        yield PartOfTheCase.fault(path="/part", part=part or "-")
    if outcome is PartOutcome.HELD and not words.lifts:
        yield PartHoldSaysWhatLiftsIt.fault(path="/lifts")
    if outcome is PartOutcome.REFUSED and not (words.rule and words.reason):
        yield PartRefusalNamesItsRule.fault(path="/rule")


def broken_withholding(*, words: Words) -> Iterator[Fault]:
    """What a hold whose reason is withheld lacks."""
    if not words.reason:
        yield WithholdingSaysWhy.fault(path="/reason")
    if words.lifts:
        yield WithheldTellsNothing.fault(path="/lifts")


def broken_until(*, until: str | None, now: datetime) -> Iterator[Fault]:
    """What is wrong with the time until which it is held."""
    if until and from_text(until) <= now:
        yield UntilLaterThanNow.fault(path="/until")


def parts_on_board(
    *, named: Iterable[Mapping[str, str]], consignments: Iterable[str], trailer: str
) -> tuple[str, ...]:
    """What of a case has an outcome of its own: ``named`` in the case itself (each with ``part`` and
    ``kind``), the consignments of its notices, the trailer."""
    found = [f"{each['kind']}:{each['part']}" for each in named]
    found += [f"consignment:{each}" for each in consignments if each]
    found += [f"trailer:{trailer}"] if trailer else []
    return tuple(dict.fromkeys(found))


def left_behind(said: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Of (part, outcome) the parts that do not go on."""
    return tuple(dict.fromkeys(
        part for part, outcome in said if outcome == PartOutcome.REFUSED.value))
