"""Rules of priorities: what a claim lacks, and how many may go before others."""

from collections.abc import Iterator
from datetime import date, timedelta

from kopri.domains.priority.types import LONGEST, Condition, Danger, Facts, Goods
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_ORDER_707 = "Order of the Minister of Finance of Kazakhstan 707 of 27 June 2023, as amended"
_HOUSE = "Köpri, docs/reference/rules"
_STATES = ("attached", "lodged", "accepted")

NOT_IN_FORCE, DOCUMENT, CARGO, MIXED = "not_in_force", "document", "cargo", "mixed_cargo"
LIST, NOTICE = "list", "notice_days"


class ClassMayClaim(Rule):
    """{claim} is no class that goes before others in direction {direction}."""

    code = "priority.class_unknown"
    source = _ORDER_707
    remedy = "Choose a class from the page of priorities."


class ClassInForce(Rule):
    """Class {claim} does not go before others on this day."""

    code = "priority.not_in_force"
    source = _ORDER_707
    remedy = "The page of priorities says from when on it holds, or that it is only announced."


class HasNoSlot(Rule):
    """This vehicle has a slot already, in case {reference}."""

    code = "priority.has_slot"
    source = _ORDER_707
    remedy = "Keep it, or give it back first."


class KnownClaim(Rule):
    """There is no such claim."""

    code = "priority.claim_unknown"
    source = _HOUSE
    remedy = "Open the case to see its claims."


class WaitsForDecision(Rule):
    """This claim does not wait for a decision."""

    code = "priority.not_awaiting"
    source = _ORDER_707
    remedy = "Open the case to see what became of it."


class SaysWhy(Rule):
    """The reason is missing, or has more than {most} characters."""

    code = "priority.no_reason"
    source = _HOUSE
    remedy = "Say in a few words why."


class KnownDanger(Rule):
    """{danger} is no danger for which a vehicle is called before others."""

    code = "priority.danger_unknown"
    source = _HOUSE
    remedy = "Choose a person in danger, an animal in danger, or leaking cargo."


class NotYetCalled(Rule):
    """The vehicle is not before the gate; the case is {phase}."""

    code = "priority.not_before_gate"
    source = _HOUSE
    remedy = "Look at the case: it was called, taken in, or is over."


class KnownCall(Rule):
    """There is no such safety call of this side."""

    code = "priority.call_unknown"
    source = _HOUSE
    remedy = "Open the list of safety calls."


class SignedOnce(Rule):
    """This safety call is signed already."""

    code = "priority.signed"
    source = _HOUSE
    remedy = "Nothing has to be done."


class SecondPerson(Rule):
    """The second signature is another person's than the first."""

    code = "priority.same_person"
    source = _HOUSE
    remedy = "Ask a colleague to sign."


class SomeVehicles(Rule):
    """A list names between 1 and {most} vehicles."""

    code = "priority.vehicles"
    source = _ORDER_707
    remedy = "Write one plate on each line, as on the vehicle."


class KnowsSender(Rule):
    """Who sent the list is not said."""

    code = "priority.no_body"
    source = _ORDER_707
    remedy = "Name the state body, or the postal operator."


class ReceivedDay(Rule):
    """{day} is no day on which a list can have come."""

    code = "priority.received"
    source = _ORDER_707
    remedy = "Give the day on which it came, not later than today, such as 2026-01-05."


class RuleAsksForList(Rule):
    """{rule} is no rule that asks for a list of vehicles."""

    code = "priority.rule_without_list"
    source = _ORDER_707
    remedy = "Choose a rule from the page of priorities that asks for one."


class SpoilsLater(Rule):
    """{moment} is no moment to come."""

    code = "priority.spoils_by"
    source = _HOUSE
    remedy = "Give the moment by which the goods must have arrived, in UTC, or leave it out."


MOST_VEHICLES = 200


def missing(condition: Condition, facts: Facts) -> Iterator[str]:
    """Codes of what a claim lacks, whatever the hour."""
    if condition.documents and not _has_document(condition, facts):
        yield DOCUMENT
    if condition.chapters or condition.dangerous:
        such = [_is_such(each, condition) for each in facts.goods]
        if not any(such):
            yield CARGO
        elif condition.only_such_cargo and not all(such):
            yield MIXED
    if condition.notice_days and not facts.listed:
        yield LIST


def _has_document(condition: Condition, facts: Facts) -> bool:
    least = _STATES.index(condition.document_state or _STATES[0])
    return any(paper.type in condition.documents and _STATES.index(paper.state) >= least
               for paper in facts.papers)


def _is_such(goods: Goods, condition: Condition) -> bool:
    """Of the class; what no HS code tells is of none."""
    if condition.dangerous:
        return goods.dangerous
    return bool(goods.code) and any(goods.code.startswith(each) for each in condition.chapters)


def in_time(condition: Condition, facts: Facts, *, day: date) -> bool:
    """Whether a list with the vehicle came early enough for a slot of this day."""
    notice = timedelta(days=condition.notice_days)
    return not condition.notice_days or any(day - each >= notice for each in facts.listed)


def broken_list(
    *, body: str, received: str, vehicles: int, today: date
) -> Iterator[Fault]:
    """What is wrong with a list of vehicles."""
    if not body or len(body) > 120:
        yield KnowsSender.fault(path="/body")
    if not 1 <= vehicles <= MOST_VEHICLES:
        yield SomeVehicles.fault(path="/vehicles", most=MOST_VEHICLES)
    try:
        late = date.fromisoformat(received) > today
    except ValueError:
        late = True
    if late:
        yield ReceivedDay.fault(path="/received", day=received[:20])


def broken_reason(reason: str) -> Iterator[Fault]:
    """A reason that must be there and not too long."""
    if not 1 <= len(reason.strip()) <= LONGEST:
        yield SaysWhy.fault(path="/reason", most=LONGEST)


def broken_danger(danger: str) -> Iterator[Fault]:
    """What a vehicle may be called for."""
    if danger not in {each.value for each in Danger}:
        yield KnownDanger.fault(path="/danger", danger=danger[:40])
