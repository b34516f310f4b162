"""Which steps a case goes through."""

from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from kopri.domains.control.types import Step
from kopri.engines.countrydata import Country, Stage
from kopri.kernel.errors import Fault
from kopri.kernel.rules import Rule

_HOUSE = "Köpri, docs/reference/rules"


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


class MarkStands(Rule):
    """No mark of {service} stands."""

    code = "control.not_marked"
    source = _HOUSE
    remedy = "Nothing is to be lifted; open the case again."


class NotConcluded(Rule):
    """This side has released or refused the vehicle already."""

    code = "control.concluded"
    source = _HOUSE
    remedy = "A service takes its decision back first, with a reason; then mark it."


class ReasonGiven(Rule):
    """A plan that is made anew, and a mark, need a reason."""

    code = "control.reason_missing"
    source = _HOUSE
    remedy = "Say in a few words why."


def replanned(*, country: Country, base: Iterable[Step], known: Iterable[Step]) -> list[Step]:
    """A plan made anew in control: no service falls out of it, what each chose beyond its usual steps
    stays, and for the steps of a corridor those of the corridor that it has chosen.

    Papers count where ``base`` says so.
    """
    base = list(base)
    papers, services = {step.service for step in base if step.papers}, {
        step.service for step in base}
    chosen = [replace(step, papers=step.service in papers) for step in known
              if country.stage(step.step).risk_based or step.service not in services]
    deep = {step.service for step in chosen if country.stage(step.step).corridor}
    usual = [step for step in base
             if not (step.service in deep and country.stage(step.step).corridor)]
    known_now = {(step.step, step.service) for step in usual}
    return sorted(
        [*usual, *(step for step in chosen if (step.step, step.service) not in known_now)],
        key=lambda step: step.order)


def with_begun(
    steps: Iterable[Step], *, begun: Iterable[Step], finished: Iterable[Step]
) -> list[Step]:
    """A plan with all that has begun; of what is finished the papers count as they did then."""
    done = {(step.step, step.service): step for step in finished}
    found = [done.get((step.step, step.service), step) for step in steps]
    planned = {(step.step, step.service) for step in found}
    return sorted([*found, *(step for step in begun if (step.step, step.service) not in planned)],
                  key=lambda step: step.order)


def marked_steps(
    *, country: Country, flow: str, service: str, extra: Collection[str]
) -> list[Step]:
    """The steps on suspicion that a mark asks a service for."""
    return [Step(step=stage.code, service=service, order=stage.order)
            for stage in country.way(flow=flow) if stage.code in extra]


def unknown_steps(
    *, country: Country, flow: str, service: str, extra: Collection[str]
) -> Iterator[Fault]:
    """Steps that the service does not do on suspicion, on this way."""
    own = {stage.code for stage in country.way(flow=flow)
           if stage.condition == "share" and service in stage.services}
    for step in extra:
        if step not in own:
            yield StepOfTheService.fault(path="/steps", step=step, service=service)


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


def without_papers(
    steps: Iterable[Step], *, country: Country, unfit: Collection[str]
) -> list[Step]:
    """The same steps; papers were accepted unless facts differ, and the scales say that they do.

    ``unfit``: what does not fit. A weight that was not told so concerns customs and transport, one over a
    limit transport alone.
    """
    roles = {"transport"} if unfit else set()
    roles |= {"customs"} if "notice" in unfit else set()
    return [replace(step, papers=False) if country.service(step.service).role in roles else step
            for step in steps]


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
    yield from unknown_steps(country=country, flow=flow, service=service, extra=extra)
