"""Rules of controls."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from kopri.domains.control.types import Decision, Finding, Outcome, Step
from kopri.engines.countrydata import Country, Stage
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"
_TFA = "WTO Agreement on Trade Facilitation, article 7"


class RegisteredHere(Rule):
    """The vehicle is not in this side's controls."""

    code = "control.not_registered"
    source = _HOUSE
    remedy = "The gate registers it first."


class ServiceInPlan(Rule):
    """The plan of this case has no step {step} for {service}."""

    code = "control.not_in_plan"
    source = _HOUSE
    remedy = "Open the case to see its plan; a shift head can have it planned anew."


class StepNotDone(Rule):
    """Step {step} is already finished."""

    code = "control.step_done"
    source = _HOUSE
    remedy = "Nothing is left to do here."


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


class NotAfterExit(Rule):
    """The vehicle has left this side; its outcome stands."""

    code = "control.left"
    source = _HOUSE
    remedy = "Tell the other side's shift head."


class KnownCorridor(Rule):
    """There is no corridor {corridor} here."""

    code = "control.corridor_unknown"
    source = _HOUSE
    remedy = "Choose one of the corridors of this side."


class StepOfTheService(Rule):
    """{step} is no step that {service} may add."""

    code = "control.step_unknown"
    source = _HOUSE
    remedy = "Choose a step that the service does on suspicion."


class PlausibleTime(Rule):
    """The time given lies in the future."""

    code = "control.time_in_future"
    source = _HOUSE
    remedy = "Give the time when it happened, in UTC."


def broken_decision(*, decision: Decision) -> Iterator[Fault]:
    """What a decision lacks."""
    if decision.outcome is Outcome.HELD and not decision.lifts:
        yield HoldSaysWhatLiftsIt.fault(path="/lifts")
    if decision.outcome is Outcome.REFUSED and not (decision.rule and decision.reason):
        yield RefusalNamesItsRule.fault(path="/rule")


def all_cleared(*, services: Collection[str], findings: Mapping[str, Finding]) -> bool:
    """Enough services have agreed: each of the plan has cleared."""
    return bool(services) and all(
        service in findings and findings[service].outcome is Outcome.CLEARED
        for service in services
    )


def planned_steps(
    *, country: Country, flow: str, chapters: Iterable[str], accepted: Collection[str] = ()
) -> list[Step]:
    """What every such case goes through on this side, by the country's data alone.

    ``flow``: ``exit`` or ``entry``. ``chapters``: HS chapters on board. ``accepted``: services that
    have accepted the papers. Nothing here depends on risk: the first corridor stands in until the
    service directs otherwise.
    """
    roles = country.sps_roles(chapters)
    usual = country.corridors()[:1]
    return [
        Step(step=stage.code, service=service, order=stage.order, papers=service in accepted)
        for stage in country.way(flow=flow)
        if stage.kind == "control"
        for service in _services(stage, country=country, roles=roles, usual=usual)
    ]


def _services(
    stage: Stage, *, country: Country, roles: Collection[str], usual: Collection[str]
) -> tuple[str, ...]:
    if stage.condition == "sps_goods":
        return tuple(name for name in stage.services if country.service(name).role in roles)
    if stage.condition == "always" or stage.corridor in usual:
        return stage.services
    return ()


def directed_steps(
    *, country: Country, flow: str, service: str, corridor: str, extra: Collection[str],
    known: Collection[Step],
) -> list[Step]:
    """A service's steps once it has directed a case: its corridor's, its usual ones, the extra.

    Papers that it has accepted stay accepted.
    """
    papers = any(step.papers for step in known if step.service == service)
    steps = [step for step in known if step.service == service
             and not country.stage(step.step).corridor]
    for stage in country.way(flow=flow):
        chosen = stage.corridor == corridor if stage.corridor else stage.code in extra
        if chosen and stage.risk_based and service in stage.services:
            steps.append(Step(step=stage.code, service=service, order=stage.order, papers=papers))
    return sorted(steps, key=lambda step: step.order)


def usual_minutes(*, country: Country, step: str, papers: bool) -> tuple[int, int]:
    """p50 and p90 of a step by the country's data; with papers accepted, of what remains of it."""
    stage = country.stage(step)
    left = 100 - (country.paper_pct(step) if papers else 0)
    return max(1, round(stage.p50_min * left / 100)), max(1, round(stage.p90_min * left / 100))


def broken_direction(
    *, country: Country, flow: str, service: str, corridor: str, extra: Collection[str]
) -> Iterator[Fault]:
    """What is wrong with how a service wants to look.

    A service with corridors chooses one of them, or it would drop out of the plan; another has none.
    """
    corridors = {stage.corridor for stage in country.way(flow=flow)
                 if stage.corridor and service in stage.services}
    if corridor not in (corridors or {""}):
        yield KnownCorridor.fault(path="/corridor", corridor=corridor or "-")
    own = {stage.code for stage in country.way(flow=flow)
           if stage.condition == "share" and service in stage.services}
    for step in extra:
        if step not in own:
            yield StepOfTheService.fault(path="/steps", step=step, service=service)
