"""What a decision needs, and when a side has decided."""

from collections.abc import Collection, Iterator, Mapping

from kopri.domains.control.types import Decision, Finding, Outcome
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
_TFA = "WTO Agreement on Trade Facilitation, article 7"


class OneFinding(Rule):
    """{service} has already decided."""

    code = "control.already_decided"
    source = _HOUSE
    remedy = "Reverse the decision first, with a reason."


class HoldSaysWhatLiftsIt(Rule):
    """A hold must say what would lift it."""

    code = "control.hold_without_lift"
    source = _TFA
    remedy = "Say what the driver or carrier has to bring or do."


class RefusalNamesItsRule(Rule):
    """A refusal must name the rule it rests on, and the reason."""

    code = "control.refusal_without_rule"
    source = "WTO Agreement on Trade Facilitation, article 4"
    remedy = "Name the law or order, and say in plain words why."


class SomethingToReverse(Rule):
    """{service} has not decided anything that could be reversed."""

    code = "control.nothing_to_reverse"
    source = _HOUSE
    remedy = "Record a finding."


def broken_decision(*, decision: Decision) -> Iterator[Fault]:
    """What a decision lacks."""
    if decision.outcome is Outcome.HELD and not decision.lifts:
        yield HoldSaysWhatLiftsIt.fault(path="/lifts")
    if decision.outcome is Outcome.REFUSED and not (decision.rule and decision.reason):
        yield RefusalNamesItsRule.fault(path="/rule")


def all_cleared(*, services: Collection[str], findings: Mapping[str, Finding]) -> bool:
    """Enough services have agreed: each of the plan has cleared, and no other holds."""
    held = any(each.outcome is Outcome.HELD for each in findings.values())
    return bool(services) and not held and all(
        service in findings and findings[service].outcome is Outcome.CLEARED
        for service in services
    )
